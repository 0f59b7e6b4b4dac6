"""The package for Windows Installer: for the whole computer, silent where asked, and settings as properties."""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

from installer.commands import need, run
from installer.icons import write_ico
from installer.policies import IDLE_LOCK, KEY, LEAST, MOST, NOT_SET, POLICIES, Policy
from installer.product import (
    PACK_CLASS,
    PACK_ENDING,
    PACK_TYPE,
    PACK_WORDS,
    PRODUCT,
    PROGRAM,
    PUBLISHER,
    SUMMARY,
    TITLE,
    UPGRADE_CODE,
    identifier,
    windows_version,
)
from installer.program import Program
from installer.signing import sign
from installer.trees import digest_of_all, epoch, files_in
from installer.windows import WINDOWED

_OWN_KEY = rf"Software\{PRODUCT}"
_NEWER = "A newer version of cpm_desktop is installed already."
_BY_SETUP = (
    "cpm_desktop was installed here by its setup program. Uninstall it first; what was recorded stays."
)
_MINUTES = f"IDLELOCKMINUTES has to be a number from {LEAST} to {MOST}."


def build_msi(program: Program, work: Path, outputs: Path) -> Path:
    """Make the package of a program folder.

    Args:
        program: for Windows.
        work: where its description is written.
        outputs: where it goes.
    """
    icon, description = work / f"{PROGRAM}.ico", work / f"{PROGRAM}.wxs"
    write_ico(icon)
    tree = ET.ElementTree(describe(program, icon))
    ET.indent(tree)
    tree.write(description, encoding="utf-8", xml_declaration=True)
    package = outputs / f"{PRODUCT}-{program.version}-x64.msi"
    package.unlink(missing_ok=True)
    words: list[str | Path] = ["-a", "x64", "-o", package, description]
    settled = {"SOURCE_DATE_EPOCH": str(epoch())}
    run([need("wixl", "wixl"), *words], cwd=program.folder, environment=settled)
    _settle(program, package)
    sign(package)
    return package


def describe(program: Program, icon: Path) -> ET.Element:
    """Return what is in the package and what it does, in the words of WiX.

    Args:
        program: for Windows; files are named by their path in its folder.
        icon: shown in the list of programs.
    """
    root = ET.Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
    product = ET.SubElement(
        root,
        "Product",
        Id=str(identifier("product", program.version)),
        Name=PRODUCT,
        Language="2057",
        Codepage="1252",
        Version=windows_version(program.version),
        Manufacturer=PUBLISHER,
        UpgradeCode=str(UPGRADE_CODE).upper(),
    )
    ET.SubElement(
        product,
        "Package",
        InstallerVersion="500",
        Compressed="yes",
        InstallScope="perMachine",
        Description=f"{PRODUCT} {program.version}",
        Comments=SUMMARY,
    )
    ET.SubElement(product, "MajorUpgrade", DowngradeErrorMessage=_NEWER)
    ET.SubElement(product, "Media", Id="1", Cabinet="program.cab", EmbedCab="yes")
    ET.SubElement(product, "Icon", Id="own.ico", SourceFile=os.path.relpath(icon, program.folder))
    # The version before is removed once it is settled which files are copied; an older file that says a higher
    # version of itself would otherwise count as there, and be gone afterwards.
    _set(product, REINSTALLMODE="amus", ARPPRODUCTICON="own.ico", ARPNOMODIFY="1", ARPCOMMENTS=SUMMARY)
    _refuse_beside_setup(product)
    feature = ET.Element("Feature", Id="Everything", Title=PRODUCT, Level="1")
    _describe_folders(product, program.folder, feature)
    product.append(feature)
    _keep_properties(product)
    return root


def _set(product: ET.Element, **properties: str) -> None:
    for name, value in properties.items():
        ET.SubElement(product, "Property", Id=name, Value=value)


def _refuse_beside_setup(product: ET.Element) -> None:
    held = ET.SubElement(product, "Property", Id="INSTALLEDBY")
    _search(held, "FindInstalledBy", _OWN_KEY, "InstalledBy")
    ET.SubElement(product, "Condition", Message=_BY_SETUP).text = 'Installed OR NOT (INSTALLEDBY = "setup")'
    number = IDLE_LOCK.installer_property
    within = f"({number} >= {LEAST} AND {number} <= {MOST})"
    condition = f'Installed OR NOT {number} OR {number} ~= "{NOT_SET}" OR {within}'
    ET.SubElement(product, "Condition", Message=_MINUTES).text = condition


def _search(held: ET.Element, name: str, key: str, value: str) -> None:
    ET.SubElement(held, "RegistrySearch", Id=name, Root="HKLM", Key=key, Name=value, Type="raw", Win64="yes")


def _describe_folders(product: ET.Element, folder: Path, feature: ET.Element) -> None:
    top = ET.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = ET.SubElement(top, "Directory", Id="ProgramFiles64Folder", Name="Program Files")
    own = ET.SubElement(programs, "Directory", Id="INSTALLDIR", Name=PRODUCT)
    menu = ET.SubElement(top, "Directory", Id="ProgramMenuFolder", Name="Programs")
    places = {Path(): own}
    for file in files_in(folder):
        path = file.relative_to(folder)
        for parent in reversed(path.parents):
            if parent not in places:
                name = _name("d", parent)
                places[parent] = ET.SubElement(places[parent.parent], "Directory", Id=name, Name=parent.name)
        component = _component(places[path.parent], feature, _name("c", path), path.as_posix())
        ET.SubElement(component, "File", Id=_name("f", path), Source=path.as_posix(), KeyPath="yes")
    _describe_registry(own, menu, feature)


