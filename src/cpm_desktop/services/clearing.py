"""Clearing filed records from this computer: what is due, what goes and stays, doing it, and finishing what was begun.

The record goes in one transaction; from then on the store remembers that backups are left, until they are cleared
too. Whatever interrupts it, it is not begun, or goes on when the records are next opened.
"""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cpm_desktop.domain.cleared import ClearedRecord
from cpm_desktop.domain.clearing import (
    CLEARED,
    NotToBeCleared,
    clearing_due_on,
    emptied,
    has_rest,
    hindrances,
)
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.legal_holds import holds_on
from cpm_desktop.domain.listing import MeetingLine, Saved
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.waiver import grounds_of
from cpm_desktop.services.backing_up import Backups
from cpm_desktop.services.corrections import last_day_for_corrections
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.still_needed import still_needed
from cpm_desktop.services.window_thread import OnWindowThread, at_once
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.cleared_copies import (
    copies_here,
    copies_there,
    delete_copies,
    holds_record,
    read_entered,
)
from cpm_desktop.storage.event_log import Event
from cpm_desktop.storage.looking import copies_looked_at
from cpm_desktop.storage.placement import StorePlace

Tell = Callable[[str, int, int], object]
_STEPS = 4


def _tell_nobody(_words: str, _done: int, _of: int) -> None:
    """Pass over how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingStanding:
    """How it stands with clearing one record.

    Attributes:
        meeting_id: the meeting.
        case_number: of the child in the case system.
        due_on: the day from which it is offered; None while the record is not filed, or where nothing is cleared.
        hindrances: why it may not be cleared now, as sentences; none where it may.
        goes: what is cleared, line by line.
        stays: what stays, because a later meeting needs it; none where nothing does.
        proof: what stays of a record that was cleared; None while it is here.
    """

    meeting_id: str
    case_number: str
    due_on: dt.date | None
    hindrances: tuple[str, ...]
    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    proof: ClearedRecord | None = None

    @property
    def is_offered(self) -> bool:
        """Whether it may be cleared now, and there is something to clear."""
        return not self.hindrances and bool(self.goes)


def clearing_standing(desk: Desk, meeting_id: str) -> ClearingStanding:
    """Return how it stands with clearing a record; of one that was cleared, with the rest that stayed."""
    meeting = desk.meeting(meeting_id).value
    days = desk.authority().clear_after_days
    if meeting.cleared:
        return _standing_of_rest(desk, meeting)
    found = hindrances(
        meeting,
        today=desk.today(),
        days=days,
        holds=desk.child(meeting.facts.child_id).value.holds,
        corrections_until=last_day_for_corrections(desk, meeting_id),
    )
    may_clear = not found
    return ClearingStanding(
        meeting_id=meeting_id,
        case_number=child_of(desk, meeting).case_number,
        due_on=clearing_due_on(meeting, days),
        hindrances=found,
        goes=_goes(meeting) if may_clear else (),
        stays=_stays(_left_of(desk, meeting)) if may_clear else (),
    )


def due_records(desk: Desk) -> tuple[MeetingLine, ...]:
    """Return the filed records whose days have passed, the earliest first; some of them may still be held up."""
    return tuple(line for line in _filed(desk) if has_had_its_days(desk, line))


def has_had_its_days(desk: Desk, line: MeetingLine) -> bool:
    """Tell whether a record is filed, still here, and the authority's days have passed; it may still be held up."""
    days = desk.authority().clear_after_days
    return bool(days) and _is_filed(line) and _filed_on(line) + dt.timedelta(days=days) <= desk.today()


def waiting_records(desk: Desk) -> tuple[MeetingLine, ...]:
    """Return the filed records whose days have not passed yet, the earliest first."""
    due = {line.id for line in due_records(desk)}
    return tuple(line for line in _filed(desk) if line.id not in due)


def _filed(desk: Desk) -> list[MeetingLine]:
    return desk.made_of_store(
        "filed records",
        lambda: [line for line in desk.wait(desk.store.meetings_since(dt.date.min)) if _is_filed(line)],
    )


def _is_filed(line: MeetingLine) -> bool:
    """Tell whether a record is filed and still here."""
    is_noted = line.loaded_on is not None and line.noted_on is not None
    return line.stage is Stage.SIGNED and is_noted and line.cleared_at is None


def _filed_on(line: MeetingLine) -> dt.date:
    return max(line.loaded_on or dt.date.max, line.noted_on or dt.date.max)


def clear_record(
    desk: Desk,
    meeting_id: str,
    on_window_thread: OnWindowThread = at_once,
    tell: Tell = _tell_nobody,
) -> str:
    """Clear a record that is filed and whose days have passed, with its backups; slow, for any thread.

    Returns:
        What became of the backups, in a sentence or two.

    Raises:
        NotToBeCleared: it may not be cleared now; nothing was.
        CarePlanningError: the disk refuses. If the record itself was cleared by then, the rest is done when the
            records are next opened.
    """
    tell("Clearing the record", 0, _STEPS)
    on_window_thread(lambda: _begin(desk, meeting_id)).result()
    on_window_thread(lambda: desk.forget(meeting_id))
    desk.note(Event.RECORD_CLEARED)
    return finish_clearing(desk, tell)


