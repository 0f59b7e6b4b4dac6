"""Whether the minutes as data say what is printed, and nothing else.

Each entry has to stand in one place of the print: a decision in one row with its number and its reason, a note under
its item behind who said it. So nothing can be exchanged between two entries unseen. That the print in the data is the
one on the pages is compared where the file is read.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any, TypeVar

from cpm_desktop.domain.minutes_data import (
    AgendaItemData,
    AnswerData,
    ChildData,
    CopyData,
    DifferentViewData,
    MeetingData,
    MinutesData,
    NextMeetingData,
    NoteData,
    ReviewedData,
)
from cpm_desktop.domain.printed_places import Place, Places, Said, folded

T = TypeVar("T")
_LISTS = {
    "people": "a person",
    "prepared": "an answer given beforehand",
    "quotes": "somebody’s own words",
    "decisions": "a decision",
    "actions": "an action",
    "reviewed": "something from before",
    "unmet_needs": "an unmet need",
    "disclosures": "a disclosure",
    "deadlines": "a deadline",
}
"""The lists of entries of which each stands in one place, with what an entry is called."""
_LABELS = {
    "venue": ("Place",),
    "chair": ("Chair", "Decided by"),
    "recorder": ("Recorder",),
    "arranged_by": ("Arranged by",),
    "last_review": ("Review",),
    "next_review": ("Review",),
    "case_number": ("Case number",),
    "date_of_birth": ("Born",),
    "expected_birth": ("Born",),
    "legal_status": ("Legal status",),
    "home": ("Home",),
    "address": ("Home",),
}
"""Before what a fact stands; others stand in the head of the first page or at the edges."""
_REPORT = "report"
_NEXT = ("Next meeting", "Your next meeting")
_LABELLED = {"is_recommendation": "Recommendation", "is_proposal_to_review": "Proposal to the review"}
_DIFFERS = "The data inside the file say something of {what} that is not printed: “{said}”."
_MOST_SAID = 60


def differences(data: MinutesData) -> tuple[str, ...]:
    """Return what data say that their own print does not, each a plain sentence; empty where they agree."""
    places = Places(data.printed)
    found = [_DIFFERS.format(what=what, said=_short(entry)) for what, entry in _not_printed(places, data)]
    return tuple(dict.fromkeys(found))


def agreed_part(data: MinutesData) -> MinutesData:
    """Return data without what their own print does not say: they never say more than the copy they go with."""
    places = Places(data.printed)
    kept: dict[str, Any] = {
        name: tuple(
            part for entry in getattr(data, name) if (part := _printed_part(places, entry)) is not None
        )
        for name in _LISTS
    }
    told = {said for _, said in _of_copy(places, data)}
    kept["copy"] = _without(
        data.copy, [name for name in ("reader", "number") if getattr(data.copy, name) in told]
    )
    kept["agenda"] = tuple(part for item in data.agenda if (part := _printed_item(places, item)) is not None)
    kept["different_views"] = tuple(view for view in data.different_views if not list(_of_view(places, view)))
    kept["meeting"] = _without(data.meeting, _facts_not_printed(places, data.meeting))
    kept["children"] = tuple(_without(child, _facts_not_printed(places, child)) for child in data.children)
    following = data.next_meeting
    kept["next_meeting"] = following and _without(following, _of_next(places, following))
    return dataclasses.replace(data, **kept)


def _not_printed(places: Places, data: MinutesData) -> Iterator[tuple[str, object]]:
    """Yield what is not printed, with what it is called."""
    yield from _of_copy(places, data)
    yield from (
        ("the meeting", getattr(data.meeting, name)) for name in _facts_not_printed(places, data.meeting)
    )
    for child in data.children:
        yield from (("the child", getattr(child, name)) for name in _facts_not_printed(places, child))
    for list_name, called in _LISTS.items():
        yield from ((called, entry) for entry in getattr(data, list_name) if _place_of(places, entry) is None)
    for item in data.agenda:
        yield from _of_item(places, item)
    for view in data.different_views:
        yield from _of_view(places, view)
    following = data.next_meeting
    if following is not None:
        yield from (("the next meeting", getattr(following, name)) for name in _of_next(places, following))


def _of_copy(places: Places, data: MinutesData) -> Iterator[tuple[str, object]]:
    """Yield what is said of the record or the copy and stands neither at the edges of the pages nor in the head."""
    for said in (data.record.number, data.record.fingerprint, data.copy.number, data.copy.reader):
        if not (places.edges.says(said) or places.head.says(said) or _is_purpose(places, data.copy, said)):
            yield "the copy", said


def _is_purpose(places: Places, copy: CopyData, said: str) -> bool:
    """Tell whether it is what a copy for no person is for, which stands on its first page."""
    return copy.kind == _REPORT and said == copy.reader and places.find((said,)) is not None


def _said(entry: object) -> Iterator[Said]:
    """Yield the details of an entry that have to be printed in one place."""
    for field in dataclasses.fields(entry):  # type: ignore[arg-type]  # every entry is a dataclass
        yield from _said_in(entry, field.name)


def _said_in(entry: object, name: str) -> Iterator[Said]:
    value = getattr(entry, name)
    if isinstance(entry, ReviewedData) and name == "what":
        return  # the section tells it, in which it stands
    if isinstance(value, bool):
        yield _LABELLED[name] if value else None
    elif isinstance(value, tuple):
        for part in value:
            yield from (part,) if isinstance(part, str) else _said(part)
    elif isinstance(value, str | dt.date | dt.time):
        yield value


def _place_of(places: Places, entry: object) -> Place | None:
    place = places.find(tuple(_said(entry)))
    if place is None:
        return None
    is_labelled = all(
        getattr(entry, name, None) is not False or folded(label) not in place.lines
        for name, label in _LABELLED.items()
    )
    return place if is_labelled else None


def _printed_part(places: Places, entry: T) -> T | None:
    """Return an entry without the details that do not stand where the rest of it does; None where that is nowhere."""
    if _place_of(places, entry) is not None:
        return entry
    fields = dataclasses.fields(entry)  # type: ignore[arg-type]  # every entry is a dataclass
    own = [field.name for field in fields if field.default is dataclasses.MISSING]
    place = places.find([said for name in own for said in _said_in(entry, name)])
    if not own or place is None:
        return None
    others = [
        field.name
        for field in fields
        if field.name not in own and not place.says_all(_said_in(entry, field.name))
    ]
    part = _without(entry, others)
    return part if _place_of(places, part) is not None else None


def _without(entry: T, names: Iterator[str] | list[str]) -> T:
    """Return an entry with some details as if they were not known."""
    defaults = {field.name: field.default for field in dataclasses.fields(entry)}  # type: ignore[arg-type]  # as above
    return dataclasses.replace(entry, **{name: defaults[name] for name in names})  # type: ignore[type-var]  # as above


def _facts_not_printed(places: Places, facts: MeetingData | ChildData) -> list[str]:
    """Return the names of facts that stand neither behind their label nor in the head or at the edges."""
    names = []
    for field in dataclasses.fields(facts):
        value = getattr(facts, field.name)
        if value in ("", None) or places.head.says(value) or places.edges.says(value):
            continue
        labels = _LABELS.get(field.name, ())
        if not any(places.find((label, value)) for label in labels):
            names.append(field.name)
    return names


def _printed_item(places: Places, item: AgendaItemData) -> AgendaItemData | None:
    row = places.row_of_item(item.number, item.title)
    if row is None:
        return None
    single = ("opened_at", "noted_beforehand", "not_discussed_because")
    kept: dict[str, Any] = {
        "notes": tuple(note for note in item.notes if _says_note(row, note)),
        "answers": tuple(answer for answer in item.answers if _says_answer(row, answer)),
    }
    part = dataclasses.replace(item, **kept)
    return _without(part, [name for name in single if not row.says(getattr(item, name))])


def _of_item(places: Places, item: AgendaItemData) -> Iterator[tuple[str, object]]:
    row = places.row_of_item(item.number, item.title)
    if row is None:
        yield "an item of the agenda", item.title
        return
    for said in (item.opened_at, item.noted_beforehand, item.not_discussed_because):
        if not row.says(said):
            yield f"item {item.number}", said
    for note in item.notes:
        if not _says_note(row, note):
            yield f"item {item.number}", note
    for answer in item.answers:
        if not _says_answer(row, answer):
            yield f"item {item.number}", answer


def _says_note(row: Place, note: NoteData) -> bool:
    """Tell whether a note stands as a line, next to its speaker or with one line between."""
    text, speaker = folded(note.text), folded(note.speaker)
    if not text:
        return True
    return any(
        line == text and (not speaker or speaker in row.lines[max(0, index - 2) : index])
        for index, line in enumerate(row.lines)
    )


def _says_answer(row: Place, answer: AnswerData) -> bool:
    """Tell whether an answer stands behind its question: in the lines after it, or in one that begins with a name."""
    question, about, said = folded(answer.question), folded(answer.about), folded(answer.answer)
    for index, line in enumerate(row.lines):
        if line != question:
            continue
        after = " ".join(row.lines[index + 1 :])
        if after.startswith(said) and (not about or about in row.lines[:index]):
            return True
        if about and any(
            " ".join(row.lines[place:]).startswith(about)
            and said in " ".join(row.lines[place:])[len(about) :]
            for place in range(index + 1, len(row.lines))
        ):
            return True
    return False


def _of_view(places: Places, view: DifferentViewData) -> Iterator[tuple[str, object]]:
    section = view.about or "A different view"
    for said in (("Resolved", view.resolved), ("How it goes on", view.goes_on)):
        if said[1] and places.find(said, section) is None:
            yield "a different view", said[1]
    for position in view.positions:
        if places.find((position.who, position.says), section) is None:
            yield "a different view", position


def _of_next(places: Places, following: NextMeetingData) -> list[str]:
    """Return the names of details of the next meeting that do not stand in its section; day and time together."""
    said: dict[str, tuple[Said, ...]] = {
        "date": (following.date,),
        "starts_at": (following.date, following.starts_at),
        "venue": (following.venue,),
        "none_because": (following.none_because,),
    }
    return [
        name
        for name, together in said.items()
        if getattr(following, name) and places.find(together, *_NEXT) is None
    ]


def _short(entry: object) -> str:
    """Return the beginning of what an entry says."""
    if isinstance(entry, str | dt.date | dt.time):
        text = str(entry)
    else:
        text = ", ".join(str(said) for said in _said(entry) if said)
    return text if len(text) <= _MOST_SAID else f"{text[:_MOST_SAID].rstrip()} …"
