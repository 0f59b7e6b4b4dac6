"""The check of everything: pages, journal, tables, signed files, records, backups; and the repair of what can be."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.checking import StoreReport
from cpm_desktop.storage.content_checking import ContentReport
from cpm_desktop.storage.errors import DamagedStore, StoreError
from cpm_desktop.storage.kept_rows import hash_of, read_blob
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.looking import opened_copy
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.refusals import UnknownContent
from cpm_desktop.storage.repairing import JournalDamaged
from cpm_desktop.storage.store import Store

T = TypeVar("T")
Tell = Callable[[str, int, int], object]
STEPS = 4
_MOST_TOLD = 5  # faults of one kind that are spelled out
_RESTORE = "Restore the newest backup that is whole, and keep what is here for whoever helps you."


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the store and how it was found.

    Attributes:
        what: "Pages of the store".
        is_whole: nothing is wrong with it.
        says: what was found, in sentences without anything of a person's.
    """

    what: str
    is_whole: bool
    says: str


@dataclass(frozen=True, slots=True)
class WholeReport:
    """What the check of everything found.

    Attributes:
        findings: part by part.
        can_rebuild: tables or lists are wrong that the journal, which is whole, can make anew.
        files: hashes of damaged or missing files that a backup may still have.
    """

    findings: tuple[Finding, ...]
    can_rebuild: bool = False
    files: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.is_whole for finding in self.findings)

    @property
    def can_repair(self) -> bool:
        """Whether a repair may help."""
        return self.can_rebuild or bool(self.files)

    @property
    def answer(self) -> str:
        """The answer in a sentence."""
        if self.is_whole:
            return "Everything is whole."
        if self.can_repair:
            return "Something is wrong that can be repaired."
        return f"Something is wrong. {_RESTORE}"