def _begin(desk: Desk, meeting_id: str) -> Future[Saved]:
    if desk.has_live_meeting():
        message = "A meeting is being held. Clear the record when it is over; nothing was cleared."
        raise NotToBeCleared(message)
    standing = clearing_standing(desk, meeting_id)
    if not standing.is_offered:
        raise NotToBeCleared(" ".join(standing.hindrances or ("Nothing of this record is left to clear.",)))
    meeting = desk.meeting(meeting_id).value
    _, queued = desk.store.clear(meeting.revision, _left_of(desk, meeting))
    desk.forget(meeting_id)
    return queued.saved


def _left_of(desk: Desk, meeting: Meeting) -> Meeting:
    """Return what is left of a meeting once it is cleared, with the proof."""
    now, by = desk.now(), desk.workplace().value.worker.name
    needed = still_needed(desk, meeting)
    if meeting.cleared:
        proof = meeting.cleared[0]
    else:
        signing = meeting.signings[0]
        copies = [plan.sent_on for plan in meeting.copies if plan.sent_on is not None]
        newest = {one.document: one.file_hash for one in meeting.endorsements}
        proof = ClearedRecord(
            id=CLEARED,
            case_number=child_of(desk, meeting).case_number,
            fingerprint=signing.fingerprint,
            file_hashes=tuple(newest.get(one.id, one.file_hash) for one in meeting.documents),
            copies_sent=len(copies),
            last_sent_on=max(copies, default=None),
            grounds=grounds_of(meeting),
            cleared_at=now,
            cleared_by=by,
        )
    left = emptied(meeting, needed, proof)
    if not has_rest(left):
        left = replace(left, cleared=(replace(left.cleared[0], rest_cleared_at=now),))
    return left


def _standing_of_rest(desk: Desk, meeting: Meeting) -> ClearingStanding:
    proof, left = meeting.cleared[0], _left_of(desk, meeting)
    held = tuple(
        f"A legal hold stands: {hold.why}"
        for hold in holds_on(desk.child(meeting.facts.child_id).value.holds, meeting.id)
    )
    goes = _rest(meeting, left)
    return ClearingStanding(
        meeting_id=meeting.id,
        case_number=proof.case_number,
        due_on=None,
        hindrances=held if goes else (),
        goes=goes,
        stays=_stays(left),
        proof=proof,
    )


def _rest(meeting: Meeting, left: Meeting) -> tuple[str, ...]:
    """Return what no later meeting needs any more of what had stayed."""
    done = len(_kept_ids(meeting) - _kept_ids(left))
    return (f"{_count(done, 'line')} that stayed and that no later meeting needs any more",) if done else ()


def _kept_ids(meeting: Meeting) -> set[tuple[str, str]]:
    shelves = (meeting.actions, meeting.unmet_needs, meeting.decisions, meeting.answers)
    further = (meeting.comments, meeting.releases, meeting.carried)
    return {(one.kind, one.id) for shelf in (*shelves, *further) for one in shelf}


def _goes(meeting: Meeting) -> tuple[str, ...]:
    files = (
        len(meeting.documents)
        + len(meeting.endorsements)
        + sum(bool(one.file_hash) for one in meeting.papers)
    )
    return (
        "The record: everything that was noted, agreed and decided, who was there, and what each person said",
        f"{_count(files, 'signed or attached file')}, every copy included",
        "Everything that was entered before: what undo and the journal hold of it",
    )


def _stays(left: Meeting) -> tuple[str, ...]:
    """Return what stays of a meeting for later ones, counted, without a word of it."""
    heard = len(left.comments) + len(left.releases)
    counts = (
        (len(left.actions), "open action", ""),
        (len(left.unmet_needs), "open unmet need", ""),
        (
            len(left.decisions),
            "decision that a later meeting has still to hear",
            "decisions that a later meeting has still to hear",
        ),
        (
            len(left.answers),
            "answer that the next meeting is shown again",
            "answers that the next meeting is shown again",
        ),
        (heard, "comment or release not heard yet", "comments and releases not heard yet"),
    )
    return tuple(_count(number, one, many) for number, one, many in counts if number)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def copies_in_words(desk: Desk) -> str:
    """Return how many copies there are that may be deleted, in a sentence; quick: none is opened."""
    if desk.place is None:
        return "No backups are made of these records."
    here = len(copies_here(desk.place))
    second = desk.backups.second if desk.backups is not None else None
    there = f" Those in {second} are deleted too; plug it in first." if second is not None else ""
    if not here:
        return f"There is no backup here yet; one is made and checked.{there}"
    return (
        f"Backups that hold the record, of the {here} here, once a new one was made and "
        f"checked; those from before the meeting stay.{there}"
    )


