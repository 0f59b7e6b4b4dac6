"""`python -m benchmarks` measures everything, `python -m benchmarks NAME …` some of it."""

import argparse
import importlib
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.report import markdown

NAMES: Final = {
    "first-paint": "first_paint",
    "typing": "typing_latency",
    "commit": "commit",
    "close": "close_to_signed",
    "stop": "stopping",
    "caseload": "caseload",
    "preview": "preview",
    "form": "large_form",
}


def main() -> int:
    """Measure what is asked for and print a Markdown table.

    Returns:
        0 where every target is met or could not be judged, 1 where one is missed.
    """
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument(
        "--short", action="store_true", help="a few rounds on little data: only to see it run"
    )
    parser.add_argument("--notes", type=Path, metavar="FILE", help="write profiles and query plans here")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in NAMES]
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}")
    comparisons, notes = [], []
    for name in arguments.names or NAMES:
        began = time.monotonic()
        found = importlib.import_module(f"benchmarks.{NAMES[name]}").measure(is_short=arguments.short)
        comparisons += found.comparisons
        notes += found.notes
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    print(markdown(comparisons))
    if arguments.notes:
        arguments.notes.write_text("\n\n".join(notes) + "\n", encoding="utf-8")
    return int(any(one.is_met() is False for one in comparisons))


if __name__ == "__main__":
    sys.exit(main())
