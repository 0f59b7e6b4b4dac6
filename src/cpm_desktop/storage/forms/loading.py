"""The whole procedure out of the forms folders; a broken form leaves the others as they are."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.form_problems import FormProblem, FormsReport, LoadedForm
from cpm_desktop.domain.form_text import with_hash
from cpm_desktop.domain.forms import AuthoritySettings, Form, Procedure
from cpm_desktop.storage.forms.certificates import certificate_files
from cpm_desktop.storage.forms.checking import Known, check_form
from cpm_desktop.storage.forms.condition_checks import CHILD_PREFIX, earlier_answers_in
from cpm_desktop.storage.forms.findings import Findings, quoted, suggest
from cpm_desktop.storage.forms.folder import ROLES_FILE, RULES_FILE, ReadFolder, read_folder
from cpm_desktop.storage.forms.form_parts import questions_in
from cpm_desktop.storage.forms.nodes import UnreadableFile
from cpm_desktop.storage.forms.reading import read_with_stand_ins
from cpm_desktop.storage.forms.yaml_text import compose_yaml, decode_file

T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class _Sound:
    """A form in order, and the findings of its file."""

    form: Form
    findings: Findings


def load_procedure(folders: Sequence[Path]) -> tuple[Procedure, FormsReport]:
    """Read the forms folders and put them together.

    A form counts as a whole: the first folder that has a form of some id decides it, in its newest version.
    Rules, roles and sources add up, and the first folder goes before the others where an id is the same. The
    first folder with authority settings decides them all.

    Args:
        folders: in the order in which they go before each other: the policy's, the person's, the
            application's own. Those that are not there are passed over.
    """
    read = [read_folder(folder) for folder in folders]
    procedure = Procedure(
        forms={},
        rules=_first_of(folder.rules for folder in read),
        roles=_first_of(folder.roles for folder in read),
        authority=next((folder.authority for folder in read if folder.authority), AuthoritySettings()),
        sources=_first_of(folder.sources for folder in read),
        certificates=certificate_files(folders),
    )
    known = Known(
        rules={} if _has_mistakes(read, RULES_FILE) else procedure.rules,
        roles={} if _has_mistakes(read, ROLES_FILE) else procedure.roles,
    )
    sound = [_sound_forms(folder, known) for folder in read]
    for forms in sound:
        for name, entry in _newest(forms).items():
            procedure.forms.setdefault(name, entry.form)
    _warn_of_what_is_odd(read, sound, procedure)
    unread = tuple(str(folder) for folder, found in zip(folders, read, strict=True) if found.is_unread)
    return procedure, dataclasses.replace(_report(read, sound, procedure), unread=unread)


def read_one_form(content: bytes, path: Path, known: Known) -> tuple[Form | None, Findings]:
    """Read and check one form, as the folder's are; with a mistake among what was found it must not be used.

    Args:
        content: of its file.
        path: of its file.
        known: what it may refer to.
    """
    findings = Findings(path)
    form = None
    try:
        form = read_with_stand_ins(compose_yaml(decode_file(content), findings), Form, findings)
    except UnreadableFile as error:
        findings.add("", error.what, error.remedy, line=error.line)
    if form is not None:
        check_form(form, known, findings)
    return form, findings


def check_forms(folder: Path) -> FormsReport:
    """Check a forms folder beside the application's own, and report on that folder alone."""
    if not folder.is_dir():
        problem = FormProblem(
            file=folder.name or str(folder),
            folder=str(folder.parent),
            line=0,
            key="",
            what="There is no such folder.",
            remedy="Name the folder that holds the forms.",
        )
        return FormsReport(problems=(problem,), refused=(problem.file,))
    own = forms_folder()
    _, report = load_procedure([folder] if folder.resolve() == own.resolve() else [folder, own])
    here = str(folder)
    # Of the folder itself, such as that it cannot be read, is told under its own name.
    problems = tuple(one for one in report.problems if here in {one.folder, str(Path(one.folder, one.file))})
    return FormsReport(
        problems=problems,
        forms=tuple(entry for entry in report.forms if entry.folder == here),
        refused=tuple(sorted({problem.file for problem in problems if not problem.is_warning})),
    )


def _first_of(parts: Iterable[dict[str, T]]) -> dict[str, T]:
    merged: dict[str, T] = {}
    for part in parts:
        for name, value in part.items():
            merged.setdefault(name, value)
    return merged


def _has_mistakes(read: Iterable[ReadFolder], name: str) -> bool:
    """Tell whether a file of that name is broken somewhere: then nobody knows what it would have held."""
    return any(
        findings.path.name.casefold() == name and findings.has_mistakes()
        for folder in read
        for findings in folder.others
    )


