"""One child at a glance: who they are, what is open, what they said, and the records."""

import datetime as dt
from dataclasses import dataclass

from cpm_desktop.domain.captures import Outcome, Status, View
from cpm_desktop.domain.child import Child, ChildFile, CopyKind, Person
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.distribution import is_limited
from cpm_desktop.domain.due import DueKind
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.kept_from import limit_in_words
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.open_items import OpenItem, OpenItemKind
from cpm_desktop.domain.typography import day_text, long_day_text, month_name
from cpm_desktop.services.caseload import DRIFTS_AT, age_text, day_and_month, due_of
from cpm_desktop.services.child_records import RecordLine, record_lines
from cpm_desktop.services.child_timeline import Timeline, timeline
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited

_OFFICER = "independent-reviewing-officer"
_LOOKED_BACK = 4  # meetings in which the child's own words are looked for
_DAYS_SHOWN_IN_WEEKS = 2 * 365


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItemLine:
    """Something open across meetings.

    Attributes:
        id: permanent.
        text: what it is.
        owner: whose; empty for a need.
        due: "by Fri 11 Dec", "was due 9 Oct, 6 weeks late", "no date yet"; and to which kind of meeting it is kept.
        is_late: the date has passed.
        standing: "Carried 3 times"; empty where it was not carried.
        is_drifting: carried three times or more.
        is_on_file: entered on the child's file, where it can be edited.
        is_draft: born in a meeting that has not ended.
    """

    id: str
    text: str
    owner: str
    due: str
    is_late: bool
    standing: str
    is_drifting: bool
    is_on_file: bool
    is_draft: bool


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """Something that is settled.

    Attributes:
        id: permanent.
        text: what it was.
        detail: "Priya Nair · done 24 Nov".
    """

    id: str
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the child said last.

    Attributes:
        words: as they were said.
        source: who heard them, and how.
        on: "20 Nov".
    """

    words: str
    source: str
    on: str


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """The people who get the same copy."""

    copy_kind: CopyKind
    title: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildOverview:
    """Everything the child's page shows.

    Attributes:
        child: the facts.
        called_line: "likes to be called Kai · he/him".
        about_line: "Born 9 March 2014, 12 years · LL-204417 · English, Yoruba".
        facts: label and text, for the identity strip.
        next_sentence: what comes next.
        timeline: reviews and meetings over time.
        actions: open actions, the most pressing first.
        needs: open unmet needs.
        proposals: proposals still to be decided by a review.
        closed: actions, needs and proposals that are settled, the latest first.
        own_words: what the child said last; None where nothing is kept.
        records: meetings, the latest first.
        people: those around the child, by the copy they get.
        kept_off: what is kept off whose copies.
        planned: the next meeting that is being prepared, if any.
        live: the meeting that is being held, if any.
    """

    child: Child
    called_line: str
    about_line: str
    facts: tuple[tuple[str, str], ...]
    next_sentence: str
    timeline: Timeline
    actions: tuple[OpenItemLine, ...]
    needs: tuple[OpenItemLine, ...]
    proposals: tuple[OpenItemLine, ...]
    closed: tuple[ClosedLine, ...]
    own_words: OwnWords | None
    records: tuple[RecordLine, ...]
    people: tuple[PeopleGroup, ...]
    kept_off: tuple[str, ...]
    planned: MeetingLine | None
    live: MeetingLine | None


def overview(desk: Desk, child_id: str) -> ChildOverview:
    """Return a child at a glance.

    Raises:
        CarePlanningError: there is no such child, or the disk does not answer.
    """
    file, today = desk.child(child_id).value, desk.today()
    meetings = desk.wait(desk.store.meetings_of(child_id))
    items = desk.wait(desk.store.open_items(child_id))
    open_items = [item for item in items if item.is_open]
    listed = (*meetings, *desk.wait(desk.store.shared_with(child_id)))
    planned = [line for line in listed if line.stage is Stage.PREPARED]
    planned.sort(key=lambda line: line.date or dt.date.max)
    return ChildOverview(
        child=file.child,
        called_line=_called_line(file.child),
        about_line=_about_line(file.child, today),
        facts=_facts(file, today),
        next_sentence=_next_sentence(desk, child_id),
        timeline=timeline(desk, file, listed),
        actions=_item_lines(desk, open_items, OpenItemKind.ACTION, file),
        needs=_item_lines(desk, open_items, OpenItemKind.UNMET_NEED, file),
        proposals=_item_lines(desk, open_items, OpenItemKind.PROPOSAL, file),
        closed=_closed_lines(items, today),
        own_words=_own_words(desk, meetings),
        records=record_lines(desk, listed, child_id),
        people=people_groups(file),
        kept_off=_kept_off(file),
        planned=next(iter(planned), None),
        live=next((line for line in listed if line.stage is Stage.LIVE), None),
    )


def close_item(desk: Desk, child_id: str, item_id: str, status: Status, note: str) -> Edited | None:
    """Record, between meetings, what became of an action, an unmet need or a proposal."""
    outcome = Outcome(
        id=new_identifier(),
        of_item=item_id,
        status=status,
        note=note,
        at=desk.now(),
        made_on=desk.today(),
    )
    return desk.child(child_id).perform(Record(entity=outcome))


COPY_TITLES = (
    (CopyKind.CHILD, "Child’s copy"),
    (CopyKind.FAMILY, "Family copy"),
    (CopyKind.PROFESSIONAL, "Full record"),
    (CopyKind.UNDECIDED, "Not decided yet"),
    (CopyKind.NONE, "No copy"),
)


def people_groups(file: ChildFile) -> tuple[PeopleGroup, ...]:
    """Return the people around the child by the copy they get; those who left are left out."""
    groups = []
    for kind, title in COPY_TITLES:
        people = tuple(person for person in file.people if person.copy_kind is kind and not person.has_left)
        if people:
            groups.append(PeopleGroup(kind, title, people))
    return tuple(groups)


def _called_line(child: Child) -> str:
    called = f"likes to be called {child.known_as}" if child.known_as else ""
    return " · ".join(part for part in (called, child.pronouns) if part)


def _about_line(child: Child, today: dt.date) -> str:
    born = ""
    if child.date_of_birth is not None:
        age = age_text(child.date_of_birth, None, today)
        born = f"Born {long_day_text(child.date_of_birth)}, {age if ' ' in age else f'{age} years'}"
    elif child.expected_birth is not None:
        born = f"Expected {long_day_text(child.expected_birth)}"
    return " · ".join(part for part in (born, child.case_number, ", ".join(child.languages)) if part)


def _facts(file: ChildFile, today: dt.date) -> tuple[tuple[str, str], ...]:
    child, names = file.child, {person.id: person.name for person in file.people}
    officers = [person.name for person in file.people if person.role_id == _OFFICER and not person.has_left]
    facts = [("Legal status", child.legal_status or "Not entered yet")]
    if child.looked_after_since is not None:
        since = f"{_short(child.looked_after_since)} · {_how_long(child.looked_after_since, today)}"
        facts.append(("Looked after since", since))
    if child.protection_plan_since is not None:
        facts.append(("Protection plan since", _short(child.protection_plan_since)))
    facts.append(("Lives with", child.placement or "Not entered yet"))
    facts.append(("Social worker", names.get(child.social_worker, "Not entered yet")))
    if officers or child.looked_after_since is not None:
        facts.append(("Reviewing officer", ", ".join(officers) or "Not entered yet"))
    return tuple(facts)


def _short(day: dt.date) -> str:
    return f"{day.day} {month_name(day)[:3]} {day.year}"


def _how_long(since: dt.date, today: dt.date) -> str:
    days = (today - since).days
    if days < 0:
        return "not yet"
    if days < _DAYS_SHOWN_IN_WEEKS:
        weeks = days // 7
        return f"{weeks} week{'' if weeks == 1 else 's'}"
    return f"{days * 100 // 36525} years"


def _next_sentence(desk: Desk, child_id: str) -> str:
    today, parts = desk.today(), []
    things = sorted(due_of(desk, child_id), key=lambda thing: thing.on)
    for thing in things:
        if thing.kind is DueKind.MEETING and thing.on < today:
            parts.append(f"{_lower(thing.text)}, overdue since {day_and_month(thing.on, today)}")
        elif thing.kind in (DueKind.BOOKED, DueKind.MEETING, DueKind.REVIEW) and thing.on >= today:
            weekday = day_text(thing.on).split("\u00a0", maxsplit=1)[0]
            what = _lower(thing.text)
            on = "by" if thing.kind is DueKind.MEETING else "on"
            parts.append(f"{what} {on} {weekday} {day_and_month(thing.on, today)}")
    return f"Next: {', then '.join(parts[:2])}" if parts else "Nothing is planned"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _item_lines(
    desk: Desk, items: list[OpenItem], what: OpenItemKind, file: ChildFile
) -> tuple[OpenItemLine, ...]:
    on_file = {entity.id for entity in (*file.actions, *file.unmet_needs)}
    of_kind = [item for item in items if item.what is what]
    of_kind.sort(key=lambda item: (item.due is None, item.due or item.made_on or dt.date.max, item.text))
    return tuple(_item_line(desk, item, is_on_file=item.id in on_file) for item in of_kind)


def _kept_to(desk: Desk, item: OpenItem) -> str:
    """Say that something stays with its own kind of meeting until it is released (record.previous-actions)."""
    form = desk.form(item.born.form_id)
    return f"kept to {form.short_name}" if form is not None and form.is_isolated else ""


def _item_line(desk: Desk, item: OpenItem, *, is_on_file: bool) -> OpenItemLine:
    today = desk.today()
    is_late = item.due is not None and item.due < today
    carried = {0: "", 1: "Carried once", 2: "Carried twice"}.get(
        item.carried, f"Carried {item.carried} times"
    )
    return OpenItemLine(
        id=item.id,
        text=item.text,
        owner=item.owner,
        due=" · ".join(part for part in (_due_text(item, today), _kept_to(desk, item)) if part),
        is_late=is_late,
        standing=carried,
        is_drifting=item.carried >= DRIFTS_AT,
        is_on_file=is_on_file,
        is_draft=item.is_draft,
    )


def _closed_lines(items: tuple[OpenItem, ...], today: dt.date) -> tuple[ClosedLine, ...]:
    closed = sorted(
        (item for item in items if not item.is_open),
        key=lambda item: item.status_on or dt.date.min,
        reverse=True,
    )
    return tuple(ClosedLine(item.id, item.text, _closed_detail(item, today)) for item in closed)


def _closed_detail(item: OpenItem, today: dt.date) -> str:
    status = item.status.value if item.status is not None else "closed"
    on = f" {day_and_month(item.status_on, today)}" if item.status_on is not None else ""
    return " · ".join(part for part in (item.owner, f"{status}{on}") if part)


def _due_text(item: OpenItem, today: dt.date) -> str:
    if item.what is OpenItemKind.UNMET_NEED:
        return f"Raised {day_and_month(item.made_on, today)}" if item.made_on else ""
    if item.due is None:
        return item.due_words or "no date yet"
    if item.due >= today:
        return f"by {' '.join(day_text(item.due).split()[:3])}"
    days = (today - item.due).days
    late = f"{days} day{'' if days == 1 else 's'}" if days < 14 else f"{days // 7} weeks"  # noqa: PLR2004 - two weeks
    return f"was due {day_and_month(item.due, today)}, {late} late"


def _own_words(desk: Desk, meetings: tuple[MeetingLine, ...]) -> OwnWords | None:
    """Return what the child said last, where the screen may stand open: never from a record that keeps to itself."""
    recent = [line for line in reversed(meetings) if line.stage is not Stage.CANCELLED]
    recent = [line for line in recent if not _keeps_to_itself(desk, line)][:_LOOKED_BACK]
    for line in recent:
        meeting = desk.meeting(line.id).value
        children = {person.id for person in meeting.attendees if person.is_child}
        views = [view for view in meeting.views if view.of in children and view.words.strip()]
        if views:
            return _words_of(meeting, views[-1], desk.today())
    return None


def _keeps_to_itself(desk: Desk, line: MeetingLine) -> bool:
    form = desk.form(line.form_id) or desk.form_of(desk.meeting(line.id).value)
    return form.is_isolated or is_limited(form)


def _words_of(meeting: Meeting, view: View, today: dt.date) -> OwnWords:
    heard = meeting.attendee(view.heard_by) if view.heard_by else None
    source = (
        f"Heard by {', '.join(part for part in (heard.name, heard.role.lower()) if part)}"
        if heard
        else view.how
    )
    on = view.heard_on or meeting.facts.date
    return OwnWords(view.words, source, day_and_month(on, today) if on else "")


def _kept_off(file: ChildFile) -> tuple[str, ...]:
    kept = []
    if file.child.placement_address:
        kept.append("Where the child lives: the address stands on the file copy only.")
    kept += [
        f"{person.name}: {person.contact_restriction.rstrip('.')} – on the file copy only."
        for person in file.people
        if person.contact_restriction and not person.has_left
    ]
    for limit in file.limits:
        person = next((each for each in file.people if each.id == limit.of and not each.has_left), None)
        if person is not None:
            words = limit_in_words(limit, file.people)
            kept.append(f"{person.name}: {words}{f' ({limit.reason})' if limit.reason else ''}")
    kept += [
        f"{person.name} gets no copy{f': {person.copy_reason}' if person.copy_reason else ''}"
        for person in file.people
        if person.copy_kind is CopyKind.NONE and not person.has_left
    ]
    return tuple(kept)
