"""What follows a kind of meeting: follow-ups, who may have its record, and the next meeting."""

from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.forms.condition import Condition
from cpm_desktop.domain.forms.timing import DayKind


class FollowUpFor(StrEnum):
    """How often a follow-up is made."""

    MEETING = "meeting"
    EACH_DECISION_TO_AUTHORISE = "each decision to authorise"
    EACH_PLAN_CHANGE = "each plan change"
    EACH_DISCLOSURE = "each disclosure"
    EACH_INTERPRETED = "each person with an interpreter"
    EACH_CONTRIBUTOR = "each contributing agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRule:
    """Something to be done after the meeting, until it is done or closed with a reason.

    Attributes:
        id: permanent within the form.
        text: what is to be done; "{child}", "{what}" and "{who}" stand for the child, the thing and the person.
        rule: the rule it comes from.
        owner: role id of whose it is; empty for the chair.
        days: due so many days after `after`; with no day kind there is no due date.
        day_kind: how they are counted.
        after: "meeting.date", or a fact or an answer that is a date.
        each: how often it is made.
        when: all of these must hold.
        recipients: role ids of those who get something, "team-members" for the care team; each is a follow-up of its
            own.
        is_authorisation: done only with the name of who authorised it and the date.
        message: a text to send; blanks as in the text.
    """

    id: str
    text: str
    rule: str
    owner: str = ""
    days: int = 0
    day_kind: DayKind | None = None
    after: str = "meeting.date"
    each: FollowUpFor = FollowUpFor.MEETING
    when: tuple[Condition, ...] = ()
    recipients: tuple[str, ...] = ()
    is_authorisation: bool = False
    message: str = ""


class Reach(StrEnum):
    """Who may be given a copy without a permission."""

    EVERYBODY = "everybody"
    NOT_PARTIES = "nobody who is a party"
    AUTHORITY = "the authority only"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCopy:
    """A copy for a purpose, beside those for people (after.adoption-cpr). Legal advice never stands on it.

    Attributes:
        id: permanent within the form.
        title: what it is for ("Child permanence report").
        mark: what every page of it bears beside the form's page mark.
        rule: the rule it comes from.
        when: all of these must hold.
    """

    id: str
    title: str
    mark: str
    rule: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Who may have the record (after.distribute-legal, after.distribute-final-care-plan, after.distribute-care-team).

    Attributes:
        reach: who may be given a copy without a permission.
        rule: the rule it comes from.
        permitted_by: role ids of those who may permit a copy for one named person; "chair" for the meeting's chair.
        needs_all: every one of them has to permit it, not only one.
        parties: role ids that are parties, beside parents, the child and anybody marked so.
        always: role ids that stand on the list always; several, any of which satisfies, are parted by "|".
        page_mark: what every page bears.
        asks_about_advice: for each attendee from outside the authority the chair decides whether the advice is in.
        marked_copies: copies for a purpose, beside those for people.
    """

    reach: Reach = Reach.EVERYBODY
    rule: str = ""
    permitted_by: tuple[str, ...] = ()
    needs_all: bool = False
    parties: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    page_mark: str = ""
    asks_about_advice: bool = False
    marked_copies: tuple[MarkedCopy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeetingRule:
    """What is asked about the next meeting, and made of it at the close.

    Attributes:
        form: id of the form of the next meeting; empty for the same kind.
        rule: the rule it comes from.
        most_days: not later than so many days after this one; 0 for no limit.
        most_days_rule: the rule of that limit.
        is_created: a meeting is prepared from it at the close.
    """

    form: str = ""
    rule: str = ""
    most_days: int = 0
    most_days_rule: str = ""
    is_created: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Texts with blanks that are filled: {case_number} {date} {kind} {next} {case_system} {legal_filing}.

    Attributes:
        file_name: pattern of a file's name, without ending; never a person's name.
        case_note: the case note's text.
        invitation: the invitation's text; no child's name, no reason, no other guests.
        powers: what is read out at the start.
        confidentiality: the confidentiality statement.
        officer: the text to send to the reviewing officer where they have to be consulted (after.iro-consulted).
        third_party_left_out: the note on a copy that leaves out what is about somebody else; empty for none.
        left_out: the note on a copy that leaves out anything else by choice; empty for none. What would tell an
            address that is withheld is never told of.
    """

    file_name: str
    case_note: str
    invitation: str = ""
    powers: str = ""
    confidentiality: str = ""
    officer: str = ""
    third_party_left_out: str = (
        "Something about another person is left out of this copy, because it is theirs."
    )
    left_out: str = ""
