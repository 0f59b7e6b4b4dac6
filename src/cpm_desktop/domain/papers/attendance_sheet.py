"""The attendance sheet that goes round: everybody on the list by name and role, to sign, with room for others."""

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.blocks import (
    Column,
    Fact,
    Facts,
    Line,
    Paper,
    Paragraph,
    Section,
    Table,
    TableLine,
    Tone,
)
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.kind_name import in_running_text, kind_of
from cpm_desktop.domain.papers.wording import NONE_RECORDED, person_text, upper_first
from cpm_desktop.domain.record import printed_record_id
from cpm_desktop.domain.typography import NO_BREAK, long_day_text, time_text, weekday_text

_ROWS_ON_PAGE, _LEAST_EMPTY = 11, 2
_BLANK = Line(NO_BREAK)  # a line of its own height: each row has room for a signature
_TO_READ_OUT = "Everybody signs who was there, also those who came late or left early."


def build_attendance_sheet(form: Form, meeting: Meeting, called: str, venue: str = "") -> Paper:
    """Build the sheet; everybody in the room sees it, so no contact detail, no answer and no address stands on it.

    Args:
        form: the kind of meeting.
        meeting: as prepared or held.
        called: what the child is called; several children in a row.
        venue: where, without anybody's name.
    """
    facts = meeting.facts
    day = long_day_text(facts.date) if facts.date else ""
    kind = in_running_text(kind_of(form, meeting))
    at = time_text(facts.starts_at) if facts.starts_at else ""
    name = ", ".join(filter(None, ("Attendance", kind, day)))
    return Paper(
        kind_line=f"Attendance at the {kind}",
        title=upper_first(f"{called}’s meeting") if called else "Who was there",
        subtitle=", ".join(filter(None, (weekday_text(facts.date) if facts.date else "", at))),
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=(
            Facts(
                (
                    Fact("Place", (venue or NONE_RECORDED,)),
                    Fact("Chair", (person_text(meeting.attendee(facts.chair), NONE_RECORDED),)),
                )
            ),
            Paragraph(fill_blanks(form.texts.confidentiality, {"child": called}) or _TO_READ_OUT, Tone.SMALL),
            Section("Please sign", (_table(meeting),)),
        ),
        file_title=name,
        header=name,
        footer=name,
        footer_small=f"Belongs to record {printed_record_id(meeting.id)}",
        page_mark=facts.page_mark or form.distribution.page_mark,
    )


def _table(meeting: Meeting) -> Table:
    columns = (
        Column("Name, role and agency", 82, is_row_head=True),
        Column("Came", 18),
        Column("Left", 18),
        Column("Signature", 52),
    )
    people = [person for person in meeting.attendees if person.is_invited and not person.has_left]
    rows = tuple(_row(person) for person in people)
    others = max(_LEAST_EMPTY, _ROWS_ON_PAGE - len(rows))
    empty = tuple(TableLine(((_BLANK, _BLANK), (), (), ())) for _ in range(others))
    return Table(
        columns, (*rows, *empty), "Who was there: name, role, when they came and left, and signature"
    )


def _row(person: Attendee) -> TableLine:
    role = ", ".join(filter(None, (person.role, person.agency)))
    return TableLine(
        ((Line(person.name, Tone.STRONG), Line(role, Tone.SMALL) if role else _BLANK), (), (), ())
    )
