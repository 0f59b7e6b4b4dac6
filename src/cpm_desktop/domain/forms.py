"""A kind of meeting as checked data: its agenda, what it asks, whom it expects, what it owes.

The vocabulary is closed: a form holds no code, no template language and no markup. Every question, deadline
and challenge
names the rule it comes from.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class ItemPart(StrEnum):
    """What an agenda item is for; decides where its captures stand in the minutes."""

    DISCUSSION = "discussion"
    WELCOME = "welcome"
    CHILD_VIEWS = "child views"
    FAMILY_VIEWS = "family views"
    SINCE_LAST = "since last"
    UNMET_NEEDS = "unmet needs"
    DECISIONS = "decisions"
    DISAGREEMENTS = "disagreements"
    CLOSE = "close"


class QuestionKind(StrEnum):
    """Kinds of question; each has one editor and one way of standing in the minutes."""

    TEXT = "text"
    LONG_TEXT = "long text"
    YES_NO = "yes or no"
    CHOICE = "choice"
    DATE = "date"
    PERSON = "person"


class AskedFor(StrEnum):
    """For whom a question is asked."""

    MEETING = "meeting"
    CHILD = "child"
    EACH_PARENT = "each parent"
    EACH_AGENCY = "each agency"


class Test(StrEnum):
    """How a condition compares."""

    IS = "is"
    IS_NOT = "is not"
    AT_LEAST = "at least"
    UNDER = "under"
    KNOWN = "known"


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


class DayKind(StrEnum):
    """How days are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


