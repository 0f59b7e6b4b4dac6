"""What happened under each item of the agenda, in the order of time."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.blocks import Line, Tone
from cpm_desktop.domain.captures import Capture, Decision, DecisionKind, Note
from cpm_desktop.domain.forms import AgendaItem, ItemPart
from cpm_desktop.domain.papers.minutes_context import LATE, MinutesContext
from cpm_desktop.domain.papers.minutes_sections import SectionKey
from cpm_desktop.domain.papers.presence_text import stays_of
from cpm_desktop.domain.papers.wording import lower_first, name_of

_EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)
_GAP = "   "


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened under an item.

    Attributes:
        item: the item's id.
        at: when; None before the meeting.
        lines: what is printed.
    """

    item: str
    at: dt.datetime | None
    lines: tuple[Line, ...]


def moments_of(context: MinutesContext, items: Sequence[AgendaItem]) -> dict[str, list[Moment]]:
    """Return what happened under each item, by its id."""
    found: dict[str, list[Moment]] = {}
    own_sections = {item.id for item in items if item.part in {ItemPart.CHILD_VIEWS, ItemPart.FAMILY_VIEWS}}
    everything = [*_notes(context), *_outcomes(context), *_views(context, own_sections), *_movements(context)]
    for moment in sorted(everything, key=lambda moment: moment.at or _EARLIEST):
        found.setdefault(moment.item, []).append(moment)
    return found


def _notes(context: MinutesContext) -> Iterator[Moment]:
    for note in context.meeting.notes:
        yield Moment(note.item, note.at, _note_lines(context, note))


def _note_lines(context: MinutesContext, note: Note) -> tuple[Line, ...]:
    speaker = name_of(context.meeting.attendees, note.speaker)
    heads = [Line(speaker, Tone.QUIET_STRONG)] if speaker else []
    if note.is_prepared:
        heads.append(Line("Noted beforehand, not confirmed in the meeting", Tone.QUIET_STRONG))
    if context.is_late(note.at):
        heads.append(Line(LATE, Tone.QUIET_STRONG))
    return (*heads, Line(note.text, Tone.LEAD), *context.audience_lines(note.audience))


def _outcomes(context: MinutesContext) -> Iterator[Moment]:
    meeting, numbers = context.meeting, context.numbers
    for decision in meeting.decisions:
        yield _timed(context, decision, f"{_kind(decision)} {numbers.of(decision.id)}")
    for action in meeting.actions:
        yield _timed(context, action, f"Action {numbers.of(action.id)}")
    for need in meeting.unmet_needs:
        yield _timed(context, need, f"Unmet need: {lower_first(need.need)}")
    for difference in meeting.disagreements:
        yield _timed(context, difference, f"Disagreement: {lower_first(difference.about)}")
    if context.is_file_copy:
        where = context.sections.get(SectionKey.DISCLOSURES, "–")
        for disclosure in meeting.disclosures:
            yield _timed(context, disclosure, f"Allegation or disclosure: see section {where}")


def _kind(decision: Decision) -> str:
    return "Decision" if decision.decision_kind is DecisionKind.DECISION else "Recommendation"


def _views(context: MinutesContext, own_sections: set[str]) -> Iterator[Moment]:
    """Say where a view stands that was given under another item than its own."""
    children = {person.id for person in context.meeting.attendees if person.is_child}
    for view in context.meeting.views:
        if view.item in own_sections:
            continue
        key = SectionKey.CHILD_VIEWS if view.of in children else SectionKey.FAMILY_VIEWS
        who = name_of(context.meeting.attendees, view.of) or "somebody not named"
        yield _timed(context, view, f"View of {who}: see section {context.sections.get(key, '–')}")


def _timed(context: MinutesContext, capture: Capture, text: str) -> Moment:
    time = context.stamp(capture.at)
    line = Line(f"{time}{_GAP}{text}" if time else text, Tone.QUIET)
    return Moment(capture.item, capture.at, (line,))


def _movements(context: MinutesContext) -> Iterator[Moment]:
    """Say who came and who left while an item was open; a copy of some sections tells of nobody's coming."""
    meeting = context.meeting
    if context.is_in_part:
        return
    for person in meeting.attendees:
        for stay in stays_of(meeting, person):
            how = "in person" if stay.presence is Presence.PRESENT else "remotely"
            if stay.came is not None:
                yield _movement(context, stay.came, f"{person.name} arrives, {how}")
            if stay.left is not None:
                yield _movement(context, stay.left, f"{person.name} leaves")


def _movement(context: MinutesContext, at: dt.datetime, text: str) -> Moment:
    line = Line(f"{context.clock.time(at)}{_GAP}{text}", Tone.QUIET)
    return Moment(_open_item(context, at), at, (line,))


def _open_item(context: MinutesContext, at: dt.datetime) -> str:
    """Return the item that was open at a moment, or the last one opened before it."""
    visits = [
        visit for visit in context.meeting.visits if visit.opened_at is not None and visit.opened_at <= at
    ]
    return max(visits, key=lambda visit: visit.opened_at or _EARLIEST).item if visits else ""
