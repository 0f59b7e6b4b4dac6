"""Who reads a copy, and how it is told what their copy leaves out (after.copy-for-each-reader)."""

from dataclasses import dataclass
from enum import StrEnum


class ReaderKind(StrEnum):
    """Whose copy is made."""

    FILE = "file"
    PROFESSIONAL = "professional"
    FAMILY = "family"
    CHILD = "child"
    REPORT = "report"


FAMILY_AND_CHILD = frozenset({ReaderKind.FAMILY, ReaderKind.CHILD})


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads a copy.

    Attributes:
        kind: which copy; "report" is the one attached to a report, which never holds legal advice.
        attendee_id: whose; empty for the file copy, or for any reader of the kind. For a report, the id of the form's
            marked copy.
    """

    kind: ReaderKind
    attendee_id: str = ""


class WhyLeftOut(StrEnum):
    """Why something does not stand on a copy, as a person reads it."""

    FILE_ONLY = "for the file only"
    PROFESSIONALS_ONLY = "for professionals only"
    AUTHORITY_ONLY = "for the authority only"
    NOT_FOR_THEM = "marked as not for this reader"
    THIRD_PARTY = "about somebody else"
    ADDRESS = "it would tell an address that is withheld"
    NOT_ASKED = "the child was not asked who may read it"
    CHAIR_ONLY = "the child wants only the chair to know"
    NOT_WITH_FAMILY = "the child agreed to professionals only"
    ANOTHER_CHILD = "another child’s words"
    UNCONFIRMED = "prepared beforehand and not confirmed in the meeting"
    FILE_DETAIL = "stands on the file copy only"
    BELONGS_TO_HIDDEN = "belongs to something left out"
    NO_PLAIN_WORDS = "not put into words for the child’s copy"
    NOT_FOR_CHILDS_COPY = "not part of the child’s copy"
    ADVICE = "legal advice, which is not in this copy"
    NOT_PERMITTED = "not among the sections that they may have"
    WHILE_OUT = "said while they were asked to leave"


_NOT_WITHHELD = frozenset(
    {
        WhyLeftOut.ANOTHER_CHILD,
        WhyLeftOut.UNCONFIRMED,
        WhyLeftOut.FILE_DETAIL,
        WhyLeftOut.BELONGS_TO_HIDDEN,
        WhyLeftOut.NO_PLAIN_WORDS,
        WhyLeftOut.NOT_FOR_CHILDS_COPY,
    }
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that a copy leaves out.

    Attributes:
        entity_kind: the kind of entity.
        id: its identity.
        item: the agenda item it stands under; empty where under none.
        field: the one detail left out; empty where the whole entity is.
        why: why.
        reason: the reason given for withholding it; for the file copy only.
    """

    entity_kind: str
    id: str
    item: str
    field: str
    why: WhyLeftOut
    reason: str = ""

    def is_withheld(self) -> bool:
        """Tell whether somebody chose to keep it off the copy; it then stands in the file copy's list."""
        return self.why not in _NOT_WITHHELD
