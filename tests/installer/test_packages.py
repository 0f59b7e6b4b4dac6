"""What the packages say of themselves is of one version, one name, and the settings that the application reads."""

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from installer.debian import build_deb, control_text
from installer.msi import changes, describe
from installer.policies import KEY, LEAST, MOST, POLICIES
from installer.product import (
    CHECKOUT,
    FILES,
    PACK_ENDING,
    PACK_TYPE,
    PROGRAM,
    TITLE,
    UPGRADE_CODE,
    UnsuitableVersion,
    debian_version,
    own_version,
    windows_version,
)
from installer.setup import defines
from installer.trees import files_in
from installer.trimming import QT_MODULES

from cpm_desktop import __version__
from cpm_desktop.cli import parser
from cpm_desktop.services.packing import PACK_ENDING as PACK_ENDING_OF_APPLICATION
from cpm_desktop.storage.device_policy import policy_of
from tests.installer.made_up import make_program

WIX = "{http://schemas.microsoft.com/wix/2006/wi}"
POLICY_NAMES = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"


def package_of(folder: Path) -> ET.Element:
    described = describe(make_program(folder, "win32"), folder / "own.ico")
    return ET.fromstring(ET.tostring(described))  # noqa: S314 - written a line above


def test_the_version_stands_in_one_place() -> None:
    assert own_version() == __version__
    assert windows_version("1.20.300") == "1.20.300"
    assert debian_version("1.0.0rc1") == "1.0.0~rc1"


@pytest.mark.parametrize("version", ["1.0", "1.0.0rc1", "1.0.0.0", "1.300.0"])
def test_what_windows_cannot_compare_is_refused(version: str) -> None:
    with pytest.raises(UnsuitableVersion):
        windows_version(version)


def test_the_upgrade_code_never_changes(tmp_path: Path) -> None:
    """With another, the next version would stand beside the one before in place of it."""
    assert str(UPGRADE_CODE) == "be91874d-e906-4577-a861-54eb7488a746"
    product = package_of(tmp_path).find(f"{WIX}Product")
    assert product is not None
    assert (product.get("UpgradeCode"), product.get("Version")) == (str(UPGRADE_CODE).upper(), "1.2.3")


def test_the_msi_holds_every_file_once_and_is_for_the_computer(tmp_path: Path) -> None:
    root = package_of(tmp_path)
    held = [file.get("Source") for file in root.iter(f"{WIX}File")]
    program = tmp_path / "program"
    assert sorted(map(str, held)) == sorted(
        path.relative_to(program).as_posix() for path in files_in(program)
    )
    package = root.find(f"{WIX}Product/{WIX}Package")
    assert package is not None
    assert package.get("InstallScope") == "perMachine"
    components = [component.get("Id") for component in root.iter(f"{WIX}Component")]
    listed = [component.get("Id") for component in root.iter(f"{WIX}ComponentRef")]
    assert sorted(map(str, components)) == sorted(map(str, listed))
    assert len({component.get("Guid") for component in root.iter(f"{WIX}Component")}) == len(components)
    assert root.find(f"{WIX}Product/{WIX}MajorUpgrade") is not None


def test_the_msi_starts_nothing(tmp_path: Path) -> None:
    actions = list(package_of(tmp_path).iter(f"{WIX}CustomAction"))
    assert {frozenset(action.keys()) for action in actions} == {
        frozenset({"Id", "Property", "Value", "Impersonate"})
    }


def test_each_setting_is_a_property_and_one_that_the_application_reads(tmp_path: Path) -> None:
    root = package_of(tmp_path)
    written = {
        value.get("Name"): value.get("Value")
        for value in root.iter(f"{WIX}RegistryValue")
        if value.get("Key") == KEY
    }
    assert written == {policy.value: f"[{policy.installer_property}]" for policy in POLICIES}
    for policy in POLICIES:
        for name in (policy.value, policy.option):
            assert "There is no setting" not in " ".join(policy_of({name: ""}, "here").mistakes)


def test_no_setting_is_taken_from_somebody_who_may_only_repair(tmp_path: Path) -> None:
    names = [policy.installer_property for policy in POLICIES]
    kept = {action.text for action in package_of(tmp_path).iter(f"{WIX}Custom")}
    assert kept == {f"Installed OR (NOT {name} AND KEPT{name})" for name in names}
    secure = [change for change in changes() if "SecureCustomProperties" in change]
    assert len(secure) == 1
    assert [name for name in names if name in secure[0]] == []
    assert "DELETE FROM `InstallUISequence` WHERE `Action` = 'AppSearch'" in changes()


