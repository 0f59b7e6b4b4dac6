"""Closing a meeting: what its record still owes, and reading it back to the room."""

import datetime as dt
from dataclasses import dataclass, replace

from cpm_desktop.domain.captures import Action, Audience, Decision, Disagreement, Position, UnmetNeed
from cpm_desktop.domain.commands import Put, Record, Withdraw
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail, WrongStage
from cpm_desktop.domain.forms import ItemPart
from cpm_desktop.domain.meeting import GivenReason, Meeting, ReadBackMark, ReadBackResult, Stage
from cpm_desktop.domain.meeting_commands import EndMeeting, ResumeMeeting
from cpm_desktop.domain.read_back import WHOLE_MEETING, ReadBackItem, count_kept_back, read_back_items
from cpm_desktop.domain.readiness import Debt, Settled, checks_in_order, debts, said_in_room
from cpm_desktop.services.always_listed import put_down_who_always_gets_one
from cpm_desktop.services.care_team import write_care_team
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.following_up import follow_ups_now
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.meeting_end import require_end_now, require_same_sitting
from cpm_desktop.services.next_meeting import follow_next_meeting, next_meeting_id
from cpm_desktop.services.permitting import withhold_unpermitted
from cpm_desktop.services.splitting import records_of_siblings

Wordy = Decision | Action | UnmetNeed | Disagreement
"""What has a wording of its own that the room can change."""
_WORDING = {
    Decision.kind: "text",
    Action.kind: "text",
    UnmetNeed.kind: "need",
    Disagreement.kind: "about",
}


REASON_GIVEN = "given; its words are for the file copy"


@dataclass(frozen=True, slots=True)
class KeptView:
    """A different view that is being written down at the read-back.

    Attributes:
        view_id: the different view.
        positions: whose position has which id; the empty attendee id for words that nobody's name stands with yet.
        is_new: it was made for these words; else they are a further position in one that stood already.
    """

    view_id: str
    positions: tuple[tuple[str, str], ...] = ()
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Owed:
    """What a record owes before it can be signed.

    Attributes:
        debts: what is missing, in the order of the form's checks.
        in_order: the checks that are in order.
    """

    debts: tuple[Debt, ...]
    in_order: tuple[Settled, ...]

    @property
    def total(self) -> int:
        """How many checks the form makes."""
        return len(self.in_order) + len({debt.check for debt in self.debts})


def owed(desk: Desk, meeting_id: str) -> Owed:
    """Return what the record owes now; settled debts are gone from it."""
    meeting = desk.meeting(meeting_id).value
    form = desk.form_of(meeting)
    return Owed(debts(form, meeting, desk.procedure), checks_in_order(form, meeting, desk.procedure))


def owed_in_room(desk: Desk, meeting_id: str, owed: Owed) -> Owed:
    """Return what is owed in words for a screen that the room may see (after.copy-for-each-reader).

    Of what not everybody present may read it tells kind and place alone; of reasons, that they are given.
    """
    meeting = desk.meeting(meeting_id).value
    said = said_in_room(owed.debts, desk.form_of(meeting), meeting, desk.procedure.roles)
    in_order = tuple(
        replace(check, reasons=tuple(REASON_GIVEN for _ in check.reasons)) for check in owed.in_order
    )
    return Owed(said, in_order)


def give_reason(
    desk: Desk, meeting_id: str, debt: Debt, text: str, *, is_on_other_copies: bool = False
) -> None:
    """Let a reason stand in place of what is owed.

    Raises:
        InvalidDetail: the reason is empty, or this debt can bear none.
    """
    if not debt.can_be_reasoned:
        message = "This cannot be left open with a reason. Settle it, then sign."
        raise InvalidDetail(message)
    if not text.strip():
        message = "Write the reason first; it stands in the file copy."
        raise InvalidDetail(message)
    reason = GivenReason(id=debt.key, text=text, is_on_other_copies=is_on_other_copies, at=desk.now())
    keep(desk.meeting(meeting_id), reason)


def take_reason_back(desk: Desk, meeting_id: str, key: str) -> Edited | None:
    """Take back a reason that was given."""
    return desk.meeting(meeting_id).perform(Withdraw(entity_kind=GivenReason.kind, id=key))


def read_back(desk: Desk, meeting_id: str) -> tuple[ReadBackItem, ...]:
    """Return what is read back to the room, in order, with what the room said of it."""
    meeting = desk.meeting(meeting_id).value
    return read_back_items(desk.form_of(meeting), meeting)


