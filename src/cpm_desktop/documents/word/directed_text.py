"""Text as Word takes it: in lines, in runs of one direction, and with a number for what no file can hold."""

import unicodedata
from collections.abc import Iterator

from cpm_desktop.documents.rendering.bidirectional import base_level, is_plain
from cpm_desktop.documents.rendering.clusters import is_control, split_lines, stand_in

_STRONG = {"L": False, "R": True, "AL": True}
_KEPT = "\t"


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something, each to stand as a paragraph of its own."""
    return [writable(line).strip() for line in split_lines(text) if line.strip()]


def writable(text: str) -> str:
    """Return text with a number such as [U+0000] for what controls, turns text round or means nothing."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        stand_in(character) if character not in _KEPT and is_control(character) else character
        for character in text
    )


def runs_from_right(text: str) -> bool:
    """Tell whether a paragraph runs from right to left: its first letter with a direction does."""
    return not is_plain(text) and base_level(text) == 1


def directed_runs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield parts of a line in one direction each, with whether it runs from right to left.

    What has no direction of its own stands with what surrounds it where both sides agree, else with the paragraph;
    figures stand with the letters before them.
    """
    if is_plain(text):
        yield text, False
        return
    base = runs_from_right(text)
    sides = _sides(text, is_from_right=base)
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or sides[place] != sides[start]:
            yield text[start:place], sides[start]
            start = place


def _sides(text: str, *, is_from_right: bool) -> list[bool]:
    sides: list[bool] = []
    before, waiting = is_from_right, 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("EN", "AN", "NSM"):
            sides += [before] * (waiting + 1)
            waiting = 0
        elif kind in _STRONG:
            now = _STRONG[kind]
            sides += [now if now == before else is_from_right] * waiting
            sides.append(now)
            before, waiting = now, 0
        else:
            waiting += 1
    return sides + [is_from_right] * waiting
