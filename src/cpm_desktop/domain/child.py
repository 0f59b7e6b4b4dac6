"""The child's file: who the child is, the people around them, their reviews, and what is open."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from cpm_desktop.domain.captures import Action, Decision, Outcome, UnmetNeed
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.legal_holds import LegalHold
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.domain.typography import listed


class ParentalResponsibility(StrEnum):
    """Whether a person holds parental responsibility."""

    YES = "yes"
    NO = "no"
    LIMITED = "limited by order"
    UNKNOWN = "unknown"


class CopyKind(StrEnum):
    """Which copy of a record a person gets (after.copy-for-each-reader)."""

    NONE = "none"
    PROFESSIONAL = "professional"
    FAMILY = "family"
    CHILD = "child"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Child(Entity):
    """Facts about a child; a meeting keeps a copy of them as they stood when it started.

    Attributes:
        name: full name. A child before birth may have none.
        known_as: what they like to be called.
        pronouns: as the child wants.
        date_of_birth: None before birth.
        expected_birth: expected date of birth, before it.
        case_number: in the authority's case system.
        legal_status: in words, as in the care plan.
        looked_after_since: the day the child became looked after; None where not.
        protection_plan_since: the day of the initial conference; None without a child protection plan.
        is_matched_long_term: in a matched long-term placement (frequency.cla-matched-long-term).
        placement: where and with whom, without the address.
        placement_since: since when.
        placement_address: stands on the file copy only.
        languages: the child's languages.
        social_worker: person id of the allocated social worker.
        is_accommodated: accommodated under section 20.
        is_in_need: a child in need, with a child's plan.
        assessment_started_on: the day the core assessment began; None where there is none.
        assessment_due_on: the day by which it is due.
        assessment_finished_on: the day it was finalised.
        significant_change_on: the day on which an assessment called for a significant change of plan.
        filing_on: the day by which the final care plan and statement have to be filed.
        court_on: the next court date.
        placement_order_on: the day of a placement order.
        adopted_on: the day of adoption.
    """

    kind: ClassVar[str] = "child"
    noun: ClassVar[str] = "child’s details"
    name: str = ""
    known_as: str = ""
    pronouns: str = ""
    date_of_birth: dt.date | None = None
    expected_birth: dt.date | None = None
    case_number: str = ""
    legal_status: str = ""
    looked_after_since: dt.date | None = None
    protection_plan_since: dt.date | None = None
    is_matched_long_term: bool = False
    placement: str = ""
    placement_since: dt.date | None = None
    placement_address: str = ""
    languages: tuple[str, ...] = ()
    social_worker: str = ""
    is_accommodated: bool = False
    is_in_need: bool = False
    assessment_started_on: dt.date | None = None
    assessment_due_on: dt.date | None = None
    assessment_finished_on: dt.date | None = None
    significant_change_on: dt.date | None = None
    filing_on: dt.date | None = None
    court_on: dt.date | None = None
    placement_order_on: dt.date | None = None
    adopted_on: dt.date | None = None

    def called(self) -> str:
        """Return what the child is called in running text."""
        return self.known_as or self.name.partition(" ")[0] or "the child"


def children_called(children: Sequence[Child]) -> str:
    """Return what the children are called together, for running text: "Kai and Mia"."""
    return listed([child.called() for child in children]) or "the child"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entity):
    """Somebody in the child's network.

    Attributes:
        name: full name.
        role: role in words ("Mother", "Foster carer"); `role_id` ties it to the procedure.
        role_id: id in forms/roles.yaml; empty for a role the procedure does not know.
        agency: employer; empty for family and carers.
        initials: as used in shorthand; made from the name where empty.
        parental_responsibility: whether they hold it.
        email: how to reach them; stands on no copy.
        telephone: how to reach them; stands on no copy.
        address: how to reach them; stands on no copy.
        copy_kind: which copy they get.
        copy_decided_by: who decided that.
        copy_reason: why; required where a copy is withheld.
        contact_restriction: any restriction on contact; file copy only.
        is_child: this person is the child the file is about.
        is_party: a party, or likely party, to proceedings.
        has_left: no longer around the child; kept for old records.
        copy_decided_on: the day that was decided.
        is_care_team_member: a member of the care team, as agreed with the child and family.
        care_team_role: what they are there for.
    """

    kind: ClassVar[str] = "person"
    noun: ClassVar[str] = "person"
    name: str = ""
    role: str = ""
    role_id: str = ""
    agency: str = ""
    initials: str = ""
    parental_responsibility: ParentalResponsibility = ParentalResponsibility.NO
    email: str = ""
    telephone: str = ""
    address: str = ""
    copy_kind: CopyKind = CopyKind.UNDECIDED
    copy_decided_by: str = ""
    copy_reason: str = ""
    contact_restriction: str = ""
    is_child: bool = False
    is_party: bool = False
    has_left: bool = False
    copy_decided_on: dt.date | None = None
    is_care_team_member: bool = False
    care_team_role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Entity):
    """A looked-after review, held or planned.

    Attributes:
        number: counted from 1.
        date: the day.
        is_planned: not held yet.
        is_brought_forward: scheduled earlier than the usual cycle (frequency.cla-early-review).
        agreed_meetings: the number of meetings before the next review that this review agreed on for a
            matched long-term
            placement; None where it agreed none.
    """

    kind: ClassVar[str] = "review"
    noun: ClassVar[str] = "review"
    number: int = 0
    date: dt.date | None = None
    is_planned: bool = False
    is_brought_forward: bool = False
    agreed_meetings: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierMeeting(Entity):
    """A meeting held before this application was used, or recorded elsewhere.

    Attributes:
        form_id: its kind.
        date: the day it was held.
        title: its title where the form allows one; for a specific issue, the issue.
        was_held: False for one that was planned and missed.
        minutes_sent_on: the day the last copy of its minutes was sent; None where that is not known.
    """

    kind: ClassVar[str] = "earlier_meeting"
    noun: ClassVar[str] = "earlier meeting"
    form_id: str = ""
    date: dt.date | None = None
    title: str = ""
    was_held: bool = True
    minutes_sent_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTransfer(Entity):
    """The case handed to another worker.

    Attributes:
        from_worker: name of who had it.
        to_worker: name of who has it now.
        on: the day.
        note: what the next worker needs to know first.
    """

    kind: ClassVar[str] = "case_transfer"
    noun: ClassVar[str] = "change of worker"
    from_worker: str = ""
    to_worker: str = ""
    on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFile(Aggregate):
    """Everything kept about one child outside meetings.

    Attributes:
        child: the facts.
        people: the child's network, the child included.
        reviews: held and planned.
        earlier_meetings: meetings recorded elsewhere.
        actions: actions agreed elsewhere and entered here.
        decisions: decisions of earlier meetings that the next meeting must hear of.
        unmet_needs: unmet needs recorded elsewhere and entered here.
        outcomes: what became of anything open, recorded between meetings.
        transfers: when the case was handed to another worker.
        limits: who may not read about one of the people, in any meeting.
        holds: reasons for which no record may be cleared from this computer.
    """

    name: ClassVar[str] = "child_file"
    child: Child
    people: tuple[Person, ...] = ()
    reviews: tuple[Review, ...] = ()
    earlier_meetings: tuple[EarlierMeeting, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    unmet_needs: tuple[UnmetNeed, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    transfers: tuple[CaseTransfer, ...] = ()
    limits: tuple[ReadingLimit, ...] = ()
    holds: tuple[LegalHold, ...] = ()