def kept_back(desk: Desk, meeting_id: str) -> int:
    """Return how many things are not read aloud because somebody in the room may not hear them."""
    return count_kept_back(desk.meeting(meeting_id).value)


def mark_read_back(
    desk: Desk,
    meeting_id: str,
    key: str,
    result: ReadBackResult,
    who: tuple[str, ...] = (),
    words: str = "",
    kept: KeptView | None = None,
) -> None:
    """Note what the room said; whoever does not agree gets a different view of their own in the record.

    Args:
        desk: the desk.
        meeting_id: the meeting.
        key: of the thing read, or WHOLE_MEETING.
        result: agreed or not.
        who: attendee ids of those who do not agree.
        words: their words.
        kept: their view, where it was kept already as it was typed.

    Raises:
        InvalidDetail: somebody does not agree, and it is not said who or why.
    """
    editing = desk.meeting(meeting_id)
    names = ", ".join(person.name for each in who if (person := editing.value.attendee(each)) is not None)
    if result is ReadBackResult.NOT_AGREED:
        if not names or not words.strip():
            message = "Say who does not agree, and what they say about it in their own words."
            raise InvalidDetail(message)
        keep_different_view(desk, meeting_id, key, who, words, kept)
    mark = ReadBackMark(id=key, result=result, who=names, words=words, at=desk.now())
    editing.perform(Put(entity=mark))


def keep_different_view(
    desk: Desk, meeting_id: str, key: str, who: tuple[str, ...], words: str, kept: KeptView | None = None
) -> KeptView | None:
    """Keep what is said against a thing as it is typed; one on a different view is a further position in it.

    Returns:
        What is kept now; None where nothing is said yet. Words that nobody's name stands with are in nobody's.
    """
    editing = desk.meeting(meeting_id)
    is_there = kept is not None and any(one.id == kept.view_id for one in editing.value.disagreements)
    if kept is None or not is_there:
        if not words.strip():
            return None
        kept = _begin_view(desk, editing.value, key)
    held, wanted = dict(kept.positions), who or ("",)
    spare = [held[each] for each in held if each not in wanted]
    positions = {each: held.get(each) or (spare.pop() if spare else new_identifier()) for each in wanted}
    for each, identifier in positions.items():
        keep(editing, _position(editing.value, identifier, kept.view_id, each, words))
    there = {one.id for one in editing.value.positions}
    for identifier in spare:
        if identifier in there:
            editing.perform(Withdraw(entity_kind=Position.kind, id=identifier))
    return replace(kept, positions=tuple(positions.items()))


def drop_different_view(desk: Desk, meeting_id: str, kept: KeptView) -> None:
    """Take back what was kept of a different view, where it is said not to be one."""
    editing = desk.meeting(meeting_id)
    ids = {identifier for _, identifier in kept.positions}
    for position in editing.value.positions:
        if position.id in ids:
            editing.perform(Withdraw(entity_kind=Position.kind, id=position.id))
    if kept.is_new and any(view.id == kept.view_id for view in editing.value.disagreements):
        editing.perform(Withdraw(entity_kind=Disagreement.kind, id=kept.view_id))


def agree_to_all(desk: Desk, meeting_id: str) -> None:
    """Note that the room agreed to everything that was not marked yet; with nothing to read, to the record."""
    items = read_back(desk, meeting_id)
    for item in items:
        if item.mark is None:
            mark_read_back(desk, meeting_id, item.key, ReadBackResult.AGREED)
    if not items:
        mark_read_back(desk, meeting_id, WHOLE_MEETING, ReadBackResult.AGREED)


def reword(desk: Desk, meeting_id: str, key: str, text: str) -> bool:
    """Give what was read back another wording; it has to be read again then.

    Returns:
        Whether anything changed.

    Raises:
        InvalidDetail: it has no wording of its own, or the new one is empty.
    """
    editing = desk.meeting(meeting_id)
    thing = _thing(editing.value, key)
    if thing is None or not text.strip():
        message = "Write the new wording first. To take it away altogether, go back to the meeting."
        raise InvalidDetail(message)
    detail = _WORDING[thing.kind]
    is_changed = keep(editing, _with_detail(thing, detail, text))
    if is_changed and any(mark.id == key for mark in editing.value.read_back):
        editing.perform(Withdraw(entity_kind=ReadBackMark.kind, id=key))
    return is_changed


