"""What stands here put together with what a pack holds; nothing is changed by it."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from cpm_desktop.domain.aggregate import with_entities
from cpm_desktop.domain.child import ChildFile, EarlierMeeting
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.merging import Conflict, Merging, Side, merge
from cpm_desktop.domain.packs import A, Pack, Packed, packed_kinds
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.domain.standing_limits import newly_joined, with_standing_limits
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Editing
from cpm_desktop.services.pack_past import common_value, value_before_taking, was_taken_back
from cpm_desktop.storage.refusals import UnknownAggregate

E = TypeVar("E", bound=Aggregate)


class PackNotTaken(CarePlanningError):
    """A pack that was opened cannot be taken; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Together:
    """What comes of putting both together.

    Attributes:
        file: the child's file here; None where there is none yet.
        meeting: the meeting here; None where it is not here yet.
        new_file: the file as it would be kept.
        new_meeting: the meeting as it would be kept, with the limits that stand on the file.
        conflicts: what both sides changed, of the file and of the meeting.
        new_limits: limits on people that stand on the file only since.
    """

    file: Editing[ChildFile] | None
    meeting: Editing[Meeting] | None
    new_file: ChildFile
    new_meeting: Meeting
    conflicts: tuple[tuple[Conflict, ...], tuple[Conflict, ...]]
    new_limits: tuple[ReadingLimit, ...]


def put_together(desk: Desk, pack: Pack, choices: Mapping[str, Side]) -> Together:
    """Put what is in a pack together with what stands here.

    Args:
        desk: the desk.
        pack: that was opened.
        choices: what stands where both sides changed the same; mine where nothing was said.

    Raises:
        PackNotTaken: it cannot be taken as things stand here.
        PackNotUnderstood: it says of something that is here that it is something else.
    """
    file, meeting = _file_here(desk, pack), _meeting_here(desk, pack)
    mine = file.value if file is not None else None
    held = meeting.value if meeting is not None else None
    sent_file, sent_meeting = _file_sent(desk, pack, mine), _meeting_sent(pack, held)
    of_file = _merged(desk, pack, mine, sent_file, choices)
    of_meeting = _merged(desk, pack, held, sent_meeting, choices)
    before = {limit.id for limit in mine.limits} if mine is not None else set()
    new_limits = tuple(limit for limit in of_file.value.limits if limit.id not in before)
    return Together(
        file,
        meeting,
        of_file.value,
        _with_limits(held, of_meeting.value, of_file.value, new_limits),
        (of_file.conflicts, of_meeting.conflicts),
        new_limits if mine is not None else (),
    )


def _with_limits(
    held: Meeting | None, merged: Meeting, file: ChildFile, new_limits: tuple[ReadingLimit, ...]
) -> Meeting:
    """Return the meeting in which the limits on the file hold: for whoever joined, and each new one."""
    if merged.is_signed():
        return merged
    everybody = frozenset(person.id for person in merged.attendees)
    joined = everybody if held is None else newly_joined(held, merged)
    merged = with_standing_limits(merged, joined, file.limits)
    return with_standing_limits(merged, everybody, new_limits)


def _file_here(desk: Desk, pack: Pack) -> Editing[ChildFile] | None:
    identifier = pack.child.value.id
    try:
        file = desk.child(identifier)
    except UnknownAggregate:
        _refuse_another_kind(lambda: desk.meeting(identifier))
        return None
    return _of_kind(file, ChildFile)


def _meeting_here(desk: Desk, pack: Pack) -> Editing[Meeting] | None:
    identifier = pack.meeting.value.id
    try:
        editing = _of_kind(desk.meeting(identifier), Meeting)
    except UnknownAggregate:
        _refuse_another_kind(lambda: desk.child(identifier))
        return None
    facts = editing.value.facts
    if facts.child_id != pack.child.value.id:
        raise PackNotUnderstood
    if editing.value.cleared:
        message = (
            "The record of this meeting was filed, and cleared from this computer. A pack brings nothing of it back: "
            "read it in the case system."
        )
        raise PackNotTaken(message)
    if facts.stage is Stage.LIVE:
        message = "This meeting is being held here. End it, then open the pack again; nothing was taken."
        raise PackNotTaken(message)
    is_new = not editing.value.revision.includes(pack.meeting.value.revision)
    if is_new and (facts.stage is Stage.SIGNED or editing.value.signings):
        message = (
            "The record of this meeting is signed here, so it can no longer change. What the pack holds was not taken; "
            "if it says something else, ask for a correction."
        )
        raise PackNotTaken(message)
    if is_new and facts.siblings:
        message = "This meeting is about several children here, and the pack is about one of them; nothing was taken."
        raise PackNotTaken(message)
    return editing


def _of_kind(editing: Editing[E], kind: type[E]) -> Editing[E]:
    if not isinstance(editing.value, kind):  # a file that is open here as a meeting, or the other way round
        raise PackNotUnderstood
    return editing


def _refuse_another_kind(load: Callable[[], object]) -> None:
    """Refuse what is here as something else: a file under a meeting's id, or a meeting under a file's."""
    try:
        load()
    except UnknownAggregate:
        return
    raise PackNotUnderstood


def _file_sent(desk: Desk, pack: Pack, mine: ChildFile | None) -> Packed[ChildFile]:
    """Return the file as sent, with the earlier meetings that this laptop does not have as lines of the file."""
    own = {line.id for line in desk.wait(desk.store.meetings_of(pack.child.value.id))} if mine else set()
    own.add(pack.meeting.value.id)
    held = [each for each in pack.child.value.earlier_meetings if each.id not in own]
    known = {each.id for each in held}
    told = [each for each in pack.earlier if each.id not in own | known]
    if mine is not None:  # as it stands here, where it is the same line: it is nothing new
        here: dict[str, EarlierMeeting] = {each.id: each for each in mine.earlier_meetings}
        told = [
            dataclasses.replace(each, position=here[each.id].position) if each.id in here else each
            for each in told
        ]
    return dataclasses.replace(
        pack.child, value=with_entities(pack.child.value, EarlierMeeting.kind, (*held, *told))
    )


def _meeting_sent(pack: Pack, mine: Meeting | None) -> Packed[Meeting]:
    """Return the meeting as sent; not started, it holds what was open from before where this laptop has none of it."""
    value = pack.meeting.value
    if value.facts.started_at is None:
        # Whoever has the earlier meetings works it out anew; whoever has not keeps what came in the pack.
        value = dataclasses.replace(value, carried=pack.carried if mine is None or mine.carried else ())
    return dataclasses.replace(pack.meeting, value=value)


def _merged(
    desk: Desk, pack: Pack, mine: A | None, theirs: Packed[A], choices: Mapping[str, Side]
) -> Merging[A]:
    if mine is None:
        return Merging(theirs.value, ())
    if not mine.revision.includes(theirs.value.revision):
        base = common_value(desk, mine, theirs)
    elif was_taken_back(desk, mine.id, pack.id):
        base = value_before_taking(desk, mine, pack.id)
    else:
        return Merging(mine, ())
    if base is None:
        message = (
            "The past that both laptops share is no longer kept on either, so the pack cannot be put together with "
            "what is here. Nothing was taken."
        )
        raise PackNotTaken(message)
    return merge(base, mine, theirs.value, packed_kinds(type(mine)), choices)
