"""Clearing a filed record: at every moment it is there whole, or cleared whole with its proof; and can be finished."""

import tempfile
from pathlib import Path

from tools.reliability.fault_store_cases import do_beside
from tools.reliability.use_cases import Files, Say, UseCase, close, files_below, is_whole

from cpm_desktop.domain.captures import Outcome, Status
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.clearing import clear_record, finish_clearing, unfinished_sentence
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.kept_rows import hash_of
from cpm_desktop.storage.keys import StoreKey, unlock_with_passphrase
from cpm_desktop.storage.placement import DATABASE_NAME, StorePlace
from cpm_desktop.storage.refusals import UnknownContent
from tests.a_desk import PASSPHRASE, make_desk, open_desk, set_clock
from tests.services.a_filed_record import BLOB, DUE, FILED, WORDS, filed, with_backups
from tests.services.a_record import enter_kai
from tests.storage.raw_pages import raw_pages

_DAY = DUE.isoformat()


def _filed_record() -> tuple[Files, str]:
    with tempfile.TemporaryDirectory() as name:
        desk = with_backups(make_desk(Path(name), set_clock("2026-11-20", "09:00")))
        child_id = enter_kai(desk)
        meeting_id = filed(desk, child_id)
        # No later meeting needs anything of it, so that no word of it may stay.
        done = Outcome(id="closed", of_item="a1", status=Status.DONE, made_on=FILED)
        desk.child(child_id).perform(Put(entity=done))
        if desk.backups is not None:
            desk.backups.make_now()
        desk.close()
        return files_below(Path(name)), meeting_id


def _clear(folder: Path, meeting_id: str, say: Say) -> None:
    desk, _ = _opened(folder)
    try:
        do_beside(desk, lambda: clear_record(desk, meeting_id))
        say("cleared")
    finally:
        close(desk)


def _look(folder: Path, meeting_id: str, said: list[str]) -> str:
    desk, key = _opened(folder)
    meeting, words = desk.meeting(meeting_id).value, _words_left(folder, key)
    fault = is_whole(desk)
    if not meeting.cleared:
        fault = fault or _fault_of_whole(desk, meeting, words)
        if "cleared" in said:
            return "lost: that the record was cleared"
        clear_record(desk, meeting_id)  # it can be tried again
    else:
        fault = fault or _fault_of_cleared(desk, meeting)
        if "cleared" in said and (words or unfinished_sentence(desk)):
            return f"lost: that all was cleared: {sorted(words)} {unfinished_sentence(desk)}"
        finish_clearing(desk)
    fault = fault or is_whole(desk)
    if left := _words_left(folder, key):
        fault = fault or f"left after it was finished: {sorted(left)}"
    if not list_backups(StorePlace(folder / "store")):
        fault = fault or "no backup is left"
    desk.close()
    return fault


def _fault_of_whole(desk: Desk, meeting: Meeting, words: set[str]) -> str:
    """What is missing of a record that was not cleared: in its rows, its files and its backup."""
    texts = [one.text for one in meeting.notes] + [one.text for one in meeting.actions]
    texts += [one.text for one in meeting.decisions]
    if set(texts) != {"zyxnote", "zyxaction", "zyxdecision"} or not meeting.signings:
        return "lost: half of the record"
    if words != set(WORDS) or _blob(desk) != BLOB:
        return "lost: a file or what was entered"
    return "" if desk.place is not None and list_backups(desk.place) else "lost: the backup that holds it"


def _fault_of_cleared(desk: Desk, meeting: Meeting) -> str:
    """What is left of a record that was cleared, but its proof and what later meetings need."""
    (proof,) = meeting.cleared
    if not (proof.fingerprint and proof.cleared_by and proof.journal_head):
        return "lost: the proof"
    things = (*meeting.notes, *meeting.actions, *meeting.decisions, *meeting.papers, *meeting.answers)
    if things or meeting.attendees or any(one.typed_name for one in meeting.signings) or _blob(desk):
        return "half of the record is left"
    return ""


def _blob(desk: Desk) -> bytes:
    try:
        return desk.store.get_blob(hash_of(BLOB)).result(30)
    except UnknownContent:
        return b""


def _words_left(folder: Path, key: StoreKey) -> set[str]:
    """The words of the record in any page of the store and its backups."""
    pages = b"".join(raw_pages(path, key) for path in (folder / "store").rglob(DATABASE_NAME))
    return {word for word in WORDS if word.encode() in pages}


def _opened(folder: Path) -> tuple[Desk, StoreKey]:
    place = StorePlace(folder / "store")
    key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
    return with_backups(open_desk(place, key, set_clock(_DAY, "09:00"))), key


CLEARING = UseCase("clear", _filed_record, _clear, _look)
