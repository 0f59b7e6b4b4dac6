"""Everything about one person, for a request to see it: every place that names them or says that it was theirs.

What stands in a privileged record is marked, and left out unless it was chosen.
"""

import csv
import dataclasses
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.aggregate import all_entities
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import ChildFile, Person
from cpm_desktop.domain.distribution import is_limited
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.text import fold
from cpm_desktop.domain.typography import NO_BREAK, long_day_text
from cpm_desktop.services.caseload import form_name
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.window_thread import never

_PASSED_OVER = frozenset({"id", "position", "form_id", "form_hash", "file_hash", "item", "rule"})
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
HEADINGS = ("Child", "Where", "Date", "What", "How", "Words", "Privileged")
WARNING = (
    "This list holds personal data, of other people too. It is what was found, not what may be given: somebody has "
    "to read it, take out what is about others, and decide."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place that names a person, or says that something was theirs.

    Attributes:
        child_id: whose file.
        child: that child's name.
        meeting_id: the meeting; empty for the child's file.
        place: "Standard meeting" or "Child's file".
        on: the meeting's day.
        what: the kind of thing ("note", "action").
        how: "named", "theirs" or "about them".
        words: what stands there.
        is_privileged: it stands in a record that not everybody may be given.
    """

    child_id: str
    child: str
    meeting_id: str
    place: str
    on: dt.date | None
    what: str
    how: str
    words: str
    is_privileged: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found.

    Attributes:
        mentions: by child and day.
        left_out: how many stand in privileged records and were left out.
    """

    mentions: tuple[Mention, ...]
    left_out: int


def _tell_nobody(_done: int, _of: int) -> None:
    """Pass over how far it is."""


def find_person(
    desk: Desk,
    names: Iterable[str],
    *,
    includes_privileged: bool = False,
    progress: Callable[[int, int], object] = _tell_nobody,
    should_stop: Callable[[], bool] = never,
) -> Findings:
    """Return every place in all files and meetings that names somebody or is attributed to them.

    Slow with many children: run it in the background. Names are found as whole words, whatever their case and accents.

    Args:
        desk: the desk.
        names: the full name first, then any other that they go by.
        includes_privileged: what stands in privileged records is among what is found.
        progress: told how many children were looked through, of how many.
        should_stop: asked before each child.

    Raises:
        InvalidDetail: no name was given.
    """
    wanted = [" ".join(name.split()) for name in names if name.strip()]
    if not wanted:
        message = "Give the person’s name."
        raise InvalidDetail(message)
    search = _Search(wanted)
    found: list[Mention] = []
    summaries = desk.wait(desk.store.caseload())
    for done, summary in enumerate(summaries):
        if should_stop():
            break
        progress(done, len(summaries))
        file = desk.wait(desk.store.load_child(summary.child_id))
        child = file.child.name or "Unborn child"
        found += _in_file(search, file, child)
        for line in desk.wait(desk.store.meetings_of(summary.child_id)):
            meeting = desk.wait(desk.store.load_meeting(line.id))
            found += _in_meeting(desk, search, meeting, line, child)
    kept = tuple(mention for mention in found if includes_privileged or not mention.is_privileged)
    return Findings(kept, len(found) - len(kept))


class _Search:
    """Names looked for as whole words, and the ids of people of those names."""

    def __init__(self, names: list[str]) -> None:
        parts = "|".join(re.escape(_folded(name)) for name in names)
        self._pattern = re.compile(rf"(?<!\w)(?:{parts})(?!\w)")

    def names(self, text: str) -> bool:
        """Tell whether a text names the person."""
        return bool(self._pattern.search(_folded(text)))

    def ids_in(self, people: Iterable[Person]) -> frozenset[str]:
        """Return the ids of those who are the person."""
        return frozenset(person.id for person in people if self.names(person.name))


def _in_file(search: _Search, file: ChildFile, child: str) -> Iterator[Mention]:
    own = search.ids_in(file.people)
    for what, how, words in _in_aggregate(search, file, own):
        yield Mention(
            child_id=file.id,
            child=child,
            meeting_id="",
            place="Child’s file",
            on=None,
            what=what,
            how=how,
            words=words,
            is_privileged=False,
        )


def _in_meeting(
    desk: Desk, search: _Search, meeting: Meeting, line: MeetingLine, child: str
) -> Iterator[Mention]:
    form = desk.form_of(meeting)
    own = search.ids_in(meeting.attendees)
    for what, how, words in _in_aggregate(search, meeting, own):
        yield Mention(
            child_id=line.child_id,
            child=child,
            meeting_id=meeting.id,
            place=line.title or form_name(desk, line.form_id),
            on=line.date,
            what=what,
            how=how,
            words=words,
            is_privileged=form.is_isolated or is_limited(form),
        )


def _in_aggregate(
    search: _Search, aggregate: Aggregate, own: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield what, how and words of each entity that has to do with the person, once each."""
    for entity in all_entities(aggregate):
        how = _how(search, entity, own)
        if how:
            yield entity.noun, how, _words_of(entity, own)


def _how(search: _Search, entity: Entity, own: frozenset[str]) -> str:
    if entity.id in own:
        return "about them"
    texts = list(_texts_of(entity))
    if any(text in own for text in texts):
        return "theirs"
    return "named" if any(search.names(text) for text in texts) else ""


def _words_of(entity: Entity, own: frozenset[str]) -> str:
    if isinstance(entity, Person):
        details = [entity.name, entity.role, entity.agency]
        details += [entity.contact_restriction, entity.copy_reason, entity.care_team_role]
        if isinstance(entity, Attendee):
            details += [entity.access_needs, entity.participation_note]
        return " · ".join(text for text in details if text)
    words = [text for text in _texts_of(entity) if text not in own and not _is_identifier(text)]
    return " · ".join(text for text in words if text)


def _texts_of(entity: Entity) -> Iterator[str]:
    for field in dataclasses.fields(entity):
        value = getattr(entity, field.name)
        if field.name in _PASSED_OVER:
            continue
        if type(value) is str:
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if type(part) is str)


def _is_identifier(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{32,64}", text))


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def save_as_table(findings: Findings, path: Path) -> Path:
    """Save what was found as comma-separated values, with the warning above it.

    Raises:
        DocumentNotWritten: the disk is full, the folder cannot be written …
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([WARNING])
    if findings.left_out:
        writer.writerow([said_left_out(findings)])
    writer.writerow(HEADINGS)
    for mention in findings.mentions:
        writer.writerow([_harmless(cell) for cell in _cells(mention)])
    write_atomically(path, text.getvalue().encode("utf-8-sig"))
    return path


def save_as_text(findings: Findings, path: Path) -> Path:
    """Save what was found as text, with the warning above it.

    Raises:
        DocumentNotWritten: the disk is full, the folder cannot be written …
    """
    lines = [WARNING, *([said_left_out(findings)] if findings.left_out else []), ""]
    for mention in findings.mentions:
        child, where, day, what, how, words, privileged = _cells(mention)
        head = ", ".join(part for part in (child, where, day, f"{what}, {how}", privileged) if part)
        lines += [head, words, ""]
    write_atomically(path, "\r\n".join(lines).encode("utf-8-sig"))
    return path


def said_left_out(findings: Findings) -> str:
    """Return how many places were left out, and why, in a sentence."""
    count = "One place" if findings.left_out == 1 else f"{findings.left_out} places"
    return f"{count} in legally privileged or limited records left out."


def _cells(mention: Mention) -> tuple[str, ...]:
    day = long_day_text(mention.on).replace(NO_BREAK, " ") if mention.on is not None else ""
    privileged = "Privileged" if mention.is_privileged else ""
    return (mention.child, mention.place, day, mention.what, mention.how, mention.words, privileged)


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