def _describe_registry(own: ET.Element, menu: ET.Element, feature: ET.Element) -> None:
    shown = _component(menu, feature, "InMenu", "menu")
    target = f"[INSTALLDIR]{WINDOWED}"
    words = {"Target": target, "WorkingDirectory": "INSTALLDIR", "Description": SUMMARY}
    ET.SubElement(shown, "Shortcut", words, Id="Menu", Name=TITLE, Advertise="no")
    _value(shown, _OWN_KEY, "InstalledBy", "msi", is_key=True)
    _value(shown, _OWN_KEY, "InstallFolder", "[INSTALLDIR]")
    packs, classes = _component(own, feature, "Packs", "packs"), r"Software\Classes"
    _value(packs, rf"{classes}\{PACK_ENDING}", "", PACK_CLASS, is_key=True)
    _value(packs, rf"{classes}\{PACK_ENDING}", "Content Type", PACK_TYPE)
    _value(packs, rf"{classes}\{PACK_CLASS}", "", PACK_WORDS)
    _value(packs, rf"{classes}\{PACK_CLASS}\DefaultIcon", "", f"{target},0")
    _value(packs, rf"{classes}\{PACK_CLASS}\shell\open\command", "", f'"{target}" --open "%1"')
    for policy in POLICIES:
        _describe_policy(own, feature, policy)


def _describe_policy(own: ET.Element, feature: ET.Element, policy: Policy) -> None:
    """Write a setting where it was given; a copy as text is what the next version finds again."""
    name = policy.installer_property
    component = _component(own, feature, f"Policy{policy.value}", f"policy {policy.value}")
    kind = "integer" if policy.is_number else "string"
    _value(component, KEY, policy.value, f"[{name}]", kind=kind, is_key=True)
    _value(component, rf"{_OWN_KEY}\Properties", name, f"[{name}]")


def _keep_properties(product: ET.Element) -> None:
    """Take what an earlier version was given where nothing is said this time.

    A repair, which Windows lets anybody start, takes it whatever is said, and leaves unset what was not set: the
    settings are the authority's.
    """
    sequence = ET.Element("InstallExecuteSequence")
    for policy in POLICIES:
        name = policy.installer_property
        kept = ET.SubElement(product, "Property", Id=f"KEPT{name}")
        _search(kept, f"Find{policy.value}", rf"{_OWN_KEY}\Properties", name)
        ET.SubElement(
            product,
            "CustomAction",
            Id=f"Keep{policy.value}",
            Property=name,
            Value=f"[KEPT{name}]",
            Impersonate="yes",
        )
        action = ET.SubElement(
            sequence, "Custom", Action=f"Keep{policy.value}", After="AppSearch", Before="CostInitialize"
        )
        action.text = f"Installed OR (NOT {name} AND KEPT{name})"
    product.append(sequence)


def _component(place: ET.Element, feature: ET.Element, name: str, of: str) -> ET.Element:
    ET.SubElement(feature, "ComponentRef", Id=name)
    return ET.SubElement(place, "Component", Id=name, Guid=str(identifier("component", of)), Win64="yes")


def _value(
    component: ET.Element, key: str, name: str, value: str, *, kind: str = "string", is_key: bool = False
) -> None:
    words = {"Name": name} if name else {}
    words |= {"KeyPath": "yes"} if is_key else {}
    ET.SubElement(component, "RegistryValue", words, Root="HKLM", Key=key, Type=kind, Value=value)


def _name(kind: str, path: Path) -> str:
    return f"{kind}{identifier('file', path.as_posix()).hex}"


def changes() -> list[str]:
    """Return what is said to the finished package because wixl has no words for it.

    When a setting is written, and who may give it: an administrator alone. Of what anybody else says Windows Installer
    passes on the properties that are named secure, and the settings are not. What was set before is looked for
    where the installing is done, not in the person's own session, from which it would not be passed on either.
    """
    secure = "WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED"
    said = [
        _change("Property", "Value", secure, "Property", "SecureCustomProperties"),
        "DELETE FROM `InstallUISequence` WHERE `Action` = 'AppSearch'",
    ]
    for policy in POLICIES:
        name = policy.installer_property
        condition = f'{name} AND NOT ({name} ~= "{NOT_SET}")'
        said.append(_change("Component", "Condition", condition, "Component", f"Policy{policy.value}"))
    return said


def _settle(program: Program, package: Path) -> None:
    """Change the finished package, and say which it is: equal program folders give packages of equal identifiers."""
    msibuild = need("msibuild", "msitools")
    run([msibuild, package, *(word for change in changes() for word in ("-q", change))])
    code = identifier("package", program.version, digest_of_all(program.folder, files_in(program.folder)))
    run(
        [
            msibuild,
            package,
            "-s",
            f"{PRODUCT} {program.version}",
            PUBLISHER,
            "x64;2057",
            f"{{{str(code).upper()}}}",
        ]
    )


def _change(table: str, column: str, value: str, key: str, of: str) -> str:
    return f"UPDATE `{table}` SET `{column}` = '{value}' WHERE `{key}` = '{of}'"  # noqa: S608 - our own words
