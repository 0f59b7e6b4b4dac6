"""The care team: who is a member, and what for (attend.care-team, record.roles-confirmed)."""

from cpm_desktop.domain.blocks import Block, Column, Line, Table, TableLine, Tone
from cpm_desktop.domain.papers.attendance_section import role_text
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.wording import NONE_RECORDED

_COLUMNS = (
    Column("Name", 40, is_row_head=True),
    Column("Role and agency", 60),
    Column("What they are there for", 70),
)


def care_team(context: MinutesContext) -> tuple[Block, ...]:
    """Return the members of the care team with what each is there for; those who have left are left out."""
    members = [
        person for person in context.meeting.attendees if person.is_care_team_member and not person.has_left
    ]
    rows = tuple(
        TableLine(
            (
                (Line(person.name, Tone.STRONG),),
                (Line(role_text(context, person)),),
                (Line(person.care_team_role) if person.care_team_role else Line(NONE_RECORDED, Tone.QUIET),),
            )
        )
        for person in members
    )
    return (Table(_COLUMNS, rows, "The care team"),)
