"""The agenda as a paper to write on, with starting times and what is open from before."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from cpm_desktop.domain.agenda import agenda_of
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Line,
    Mark,
    Paper,
    Section,
    Table,
    TableLine,
    TickList,
    Tone,
    WritingLines,
)
from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.child import Child, children_called
from cpm_desktop.domain.forms import AgendaItem, Form, ItemPart, RoleName
from cpm_desktop.domain.limits_for_reader import LimitsFor, limits_for
from cpm_desktop.domain.meeting import CarriedItem, Meeting
from cpm_desktop.domain.papers.kind_name import in_running_text, kind_and_issue, kind_of
from cpm_desktop.domain.papers.numbering import (
    ACTION,
    ASSESSMENT,
    COMMENT,
    DECISION,
    FED_BACK,
    PROPOSAL,
    UNMET_NEED,
)
from cpm_desktop.domain.papers.standing import source_text
from cpm_desktop.domain.papers.wording import (
    NONE_RECORDED,
    person_text,
    possessive,
    sentence,
    short_date,
    upper_first,
)
from cpm_desktop.domain.readers import Reader, ReaderKind
from cpm_desktop.domain.situation import EARLIER_ANSWER, situation_of
from cpm_desktop.domain.typography import NO_BREAK, listed, long_day_text, time_text, weekday_text

_MOST_LINES = 5
_HEADS = {
    FED_BACK: "Fed back from",
    COMMENT: "Manager’s comment on",
    ASSESSMENT: "The assessment’s conclusions,",
    DECISION: "Decided at",
}


def build_agenda(  # noqa: PLR0913  a meeting that has not started holds no copy of the authority's settings
    form: Form,
    meeting: Meeting,
    child: Child,
    carried: Sequence[CarriedItem] = (),
    *,
    others: Sequence[Child] = (),
    authority: str = "",
    service: str = "",
    marking: str = "",
    review: str = "",
    shows_notes: bool = True,
    roles: Mapping[str, RoleName] | None = None,
) -> Paper:
    """Build the agenda of a prepared meeting; it lies on the table, so it names nobody who is kept from anybody.

    Args:
        form: the kind of meeting.
        meeting: as prepared.
        child: the child's facts as they stand.
        carried: what is open from before, or fed back; only what everyone may read is printed.
        others: the facts of the other children whom it concerns.
        authority: its name; empty takes the meeting's.
        service: the team; empty takes the meeting's.
        marking: the protective marking; empty takes the meeting's.
        review: a line on the next review and which meeting before it this is.
        shows_notes: print what was noted beforehand, but for a note that names somebody who is kept from anybody.
        roles: the roles of the procedure by id.

    Rule: after.copy-for-each-reader.
    """
    children = (child, *others)
    called = children_called(children)
    name = listed([one.name for one in children if one.name])
    meeting = dataclasses.replace(meeting, children=children)
    items = agenda_of(form, meeting, situation_of(meeting))
    limits = limits_for(meeting, Reader(ReaderKind.FAMILY), roles or {}, is_for_room=True)
    meeting = _for_the_table(meeting, limits, shows_notes=shows_notes)
    carried = _kept_off(limits, carried)
    facts = meeting.facts
    day = long_day_text(facts.date) if facts.date else ""
    kind = kind_of(form, meeting)
    return Paper(
        kind_line=f"Agenda of the {kind_and_issue(form, meeting)}",
        title=name or upper_first(called),
        subtitle=_subtitle(meeting, items),
        authority=authority or facts.authority,
        service=service or facts.service,
        marking=marking or facts.marking,
        blocks=(
            _facts(meeting, called, review),
            _expected(meeting),
            _table(meeting, called, items, carried),
            Section("More notes", (WritingLines(0),), level=3),
        ),
        file_title=", ".join(filter(None, (f"Agenda of the {in_running_text(kind)}", day))),
        header=" · ".join(filter(None, (name, f"Agenda, {in_running_text(kind)}", day))),
        footer=" · ".join(
            filter(
                None,
                (_case_numbers(children), ", ".join(filter(None, (f"Agenda, {in_running_text(kind)}", day)))),
            )
        ),
        footer_small="Working paper. Destroy it when the minutes are signed.",
        page_mark=facts.page_mark or form.distribution.page_mark,
    )


def _for_the_table(meeting: Meeting, limits: LimitsFor, *, shows_notes: bool) -> Meeting:
    """Return a meeting without those who are not to be named to everybody, and the notes that name them."""
    progress = (
        one if shows_notes and not limits.is_named_in(one.prepared_note) else one.unprepared()
        for one in meeting.agenda
    )
    return dataclasses.replace(
        meeting,
        facts=limits.unnamed(meeting.facts),
        attendees=tuple(person for person in meeting.attendees if limits.why(person) is None),
        agenda=tuple(progress),
    )


def _kept_off(limits: LimitsFor, carried: Sequence[CarriedItem]) -> tuple[CarriedItem, ...]:
    """Return what is open from before as everybody may read it."""
    return tuple(limits.unnamed(item) for item in carried if limits.why(item) is None)


def _case_numbers(children: Sequence[Child]) -> str:
    return ", ".join(child.case_number for child in children if child.case_number)


def _subtitle(meeting: Meeting, items: Sequence[AgendaItem]) -> str:
    facts = meeting.facts
    day = weekday_text(facts.date) if facts.date else ""
    if facts.starts_at is None:
        return day
    end = _later(facts.starts_at, sum(item.minutes for item in items))
    return ", ".join(filter(None, (day, f"{time_text(facts.starts_at)} to about {time_text(end)}")))


def _later(start: dt.time, minutes: int) -> dt.time:
    return (dt.datetime.combine(dt.date.min, start) + dt.timedelta(minutes=minutes)).time()


def _facts(meeting: Meeting, called: str, review: str) -> Facts:
    facts = meeting.facts
    chair, recorder = meeting.attendee(facts.chair), meeting.attendee(facts.recorder)
    venue = facts.venue or NONE_RECORDED
    if facts.venue_is_childs_choice and "choice" not in venue.casefold():
        venue += f" ({possessive(called)} choice)"
    if chair == recorder:
        people = [Fact("Chair, recorder", (person_text(chair, NONE_RECORDED),))]
    else:
        people = [
            Fact("Chair", (person_text(chair, NONE_RECORDED),)),
            Fact("Recorder", (person_text(recorder, NONE_RECORDED),)),
        ]
    entries = [Fact("Place", (venue,)), *people]
    if review:
        entries.append(Fact("Review", (review,)))
    numbers = _case_numbers(meeting.children)
    if numbers:
        entries.append(Fact("Case number", (numbers,)))
    return Facts(tuple(entries))


def _expected(meeting: Meeting) -> Section:
    names = tuple(person_text(person) for person in meeting.attendees if person.is_invited)
    blocks: tuple[Block, ...] = (TickList(names),) if names else ()
    return Section("Expected: tick who comes", blocks, level=3)


def _table(
    meeting: Meeting,
    called: str,
    items: Sequence[AgendaItem],
    carried: Sequence[CarriedItem],
) -> Table:
    columns = (Column("Start", 16), Column("Item and prompts", 74, is_row_head=True), Column("Notes", 80))
    rows: list[TableLine] = []
    elapsed = 0
    for number, item in enumerate(items, 1):
        start = meeting.facts.starts_at
        time = [Line(time_text(_later(start, elapsed)))] if start else []
        content = [
            Line(f"{number}{NO_BREAK}{NO_BREAK}{_title(item, called)}", Tone.STRONG),
            *_prompts(item, called),
        ]
        note = meeting.progress_of(item.id).prepared_note
        if note and not item.is_advice:
            content.append(Line(f"Noted: {note}"))
        cells = ((*time, Line(f"{item.minutes} min", Tone.SMALL)), tuple(content), ())
        rows.append(TableLine(cells, writing_lines=min(2 + item.minutes // 3, _MOST_LINES)))
        # Each thing from before has a row with room of its own, so that the list goes on over pages.
        rows += [
            _open_row(line)
            for line in _open_lines(carried, meeting.children)
            if item.part is ItemPart.SINCE_LAST
        ]
        elapsed += item.minutes
    return Table(columns, tuple(rows), "The agenda with room to write")


def _open_row(line: Line) -> TableLine:
    return TableLine(((), (line,), ()), writing_lines=1)


def _title(item: AgendaItem, called: str) -> str:
    return upper_first(fill_blanks(item.title, {"child": called}))


def _prompts(item: AgendaItem, called: str) -> tuple[Line, ...]:
    text = item.on_paper or item.purpose or " ".join(sentence(prompt) for prompt in item.prompts)
    return (Line(fill_blanks(text, {"child": called}), Tone.SMALL),) if text else ()


def _open_lines(carried: Sequence[CarriedItem], children: Sequence[Child]) -> tuple[Line, ...]:
    """Return what is open from before, a line each; of several children, with whose it is."""
    called = {child.id: f"{child.called()}: " for child in children} if len(children) > 1 else {}
    lines = []
    for item in carried:
        if item.audience is not Audience.EVERYONE or item.what == EARLIER_ANSWER:
            continue
        whose = called.get(item.child_id or children[0].id, "")
        if item.what not in {ACTION, UNMET_NEED, PROPOSAL}:
            lines.append(
                Line(f"{whose}{_HEADS.get(item.what, 'From')} {source_text(item)}: {sentence(item.text)}")
            )
            continue
        details = [item.owner] if item.owner else []
        if item.due:
            details.append(f"due {short_date(item.due)}")
        if item.carried:
            details.append(f"carried {item.carried}")
        what = whose if item.what == ACTION else f"{whose}{item.what.capitalize()}: "
        lines.append(Line(f"{what}{sentence(item.text)} {', '.join(details)}".rstrip(), mark=Mark.TO_TICK))
    return tuple(lines)
