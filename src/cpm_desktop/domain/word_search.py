"""Finding words in a meeting, and replacing them: what is found, and the command that replaces it all at once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.aggregate import find_entity, with_replaced, without
from cpm_desktop.domain.changes import Spliced, altered
from cpm_desktop.domain.meeting import Meeting, ReadBackMark, ReadBackResult
from cpm_desktop.domain.meeting_commands import MeetingCommand
from cpm_desktop.domain.meeting_texts import MeetingText

_MARKS = {"“": "”", "„": "”", "«": "»"}
_LONGEST_NAMED = 24  # letters of the words in the name of an undo


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for.

    Attributes:
        words: the words; none finds nothing.
        matches_case: capitals count.
        is_whole: whole words only.
    """

    words: str
    matches_case: bool = False
    is_whole: bool = False

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where it stands in a text, in code points; nothing overlaps."""
        if not self.words:
            return
        pattern = "".join("['’]" if letter in "'’" else re.escape(letter) for letter in self.words)
        if self.is_whole:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        for found in re.finditer(pattern, text, 0 if self.matches_case else re.IGNORECASE):
            yield found.span()


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the words stand.

    Attributes:
        where: the text.
        start: the place in it, in code points.
        end: behind the words.
        is_quoted: in somebody's own words, or between quotation marks: replaced only one by one.
    """

    where: MeetingText
    start: int
    end: int
    is_quoted: bool

    @property
    def words(self) -> str:
        """The words as they stand there."""
        return self.where.text[self.start : self.end]


def find_all(texts: Iterable[MeetingText], sought: Sought) -> tuple[Found, ...]:
    """Return every place in order."""
    return tuple(
        Found(text, start, end, text.is_own_words or _stands_in_quotes(text.text, start))
        for text in texts
        for start, end in sought.places(text.text)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Words of one text that give way to others.

    Attributes:
        entity_kind: the kind of entity.
        id: its identity.
        field: the detail.
        at: the place, in code points of the text as it stood before all of it.
        removed: what stood there.
    """

    entity_kind: str
    id: str
    field: str
    at: int
    removed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceWords(MeetingCommand):
    """Put other words in place of some, in one place or many: one step of undo.

    Attributes:
        sought: what was looked for.
        by: what stands there from now on.
        swaps: the places.
    """

    kind: ClassVar[str] = "replace_words"
    sought: str
    by: str
    swaps: tuple[Swap, ...]

    def label(self) -> str:
        """Return what undo calls it."""
        count = len(self.swaps)
        where = "1 place" if count == 1 else f"{count} places"
        return f"replace “{_short(self.sought)}” by “{_short(self.by)}” in {where}"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Replace from behind, so that places before stay where they are.

        Raises:
            UnknownEntity: something is no longer there.
            InvalidDetail: other words stand there now.
        """
        for swap in sorted(self.swaps, key=lambda swap: -swap.at):
            entity = find_entity(meeting, swap.entity_kind, swap.id)
            change = Spliced(swap.entity_kind, swap.id, swap.field, swap.at, swap.removed, self.by)
            meeting = with_replaced(meeting, altered(entity, change))
        return _to_read_again(meeting, {swap.id for swap in self.swaps})


def _to_read_again(meeting: Meeting, changed: set[str]) -> Meeting:
    """What the room agreed to in other words has to be read back again."""
    changed |= {position.disagreement for position in meeting.positions if position.id in changed}
    for mark in meeting.read_back:
        if mark.id in changed and mark.result is ReadBackResult.AGREED:
            meeting = without(meeting, ReadBackMark.kind, mark.id)
    return meeting


def replaceable(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return what "replace all" takes: nobody's own words, and nothing in quotation marks."""
    return tuple(one for one in found if not one.is_quoted)


def replacing(found: Iterable[Found], sought: Sought, by: str) -> ReplaceWords:
    """Return the command that replaces what was found."""
    swaps = (
        Swap(
            entity_kind=one.where.kind,
            id=one.where.id,
            field=one.where.field,
            at=one.start,
            removed=one.words,
        )
        for one in found
    )
    return ReplaceWords(sought=sought.words, by=by, swaps=tuple(swaps))


def _stands_in_quotes(text: str, place: int) -> bool:
    """Tell whether a quotation is open at a place of its paragraph."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    if before.count('"') % 2:
        return True
    return any(before.count(opening) > before.count(closing) for opening, closing in _MARKS.items())


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_NAMED else f"{words[: _LONGEST_NAMED - 1].rstrip()}…"
