"""What every section of the minutes is built from: the record whole and as the reader sees it, numbers, the clock."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cpm_desktop.domain.agenda import agenda_of, is_shaped
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.blocks import Line, Tone
from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.distribution import Leave
from cpm_desktop.domain.forms import AgendaItem, Form, MarkedCopy, RoleGroup, RoleName
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.numbering import Numbers
from cpm_desktop.domain.papers.wording import NONE_ON_THIS_COPY, NONE_RECORDED, Clock
from cpm_desktop.domain.participation import HOLDS_RESPONSIBILITY
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.situation import Situation, situation_of

_FAMILY_GROUPS = frozenset({RoleGroup.FAMILY, RoleGroup.CARER})
LATE = "Written down after the meeting"
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
        leave: how much of the record this reader may have; None for all that anybody may.
        marked: the form's copy for a purpose, where it is for no person; None else.
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
    leave: Leave | None = None
    marked: MarkedCopy | None = None

    @property
    def is_file_copy(self) -> bool:
        """Whether this is the copy for the child's file."""
        return self.reader.kind is ReaderKind.FILE

    def is_late(self, at: dt.datetime | None) -> bool:
        """Tell whether something was written down after the meeting had ended."""
        ended = self.whole.facts.ended_at
        return at is not None and ended is not None and at > ended

    def stamp(self, at: dt.datetime | None) -> str:
        """Return the time of day at which something was noted; in words where that was after the meeting."""
        return LATE if self.is_late(at) else self.clock.time(at)

    def asked(self, at: dt.datetime) -> str:
        """Return "Asked at 15:10"; where that was written down after the meeting, that it was."""
        return f"{LATE}: asked" if self.is_late(at) else f"Asked at {self.clock.time(at)}"

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
        """Return the items of the agenda that apply, and any other that was touched all the same.

        They are those of the whole record, so that their numbers agree on all copies; see `may_see`. What was answered
        or noted beforehand under an item that was taken off the agenda stands at its end.
        """
        applying = agenda_of(self.form, self.whole, self.situation)
        known = {item.id for item in applying}
        answered = {answer.item for answer in self.whole.answers if answer.value or answer.note}
        if is_shaped(self.form, self.whole):
            written = answered | {entry.id for entry in self.whole.agenda if entry.prepared_note}
            left = (item for item in self.form.agenda if item.id in written - known)
            return (*applying, *left)
        known |= answered | {entry.id for entry in self.whole.agenda}
        known |= {visit.item for visit in self.whole.visits}
        return tuple(item for item in self.form.agenda if item.id in known)

    @property
    def purpose(self) -> str:
        """What the copy is for, where it is for no person ("Child permanence report")."""
        return self.marked.title if self.marked is not None else ""

    @property
    def page_mark(self) -> str:
        """What every page bears beside the protective marking."""
        return self.meeting.facts.page_mark or self.form.distribution.page_mark

    @property
    def situation(self) -> Situation:
        """What conditions look at, in the whole record."""
        return situation_of(self.whole, self.child)

    def filled(self, text: str, child: str = "") -> str:
        """Return a text of the form with the child's name in it; another child's where that is given."""
        return fill_blanks(text, {"child": child or self.called})

    def may_see(self, item: AgendaItem) -> bool:
        """Tell whether what stands under an item is for this reader at all (after.distribute-legal)."""
        if self.leave is None:
            return self.is_file_copy or not item.is_advice
        return self.leave.allows_item(item.id, is_advice=item.is_advice)

    @property
    def is_in_part(self) -> bool:
        """Whether the copy holds only those sections that were permitted (after.distribute-legal)."""
        return self.leave is not None and bool(self.leave.sections)

    def may_know_of(self, item: AgendaItem) -> bool:
        """Tell whether the copy may say that an item was there; one of some sections only says nothing of the rest."""
        return self.may_see(item) or not self.is_in_part

    def nothing(self, shelf: str) -> str:
        """Say that nothing of a sort is recorded; where it is left out for this reader, that none is on this copy."""
        is_left_out = not self.is_file_copy and bool(getattr(self.whole, shelf))
        return NONE_ON_THIS_COPY if is_left_out else NONE_RECORDED

    def is_family_or_carer(self, person: Attendee) -> bool:
        """Tell whether a person's view belongs among those of parents and carers."""
        if person.is_child:
            return False
        role = self.roles.get(person.role_id)
        if role is not None:
            return role.group in _FAMILY_GROUPS
        holds = person.parental_responsibility in HOLDS_RESPONSIBILITY
        return (holds and not person.agency) or (
            not person.agency and any(word in person.role.casefold() for word in _FAMILY_WORDS)
        )

    def audience_lines(self, audience: Audience) -> tuple[Line, ...]:
        """Return a line that says who else may not read something; nothing where everyone may."""
        said = {Audience.FILE_ONLY: "For the file only", Audience.PROFESSIONALS: "For professionals only"}
        return (Line(said[audience], Tone.QUIET_STRONG),) if audience in said else ()


def marked_copy(form: Form, reader: Reader) -> MarkedCopy | None:
    """Return the form's copy for a purpose that a reader stands for, if any (after.adoption-cpr)."""
    if reader.kind is not ReaderKind.REPORT:
        return None
    found = (copy for copy in form.distribution.marked_copies if copy.id == reader.attendee_id)
    return next(found, None)
