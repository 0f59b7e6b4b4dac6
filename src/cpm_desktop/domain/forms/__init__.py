"""A kind of meeting as checked data: its agenda, what it asks, whom it expects, what it owes.

The vocabulary is closed: a form holds no code, no template language and no markup. Every question, deadline
and challenge
names the rule it comes from.
"""

from cpm_desktop.domain.forms.after import (
    Distribution,
    FollowUpFor,
    FollowUpRule,
    MarkedCopy,
    NextMeetingRule,
    Reach,
    Texts,
)
from cpm_desktop.domain.forms.condition import Condition, Test
from cpm_desktop.domain.forms.form import (
    Check,
    CheckKind,
    Form,
    GroundEnd,
    Invites,
    Offer,
    Source,
    Waiver,
    WantedPaper,
)
from cpm_desktop.domain.forms.people import Chairing, DecisionMatter, ExpectedRole, RoleGroup, RoleName
from cpm_desktop.domain.forms.procedure import AuthoritySettings, Procedure, Rule
from cpm_desktop.domain.forms.questions import (
    AgendaItem,
    AskedFor,
    BarredOption,
    ItemPart,
    Looks,
    Question,
    QuestionKind,
)
from cpm_desktop.domain.forms.timing import (
    DateCheck,
    DateProposal,
    DateRelation,
    DateStrictness,
    DayKind,
    Deadline,
    FirstWithin,
    Frequency,
    FrequencyKind,
    Interval,
)

__all__ = [
    "AgendaItem",
    "AskedFor",
    "AuthoritySettings",
    "BarredOption",
    "Chairing",
    "Check",
    "CheckKind",
    "Condition",
    "DateCheck",
    "DateProposal",
    "DateRelation",
    "DateStrictness",
    "DayKind",
    "Deadline",
    "DecisionMatter",
    "Distribution",
    "ExpectedRole",
    "FirstWithin",
    "FollowUpFor",
    "FollowUpRule",
    "Form",
    "Frequency",
    "FrequencyKind",
    "GroundEnd",
    "Interval",
    "Invites",
    "ItemPart",
    "Looks",
    "MarkedCopy",
    "NextMeetingRule",
    "Offer",
    "Procedure",
    "Question",
    "QuestionKind",
    "Reach",
    "RoleGroup",
    "RoleName",
    "Rule",
    "Source",
    "Test",
    "Texts",
    "Waiver",
    "WantedPaper",
]