def check_everything(
    store: Store,
    place: StorePlace,
    tell: Tell = lambda _words, _done, _of: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> WholeReport:
    """Check everything; slow, for any thread. Nothing is changed.

    Args:
        store: open.
        place: where it lies.
        tell: is told what is being checked, steps done and steps in all.
        should_stop: asked between steps; what was checked by then is given.

    Raises:
        CarePlanningError: the disk refuses, so that nothing can be said.
    """
    findings: list[Finding] = []
    tell("Checking every page", 0, STEPS)
    findings.append(_pages(store))
    if should_stop() or not findings[0].is_whole:
        return WholeReport(tuple(findings))
    tell("Following the journal", 1, STEPS)
    journal = _result(store.check())
    findings.append(_journal(journal))
    if should_stop():
        return WholeReport(tuple(findings))
    tell("Comparing signed files and records with their numbers", 2, STEPS)
    contents = _result(store.check_contents())
    findings += _contents(contents)
    tell("Looking at the backups", 3, STEPS)
    findings.append(_backups(place))
    return WholeReport(
        tuple(findings),
        can_rebuild=bool(journal.faults) and not journal.journal_faults,
        files=(*contents.damaged, *contents.missing),
    )


def repair(store: Store, place: StorePlace, key: StoreKey | None, report: WholeReport) -> tuple[str, ...]:
    """Repair what can be, and say what was done and what could not be; slow, for any thread.

    Tables and lists are made anew from the journal, files are taken from the newest backup that has them whole. A
    frozen record, or the journal itself, is never written anew.
    """
    said: list[str] = []
    if report.can_rebuild:
        try:
            done = _result(store.repair())
        except JournalDamaged:
            said.append(f"The journal is not whole, so nothing was made anew from it. {_RESTORE}")
        else:
            said.append(f"{_count(len(done.rebuilt), 'file')} made anew from the journal, and all lists.")
            if done.left:
                part = "part of what it was made of was erased"
                said.append(f"{_count(len(done.left), 'file')} could not be made anew: {part}.")
    missing = set(report.files)
    if missing:
        if key is not None:
            missing -= _files_from_backups(store, place, key, missing)
        found = len(report.files) - len(missing)
        said.append(f"{_count(found, 'attached or signed file')} taken from a backup.")
        if missing:
            said.append(f"{_count(len(missing), 'attached or signed file')} found whole in no backup here.")
    return tuple(said)


def record_of_number(store: Store, printed: str) -> str:
    """Say whether a number printed on issued minutes is that of a record here.

    A whole old store put in the place of the newer one looks whole by itself: minutes issued meanwhile show it.
    """
    if not printed.strip():
        return "Type the number that stands on the minutes as the record’s fingerprint."
    found = _result(store.find_records(printed))
    if len(found) == 1:
        return "Yes: a record here has this number, and is word for word the one the minutes were made of."
    if _result(store.find_cleared(printed)):
        return (
            "The record with this number was made here and filed, and was cleared from this computer afterwards. Its "
            "proof stands under “Filed records”; the record itself lies in the case system."
        )
    return (
        "No record here has this number. Compare it with the paper once more. If it is right, the records on this "
        "computer are older than those minutes, or were changed: ask who put them here, and keep the paper."
    )


def _pages(store: Store) -> Finding:
    what = "Pages of the store"
    try:
        _result(store.check_pages())
    except DamagedStore:
        return Finding(what, is_whole=False, says=f"Part of the store cannot be read. {_RESTORE}")
    return Finding(what, is_whole=True, says="Every page is as it was written.")


def _journal(report: StoreReport) -> Finding:
    head = " ".join(report.chain_head[place : place + 4] for place in range(0, 16, 4))
    if report.is_whole():
        says = (
            f"{_count(report.entries, 'entry', 'entries')} follow from each other, and everything shown is what they "
            f"say. The newest has the number {head}."
        )
        return Finding("Journal of all changes", is_whole=True, says=says)
    more = len(report.faults) - _MOST_TOLD
    told = " ".join(report.faults[:_MOST_TOLD]) + (f" And {more} more." if more > 0 else "")
    return Finding("Journal of all changes", is_whole=False, says=told)


def _contents(report: ContentReport) -> list[Finding]:
    wrong = len(report.damaged) + len(report.missing)
    files = (
        Finding(
            "Signed and attached files",
            is_whole=True,
            says=f"{_count(report.files, 'file')} kept, all as they were.",
        )
        if not wrong
        else Finding(
            "Signed and attached files",
            is_whole=False,
            says=f"{len(report.damaged)} changed or damaged, {len(report.missing)} missing.",
        )
    )
    changed = len(report.changed_records) + report.changed_forms
    records = (
        Finding(
            "Signed records",
            is_whole=True,
            says=f"{_count(report.records, 'record')}, each with the number that its signature stands for.",
        )
        if not changed
        else Finding(
            "Signed records",
            is_whole=False,
            says=f"{_count(changed, 'record')} not what was signed. {_RESTORE}",
        )
    )
    return [files, records]


def _backups(place: StorePlace) -> Finding:
    count = len(list_backups(place))
    says = (
        f"{_count(count, 'backup')} here; each was checked when it was made."
        if count
        else "There is none yet."
    )
    return Finding("Backups", is_whole=True, says=says)


def _files_from_backups(store: Store, place: StorePlace, key: StoreKey, wanted: set[str]) -> set[str]:
    found: set[str] = set()
    for backup in list_backups(place):
        left = wanted - found
        if not left:
            break
        with suppress(StoreError), opened_copy(backup, place, key) as connection:
            for name in sorted(left):
                with suppress(UnknownContent):
                    content = read_blob(connection, name)
                    if hash_of(content) == name:
                        _result(store.put_file_back(name, content))
                        found.add(name)
    return found


def _result(reading: Future[T]) -> T:
    return reading.result()  # it waits as long as the disk needs: a large store takes minutes


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def sentences(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the findings as lines of text."""
    return tuple(
        f"{'Whole' if each.is_whole else 'NOT WHOLE'}: {each.what}. {each.says}" for each in findings
    )
