"""The child's own words, and the views of parents and carers (record.child-centred, attend.family-as-partners)."""

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blocks import Block, Column, Line, Paragraph, Quotation, Table, TableLine, Tone
from cpm_desktop.domain.captures import Sharing, View
from cpm_desktop.domain.forms import CheckKind
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.presence_text import participation_text
from cpm_desktop.domain.papers.wording import (
    NONE_RECORDED,
    person_text,
    possessive,
    quoted,
    sentence,
    upper_first,
)
from cpm_desktop.domain.reader import ReaderKind
from cpm_desktop.domain.typography import long_day_text

_SHARING = {
    Sharing.NOT_ASKED: "Who may read this was not asked: it stands on the file copy only.",
    Sharing.CHAIR_ONLY: "To be read by the chair only: it stands on the file copy only.",
    Sharing.PROFESSIONALS: "May be read by professionals.",
    Sharing.EVERYONE: "May be read by everyone.",
}


def child_views(context: MinutesContext) -> tuple[Block, ...]:
    """Return what the child said, in the child's words, and how the child took part."""
    children = [person for person in context.meeting.attendees if person.is_child]
    own = {person.id for person in children}
    views = [view for view in context.meeting.views if view.of in own]
    blocks: list[Block] = [
        Quotation(view.words, _source_lines(context, view, is_one_of_many=len(children) > 1))
        for view in views
    ]
    if not blocks:
        text = (
            NONE_RECORDED
            if context.is_file_copy
            else f"No words of {possessive(context.called)} stand on this copy."
        )
        blocks.append(Paragraph(text))
    is_asked = any(check.kind is CheckKind.PARTICIPATION for check in context.form.checks)
    for person in () if context.is_in_part else children:
        name = context.called if len(children) == 1 else person.name
        said = _participation(context, person)
        if not (said or is_asked):
            continue  # this kind of meeting is held without the child
        text = f"{name} {said}" if said else f"How {name} took part: none recorded"
        blocks.append(Paragraph(sentence(text), Tone.SMALL))
    return tuple(blocks)


def _source_lines(context: MinutesContext, view: View, *, is_one_of_many: bool) -> tuple[str, ...]:
    meeting = context.meeting
    parts = []
    heard = [person_text(meeting.attendee(view.heard_by))] if view.heard_by else []
    if heard or view.heard_on:
        by = f" by {heard[0]}," if heard else ""
        on = f" on {long_day_text(view.heard_on)}" if view.heard_on else ""
        parts.append(f"Heard{by}{on}".rstrip(","))
    if view.how:
        parts.append(upper_first(view.how))
    lines = [" ".join(map(sentence, parts))] if parts else ["Said in the meeting."]
    if is_one_of_many:
        lines.insert(0, person_text(meeting.attendee(view.of)))
    if context.is_file_copy:
        reason = f" {sentence(view.sharing_reason)}" if view.sharing_reason else ""
        lines.append(f"{_SHARING[view.sharing]}{reason}")
        lines += [line.text for line in context.audience_lines(view.audience)]
    return tuple(lines)


def family_views(context: MinutesContext) -> tuple[Block, ...]:
    """Return each parent's and carer's view, also of those who said nothing, and any other person's."""
    rows = []
    shown: set[str] = set()
    for person in context.meeting.attendees:
        if person.is_child:
            continue
        views = [view for view in context.meeting.views if view.of == person.id]
        is_asked = person.is_invited and context.is_family_or_carer(person) and not context.is_in_part
        if views or is_asked:
            rows.append(_view_row(context, person, views))
            shown.update(view.id for view in views)
    children = {person.id for person in context.meeting.attendees if person.is_child}
    rest = [view for view in context.meeting.views if view.id not in shown and view.of not in children]
    rows += [_view_row(context, None, [view]) for view in rest]
    columns = (
        Column("Who", 46, is_row_head=True),
        Column("In their own words", 78),
        Column("How and when", 46),
    )
    return (Table(columns, tuple(rows), "Views of parents and carers"),)


def _view_row(context: MinutesContext, person: Attendee | None, views: list[View]) -> TableLine:
    words: list[Line] = []
    how: list[Line] = []
    for view in views:
        words += [Line(quoted(view.words)), *context.audience_lines(view.audience)]
        how.append(Line(_how(context, view), Tone.QUIET))
    if person is not None and person.participation.value:
        how.append(Line(upper_first(_participation(context, person)), Tone.QUIET))
    return TableLine(
        (
            (Line(person_text(person, "Not named"), Tone.STRONG),),
            tuple(words) or (Line(NONE_RECORDED, Tone.QUIET),),
            tuple(how),
        )
    )


def _participation(context: MinutesContext, person: Attendee) -> str:
    is_for_family = context.reader.kind is ReaderKind.FAMILY
    return participation_text(context.meeting, person, is_for_family=is_for_family)


def _how(context: MinutesContext, view: View) -> str:
    parts = [upper_first(view.how)] if view.how else []
    heard = context.meeting.attendee(view.heard_by)
    if heard is not None and heard.id != view.of:
        parts.append(f"heard by {heard.name}" if parts else f"Heard by {heard.name}")
    if view.heard_on is not None:
        parts.append(long_day_text(view.heard_on))
    return ", ".join(parts) or "Said in the meeting"
