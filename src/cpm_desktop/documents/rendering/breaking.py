"""Text broken into lines that fit a width. Nothing is dropped: spaces at a line's end stay in the text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cpm_desktop.documents.rendering.bidirectional import base_level, is_plain, levels, visual_order
from cpm_desktop.documents.rendering.clusters import SPACES, is_space, split_clusters, split_lines
from cpm_desktop.documents.rendering.shaping import Run, Shaper, Word, is_wide_script
from cpm_desktop.documents.rendering.type_scale import TextStyle
from cpm_desktop.documents.rendering.typefaces import Weight

_CLOSING = "\uff0c\u3002\u3001\uff1a\uff1b\uff01\uff1f\uff09\u300d\u300f\u3011\u201d"
"""Chinese and Japanese punctuation that begins no line."""
_TOKENS = re.compile(f"[{SPACES}]+|[^{SPACES}]+")
_AFTER = re.compile("(?<=[\\w)\\]][-\u2010\u2013\u2014/\u200b])(?=[\\w(])")
_LONGEST = 300
"""Letters that are shaped together at most: longer words are no words, and fit no line."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, ready to be drawn.

    Attributes:
        runs: from left to right.
        width: in points, without spaces at its end.
        is_right_to_left: it begins at the right.
        is_first: it begins a part of the text: what was typed before it ended with a line feed.
        shown: all runs as `Run.shown`, where all are plain and in one font; else empty.
        glyphs: the glyphs of what is shown so.
        spoken: the text in the order of reading, where that is not the order of the runs; else empty.
    """

    runs: tuple[Run, ...]
    width: float
    is_right_to_left: bool = False
    is_first: bool = False
    shown: str = ""
    glyphs: frozenset[int] = frozenset()
    spoken: str = ""

    @property
    def text(self) -> str:
        """The text from left to right."""
        return "".join(run.text for run in self.runs)


class BrokenTexts:
    """Breaks each text into lines once, for as many documents as are drawn with the same fonts."""

    def __init__(self) -> None:
        """Start with nothing broken."""
        self._lines: dict[tuple[str, Weight, float, float], tuple[TextLine, ...]] = {}
        self._longest: dict[tuple[str, Weight, float], float] = {}

    def __len__(self) -> int:
        """Return how many texts are kept."""
        return len(self._lines) + len(self._longest)

    def lines(self, text: str, style: TextStyle, width: float, shaper: Shaper) -> list[TextLine]:
        """Break text into lines as `break_text` does."""
        key = (text, style.weight, style.size, width)
        found = self._lines.get(key)
        if found is None:
            counted = len(shaper.unprintable)
            found = tuple(break_text(text, style, width, shaper))
            if len(shaper.unprintable) == counted:  # else it is counted again wherever it stands
                self._lines[key] = found
        return list(found)

    def longest_part(self, text: str, style: TextStyle, shaper: Shaper) -> float:
        """Return a width in points as `longest_part` does."""
        key = (text, style.weight, style.size)
        found = self._longest.get(key)
        if found is None:
            found = self._longest[key] = longest_part(text, style, shaper)
        return found

    def forget(self) -> None:
        """Forget all texts."""
        self._lines.clear()
        self._longest.clear()


def break_text(text: str, style: TextStyle, width: float, shaper: Shaper) -> list[TextLine]:
    """Break text into lines.

    Args:
        text: as typed; line ends in it are kept.
        style: its size and weight.
        width: room in points.
        shaper: shapes its words.
    """
    room = width / style.size
    lines: list[TextLine] = []
    for part in split_lines(text):
        lines += _break_part(shaper.printable(part, style.weight), style, room, shaper)
    return lines


def longest_part(text: str, style: TextStyle, shaper: Shaper) -> float:
    """Return the width in points of the longest part of a text that no line end divides."""
    longest = 0.0
    for line in split_lines(text):
        printable = shaper.drawable(line, style.weight)
        for count, word in enumerate(_words(printable, style.weight, 0, shaper)):
            if count % _LONGEST == 0:
                shaper.check()
            if not word.is_space:
                longest = max(longest, word.width)
    return longest * style.size


def _break_part(text: str, style: TextStyle, room: float, shaper: Shaper) -> list[TextLine]:
    if not text:
        return [TextLine((), 0.0, is_first=True)]
    base = 0 if is_plain(text) else base_level(text)
    lines: list[TextLine] = []
    line: list[Word] = []
    used = pending = 0.0
    for word in _words(text, style.weight, base, shaper):
        if word.is_space:
            line.append(word)
            pending += word.width
            continue
        for part in (word,) if word.width <= room else _fitting(word, style.weight, room, shaper):
            if line and used + pending + part.width > room + 1e-6:
                shaper.check()
                lines.append(_line(line, used * style.size, base, is_first=not lines))
                line, used, pending = [], 0.0, 0.0
            line.append(part)
            used += pending + part.width
            pending = 0.0
    lines.append(_line(line, used * style.size, base, is_first=not lines))
    return lines


def _words(text: str, weight: Weight, base: int, shaper: Shaper) -> Iterator[Word]:
    if base == 0 and is_plain(text):
        for token in _TOKENS.findall(text):
            for part in (
                (token,)
                if len(token) == 1 or (token.isalpha() and token.isascii())
                else _parts(token, shaper.check)
            ):
                if len(part) > _LONGEST:  # without its glyphs: it is wider than any line
                    yield Word(part, (), float(_LONGEST), is_space=False)
                else:
                    yield shaper.word(part, weight)
        return
    found = levels(text, base, shaper.check)
    for match in _TOKENS.finditer(text):
        token = match.group()
        words = list(_words_by_level(token, found[match.start() : match.end()], weight, shaper))
        runs = tuple(run for word in words for run in word.runs)
        yield Word(token, runs, sum(word.width for word in words), words[0].is_space)


def _words_by_level(token: str, found: list[int], weight: Weight, shaper: Shaper) -> Iterator[Word]:
    start = 0
    for index in range(1, len(token) + 1):
        if index == len(token) or found[index] != found[start] or index - start == _LONGEST:
            shaper.check()
            yield shaper.word(token[start:index], weight, found[start])
            start = index


def _parts(token: str, check: Callable[[], None]) -> list[str]:
    """Divide a word where a line may end within it: after hyphens, and between wide characters."""
    if is_space(token):
        return [token[start : start + _LONGEST] for start in range(0, len(token), _LONGEST)]
    parts: list[str] = []
    for part in _AFTER.split(token):
        if part.isascii() or not any(map(is_wide_script, part)):
            parts.append(part)
            continue
        current = ""
        for cluster in split_clusters(part, check):
            if len(parts) % _LONGEST == 0:
                check()
            if current and is_wide_script(cluster[0]) and cluster not in _CLOSING:
                parts.append(current)
                current = ""
            current += cluster
        parts.append(current)
    return parts


def _fitting(word: Word, weight: Weight, room: float, shaper: Shaper) -> Iterator[Word]:
    """Yield parts of a word that is wider than a line."""
    level = word.runs[0].level if word.runs else 0
    waiting = split_clusters(word.text, shaper.check)
    start = 0
    while start < len(waiting):
        end, width = start, 0.0
        while end < len(waiting) and (end == start or width <= room):
            width += shaper.width(waiting[end], weight, level)
            end += 1
        part = shaper.word("".join(waiting[start:end]), weight, level)
        while end > start + 1 and part.width > room:
            end -= 1
            part = shaper.word("".join(waiting[start:end]), weight, level)
        yield part
        start = end


def _line(words: list[Word], width: float, base: int, *, is_first: bool) -> TextLine:
    runs = tuple(run for word in words for run in word.runs)
    if base == 0 and all(run.level == 0 for run in runs):
        face = runs[0].face
        if any(not run.shown or run.face is not face for run in runs):
            return TextLine(runs, width, is_first=is_first)
        shown = "".join([run.shown for run in runs]).replace("><", "")
        glyphs = frozenset[int]().union(*[run.glyphs for run in runs])
        return TextLine(runs, width, is_first=is_first, shown=shown, glyphs=glyphs)
    trailing = len(runs)
    for word in reversed(words):
        if not word.is_space:
            break
        trailing -= len(word.runs)
    found = [run.level if index < trailing else base for index, run in enumerate(runs)]
    placed = tuple(runs[index] for index in visual_order(found))
    spoken = "".join(run.text for run in runs)
    return TextLine(placed, width, base == 1, is_first, spoken=spoken)
