"""`python -m benchmarks.typist` types a meeting at 90 words a minute; `--load` as fast as keys are taken.

Three minutes at 90 words a minute unless `--minutes` says otherwise; `--load` types what three hours bring (500
captures and 20,000 letters, at about a hundred times the speed), or a part of it with `--part`. It ends with 1 where
anything typed was lost, changed or put in another order, or is not in the printed minutes; the figures of time are
told, and judged with `--strict`, for which the machine has to be quiet.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.report import markdown
from benchmarks.rounds import Comparison, quantile
from benchmarks.seen_from_outside import own_display

if TYPE_CHECKING:
    from benchmarks.typist.session import Typed

_WORDS_A_MINUTE: Final = 90
_CAPTURES, _LETTERS = 500, 20_000  # what a meeting of three hours brings
_MOST_GROWTH: Final = 30.0  # megabytes
_TARGET, _LIMIT = 1.5, 0.016
_END: Final = 0.1  # the first and last tenth are told apart


def main() -> int:
    """Type, tell, and return 0 where all is well."""
    parser = argparse.ArgumentParser(prog="benchmarks.typist", description=__doc__)
    parser.add_argument(
        "--minutes", type=float, default=3.0, help="how long to type at 90 words a minute (3)"
    )
    parser.add_argument(
        "--load", action="store_true", help="what three hours bring, as fast as keys are taken"
    )
    parser.add_argument("--part", type=float, default=1.0, help="of the load, 0 to 1")
    parser.add_argument(
        "--strict", action="store_true", help="end with 1 where a figure of time is missed, too"
    )
    arguments = parser.parse_args()
    if sys.platform != "linux":
        return _run(arguments)
    with own_display() as name:
        os.environ |= {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    from benchmarks.typist.session import Load, type_meeting  # noqa: PLC0415 - Qt needs the display first

    if arguments.load:
        load = Load(letters=round(_LETTERS * arguments.part), captures=round(_CAPTURES * arguments.part))
    else:
        load = Load(words_a_minute=_WORDS_A_MINUTE, seconds=arguments.minutes * 60)
    with tempfile.TemporaryDirectory(prefix="cpm-typist-") as folder:
        typed = type_meeting(Path(folder), load)
    comparisons = list(_comparisons(typed))
    print("\n".join(_told(typed)))
    print(markdown(comparisons))
    is_slow = any(one.is_met() is False for one in comparisons) or typed.stalls or typed.growth > _MOST_GROWTH
    is_lost = bool(typed.held.wrong or typed.held.not_printed or typed.errors)
    return int(is_lost or (arguments.strict and bool(is_slow)))


def _told(typed: "Typed") -> Iterator[str]:
    yield (
        f"Typed {typed.letters:,} letters in {typed.took:.0f} s: {typed.notes} notes and {typed.captures} captures, "
        f"{typed.held.letters:,} letters of which have to stand in the record."
    )
    yield f"Lost, changed or out of order: {len(typed.held.wrong)}. Not printed: {len(typed.held.not_printed)}."
    yield from typed.held.wrong[:20]
    yield from typed.held.not_printed[:20]
    yield from typed.errors
    yield (
        f"Pauses of the window over 0.1 s that the machine does not share: {len(typed.stalls)} "
        f"(pauses of the machine over 0.05 s: {len(typed.machine_stalls)}). Memory grew by {typed.growth:.1f} MB."
    )
    yield (
        f"{len(typed.chords):,} chords, until the window had followed: p50 {_milliseconds(typed.chords, 0.5)}, "
        f"p95 {_milliseconds(typed.chords, 0.95)}, p99 {_milliseconds(typed.chords, 0.99)}."
    )
    by_pairs = quantile([one / other for one, other in zip(typed.product, typed.floor, strict=True)], 0.95)
    against_itself = quantile([one / other for one, other in pairwise(typed.floor)], 0.95)
    yield (
        f"Of each letter's own ratio the p95 is {by_pairs:.2f}; of the bare field's against itself, one letter and "
        f"the next, {against_itself:.2f}: so much of it is the machine."
    )
    yield from (f"{one.length * 1000:.0f} ms at {one.during}" for one in typed.stalls[:20])


def _milliseconds(times: tuple[float, ...], part: float) -> str:
    return f"{quantile(times, part) * 1000:.1f} ms"


def _comparisons(typed: "Typed") -> Iterator[Comparison]:
    count = max(1, round(len(typed.product) * _END))
    parts = {"": slice(None), ", the first tenth": slice(count), ", the last tenth": slice(-count, None)}
    for words, part in parts.items():
        floor, product = typed.floor[part], typed.product[part]
        one = Comparison(
            f"typed letter to its painting{words}",
            "bare QPlainTextEdit",
            floor,
            product,
            _TARGET,
            is_paired=False,
        )
        yield one
        yield replace(one, name=f"the same{words}", target=None, limit=_LIMIT, limit_at=0.99)


if __name__ == "__main__":
    sys.exit(main())
