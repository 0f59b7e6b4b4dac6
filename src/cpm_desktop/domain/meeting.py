"""A meeting as an immutable value: its facts, who takes part, what each item holds, and what was captured."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Decision,
    Disagreement,
    Disclosure,
    Note,
    Outcome,
    Position,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.cleared import ClearedRecord
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.handover import (
    ChildsLine,
    CopyPlan,
    CorrectionRequest,
    Endorsement,
    Filing,
    FollowUp,
    ManagerComment,
    Permission,
    PrintedCopy,
    Release,
    SignedDocument,
    Signing,
)
from cpm_desktop.domain.reading_limits import ReadingLimit


class Stage(StrEnum):
    """How far a meeting has come."""

    PREPARED = "prepared"
    LIVE = "live"
    ENDED = "ended"
    SIGNED = "signed"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    """How far an agenda item has come."""

    TO_COME = "to come"
    OPEN = "open"
    DONE = "done"
    PARKED = "parked"
    NOT_DISCUSSED = "not discussed"


class PaperState(StrEnum):
    """Whether a paper is there."""

    NOT_TICKED = "not ticked"
    SEEN = "seen"
    ATTACHED = "attached"
    MISSING = "missing"


class Validity(StrEnum):
    """Whether a meeting that took place counts as one of its kind."""

    COUNTS = "counts"
    INQUORATE = "inquorate"
    CASE_DISCUSSION = "case discussion"
    ABANDONED = "abandoned"


class ReadBackResult(StrEnum):
    """What the room said when something was read back."""

    AGREED = "agreed"
    NOT_AGREED = "not agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts(Entity):
    """What is known about a meeting as a whole. Its id is the meeting's.

    Attributes:
        child_id: whose file it belongs to.
        form_id: the kind of meeting.
        form_version: the version of the form it is held under.
        form_hash: SHA-256 of that form's canonical text.
        title: a title of its own where the form allows one; empty takes the form's.
        stage: how far it has come.
        date: the day (local).
        starts_at: planned time of day (local).
        venue: where.
        venue_is_childs_choice: the child chose it.
        chair: attendee id.
        recorder: attendee id; one person may chair and record.
        is_complex: marked complex or contentious (chair.cla).
        manager_discussion: date and outcome of the discussion with the team manager, where complex.
        started_at: when it really began (UTC).
        ended_at: when it really ended (UTC).
        current_item: the agenda item now open.
        last_review: day of the last review when the meeting started.
        next_review: day planned for the next review when it started.
        required_in_period: meetings required between those reviews; None where the kind is not counted.
        held_in_period: meetings held in that period, this one included.
        officer_needed: whether the reviewing officer must be consulted before the review (after.iro-
            consulted); None while
            not answered.
        marking: the protective marking from the authority's settings.
        authority: the authority's name, as it stood.
        service: the team, as it stood.
        challenge_text: how to challenge a decision and find help, as it stood.
        validity: whether it counts as a meeting of its kind (kind.care-planning-is-multi-agency).
        validity_reason: why it does not count, or why it was cancelled.
        is_first: the first of its kind for the child.
        is_waiver: no meeting, but the record that it is not required (prepare.inter-agency-waiver).
        reconvenes: id of the meeting that it reconvenes (kind.reconvened-is-linked).
        reconvened_because: why.
        is_extra: called because something changed, beside those required (frequency.extra-on-change).
        extra_because: what changed.
        page_mark: what every page bears beside the marking, as the form says it.
        siblings: ids of the other children whom it concerns; each gets a record of their own at the signing.
        split_from: id of the meeting about several children that this child's record was taken from.
        convenor: name of who arranged it (prepare.arranged-by-social-worker).
    """

    kind: ClassVar[str] = "meeting_facts"
    noun: ClassVar[str] = "meeting’s details"
    child_id: str = ""
    form_id: str = ""
    form_version: int = 1
    form_hash: str = ""
    title: str = ""
    stage: Stage = Stage.PREPARED
    date: dt.date | None = None
    starts_at: dt.time | None = None
    venue: str = ""
    venue_is_childs_choice: bool = False
    chair: str = ""
    recorder: str = ""
    is_complex: bool = False
    manager_discussion: str = ""
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    current_item: str = ""
    last_review: dt.date | None = None
    next_review: dt.date | None = None
    required_in_period: int | None = None
    held_in_period: int | None = None
    officer_needed: bool | None = None
    marking: str = ""
    authority: str = ""
    service: str = ""
    challenge_text: str = ""
    validity: Validity = Validity.COUNTS
    validity_reason: str = ""
    is_first: bool = False
    is_waiver: bool = False
    reconvenes: str = ""
    reconvened_because: str = ""
    is_extra: bool = False
    extra_because: str = ""
    page_mark: str = ""
    siblings: tuple[str, ...] = ()
    split_from: str = ""
    convenor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaProgress(Entity):
    """What happened to one item of the agenda. Its id is the item's id in the form.

    Attributes:
        state: how far it has come.
        reason: why it was not discussed (kind.standard-follows-set-agenda), as it stands in the minutes.
        prepared_note: what was written for it beforehand.
        prepared_by: who wrote that.
        prepared_on: when.
        no_disagreement_at: when the chair asked for different views and none was voiced (UTC).
        no_unmet_need_at: when unmet needs were asked for and none was named (UTC).
        nothing_to_capture_at: when, on leaving it, the chair said that nothing is to be captured under it (UTC); it
            ends the soft asking and settles nothing that the record owes.
    """

    kind: ClassVar[str] = "agenda_progress"
    noun: ClassVar[str] = "agenda item"
    state: ItemState = ItemState.TO_COME
    reason: str = ""
    prepared_note: str = ""
    prepared_by: str = ""
    prepared_on: dt.date | None = None
    no_disagreement_at: dt.datetime | None = None
    no_unmet_need_at: dt.datetime | None = None
    nothing_to_capture_at: dt.datetime | None = None

    def unprepared(self) -> "AgendaProgress":
        """Return it without what was written beforehand."""
        return dataclasses.replace(self, prepared_note="", prepared_by="", prepared_on=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemVisit(Entity):
    """A stretch of time during which an item was open.

    Attributes:
        item: the item's id.
        opened_at: UTC.
        left_at: UTC; None while it is open.
    """

    kind: ClassVar[str] = "item_visit"
    noun: ClassVar[str] = "time on an item"
    item: str = ""
    opened_at: dt.datetime | None = None
    left_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Entity):
    """The answer to a question of the form.

    Attributes:
        item: the item's id.
        question: the question's id.
        subject: attendee id where the question is asked for each person; else empty.
        value: the answer as text ("yes", an ISO date, an option's id, or free text).
        note: what was said beside it, such as the reason.
        at: when it was given (UTC).
    """

    kind: ClassVar[str] = "answer"
    noun: ClassVar[str] = "answer"
    item: str = ""
    question: str = ""
    subject: str = ""
    value: str = ""
    note: str = ""
    at: dt.datetime | None = None


PREPARATION = "preparation"
WAIVER = "waiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry(Entity):
    """One line of an agenda that the person shaped (kind.specific-issue-free-agenda).

    Where a meeting has any, they are its agenda, in order; until then the form's suggestion is.

    Attributes:
        item: id of the form's item that it is; empty for one of the person's own, known by the entry's id.
        title: its name, where it differs from the form's.
        minutes: how long it usually takes.
        prompts: what to ask and think of, for one of the person's own.
    """

    kind: ClassVar[str] = "agenda_entry"
    noun: ClassVar[str] = "line of the agenda"
    item: str = ""
    title: str = ""
    minutes: int = 5
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedItem(Entity):
    """Something open from before, as it stood when the meeting started. Its id is the thing's permanent id.

    Attributes:
        what: "action", "unmet need", "proposal", "fed back", "answer" (an earlier answer; its id is "answer." and the
            question's, with the subject's), "comment" (a manager's), "decision" (of the meeting reconvened) or
            "assessment".
        text: what it is.
        reason: for a decision fed back, its reason.
        owner: whose it is.
        due: by when.
        made_on: when it was agreed.
        carried: how often it was carried over before this meeting.
        source: the meeting it comes from, in words.
        source_on: the day of that meeting.
        audience: who may read it; that of the thing itself.
        child_id: at a meeting about several children, the id of the one on whose file it is; empty for the meeting's.
    """

    kind: ClassVar[str] = "carried_item"
    noun: ClassVar[str] = "item from before"
    what: str = "action"
    text: str = ""
    reason: str = ""
    owner: str = ""
    due: dt.date | None = None
    made_on: dt.date | None = None
    carried: int = 0
    source: str = ""
    source_on: dt.date | None = None
    audience: Audience = Audience.EVERYONE
    child_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Entity):
    """A paper for the meeting.

    Attributes:
        title: what it is.
        state: whether it is there.
        note: its date or version, or why it is missing.
        due: where it is missing, by when it will be there.
        file_name: the attached file's name as given.
        file_hash: SHA-256 (hex) of the attached file; the bytes lie in the store.
        size: bytes of the attached file.
        child_id: at a meeting about several children, the id of the one it is about; empty for all of them.
        audience: whose copies have the attached file inside, as an annex.
    """

    kind: ClassVar[str] = "paper"
    noun: ClassVar[str] = "paper"
    title: str = ""
    state: PaperState = PaperState.NOT_TICKED
    note: str = ""
    due: dt.date | None = None
    file_name: str = ""
    file_hash: str = ""
    size: int = 0
    child_id: str = ""
    audience: Audience = Audience.FILE_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting(Entity):
    """When the next meeting is, or why there is none (record.care-team-next-meeting).

    Attributes:
        date: the day (local).
        starts_at: time of day (local).
        venue: where.
        none_because: why there is no further meeting.
        meeting_id: the meeting that was prepared from it.
    """

    kind: ClassVar[str] = "next_meeting"
    noun: ClassVar[str] = "next meeting"
    date: dt.date | None = None
    starts_at: dt.time | None = None
    venue: str = ""
    none_because: str = ""
    meeting_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReason(Entity):
    """The reason given for something the record owes. Its id is the debt's key.

    Attributes:
        text: the reason, as the file copy prints it.
        is_on_other_copies: printed on other copies too (ticked).
        at: when it was given (UTC).
    """

    kind: ClassVar[str] = "given_reason"
    noun: ClassVar[str] = "reason"
    text: str = ""
    is_on_other_copies: bool = False
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBackMark(Entity):
    """What the room said when one thing was read back. Its id is that of the thing, or "meeting".

    Attributes:
        result: agreed or not.
        who: names of those who did not agree.
        words: their words.
        at: when (UTC).
    """

    kind: ClassVar[str] = "read_back_mark"
    noun: ClassVar[str] = "read-back"
    result: ReadBackResult = ReadBackResult.AGREED
    who: str = ""
    words: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Aggregate):
    """A care planning meeting.

        Until it starts, people and open items are looked up; from its start it holds copies of all that its
    minutes need. Once
    signed, only what belongs to handing it over may change.

    Attributes:
        facts: what is known about it as a whole.
        children: the child (or children) as they stood when it started.
        attendees: everybody invited, present, or getting a copy.
        attendance: who came, left, joined or sent apologies, in order.
        agenda: what happened to each item.
        visits: when which item was open.
        answers: answers to the form's questions.
        notes: the discussion.
        views: views in people's own words.
        decisions: decisions and recommendations.
        actions: actions born here.
        unmet_needs: unmet needs born here.
        disagreements: different views.
        positions: who holds which, in their words.
        carried: what was open from before, as it stood at the start.
        outcomes: what became of it.
        papers: papers for the meeting.
        next_meetings: none or one.
        given_reasons: reasons given in place of what the record owes.
        read_back: what the room said when it was read back.
        signings: none or one: how far signing has come.
        documents: the signed files.
        copies: who gets which copy, and when it was sent.
        filings: loaded into the case system, case note added.
        agenda_entries: the agenda as the person shaped it; none where it is the form's.
        disclosures: allegations and disclosures in the room.
        follow_ups: what is to be done after it.
        permissions: leave for named persons to have the record.
        releases: what may appear elsewhere, of an isolated record.
        comments: managers' comments on the finished record.
        limits: who may not read what, set by hand.
        childs_lines: words for the child's copy, written after the signature.
        endorsements: what came upon signed files later: second signatures, times by a server.
        corrections: requests to correct the signed record, and what was answered.
        printed: what was printed from the application.
        cleared: none or one: the proof that stays where the filed record was cleared.
    """

    name: ClassVar[str] = "meeting"
    facts: MeetingFacts
    children: tuple[Child, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    attendance: tuple[AttendanceEvent, ...] = ()
    agenda: tuple[AgendaProgress, ...] = ()
    visits: tuple[ItemVisit, ...] = ()
    answers: tuple[Answer, ...] = ()
    notes: tuple[Note, ...] = ()
    views: tuple[View, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    unmet_needs: tuple[UnmetNeed, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    positions: tuple[Position, ...] = ()
    carried: tuple[CarriedItem, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    papers: tuple[Paper, ...] = ()
    next_meetings: tuple[NextMeeting, ...] = ()
    given_reasons: tuple[GivenReason, ...] = ()
    read_back: tuple[ReadBackMark, ...] = ()
    signings: tuple[Signing, ...] = ()
    documents: tuple[SignedDocument, ...] = ()
    copies: tuple[CopyPlan, ...] = ()
    filings: tuple[Filing, ...] = ()
    agenda_entries: tuple[AgendaEntry, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    permissions: tuple[Permission, ...] = ()
    releases: tuple[Release, ...] = ()
    comments: tuple[ManagerComment, ...] = ()
    limits: tuple[ReadingLimit, ...] = ()
    childs_lines: tuple[ChildsLine, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    corrections: tuple[CorrectionRequest, ...] = ()
    printed: tuple[PrintedCopy, ...] = ()
    cleared: tuple[ClearedRecord, ...] = ()

    def is_signed(self) -> bool:
        """Tell whether the record is locked."""
        return self.facts.stage is Stage.SIGNED

    def attendee(self, identifier: str) -> Attendee | None:
        """Return the attendee with that id, if any."""
        return next((person for person in self.attendees if person.id == identifier), None)

    def progress_of(self, item: str) -> AgendaProgress:
        """Return what happened to an item; an item never touched is still to come."""
        return next((entry for entry in self.agenda if entry.id == item), AgendaProgress(id=item))


HANDOVER_KINDS = frozenset(
    cls.kind
    for cls in (
        *(SignedDocument, CopyPlan, Filing, Signing, FollowUp, Permission, Release, ManagerComment),
        *(ReadingLimit, ChildsLine, Endorsement, CorrectionRequest, PrintedCopy, ClearedRecord),
    )
)
