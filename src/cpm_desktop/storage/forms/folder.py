"""One forms folder: which files there are, and what each holds, each file for itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cpm_desktop.domain.forms import AuthoritySettings, Form, RoleName, Rule, Source
from cpm_desktop.storage.forms.findings import Findings, quoted, suggest
from cpm_desktop.storage.forms.nodes import Node, UnreadableFile
from cpm_desktop.storage.forms.reading import pairs_of, read_entries, read_group, read_with_stand_ins
from cpm_desktop.storage.forms.toml_text import compose_toml
from cpm_desktop.storage.forms.yaml_text import MOST_BYTES, compose_yaml, decode_file

T = TypeVar("T")
RULES_FILE: Final = "rules.toml"
ROLES_FILE: Final = "roles.yaml"
AUTHORITY_FILE: Final = "authority.yaml"
_FORM_ENDINGS: Final = frozenset({".yaml", ".yml"})
_MOST_FILES = 200


@dataclass(slots=True, kw_only=True)
class ReadFolder:
    """What one folder holds.

    Attributes:
        forms: what was found in each form's file, and the form where its shape is right.
        rules: by id.
        roles: by id.
        sources: by number.
        authority: the authority's settings, where the folder has them.
        authority_findings: what was found in their file.
        others: what was found in the files that are no forms, or cannot be read.
        is_unread: it is not there, or cannot be read now.
    """

    forms: list[tuple[Findings, Form | None]] = field(default_factory=list)
    rules: dict[str, Rule] = field(default_factory=dict)
    roles: dict[str, RoleName] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    authority: AuthoritySettings | None = None
    authority_findings: Findings | None = None
    others: list[Findings] = field(default_factory=list)
    is_unread: bool = False


def read_folder(folder: Path) -> ReadFolder:
    """Read every file of a forms folder; a folder that is not there is empty."""
    read = ReadFolder()
    for path in _files_in(folder, read):
        findings = Findings(path)
        name = path.name.casefold()
        if name == RULES_FILE:
            read.others.append(findings)
            _read_rules(_node_of(path, findings, lambda text, _: compose_toml(text)), findings, read)
        elif name == ROLES_FILE:
            read.others.append(findings)
            _read_roles(_node_of(path, findings, compose_yaml), findings, read)
        elif name == AUTHORITY_FILE:
            read.others.append(findings)
            _read_authority(_node_of(path, findings, compose_yaml), findings, read)
        else:
            node = _node_of(path, findings, compose_yaml)
            form = None if node is None else read_with_stand_ins(node, Form, findings)
            read.forms.append((findings, form))
    return read


def _files_in(folder: Path, read: ReadFolder) -> list[Path]:
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        read.is_unread = True
        return []
    except OSError as error:
        read.is_unread = True
        findings = Findings(folder)
        findings.add(
            "", f"The folder cannot be read ({error.strerror}).", "Ask who looks after this computer."
        )
        read.others.append(findings)
        return []
    wanted = [
        folder / name
        for name in names
        if name.casefold() == RULES_FILE
        or (Path(name).suffix.casefold() in _FORM_ENDINGS and not name.startswith("."))
    ]
    if len(wanted) > _MOST_FILES:
        findings = Findings(folder)
        findings.add(
            "", f"The folder holds {len(wanted)} files; {_MOST_FILES} are read.", "Remove what is no form."
        )
        read.others.append(findings)
    return wanted[:_MOST_FILES]


def _node_of(path: Path, findings: Findings, compose: Callable[[str, Findings], Node]) -> Node | None:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        return compose(decode_file(content), findings)
    except UnreadableFile as error:
        findings.add("", error.what, error.remedy, line=error.line)
    except OSError as error:
        findings.add("", f"The file cannot be opened ({error.strerror}).", "See whether you may read it.")
    return None


def _lists(node: Node | None, wanted: set[str], findings: Findings) -> dict[str, Node]:
    """Return the lists that a file is made of, by their keys."""
    written = pairs_of(node, findings, "", "A list with a name") if node is not None else None
    lists: dict[str, Node] = {}
    for key, (place, value) in (written or {}).items():
        findings.note_line(key, place.line)
        if key in wanted:
            lists[key] = value
        else:
            what = f"{quoted(key)} is no key here."
            findings.add(key, what, suggest(key, wanted, "Delete it."), line=place.line)
    return lists


def _read_rules(node: Node | None, findings: Findings, read: ReadFolder) -> None:
    lists = _lists(node, {"rule", "source"}, findings)
    if "source" in lists:
        for place, source in read_entries(lists["source"], NumberedSource, findings, "source"):
            _keep(read.sources, source.number, source.as_source(), f"{place}.number", findings)
    if "rule" in lists:
        for place, rule in read_entries(lists["rule"], Rule, findings, "rule"):
            _keep(read.rules, rule.id, rule, f"{place}.id", findings)


def _read_roles(node: Node | None, findings: Findings, read: ReadFolder) -> None:
    lists = _lists(node, {"roles"}, findings)
    if "roles" in lists:
        for place, role in read_entries(lists["roles"], RoleName, findings, "roles"):
            _keep(read.roles, role.id, role, f"{place}.id", findings)


def _keep(kept: dict[str, T], name: str, value: T, place: str, findings: Findings) -> None:
    if name in kept:
        findings.add(place, f"{quoted(name)} is taken.", "Give each an id of its own.")
    else:
        kept[name] = value


def _read_authority(node: Node | None, findings: Findings, read: ReadFolder) -> None:
    if node is None:
        return
    settings = read_group(node, AuthoritySettings, findings)
    if settings is None or findings.has_mistakes():
        return
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        findings.add(
            "time_zone", f"There is no time zone {quoted(settings.time_zone)}.", "Write Europe/London."
        )
        return
    read.authority = settings
    read.authority_findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedSource:
    """A document that rules come from.

    Attributes:
        number: what rules call it.
        document: its title.
        owner: who owns it.
        version: its version in words.
        review_due: the day its review was due.
    """

    number: str
    document: str
    owner: str = ""
    version: str = ""
    review_due: str = ""

    def as_source(self) -> Source:
        """Return it without its number."""
        return Source(
            document=self.document, owner=self.owner, version=self.version, review_due=self.review_due
        )