class FrequencyKind(StrEnum):
    """How a kind of meeting is counted."""

    BETWEEN_REVIEWS = "between reviews"
    EVERY = "every"
    WHEN_NEEDED = "when needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that must hold: a fact ("child.age") or an answer ("answer.<question id>") against a value.

    Attributes:
        fact: what is looked at.
        test: how it compares.
        value: against what, as text.
    """

    fact: str
    test: Test
    value: str = ""


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
class Rule:
    """A rule of the procedure.

    Attributes:
        id: permanent.
        source: the source documents' numbers.
        applies: ids of the forms it holds for; "*" for all.
        says: its meaning.
        does: what the person at the laptop sees of it.
        also_in: ids of further forms that carry it out, though its source does not name them; "*" for all.
    """

    id: str
    source: str
    applies: tuple[str, ...]
    says: str
    does: str
    also_in: tuple[str, ...] = ()

    def is_for(self, form_id: str) -> bool:
        """Tell whether a form may name this rule."""
        return not {form_id, "*"}.isdisjoint((*self.applies, *self.also_in))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that an item asks.

    Attributes:
        id: permanent within the form.
        text: as asked.
        kind: its kind.
        asked_for: for whom it is asked.
        options: for a choice, id and text of each.
        is_required: owed at the close.
        rule: the rule it comes from.
        when: all of these must hold, or it is not asked.
        hint: a line of help.
        is_for_file: its answer stands on the file copy only.
    """

    id: str
    text: str
    kind: QuestionKind
    asked_for: AskedFor = AskedFor.MEETING
    options: tuple[tuple[str, str], ...] = ()
    is_required: bool = False
    rule: str = ""
    when: tuple[Condition, ...] = ()
    hint: str = ""
    is_for_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """An item of the agenda.

    Attributes:
        id: permanent within the form.
        title: its name; "{child}" stands for what the child is called.
        minutes: how long it usually takes.
        part: what it is for.
        purpose: one sentence.
        prompts: what to ask and think of.
        captures: kinds that are usual here ("action", "unmet need" …).
        rules: the rules it comes from.
        questions: what it asks.
        when: all of these must hold, or it is not on the agenda.
        on_paper: a line of prompts for the printed agenda.
    """

    id: str
    title: str
    minutes: int
    part: ItemPart = ItemPart.DISCUSSION
    purpose: str = ""
    prompts: tuple[str, ...] = ()
    captures: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    when: tuple[Condition, ...] = ()
    on_paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRole:
    """A role that is expected at the meeting.

    Attributes:
        role: role id of forms/roles.yaml; several, any of which satisfies, are parted by "|".
        rule: the rule it comes from.
        when: all of these must hold.
        is_required: an expected role neither present nor apologised for is challenged at the close.
        gets_copy: somebody who need not come but gets a copy.
    """

    role: str
    rule: str = ""
    when: tuple[Condition, ...] = ()
    is_required: bool = False
    gets_copy: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Something due after the meeting.

    Attributes:
        id: "distribute" for the distribution of copies; others are follow-ups.
        text: what is due.
        days: how many days after the meeting's date.
        day_kind: how they are counted.
        rule: the rule it comes from.
    """

    id: str
    text: str
    days: int
    day_kind: DayKind
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often this kind of meeting is held.

    Attributes:
        kind: counted between reviews, at an interval, or when needed.
        rule: the rule of the ordinary count.
        first_period: meetings required between the first and the second review.
        first_period_rule: its rule.
        later_periods: meetings required between later reviews.
        early_review: meetings required where a review is brought forward.
        early_review_rule: its rule.
        early_by_days: a review more than these days before six months are up counts as brought forward.
        reduced_rule: the rule that lets a review agree on fewer.
        least_days: for an interval, due from so many days after the last.
        most_days: overdue after so many.
    """

    kind: FrequencyKind
    rule: str = ""
    first_period: int = 0
    first_period_rule: str = ""
    later_periods: int = 0
    early_review: int = 0
    early_review_rule: str = ""
    early_by_days: int = 14
    reduced_rule: str = ""
    least_days: int = 0
    most_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chairing:
    """Who chairs (role ids); another role needs a reason.

    Attributes:
        usual: roles offered first.
        complex: roles that should chair where the meeting is complex.
        rule: the rule it comes from.
        needs_reason: another role is challenged at the close.
    """

    usual: tuple[str, ...]
    complex: tuple[str, ...] = ()
    rule: str = ""
    needs_reason: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Texts with blanks that are filled: {case_number} {date} {kind} {next} {case_system}.

    Attributes:
        file_name: pattern of a file's name, without ending; never a person's name.
        case_note: the case note's text.
        invitation: the invitation's text; no child's name, no reason, no other guests.
        powers: what is read out at the start.
        confidentiality: the confidentiality statement.
    """

    file_name: str
    case_note: str
    invitation: str = ""
    powers: str = ""
    confidentiality: str = ""


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
        papers: titles of the papers usually needed.
        chairing: who chairs.
        checks: what the record owes at the close.
        deadlines: what is due after it.
        frequency: how often it is held.
        counts_for: ids of the forms towards whose frequency a meeting of this kind counts.
        feeds_back_to: ids of the forms whose next meeting hears of this one.
        copies: kinds of copies made: professional, family, child.
        texts: texts with blanks.
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
    papers: tuple[str, ...]
    chairing: Chairing
    checks: tuple[Check, ...]
    deadlines: tuple[Deadline, ...]
    frequency: Frequency
    texts: Texts
    has_set_agenda: bool = True
    counts_for: tuple[str, ...] = ()
    feeds_back_to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ("professional", "family", "child")
    hash: str = ""

    def item(self, identifier: str) -> AgendaItem | None:
        """Return the agenda item with that id, if any."""
        return next((item for item in self.agenda if item.id == identifier), None)

    def deadline(self, identifier: str) -> Deadline | None:
        """Return the deadline with that id, if any."""
        return next((entry for entry in self.deadlines if entry.id == identifier), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleName:
    """A role that the procedure knows.

    Attributes:
        id: permanent.
        name: local name.
        group: "child", "family", "carer", "authority" or "professional".
        grade: order of rank within the authority; 0 where none.
        also: other words that people type for it ("Mum", "IRO").
    """

    id: str
    name: str
    group: str
    grade: int = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoritySettings:
    """The authority's settings (forms/authority.yaml).

    Attributes:
        name: the authority's name.
        service: the team.
        case_system: name of the case system.
        marking: the protective marking.
        challenge_text: how to challenge a decision and find help.
        time_zone: of meetings and deadlines.
        kinds_on: ids of the kinds of meeting in use; empty for all.
    """

    name: str = ""
    service: str = ""
    case_system: str = "the case system"
    marking: str = "OFFICIAL-SENSITIVE"
    challenge_text: str = ""
    time_zone: str = "Europe/London"
    kinds_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Everything the forms folder holds.

    Attributes:
        forms: by id, newest version.
        rules: by id.
        roles: by id.
        authority: the authority's settings.
        sources: the documents that the rules come from, by the number that a rule names.
    """

    forms: dict[str, Form]
    rules: dict[str, Rule]
    roles: dict[str, RoleName]
    authority: AuthoritySettings
    sources: dict[str, Source] = field(default_factory=dict)