def test_the_policy_template_is_of_the_same_settings() -> None:
    template = ET.parse(FILES / "policy" / "cpm_desktop.admx")  # noqa: S314 - our own
    words = (FILES / "policy" / "en-US" / "cpm_desktop.adml").read_text(encoding="utf-8")
    policies = list(template.iter(f"{POLICY_NAMES}policy"))
    assert [policy.get("name") for policy in policies] == [policy.value for policy in POLICIES]
    assert {policy.get("key") for policy in policies} == {KEY}
    values = [
        element.get("valueName")
        for policy in policies
        for element in policy.iter()
        if element.get("valueName")
    ]
    assert values == [policy.value for policy in POLICIES]
    minutes = next(template.iter(f"{POLICY_NAMES}decimal"))
    assert (minutes.get("minValue"), minutes.get("maxValue")) == (str(LEAST), str(MOST))
    asked = re.findall(
        r"\$\((?:string|presentation)\.(\w+)\)", (FILES / "policy" / "cpm_desktop.admx").read_text("utf-8")
    )
    assert [name for name in asked if f'id="{name}"' not in words] == []


def test_the_setup_program_is_told_every_name_that_it_uses(tmp_path: Path) -> None:
    script = (FILES / "setup.nsi").read_text(encoding="utf-8")
    told = {
        word.removeprefix("-D").partition("=")[0]
        for word in defines(make_program(tmp_path, "win32"), tmp_path, tmp_path)
    }
    own = set(re.findall(r"!define (\w+)", script)) | set(re.findall(r"!macro \w+ (\w+)", script))
    of_nsis = {
        "If",
        "IfNot",
        "EndIf",
        "OrIfNot",
        "Errors",
        "FileExists",
        "RunningX64",
        "AtLeastWin10",
        "VersionCompare",
        "SIGN",
    }
    used = set(re.findall(r"\$\{(\w+)\}", script))
    assert used - own - of_nsis == told - {"QUICK"}
    assert re.findall(r"^\s*Exec", script, re.MULTILINE) == [], "it starts nothing"


def test_packs_are_of_the_type_that_the_application_writes() -> None:
    assert PACK_ENDING == PACK_ENDING_OF_APPLICATION
    entry = (FILES / "cpm-desktop.desktop").read_text(encoding="utf-8")
    kind = (FILES / "cpm-desktop.xml").read_text(encoding="utf-8")
    assert f"MimeType={PACK_TYPE};" in entry
    assert f"Name={TITLE}\n" in entry
    exec_line = next(line for line in entry.splitlines() if line.startswith("Exec="))
    assert exec_line == f"Exec={PROGRAM} --open %f"
    asked = parser().parse_args(
        exec_line.removeprefix(f"Exec={PROGRAM} ").replace("%f", "kai.cpmpack").split()
    )
    assert asked.pack == Path("kai.cpmpack")
    assert parser().parse_args(["--open"]).pack is None, "the entry in the menu names no file"
    assert f'type="{PACK_TYPE}"' in kind
    assert f'pattern="*{PACK_ENDING}"' in kind


def test_the_parts_of_qt_that_are_shipped_are_those_that_are_imported() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "src").rglob("*.py"))
    assert set(re.findall(r"PySide6\.(Qt\w+)", source)) == QT_MODULES


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="not Debian")
def test_the_deb_holds_command_menu_and_file_type_and_no_script(tmp_path: Path) -> None:
    program = make_program(tmp_path, "linux")
    package = build_deb(program, tmp_path, tmp_path)
    listed = subprocess.run(
        ["dpkg-deb", "-c", str(package)], check=True, capture_output=True, text=True
    ).stdout
    for path in (
        f"usr/bin/{PROGRAM} -> ../lib/{PROGRAM}/{PROGRAM}",
        f"usr/share/applications/{PROGRAM}.desktop",
        f"usr/share/mime/packages/{PROGRAM}.xml",
        f"usr/share/icons/hicolor/256x256/apps/{PROGRAM}.png",
        f"usr/share/doc/{PROGRAM}/copyright",
    ):
        assert f"./{path}\n" in listed
    assert "/home" not in listed
    unpacked = subprocess.run(
        ["dpkg-deb", "--ctrl-tarfile", str(package)], check=True, capture_output=True
    ).stdout
    assert b"postinst" not in unpacked
    assert b"prerm" not in unpacked
    said = control_text(program, tmp_path / "deb")
    assert "Version: 1.2.3\n" in said
    assert "Depends: libc6 (>= " in said
