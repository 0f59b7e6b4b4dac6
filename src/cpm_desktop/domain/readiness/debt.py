"""What a record can owe at the close: one sentence, its place, its rule, and the button that mends it."""

from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.forms import CheckKind


class Mend(StrEnum):
    """What mends a debt, as the button's words; each is done by one press or one field."""

    ADD_DATE = "Add date"
    ADD_OWNER = "Say who"
    ADD_WORDING = "Add words"
    ADD_PURPOSE = "Say what for"
    ADD_REASON = "Add reason"
    ADD_POSITION = "Add who said what"
    ADD_DETAIL = "Fill in"
    ADD_NOTE = "Add the note"
    SAY_WHO_ELSE = "Say who else took part"
    CHOOSE_MATTER = "Choose the matter"
    MAKE_RECOMMENDATION = "Make it a recommendation"
    SAY_IF_PAPER_IS_HERE = "Say whether it is there"
    SAY_WHO_WAS_TOLD = "Say who was told"
    NAME_CARE_TEAM = "Name the care team"
    CHOOSE_RECORDER = "Say who recorded it"
    ANSWER_YES_NO = "Answer"
    ANSWER_QUESTION = "Answer the question"
    NAME_AUTHORISER = "Say who authorises it"
    RECORD_VIEW = "Record the view"
    SAY_WHO_MAY_READ = "Say who may read it"
    SAY_WHOSE = "Say who said it"
    SAY_HOW_TOOK_PART = "Say how they took part"
    MARK_ATTENDANCE = "Mark attendance"
    SAY_WHAT_BECAME = "Say what became of it"
    ESCALATE = "Say to whom it goes"
    NONE_VOICED = "None voiced"
    CONFIRM_NOTE = "Confirm"
    CHOOSE_CHAIR = "Choose the chair"
    SET_NEXT_MEETING = "Set the next meeting"
    READ_BACK = "Read back"
    ADD_CHALLENGE_TEXT = "Add the text"
    DECIDE_COPY = "Decide the copy"
    LEAVE_OUT = "Leave out with a reason"
    GO_TO_ITEM = "Go to the item"
    REWORD = "Say it more plainly"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the record something stands.

    Attributes:
        item: agenda item; empty for what concerns the whole meeting.
        entity_kind: kind of the entity; empty where none is meant.
        id: its identity.
        field: the detail to fill, where it is one.
    """

    item: str = ""
    entity_kind: str = ""
    id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """Something the record owes.

    Attributes:
        key: permanent while the debt stands; a reason given for it is kept under this key.
        check: the check that found it.
        sentence: what is owed, plainly.
        detail: where, and about whom: "Health · action for Joy Okafọ̀".
        place: where to go.
        rule: the rule that asks for it.
        can_be_reasoned: a reason may stand in its place.
        mend: what settles it.
        is_advice: said kindly while the meeting runs; owes nothing at the close.
    """

    key: str
    check: CheckKind
    sentence: str
    detail: str
    place: Place
    rule: str
    can_be_reasoned: bool
    mend: Mend
    is_advice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A check that is in order.

    Attributes:
        check: which.
        title: what was looked at, for the list of what is in order.
        rule: the rule that asks for it.
        reasons: reasons that stand in place of something, as given.
    """

    check: CheckKind
    title: str
    rule: str
    reasons: tuple[str, ...] = ()