def wording_of(meeting: Meeting, key: str) -> str:
    """Return the wording of something read back as it was typed; empty where it has none of its own."""
    thing = _thing(meeting, key)
    return str(getattr(thing, _WORDING[thing.kind])) if thing is not None else ""


def end(desk: Desk, meeting_id: str, at: dt.datetime | None = None) -> Edited | None:
    """End the meeting and note the time; one that has ended already stays as it is.

    What is to be done after it is listed, the next meeting is prepared from what was agreed about it
    (record.care-team-next-meeting), whoever may not have the record is put down for no copy, and who was named as
    the care team is written to the child's file (attend.care-team).

    Raises:
        EndNotSaid: it was held on an earlier day, and `at` does not say when it ended.
    """
    editing = desk.meeting(meeting_id)
    if editing.value.facts.stage is not Stage.LIVE:
        return None
    edited = editing.perform(ending_of(desk, meeting_id, at))
    follow_next_meeting(desk, meeting_id)
    desk.back_up_soon()
    return edited


def ending_of(desk: Desk, meeting_id: str, at: dt.datetime | None = None) -> EndMeeting:
    """Return how a live meeting ends, with what is to be done after it; perform it at once.

    Who gets which copy is put down first, and so is the care team on the files: what stands before the end is made
    again at the end should the laptop fail between them, while what would come after the end would be lost.

    Raises:
        EndNotSaid: it was held on an earlier day, and `at` does not say when it ended.
    """
    if at is None:
        require_end_now(desk, desk.meeting(meeting_id).value)
    put_down_who_always_gets_one(desk, meeting_id)
    withhold_unpermitted(desk, meeting_id)
    write_care_team(desk, meeting_id)
    return EndMeeting(
        at=at or desk.now(),
        follow_ups=follow_ups_now(desk, meeting_id),
        next_meeting_id=next_meeting_id(desk, meeting_id),
    )


def take_up_again(desk: Desk, meeting_id: str) -> Edited | None:
    """Let an ended meeting go on, because people sit together again; its former end is given up.

    To look back at it, or to mend its record, it is not taken up again. One that still runs stays as it is.

    Raises:
        MeetingLongOver: it was held on an earlier day.
        WrongStage: each child has a record of their own already; what was said then would reach one of them alone.
    """
    editing = desk.meeting(meeting_id)
    if editing.value.facts.stage is not Stage.ENDED:
        return None
    require_same_sitting(desk, editing.value)
    if records_of_siblings(desk, editing.value):
        message = (
            "Each child has a record of their own already, so this meeting cannot be taken up again. "
            "Mend each record where it is closed, or add a comment once it is signed."
        )
        raise WrongStage(message)
    return editing.perform(ResumeMeeting())


def _thing(meeting: Meeting, key: str) -> Wordy | None:
    things: tuple[Wordy, ...] = (
        *meeting.decisions,
        *meeting.actions,
        *meeting.unmet_needs,
        *meeting.disagreements,
    )
    return next((thing for thing in things if thing.id == key), None)


def _with_detail(thing: Wordy, detail: str, text: str) -> Wordy:
    values: dict[str, str] = {detail: text}
    return replace(thing, **values)  # type: ignore[arg-type]  # a text detail of its kind


def _begin_view(desk: Desk, meeting: Meeting, key: str) -> KeptView:
    """Make the different view beside the thing it is about, unless it is about one."""
    thing = _thing(meeting, key)
    if isinstance(thing, Disagreement):
        return KeptView(thing.id, is_new=False)
    view = Disagreement(
        id=new_identifier(),
        item=thing.item if thing is not None else _item_for_views(desk, meeting),
        at=desk.now(),
        about=wording_of(meeting, key) or "The record as it was read back",
        is_resolved=False,
        # It says what the thing says, so nobody may read it who may not read that.
        audience=thing.audience if thing is not None else Audience.EVERYONE,
        child_id=thing.child_id if thing is not None else "",
    )
    desk.meeting(meeting.id).perform(Record(entity=view))
    return KeptView(view.id)


def _position(meeting: Meeting, identifier: str, view_id: str, who: str, words: str) -> Position:
    held = next((one for one in meeting.positions if one.id == identifier), None)
    fresh = Position(id=identifier, disagreement=view_id)
    return replace(held or fresh, who=who, says=words)


def _item_for_views(desk: Desk, meeting: Meeting) -> str:
    items = desk.form_of(meeting).agenda
    return next((item.id for item in items if item.part is ItemPart.DISAGREEMENTS), "")
