"""What every section of the minutes is built from: the record whole and as the reader sees it, numbers, the clock."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cpm_desktop.domain.agenda import agenda_of
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.blocks import Line, Tone
from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.child import Child, ParentalResponsibility
from cpm_desktop.domain.forms import AgendaItem, Form, RoleName
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.numbering import Numbers
from cpm_desktop.domain.papers.wording import Clock
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.situation import situation_of

_FAMILY_GROUPS = frozenset({"family", "carer"})
_FAMILY_WORDS = (
    "mother",
    "father",
    "parent",
    "carer",
    "grand",
    "aunt",
    "uncle",
    "brother",
    "sister",
    "guardian",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesContext:
    """What a section is built from.

    Attributes:
        form: the kind of meeting, in the version it was held under.
        whole: the record with nothing left out; for numbers and for what is left out only.
        meeting: the record as the reader may see it; everything printed comes from here.
        reader: whose copy it is.
        numbers: of decisions and actions, given on the whole record.
        clock: moments as local times.
        roles: roles of the procedure by id; empty where not known.
        fingerprint: as printed; empty while there is none.
        send_by: last day for sending the copies.
        sections: number of each section by its key.
    """

    form: Form
    whole: Meeting
    meeting: Meeting
    reader: Reader
    numbers: Numbers
    clock: Clock
    roles: Mapping[str, RoleName]
    fingerprint: str
    send_by: dt.date | None
    sections: Mapping[str, str]

    @property
    def is_file_copy(self) -> bool:
        """Whether this is the copy for the child's file."""
        return self.reader.kind is ReaderKind.FILE

    @property
    def called(self) -> str:
        """What the child is called."""
        return self.child.called()

    @property
    def child(self) -> Child:
        """The child that the record is about."""
        return self.meeting.children[0] if self.meeting.children else Child(id=self.meeting.facts.child_id)

    @property
    def recipient(self) -> Attendee | None:
        """The person whose copy it is."""
        return self.meeting.attendee(self.reader.attendee_id)

    def items(self) -> tuple[AgendaItem, ...]:
        """Return the items of the agenda that apply, and any other that was touched all the same."""
        touched = {entry.id for entry in self.meeting.agenda} | {visit.item for visit in self.meeting.visits}
        applying = agenda_of(self.form, self.meeting, situation_of(self.meeting, self.child))
        if self.meeting.agenda_entries:
            return applying
        known = {item.id for item in applying}
        return tuple(item for item in self.form.agenda if item.id in touched or item.id in known)

    def filled(self, text: str) -> str:
        """Return a text of the form with the child's name in it."""
        return fill_blanks(text, {"child": self.called})

    def is_family_or_carer(self, person: Attendee) -> bool:
        """Tell whether a person's view belongs among those of parents and carers."""
        if person.is_child:
            return False
        role = self.roles.get(person.role_id)
        if role is not None:
            return role.group in _FAMILY_GROUPS
        holds = person.parental_responsibility in {ParentalResponsibility.YES, ParentalResponsibility.LIMITED}
        return (holds and not person.agency) or (
            not person.agency and any(word in person.role.casefold() for word in _FAMILY_WORDS)
        )

    def audience_lines(self, audience: Audience) -> tuple[Line, ...]:
        """Return a line that says who else may not read something; nothing where everyone may."""
        said = {Audience.FILE_ONLY: "For the file only", Audience.PROFESSIONALS: "For professionals only"}
        return (Line(said[audience], Tone.QUIET_STRONG),) if audience in said else ()
