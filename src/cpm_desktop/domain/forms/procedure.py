"""Everything the forms folder holds: rules, roles, the authority's settings, and the kinds of meeting."""

from dataclasses import dataclass, field
from typing import Final

from cpm_desktop.domain.forms.form import Form, Source
from cpm_desktop.domain.forms.people import RoleName


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


NEED_CATEGORIES: Final = (
    "Education and training",
    "Physical health",
    "Mental health and emotional support",
    "A place to live",
    "Family time",
    "Identity, culture and language",
    "Disability and equipment",
    "Support for parents and carers",
    "Friends and leisure",
    "Travel and transport",
    "Money and benefits",
    "Safety and specialist assessment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VaguePhrase:
    """Words that everyone understands differently.

    Attributes:
        words: as people type them; "touch base".
        ask: what to ask instead.
    """

    words: str
    ask: str


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
        legal_filing: where a restricted record is kept, as the case note says it.
        needs_approval: a manager approves the record before any copy is sent.
        correction_days: days in which a person may ask for a correction.
        time_server: address of the server that confirms when something was signed (RFC 3161); empty asks none.
        extra_holidays: one-off holidays on which no working day falls, as ISO dates.
        need_categories: what an unmet need may be about, for the register over all children.
        vague_words: words pointed at in an action, besides those that every authority has.
        lock_minutes: without a key or the mouse after which the records lock, where the person chose no other time.
        longest_lock_minutes: the longest time that a person may choose; it holds while a meeting is live.
        clear_after_days: after a record was filed, from which clearing it here is offered; 0 never offers it.
    """

    name: str = ""
    service: str = ""
    case_system: str = "the case system"
    marking: str = "OFFICIAL-SENSITIVE"
    challenge_text: str = ""
    time_zone: str = "Europe/London"
    kinds_on: tuple[str, ...] = ()
    legal_filing: str = "the restricted legal section of the file"
    needs_approval: bool = False
    correction_days: int = 10
    time_server: str = ""
    extra_holidays: tuple[str, ...] = ()
    need_categories: tuple[str, ...] = NEED_CATEGORIES
    vague_words: tuple[VaguePhrase, ...] = ()
    lock_minutes: int = 10
    longest_lock_minutes: int = 30
    clear_after_days: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Everything the forms folder holds.

    Attributes:
        forms: by id, newest version.
        rules: by id.
        roles: by id.
        authority: the authority's settings.
        sources: the documents that the rules come from, by the number that a rule names.
        certificates: files of certificates that the authority vouches by, each as it lies in the folder.
    """

    forms: dict[str, Form]
    rules: dict[str, Rule]
    roles: dict[str, RoleName]
    authority: AuthoritySettings
    sources: dict[str, Source] = field(default_factory=dict)
    certificates: tuple[bytes, ...] = ()
