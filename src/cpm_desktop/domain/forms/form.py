"""A kind of meeting as checked data."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from cpm_desktop.domain.forms.after import Distribution, FollowUpRule, NextMeetingRule, Texts
from cpm_desktop.domain.forms.condition import Condition
from cpm_desktop.domain.forms.people import Chairing, DecisionMatter, ExpectedRole
from cpm_desktop.domain.forms.questions import AgendaItem, Question
from cpm_desktop.domain.forms.timing import DateCheck, DateProposal, Deadline, Frequency


class CheckKind(StrEnum):
    """What the close can ask of a record; carried out by the domain, chosen and sourced by a form."""

    EVERY_ITEM_DISCUSSED = "every item discussed"
    CHILD_VIEW = "child view"
    CHILD_VIEW_SHARING = "child view sharing"
    PARTICIPATION = "participation"
    ATTENDANCE = "attendance"
    EXPECTED_PRESENT = "expected present"
    CARRIED_REVIEWED = "carried reviewed"
    CARRIED_ESCALATED = "carried escalated"
    ACTION_COMPLETE = "action complete"
    DECISION_REASON = "decision reason"
    DECISION_AUTHORITY = "decision authority"
    QUESTIONS_ANSWERED = "questions answered"
    DISAGREEMENT_ASKED = "disagreement asked"
    UNMET_NEED_ASKED = "unmet need asked"
    DISAGREEMENT_COMPLETE = "disagreement complete"
    UNMET_NEED_COMPLETE = "unmet need complete"
    OFFICER_ASKED = "officer asked"
    COMPLEX_DISCUSSED = "complex discussed"
    CHAIR_ROLE = "chair role"
    NEXT_MEETING = "next meeting"
    READ_BACK = "read back"
    CHALLENGE_TEXT = "challenge text"
    COPIES_DECIDED = "copies decided"
    PREPARED_NOTES_CONFIRMED = "prepared notes confirmed"
    PREPARATION_ANSWERED = "preparation answered"
    PAPERS_READY = "papers ready"
    DATES_IN_ORDER = "dates in order"
    SEVERAL_AGENCIES = "several agencies"
    DECISION_MATTER = "decision matter"
    CARE_TEAM_NAMED = "care team named"
    RECORDER_NAMED = "recorder named"
    DISCLOSURE_TOLD = "disclosure told"
    EXTRA_EXPLAINED = "extra meeting explained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a form comes from (kind.local-names-and-sources).

    Attributes:
        document: its title.
        owner: who owns it.
        version: its version in words.
        review_due: ISO date by which it was to be reviewed; empty where it names none.
    """

    document: str
    owner: str = ""
    version: str = ""
    review_due: str = ""

    def is_past_review(self, on: dt.date) -> bool:
        """Tell whether its review was due before a day."""
        return bool(self.review_due) and dt.date.fromisoformat(self.review_due) < on


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something the record owes at the close.

    Attributes:
        kind: what is checked.
        rule: the rule it comes from.
        can_be_reasoned: a reason may stand in its place.
    """

    kind: CheckKind
    rule: str
    can_be_reasoned: bool = True


class Invites(StrEnum):
    """Whom a new meeting invites at first."""

    NETWORK = "network"
    CARE_TEAM = "care team"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPaper:
    """A paper usually needed.

    Attributes:
        title: its name.
        rule: the rule it comes from.
        is_required: it must be seen or attached, or missing with a reason and a date.
        when: all of these must hold.
    """

    title: str
    rule: str = ""
    is_required: bool = False
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """When a kind of meeting fits a child, and why.

    Attributes:
        because: a clause in plain words ("there is a child protection plan").
        when: all of these must hold.
        likelihood: the greater, the further up in the list.
    """

    because: str
    when: tuple[Condition, ...] = ()
    likelihood: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundEnd:
    """When a ground of a waiver stands no more; once none of its grounds does, the meeting is due again.

    Attributes:
        option: id of the ground.
        because: a clause in plain words ("the child is no longer looked after").
        rule: the rule it comes from.
        when: all of these must hold.
        after: the fact that is a date, such as "child.significant_change_on"; it must lie after the decision.
    """

    option: str
    because: str
    rule: str
    when: tuple[Condition, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """When the meeting need not be held (prepare.inter-agency-waiver).

    Attributes:
        title: of the record.
        deciders: role ids of who may decide it; somebody of a higher grade may too.
        questions: asked for the record; the choices with the id "grounds" are the grounds.
        notice: the notice to each contributing agency; blanks {agency} {child} {date} {reasoning} {challenge};
            empty where nobody is told.
        rule: the rule it comes from.
        notice_rule: the rule of the notices.
        ends: when a ground stands no more, the first that holds for each.
    """

    title: str
    deciders: tuple[str, ...]
    questions: tuple[Question, ...]
    rule: str
    notice: str = ""
    notice_rule: str = ""
    ends: tuple[GroundEnd, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kind of meeting.

    Attributes:
        id: permanent.
        version: counted up with every change.
        name: local display name ("Standard care planning meeting").
        short_name: for lists ("Standard meeting").
        sentence: one sentence that tells when it is the right kind.
        source: where it comes from.
        rules: ids of the rules of the whole form (not of one item).
        agenda: in order.
        has_set_agenda: no item can be deleted.
        expected: roles expected at the meeting.
        papers: the papers usually needed.
        chairing: who chairs.
        checks: what the record owes at the close.
        deadlines: what is due after it.
        frequency: how often it is held.
        counts_for: ids of the forms towards whose frequency a meeting of this kind counts.
        feeds_back_to: ids of the forms whose next meeting hears of this one.
        copies: kinds of copies made: professional, family, child.
        texts: texts with blanks.
        preparation: asked while the meeting is prepared; a question of the agenda may depend on its answers.
        title_from: id of the choice whose chosen option is the record's title; empty for the form's name.
        date_checks: where its dates must stand to others.
        date_proposals: dates proposed.
        offers: when this kind fits a child, the first that holds.
        becomes: ids of the forms that a prepared meeting of this kind may become.
        replaces: id of the form in whose place it is offered where it fits.
        invites: whom a new meeting invites at first.
        is_isolated: its actions, needs and views appear in no other kind's meeting until released one by one.
        isolated_rule: the rule of that.
        matters: matters of decisions, where its powers are limited.
        distribution: who may have the record.
        follow_ups: what is to be done after it.
        next_meeting: what is asked about the next meeting.
        waiver: when it need not be held; None where it always is.
        hears_comments: a manager's comment on the last record comes up as something from before.
        is_care_planning: several agencies must take part for it to count.
        hash: SHA-256 (hex) of its canonical text; set on loading.
    """

    id: str
    version: int
    name: str
    short_name: str
    sentence: str
    source: Source
    rules: tuple[str, ...]
    agenda: tuple[AgendaItem, ...]
    expected: tuple[ExpectedRole, ...]
    papers: tuple[WantedPaper, ...]
    chairing: Chairing
    checks: tuple[Check, ...]
    deadlines: tuple[Deadline, ...]
    frequency: Frequency
    texts: Texts
    has_set_agenda: bool = True
    counts_for: tuple[str, ...] = ()
    feeds_back_to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ("professional", "family", "child")
    preparation: tuple[Question, ...] = ()
    title_from: str = ""
    date_checks: tuple[DateCheck, ...] = ()
    date_proposals: tuple[DateProposal, ...] = ()
    offers: tuple[Offer, ...] = ()
    becomes: tuple[str, ...] = ()
    replaces: str = ""
    invites: Invites = Invites.NETWORK
    is_isolated: bool = False
    isolated_rule: str = ""
    matters: tuple[DecisionMatter, ...] = ()
    distribution: Distribution = field(default_factory=Distribution)
    follow_ups: tuple[FollowUpRule, ...] = ()
    next_meeting: NextMeetingRule = field(default_factory=NextMeetingRule)
    waiver: Waiver | None = None
    hears_comments: bool = False
    is_care_planning: bool = False
    hash: str = ""

    def item(self, identifier: str) -> AgendaItem | None:
        """Return the agenda item with that id, if any."""
        return next((item for item in self.agenda if item.id == identifier), None)

    def question(self, identifier: str) -> Question | None:
        """Return the question with that id, of the preparation, the agenda or the waiver, if any."""
        asked = (*self.preparation, *(question for item in self.agenda for question in item.questions))
        asked += self.waiver.questions if self.waiver is not None else ()
        return next((question for question in asked if question.id == identifier), None)

    def matter(self, identifier: str) -> DecisionMatter | None:
        """Return the matter with that id, if any."""
        return next((matter for matter in self.matters if matter.id == identifier), None)

    def deadline(self, identifier: str) -> Deadline | None:
        """Return the deadline with that id, if any."""
        return next((entry for entry in self.deadlines if entry.id == identifier), None)
