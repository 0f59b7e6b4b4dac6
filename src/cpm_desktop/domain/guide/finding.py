"""Finds words in the guide: each word typed begins a word of the place that is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpm_desktop.domain.guide.topics import as_words, texts_of
from cpm_desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpm_desktop.domain.guide.topics import Guide, Topic

_WORD: Final = re.compile(r"[\w'’+]+")
_LONGEST: Final = 110  # letters of an excerpt
_IN_TITLE, _IN_HEADING, _IN_TEXT = range(3)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place of the guide.

    Attributes:
        topic: the topic's id.
        title: the topic's title.
        heading: of its section; empty for the first.
        excerpt: what stands there, shortened.
    """

    topic: str
    title: str
    heading: str
    excerpt: str


def find_in_guide(guide: Guide, typed: str) -> tuple[FoundPlace, ...]:
    """Return where all typed words stand, titles first, at most one place of a section; nothing for no words."""
    wanted = _words(typed)
    if not wanted:
        return ()
    ranked = [(rank, place) for topic in guide.topics for rank, place in _places(topic, wanted)]
    ranked.sort(key=lambda pair: pair[0])  # those of one rank stay in the order of the guide
    return tuple(place for _, place in ranked)


def _places(topic: Topic, wanted: Sequence[str]) -> Iterator[tuple[int, FoundPlace]]:
    for section in topic.sections:
        texts = [as_words(text) for block in section.blocks for text in texts_of(block)]
        if not section.heading and _has_all(topic.title, wanted):
            yield _IN_TITLE, FoundPlace(topic.id, topic.title, "", _shortened(next(iter(texts), ""), ()))
        elif _has_all(section.heading, wanted):
            yield _IN_HEADING, _found(topic, section.heading, next(iter(texts), ""), ())
        else:
            for text in texts:
                if _has_all(f"{topic.title} {section.heading} {text}", wanted) and _has_any(text, wanted):
                    yield _IN_TEXT, _found(topic, section.heading, text, wanted)
                    break


def _found(topic: Topic, heading: str, text: str, wanted: Sequence[str]) -> FoundPlace:
    return FoundPlace(topic.id, topic.title, heading, _shortened(text, wanted))


def _has_all(text: str, wanted: Sequence[str]) -> bool:
    words = _words(text)
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _has_any(text: str, wanted: Sequence[str]) -> bool:
    words = _words(text)
    return any(word.startswith(part) for word in words for part in wanted)


def _shortened(text: str, wanted: Sequence[str]) -> str:
    """Return what stands around the first word that is wanted."""
    if len(text) <= _LONGEST:
        return text
    first = next(
        (
            found.start()
            for found in _WORD.finditer(text)
            if any(fold(found[0]).startswith(part) for part in wanted)
        ),
        0,
    )
    start = 0 if first + 20 < _LONGEST else text.rfind(" ", 0, max(first - _LONGEST // 3, 1)) + 1
    end = start + _LONGEST
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _words(text: str) -> list[str]:
    return [fold(found[0]) for found in _WORD.finditer(text)]