def unfinished_sentence(desk: Desk) -> str:
    """Return what is left of a clearing that was begun; empty where nothing is."""
    unfinished = desk.wait(desk.store.unfinished_clearing())
    if unfinished is None:
        return ""
    if unfinished.here_done and desk.backups is not None and desk.backups.second is not None:
        return (
            f"Older backups in {desk.backups.second} still hold records that were cleared. Plug it in, and finish "
            "clearing."
        )
    return "Backups still hold records that were cleared. Finish clearing."


def finish_clearing(desk: Desk, tell: Tell = _tell_nobody, *, when_quiet: bool = False) -> str:
    """Clear pages and backups of records that were cleared, and say what became of them; slow, for any thread.

    Raises:
        CarePlanningError: the disk refuses; what is left is remembered.
    """
    unfinished = desk.store.unfinished_clearing().result()
    if unfinished is None:
        return "Nothing is left to clear."
    if not unfinished.here_done:
        tell("Writing every page anew", 1, _STEPS)
        desk.store.write_anew(when_quiet=when_quiet).result()
    backups, place = desk.backups, desk.place
    if backups is None or place is None:
        desk.store.note_clearing(unfinished.meetings, here_done=False).result()
        return "No backups are made of these records."
    return _clear_copies(desk, backups, place, unfinished.meetings, tell, here_done=unfinished.here_done)


def _clear_copies(
    desk: Desk,
    backups: Backups,
    place: StorePlace,
    meetings: tuple[str, ...],
    tell: Tell,
    *,
    here_done: bool,
) -> str:
    entered = desk.store.writer.read(lambda connection: read_entered(connection, meetings)).result()
    verdicts: dict[str, bool] = {}

    def holds(copy: Path) -> bool:
        if copy.name not in verdicts:
            verdicts[copy.name] = holds_record(copy, place, backups.key, meetings, entered)
        return verdicts[copy.name]

    said = []
    if not here_done:
        tell("Making a backup and checking it", 2, _STEPS)
        made = backups.make_now()
        tell("Deleting backups that hold the record", 3, _STEPS)
        old = [copy for copy in copies_here(place) if copy != made and holds(copy)]
        if left := delete_copies(old):
            message = f"{_count(len(left), 'backup')} that hold the record could not be deleted from {place.backups}."
            raise CarePlanningError(f"{message} Close what has them open, and finish clearing.")
        _delete_looked_at(place)
        desk.store.note_clearing(meetings, here_done=True).result()
        said.append(f"A new backup was made and checked{_deleted(len(old))}")
    problem = _clear_second(backups, place, holds)
    _delete_looked_at(place)
    if problem:
        said.append(
            f"Older backups in {backups.second} still hold the record: {problem} Finish clearing then."
        )
        return " ".join(said)
    desk.store.note_clearing(meetings, here_done=False).result()
    return " ".join(said) or "The backups in the second place are cleared too."


def _delete_looked_at(place: StorePlace) -> None:
    """Delete what a backup was copied to, to be looked into, where the disk did not let that be put away."""
    if delete_copies(copies_looked_at(place)):
        message = f"A copy of a backup, made to look into it, could not be deleted from {place.folder}."
        raise CarePlanningError(f"{message} Close what has it open, and finish clearing.")


def _deleted(number: int) -> str:
    return (
        f", and {_count(number, 'older one')} deleted." if number else "; no older backup had to be deleted."
    )


def _clear_second(backups: Backups, place: StorePlace, holds: Callable[[Path], bool]) -> str:
    """Copy the newest backup to the second place, then delete what holds the record there; say what hinders it."""
    second, newest = backups.second, next(iter(list_backups(place)), None)
    if second is None or newest is None:
        return ""
    if not second.is_dir() and not backups.is_seconds_authoritys:
        return "plug it in."
    backups.copy_to_second(newest)
    if backups.news.second_problem:
        return backups.news.second_problem
    left = backups.while_not_copying(
        lambda: delete_copies(
            copy for copy in copies_there(second, place) if copy.name != newest.name and holds(copy)
        )
    )
    return f"{_count(len(left), 'of them', 'of them')} could not be deleted." if left else ""


def finish_at_opening(desk: Desk) -> threading.Thread | None:
    """Go on, beside everything else, with a clearing that was interrupted; None where there is none."""
    if desk.wait(desk.store.unfinished_clearing()) is None:
        return None

    def finish() -> None:
        with suppress(CarePlanningError):  # the disk refuses, or it is locked again: it goes on next time
            finish_clearing(desk, when_quiet=True)

    thread = threading.Thread(target=finish, name="clearing", daemon=True)
    thread.start()
    return thread
