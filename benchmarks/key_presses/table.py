"""The counts as tables in Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from benchmarks.key_presses.captures import KINDS
from benchmarks.key_presses.counted import Counted
from benchmarks.key_presses.strokes import Chord, Stroke, Words

_WORDS: Final = "…"


def counts(ways: Mapping[str, Sequence[Counted]]) -> str:
    """Return presses beyond the words, by capture and way, with all presses beside them.

    Args:
        ways: what was counted, by the name of the way, in the order of the captures.
    """
    rows = [
        ("what is captured", "its words", *ways),
        ("---", "---:", *("---:" for _ in ways)),
    ]
    for place, kind in enumerate(KINDS):
        ones = [counted[place] for counted in ways.values()]
        rows.append((kind, str(ones[0].words), *(f"{one.beyond} ({one.all_presses})" for one in ones)))
    words = sum(one.words for one in next(iter(ways.values())))
    totals = [
        f"**{sum(one.beyond for one in counted)}** ({sum(one.all_presses for one in counted)})"
        for counted in ways.values()
    ]
    rows.append(("**all ten**", str(words), *totals))
    return _table(rows)


def keys(ways: Mapping[str, Sequence[Sequence[Stroke]]]) -> str:
    """Return what is pressed, by capture and way; "…" stands for the words."""
    rows = [("what is captured", *ways), ("---", *("---" for _ in ways))]
    rows += [(kind, *(_shown(way[place]) for way in ways.values())) for place, kind in enumerate(KINDS)]
    return _table(rows)


def _shown(strokes: Iterable[Stroke]) -> str:
    return " ".join(_each(strokes))


def _each(strokes: Iterable[Stroke]) -> Iterator[str]:
    for stroke in strokes:
        if isinstance(stroke, Words):
            yield _WORDS
        elif isinstance(stroke, Chord):
            times = f" × {stroke.times}" if stroke.times > 1 else ""
            yield f"[{stroke.keys.replace('Return', 'Enter')}{times}]"
        else:
            yield f"`{stroke.text}`"


def _table(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
