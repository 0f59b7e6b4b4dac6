"""Commands of a meeting's course: start, move from item to item, end, take up again, sign."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from cpm_desktop.domain.aggregate import A, with_put
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import Command
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.errors import WrongStage
from cpm_desktop.domain.handover import FollowUp, Signing, SigningStep
from cpm_desktop.domain.meeting import (
    CarriedItem,
    ItemState,
    ItemVisit,
    Meeting,
    MeetingFacts,
    Stage,
    Validity,
)

E = TypeVar("E", bound=Entity)


def as_meeting(aggregate: object, *stages: Stage) -> Meeting:
    """Return the aggregate as a meeting at one of the stages given.

    Raises:
        WrongStage: it is no meeting, or at another stage.
    """
    if not isinstance(aggregate, Meeting):
        message = "This can only be done in a meeting."
        raise WrongStage(message)
    if stages and aggregate.facts.stage not in stages:
        wanted = " or ".join(stage.value for stage in stages)
        message = (
            f"This meeting is {aggregate.facts.stage.value}; this can only be done while it is {wanted}."
        )
        raise WrongStage(message)
    return aggregate


def _facts(meeting: Meeting, **details: Any) -> MeetingFacts:  # noqa: ANN401  # values of known fields
    return dataclasses.replace(meeting.facts, **details)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCommand(Command):
    """A command that only a meeting understands."""

    def apply_to(self, aggregate: A) -> A:
        """Carry it out on a meeting.

        Raises:
            WrongStage: it is no meeting, or at another stage.
        """
        return self.apply_to_meeting(as_meeting(aggregate))  # type: ignore[return-value]  # A is Meeting here

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Return the meeting after this command."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class StartMeeting(MeetingCommand):
    """Start a meeting: copy into it what its minutes need, and note the time.

    Attributes:
        at: when it starts (UTC).
        children: the child as they stand now.
        attendees: the people as they stand now, with what was prepared about them.
        carried: what is open from before.
        last_review: day of the last review.
        next_review: day planned for the next.
        required_in_period: meetings required between them; None where not counted.
        held_in_period: meetings held in that period, this one included.
        first_item: the first item of the agenda.
    """

    kind: ClassVar[str] = "start_meeting"
    at: dt.datetime
    children: tuple[Child, ...]
    attendees: tuple[Attendee, ...]
    carried: tuple[CarriedItem, ...]
    last_review: dt.date | None = None
    next_review: dt.date | None = None
    required_in_period: int | None = None
    held_in_period: int | None = None
    first_item: str = ""

    def label(self) -> str:
        """Return what undo calls it."""
        return "start the meeting"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Copy and start."""
        as_meeting(meeting, Stage.PREPARED)
        facts = _facts(
            meeting,
            stage=Stage.LIVE,
            started_at=self.at,
            last_review=self.last_review,
            next_review=self.next_review,
            required_in_period=self.required_in_period,
            held_in_period=self.held_in_period,
        )
        meeting = dataclasses.replace(
            meeting,
            facts=facts,
            children=_numbered(self.children),
            attendees=_numbered(self.attendees),
            carried=_numbered(self.carried),
        )
        return _opened(meeting, self.first_item, self.at) if self.first_item else meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveToItem(MeetingCommand):
    """Go to an agenda item; the one left is done unless it was parked or left out.

    Attributes:
        item: the item's id in the form.
        at: when (UTC).
    """

    kind: ClassVar[str] = "move_to_item"
    item: str
    at: dt.datetime

    def label(self) -> str:
        """Return what undo calls it."""
        return "go to the item"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Leave the item that is open and open this one."""
        as_meeting(meeting, Stage.LIVE)
        if meeting.facts.current_item == self.item:
            return meeting
        return _opened(_left(meeting, self.at), self.item, self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkItem(MeetingCommand):
    """Say how far an agenda item has come: parked, done, or not discussed with a reason.

    Attributes:
        item: the item's id in the form.
        state: how far it has come.
        reason: why it was not discussed (kind.standard-follows-set-agenda).
    """

    kind: ClassVar[str] = "mark_item"
    item: str
    state: ItemState
    reason: str = ""

    def label(self) -> str:
        """Return what undo calls it."""
        return f"mark the item {self.state.value}"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Mark it."""
        progress = meeting.progress_of(self.item)
        reason = self.reason if self.state is ItemState.NOT_DISCUSSED else progress.reason
        return with_put(meeting, dataclasses.replace(progress, state=self.state, reason=reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMeeting(MeetingCommand):
    """End a live meeting.

    Attributes:
        at: when (UTC).
        follow_ups: what is to be done after it, with what was listed before; None leaves that as it is.
        next_meeting_id: the meeting prepared from what was agreed about the next one; empty where none is.
    """

    kind: ClassVar[str] = "end_meeting"
    at: dt.datetime
    follow_ups: tuple[FollowUp, ...] | None = None
    next_meeting_id: str = ""

    def label(self) -> str:
        """Return what undo calls it."""
        return "end the meeting"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Leave the open item and note the time."""
        as_meeting(meeting, Stage.LIVE)
        meeting = _left(meeting, self.at)
        following = tuple(
            dataclasses.replace(each, meeting_id=self.next_meeting_id) for each in meeting.next_meetings
        )
        return dataclasses.replace(
            meeting,
            facts=_facts(meeting, stage=Stage.ENDED, ended_at=self.at, current_item=""),
            follow_ups=_listed(self.follow_ups, meeting),
            next_meetings=following if self.next_meeting_id else meeting.next_meetings,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeMeeting(MeetingCommand):
    """Take up again a meeting that was ended too early or abandoned, and is not signed."""

    kind: ClassVar[str] = "resume_meeting"

    def label(self) -> str:
        """Return what undo calls it."""
        return "take the meeting up again"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Make it live again."""
        as_meeting(meeting, Stage.ENDED)
        facts = _facts(meeting, stage=Stage.LIVE, ended_at=None)
        if facts.validity is Validity.ABANDONED:
            facts = dataclasses.replace(facts, validity=Validity.COUNTS, validity_reason="")
        # What the form lists to be done is listed anew at the end; what was done or added meanwhile stays.
        kept = tuple(each for each in meeting.follow_ups if not each.follow_up or not each.is_open())
        return dataclasses.replace(meeting, facts=facts, follow_ups=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelMeeting(MeetingCommand):
    """Cancel a meeting that has not started.

    Attributes:
        reason: why.
    """

    kind: ClassVar[str] = "cancel_meeting"
    reason: str = ""

    def label(self) -> str:
        """Return what undo calls it."""
        return "cancel the meeting"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Mark it cancelled."""
        as_meeting(meeting, Stage.PREPARED)
        facts = _facts(meeting, stage=Stage.CANCELLED, validity_reason=self.reason)
        return dataclasses.replace(meeting, facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRecord(MeetingCommand):
    """Lock the record for signing: from here on it can no longer change, and undo does not reach behind it.

    Attributes:
        signing: who signs, when, the signature as drawn or typed, and the frozen record's fingerprint.
        follow_ups: what is to be done after it, with what was listed before; None leaves that as it is.
    """

    kind: ClassVar[str] = "lock_record"
    called: ClassVar[str] = "sign the record"
    signing: Signing
    follow_ups: tuple[FollowUp, ...] | None = None

    def label(self) -> str:
        """Return what it is called in the journal; it cannot be undone."""
        return self.called

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Lock it."""
        as_meeting(meeting, Stage.ENDED)
        signing = dataclasses.replace(self.signing, step=SigningStep.STARTED, position=1)
        return dataclasses.replace(
            meeting,
            facts=_facts(meeting, stage=Stage.SIGNED),
            signings=(signing,),
            follow_ups=_listed(self.follow_ups, meeting),
        )


def _numbered(entities: tuple[E, ...]) -> tuple[E, ...]:
    places = enumerate(entities, start=1)
    return tuple(dataclasses.replace(entity, position=place) for place, entity in places)


def _listed(follow_ups: tuple[FollowUp, ...] | None, meeting: Meeting) -> tuple[FollowUp, ...]:
    return meeting.follow_ups if follow_ups is None else _numbered(follow_ups)


def _left(meeting: Meeting, at: dt.datetime) -> Meeting:
    item = meeting.facts.current_item
    if not item:
        return meeting
    progress = meeting.progress_of(item)
    if progress.state is ItemState.OPEN:
        meeting = with_put(meeting, dataclasses.replace(progress, state=ItemState.DONE))
    visits = tuple(
        dataclasses.replace(visit, left_at=at) if visit.item == item and visit.left_at is None else visit
        for visit in meeting.visits
    )
    return dataclasses.replace(meeting, visits=visits)


def _opened(meeting: Meeting, item: str, at: dt.datetime) -> Meeting:
    progress = meeting.progress_of(item)
    meeting = with_put(meeting, dataclasses.replace(progress, state=ItemState.OPEN))
    last = max((visit.position for visit in meeting.visits), default=0)
    # An id made of place and item keeps the command repeatable: carried out again it gives the same value.
    visit = ItemVisit(id=f"{last + 1}-{item}", position=last + 1, item=item, opened_at=at)
    return dataclasses.replace(
        meeting, visits=(*meeting.visits, visit), facts=_facts(meeting, current_item=item)
    )
