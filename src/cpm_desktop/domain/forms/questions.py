"""The agenda of a kind of meeting: its items and what each asks."""

from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.forms.condition import Condition


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
    CHECK = "yes, no or not applicable"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    PERSON = "person"
    MEETING = "earlier meeting"


class Looks(StrEnum):
    """Which way a question for a date looks: at what is to come, at what was, or either way."""

    AHEAD = "ahead"
    BACK = "back"
    EITHER = "either way"


class AskedFor(StrEnum):
    """For whom a question is asked.

    "Child" asks it of the child who takes part, "each child" about every child whom the meeting concerns, "each
    other professional" about each who fills no expected role, "each agency" about each that is present.
    """

    MEETING = "meeting"
    CHILD = "child"
    EACH_PARENT = "each parent"
    EACH_AGENCY = "each agency"
    EACH_CHILD = "each child"
    EACH_OTHER_PROFESSIONAL = "each other professional"
    EACH_REMOTE = "each person remote"
    EACH_MEMBER = "each care team member"


@dataclass(frozen=True, slots=True, kw_only=True)
class BarredOption:
    """An option of a choice that is not offered while conditions hold (prepare.inter-agency-waiver).

    Attributes:
        option: its id.
        when: all of these must hold.
        says: one sentence that tells why it is not offered, and what happens instead.
    """

    option: str
    when: tuple[Condition, ...]
    says: str


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
        note: what a note beside the answer is called ("Reason"); empty where none is offered.
        is_note_required: the note is owed with the answer.
        is_carried: the answer of the last meeting that asked it is shown beside it.
        barred: options that are not offered while conditions hold.
        looks: for a date, which way it looks; nothing is said of a day that has passed where the past is asked for.
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
    note: str = ""
    is_note_required: bool = False
    is_carried: bool = False
    barred: tuple[BarredOption, ...] = ()
    looks: Looks = Looks.AHEAD


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
        is_advice: legal advice; stands on no copy for which it was not allowed by name.
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
    is_advice: bool = False
