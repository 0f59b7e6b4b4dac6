"""Whom a kind of meeting expects, who chairs it, and what those present may decide."""

from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.forms.condition import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRole:
    """A role that is expected at the meeting.

    Attributes:
        role: role id of forms/roles.yaml; several, any of which satisfies, are parted by "|".
        rule: the rule it comes from.
        when: all of these must hold.
        is_required: an expected role neither present nor apologised for is challenged at the close.
        gets_copy: somebody who need not come but gets a copy.
        hint: a line of help, such as how its source reads.
    """

    role: str
    rule: str = ""
    when: tuple[Condition, ...] = ()
    is_required: bool = False
    gets_copy: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chairing:
    """Who chairs (role ids); another role needs a reason.

    Attributes:
        usual: roles offered first.
        complex: roles that should chair where the meeting is complex.
        rule: the rule it comes from.
        needs_reason: another role is challenged at the close.
        agreed_by: id of the question by which a meeting agrees who chairs the next ones; its last answer is proposed.
    """

    usual: tuple[str, ...]
    complex: tuple[str, ...] = ()
    rule: str = ""
    needs_reason: bool = False
    agreed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMatter:
    """A matter that a decision may be about, where the form limits the meeting's powers (record.powers).

    Attributes:
        id: permanent within the form.
        text: its name.
        is_recommendation_only: the meeting cannot decide it, only recommend it.
        authoriser: role id of who has to authorise it; empty where the person says who.
    """

    id: str
    text: str
    is_recommendation_only: bool = False
    authoriser: str = ""


class RoleGroup(StrEnum):
    """What a role is to the child and to the authority."""

    CHILD = "child"
    FAMILY = "family"
    CARER = "carer"
    AUTHORITY = "authority"
    PROFESSIONAL = "professional"


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
