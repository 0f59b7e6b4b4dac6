"""What is captured while people talk: notes, views, decisions, actions; and what became of them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from cpm_desktop.domain.entity import Entity


class Audience(StrEnum):
    """Who may read a line. What a reader may not read is left out of the tree before anything is drawn."""

    EVERYONE = "everyone"
    PROFESSIONALS = "professionals"
    FILE_ONLY = "file only"


class Sharing(StrEnum):
    """Who the child agrees may hear or read their words (record.child-centred)."""

    NOT_ASKED = "not asked"
    CHAIR_ONLY = "chair only"
    PROFESSIONALS = "professionals"
    EVERYONE = "everyone"


class DecisionKind(StrEnum):
    """Whether the meeting decided, or recommends what others decide."""

    DECISION = "decision"
    RECOMMENDATION = "recommendation"


class Status(StrEnum):
    """What became of an action, an unmet need or a proposal."""

    DONE = "done"
    IN_PROGRESS = "in progress"
    NOT_DONE = "not done"
    NO_LONGER_NEEDED = "no longer needed"
    MET = "met"
    STILL_UNMET = "still unmet"
    AGREED_AT_REVIEW = "agreed at review"
    NOT_AGREED_AT_REVIEW = "not agreed at review"
    AWAITING_REVIEW = "awaiting review"


STILL_OPEN = frozenset({Status.IN_PROGRESS, Status.NOT_DONE, Status.STILL_UNMET, Status.AWAITING_REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Entity):
    """Something captured under an agenda item.

    Attributes:
        item: the agenda item's id in the form; empty for what is entered on the child's file.
        at: when it was captured (UTC), or None before the meeting.
        audience: who may read it.
        for_child: plain words for the child's copy; empty leaves it off that copy.
        born_in: on the child's file, the id of the earlier meeting it comes from; empty in a meeting.
        child_id: at a meeting about several children, the id of the one it concerns; empty for all of them.
    """

    item: str = ""
    born_in: str = ""
    child_id: str = ""
    at: dt.datetime | None = None
    audience: Audience = Audience.EVERYONE
    for_child: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Capture):
    """What was said, under the speaker's name (record.whole-discussion: no length limit, nothing dropped).

    Attributes:
        speaker: an attendee's id, or empty for a note of the discussion.
        text: as typed.
        is_prepared: written before the meeting and not yet confirmed in the room.
    """

    kind: ClassVar[str] = "note"
    noun: ClassVar[str] = "note"
    speaker: str = ""
    text: str = ""
    is_prepared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Capture):
    """A person's view in their own words (record.child-centred).

    Attributes:
        of: attendee id of the person whose view it is.
        words: their words, never changed.
        heard_by: attendee id of who heard them; empty when said in the meeting.
        heard_on: the day they were heard.
        how: how they were heard.
        sharing: for the child's own words, who the child agrees may hear or read them.
        sharing_reason: why words are shared against the child's wish.
    """

    kind: ClassVar[str] = "view"
    noun: ClassVar[str] = "view"
    of: str = ""
    words: str = ""
    heard_by: str = ""
    heard_on: dt.date | None = None
    how: str = ""
    sharing: Sharing = Sharing.NOT_ASKED
    sharing_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Capture):
    """A decision or recommendation with its reason (record.decision-with-reason, chair.decision-authority).

    Attributes:
        decision_kind: decision or recommendation.
        text: what was decided.
        reason: why.
        is_within_authority: True, False, or None while not answered.
        authoriser: who has to authorise it, where it is not within the authority of those present.
        authorise_by: by when.
        is_proposal_to_review: presented to the looked-after review (record.proposals-to-review).
        matter: id of the form's matter that it is about (record.powers).
        is_plan_change: it changes the plan (record.care-team-tasks).
        agreed_by: the manager who agreed to the change of the plan; empty while it awaits agreement.
        agreed_on: when.
    """

    kind: ClassVar[str] = "decision"
    noun: ClassVar[str] = "decision"
    decision_kind: DecisionKind = DecisionKind.DECISION
    text: str = ""
    reason: str = ""
    is_within_authority: bool | None = None
    authoriser: str = ""
    authorise_by: dt.date | None = None
    is_proposal_to_review: bool = False
    matter: str = ""
    is_plan_change: bool = False
    agreed_by: str = ""
    agreed_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Capture):
    """Who does what, by when, so that what (record.smart-plan).

    Attributes:
        text: what will happen.
        owner: the owner's name as people say it.
        owner_id: the person's id on the child's file or among the attendees; empty when only named.
        due: by when; None while not agreed.
        due_words: how the date was said where it is no date ("next meeting").
        purpose: what it is to achieve.
        measure: how we will know.
        made_on: the day it was agreed.
        carried_before: how often it had been carried over before it was entered here.
    """

    kind: ClassVar[str] = "action"
    noun: ClassVar[str] = "action"
    text: str = ""
    owner: str = ""
    owner_id: str = ""
    due: dt.date | None = None
    due_words: str = ""
    purpose: str = ""
    measure: str = ""
    made_on: dt.date | None = None
    carried_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetNeed(Capture):
    """A need for which no service or other action can be offered (record.unmet-need).

    Attributes:
        need: the need, plainly.
        why: why nothing can be offered.
        asked: who was asked.
        meanwhile: what happens meanwhile.
        category: for the register over all children.
        made_on: the day it was recorded.
        carried_before: how often it had been carried over before it was entered here.
    """

    kind: ClassVar[str] = "unmet_need"
    noun: ClassVar[str] = "unmet need"
    need: str = ""
    why: str = ""
    asked: tuple[str, ...] = ()
    meanwhile: str = ""
    category: str = ""
    made_on: dt.date | None = None
    carried_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement(Capture):
    """A different view that stands (record.unresolved-disagreement).

    Attributes:
        about: what it is about.
        is_resolved: True, False, or None while not answered.
        goes_on: how it goes on.
    """

    kind: ClassVar[str] = "disagreement"
    noun: ClassVar[str] = "different view"
    about: str = ""
    is_resolved: bool | None = None
    goes_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure(Capture):
    """A new allegation or disclosure in the room: restricted from its first word.

    Attributes:
        said_by: attendee id of who said it.
        words: what was said, in their words.
        told: who was told.
        told_at: when they were told (UTC).
        next_step: what happens now.
    """

    kind: ClassVar[str] = "disclosure"
    noun: ClassVar[str] = "restricted note"
    audience: Audience = Audience.FILE_ONLY
    said_by: str = ""
    words: str = ""
    told: str = ""
    told_at: dt.datetime | None = None
    next_step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Entity):
    """One person's position in a disagreement, in their words.

    Attributes:
        disagreement: the disagreement's id.
        who: attendee id.
        says: their words, never changed.
    """

    kind: ClassVar[str] = "disagreement_position"
    noun: ClassVar[str] = "position"
    disagreement: str = ""
    who: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Entity):
    """What became of an earlier action, unmet need or proposal (record.previous-actions).

    Attributes:
        of_item: the permanent id of the action, unmet need or proposal.
        status: what became of it.
        note: why, or what happened.
        new_due: the new date, where one was agreed.
        escalated_to: to whom an action carried a second time is escalated.
        at: when it was recorded (UTC).
        made_on: the day it was said.
        new_owner: whose it is from now on, where it was handed to somebody else; empty where it stays.
    """

    kind: ClassVar[str] = "outcome"
    noun: ClassVar[str] = "outcome"
    of_item: str = ""
    status: Status = Status.IN_PROGRESS
    note: str = ""
    new_due: dt.date | None = None
    escalated_to: str = ""
    at: dt.datetime | None = None
    made_on: dt.date | None = None
    new_owner: str = ""
