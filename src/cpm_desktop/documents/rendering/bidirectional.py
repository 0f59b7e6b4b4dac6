"""The order in which runs of left-to-right and right-to-left text stand on a line.

The Unicode algorithm (UAX 9) without explicit embeddings: nested overrides are rare in what people type, and
characters that would turn text round unseen are shown by their number instead.
"""

import unicodedata
from collections.abc import Callable, Sequence

_STRONG = {"L": "L", "R": "R", "AL": "R"}
_FIRST_RIGHT_TO_LEFT = 0x590


def is_plain(text: str) -> bool:
    """Tell whether all of it runs from left to right (the usual case, and quick to see)."""
    return text.isascii() or max(map(ord, text)) < _FIRST_RIGHT_TO_LEFT or not _has_right_to_left(text)


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in text)


def base_level(text: str) -> int:
    """Return 1 where the first letter with a direction runs from right to left, else 0."""
    for character in text:
        kind = _STRONG.get(unicodedata.bidirectional(character))
        if kind:
            return 1 if kind == "R" else 0
    return 0


def levels(text: str, base: int, check: Callable[[], None] = lambda: None) -> list[int]:
    """Return each character's level: even runs to the right, odd to the left; `check` is called between the steps."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    check()
    kinds = _resolve_weak(kinds, base, check)
    check()
    kinds = _resolve_neutral(kinds, base)
    check()
    return [_level(kind, base) for kind in kinds]


def _level(kind: str, base: int) -> int:
    if base == 0:
        return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
    return {"L": 2, "AN": 2, "EN": 2}.get(kind, 1)


def _resolve_weak(kinds: list[str], base: int, check: Callable[[], None]) -> list[str]:
    start = "R" if base else "L"
    kinds = _marks_follow(kinds, start)
    check()
    last_strong = start
    for index, kind in enumerate(kinds):
        if kind in _STRONG:
            last_strong = kind
        elif kind == "EN" and last_strong == "AL":
            kinds[index] = "AN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    check()
    for index in range(1, len(kinds) - 1):
        before, after = kinds[index - 1], kinds[index + 1]
        if before == after and (
            (kinds[index] == "ES" and before == "EN") or (kinds[index] == "CS" and before in {"EN", "AN"})
        ):
            kinds[index] = before
    check()
    kinds = _terminators_follow_numbers(kinds)
    check()
    last_strong = start
    for index, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            last_strong = kind
        elif kind == "EN" and last_strong == "L":
            kinds[index] = "L"
    return kinds


def _marks_follow(kinds: list[str], start: str) -> list[str]:
    previous = start
    result = []
    for kind in kinds:
        taken = previous if kind == "NSM" else kind
        result.append(taken)
        previous = taken
    return result


def _terminators_follow_numbers(kinds: list[str]) -> list[str]:
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > index:
            is_beside = (index > 0 and kinds[index - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
            kinds[index:end] = ["EN" if is_beside else "ON"] * (end - index)
        index = end + 1
    return kinds


def _resolve_neutral(kinds: list[str], base: int) -> list[str]:
    start = "R" if base else "L"
    result = list(kinds)
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] not in {"L", "R", "EN", "AN"}:
            end += 1
        if end > index:
            before = _side(result[index - 1]) if index else start
            after = _side(kinds[end]) if end < len(kinds) else start
            result[index:end] = [before if before == after else start] * (end - index)
        index = end + 1
    return result


def _side(kind: str) -> str:
    return "R" if kind in {"EN", "AN"} else kind


def visual_order(levels_of_runs: Sequence[int]) -> list[int]:
    """Return the indexes of runs in the order in which they are drawn from left to right."""
    order = list(range(len(levels_of_runs)))
    if not order:
        return order
    for level in range(max(levels_of_runs), 0, -1):
        index = 0
        while index < len(order):
            end = index
            while end < len(order) and levels_of_runs[order[end]] >= level:
                end += 1
            if end > index:
                order[index:end] = reversed(order[index:end])
            index = end + 1
    return order
