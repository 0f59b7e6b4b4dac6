"""The letter to one person after the meeting: what they took on and what is to be done by them, as they may read it."""

from collections.abc import Mapping, Sequence

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blocks import (
    Block,
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
from cpm_desktop.domain.forms import Form, RoleName
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.owners import owner_names
from cpm_desktop.domain.papers.actions_section import OpenAction, open_actions
from cpm_desktop.domain.papers.kind_name import in_running_text, kind_of
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.numbering import numbers_of
from cpm_desktop.domain.papers.wording import Clock, person_text, sentence
from cpm_desktop.domain.reader import Reader, seen_by
from cpm_desktop.domain.typography import long_day_text

_TEXT_SIZE = 11.5
_NO_DAY = "no day was agreed"


def actions_of(
    form: Form, record: Meeting, reader: Reader, person: Attendee, roles: Mapping[str, RoleName]
) -> tuple[OpenAction, ...]:
    """Return the open actions that are one person's, as this reader may see them.

    Raises:
        PrivilegedRecord: nothing of the record may reach them.
    """
    context = MinutesContext(
        form=form,
        whole=record,
        meeting=seen_by(record, reader, form, roles),
        reader=reader,
        numbers=numbers_of(record),
        clock=Clock("UTC"),
        roles=roles,
        fingerprint="",
        send_by=None,
        sections={},
    )
    people = [one.name for one in record.attendees]
    return tuple(
        action for action in open_actions(context) if person.name in owner_names(action.owner, people)
    )


def build_follow_up_letter(
    form: Form,
    record: Meeting,
    person: Attendee,
    actions: Sequence[OpenAction],
    messages: Sequence[FollowUp] = (),
) -> Paper:
    """Build the letter to one person.

    Args:
        form: the kind of meeting.
        record: as this person may see it; of it day, kind, chair and what the child is called are printed.
        person: whom it is to.
        actions: theirs, as `actions_of` gives them.
        messages: follow-ups with a text to send that are about or for this person.
    """
    facts = record.facts
    day = long_day_text(facts.date) if facts.date else ""
    kind = in_running_text(kind_of(form, record))
    called = next((child.called() for child in record.children), "the child")
    name = ", ".join(filter(None, ("After the meeting", day)))
    opening = f"Thank you for your part in the {kind} about {called}" + (f" on {day}." if day else ".")
    chair = record.attendee(facts.chair)
    return Paper(
        kind_line="After the meeting",
        title="What you agreed to do" if actions else "What follows from the meeting",
        subtitle=f"The meeting of {day}" if day else "",
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=(
            Facts((Fact("For", _addressed(person)),), columns=1),
            Paragraph(opening),
            *(
                (Section("What you agreed to do", (_table(actions), Paragraph(_ask(actions)))),)
                if actions
                else ()
            ),
            *(Section(sentence(entry.text).rstrip("."), (Paragraph(entry.message),)) for entry in messages),
            *_from(chair),
        ),
        file_title=name,
        header=name,
        footer=name,
        footer_small="The signed minutes are the record. This letter says what follows from them for you.",
        recipient=person.name,
        text_size=_TEXT_SIZE,
        page_mark=facts.page_mark or form.distribution.page_mark,
    )


def _addressed(person: Attendee) -> tuple[str, ...]:
    return tuple(filter(None, (person.name, ", ".join(filter(None, (person.role, person.agency))))))


def _table(actions: Sequence[OpenAction]) -> Table:
    columns = (Column("No.", 14, is_row_head=True), Column("What", 106), Column("By when", 50))
    rows = tuple(
        TableLine(
            (
                (Line(action.number, Tone.STRONG),),
                (Line(action.text), *(Line(text, Tone.QUIET) for text in action.more)),
                (Line(long_day_text(action.due) if action.due else action.due_words or _NO_DAY),),
            )
        )
        for action in actions
    )
    return Table(columns, rows, "What you agreed to do, by when")


def _ask(actions: Sequence[OpenAction]) -> str:
    it = "it" if len(actions) == 1 else "any of them"
    by_then = " by then" if all(action.due or action.due_words for action in actions) else ""
    return f"If you cannot do {it}{by_then}, or it is done, please tell the sender now: the next meeting asks about it."


def _from(chair: Attendee | None) -> tuple[Block, ...]:
    return (Paragraph(person_text(chair), Tone.STRONG),) if chair is not None else ()