def _sound_forms(folder: ReadFolder, known: Known) -> list[_Sound]:
    sound: list[_Sound] = []
    for findings, form in folder.forms:
        if form is None:
            continue
        check_form(form, known, findings)
        if findings.spoilt():
            continue
        twin = next(
            (one for one in sound if (one.form.id, one.form.version) == (form.id, form.version)), None
        )
        if twin is not None:
            what = f"{twin.findings.path.name} holds version {form.version} of {quoted(form.id)} already."
            findings.add("version", what, "Count the version up, or delete one of the files.")
        if not findings.has_mistakes():
            sound.append(_Sound(with_hash(form), findings))
    return sound


def _newest(forms: Iterable[_Sound]) -> dict[str, _Sound]:
    newest: dict[str, _Sound] = {}
    for entry in forms:
        if entry.form.id not in newest or newest[entry.form.id].form.version < entry.form.version:
            newest[entry.form.id] = entry
    return newest


def _warn_of_what_is_odd(
    read: Sequence[ReadFolder], sound: Sequence[Sequence[_Sound]], procedure: Procedure
) -> None:
    hashes: dict[tuple[str, int], str] = {}
    for entry in (entry for forms in reversed(sound) for entry in forms):
        form, findings = entry.form, entry.findings
        shadowed = hashes.setdefault((form.id, form.version), form.hash)
        if shadowed != form.hash:
            what = f"Version {form.version} of {quoted(form.id)} says something else in another folder."
            findings.add(
                "version",
                what,
                "Count the version up: minutes may have been taken under it.",
                is_warning=True,
            )
    for folder in read:
        for findings, read_form in folder.forms:
            if read_form is not None:
                _warn_of_unknown_forms(read_form, procedure, findings)
                _warn_of_unknown_answers(read_form, procedure, findings)
        if folder.authority is not None and folder.authority_findings is not None:
            _warn_of_unknown(folder.authority.kinds_on, "kinds_on", procedure, folder.authority_findings)


def _warn_of_unknown_forms(form: Form, procedure: Procedure, findings: Findings) -> None:
    for key in ("counts_for", "feeds_back_to", "becomes"):
        _warn_of_unknown(getattr(form, key), key, procedure, findings)
    first = form.frequency.first
    after = first.after if first is not None and not first.after.startswith(CHILD_PREFIX) else ""
    named = {"replaces": form.replaces, "next_meeting.form": form.next_meeting.form}
    for key, name in {**named, "frequency.first.after": after}.items():
        if name and name not in procedure.forms:
            _warn_of_form(name, key, procedure, findings)


def _warn_of_unknown_answers(form: Form, procedure: Procedure, findings: Findings) -> None:
    """Warn of answers of earlier meetings that no kind of meeting asks for."""
    own = {question.id for _, question in questions_in(form)}
    known = own.union(
        *({question.id for _, question in questions_in(one)} for one in procedure.forms.values())
    )
    for place, name in earlier_answers_in(form):
        if name not in known:
            remedy = suggest(name, known, "Name the id of a question that some kind of meeting asks.")
            what = f"No kind of meeting asks {quoted(name)}."
            findings.add_unless_spoilt(place, what, remedy, is_warning=True)


def _warn_of_unknown(names: Iterable[str], key: str, procedure: Procedure, findings: Findings) -> None:
    for number, name in enumerate(names, 1):
        if name not in procedure.forms:
            _warn_of_form(name, f"{key}[{number}]", procedure, findings)


def _warn_of_form(name: str, place: str, procedure: Procedure, findings: Findings) -> None:
    remedy = suggest(name, procedure.forms, "Delete it, or add that form.")
    findings.add_unless_spoilt(place, f"There is no form {quoted(name)} in use.", remedy, is_warning=True)


def _all_findings(folder: ReadFolder) -> Iterator[Findings]:
    yield from folder.others
    for findings, _ in folder.forms:
        yield findings


def _report(
    read: Sequence[ReadFolder], sound: Sequence[Sequence[_Sound]], procedure: Procedure
) -> FormsReport:
    everything = [findings for folder in read for findings in _all_findings(folder)]
    used = {id(procedure.forms[name]) for name in procedure.forms}
    loaded = [
        LoadedForm(
            id=entry.form.id,
            version=entry.form.version,
            name=entry.form.name,
            hash=entry.form.hash,
            file=entry.findings.path.name,
            folder=str(entry.findings.path.parent),
            is_used=id(entry.form) in used,
        )
        for forms in sound
        for entry in forms
    ]
    return FormsReport(
        problems=tuple(problem for findings in everything for problem in findings.problems()),
        forms=tuple(loaded),
        refused=tuple(findings.path.name for findings in everything if findings.has_mistakes()),
    )
