"""`python -m benchmarks.key_presses` types ten usual captures and counts the keys that go down.

Here each capture is typed into the live meeting with real keys and looked up in the store; in LibreOffice Writer each
is typed into a form and read back from the saved document; 4Minitz is counted from what it publishes.
`--without-writer` leaves the word processor out, where it is not installed. Linux with Xvfb and setxkbmap only.
"""

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks.key_presses.counted import counted
from benchmarks.key_presses.table import counts, keys
from benchmarks.key_presses.ways import FORM, LINE, PUBLISHED_DIALOG, PUBLISHED_LINE, WRITER, every_way
from benchmarks.key_presses.writer import count_writers
from benchmarks.seen_from_outside import own_display


def main() -> None:
    """Type, count, and print the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.key_presses", description=__doc__)
    parser.add_argument("--without-writer", action="store_true", help="leave LibreOffice Writer out")
    arguments = parser.parse_args()
    with own_display() as name, tempfile.TemporaryDirectory(prefix="cpm-keys-") as folder:
        os.environ |= {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        from benchmarks.key_presses import ours  # noqa: PLC0415 - Qt needs the display first

        here = ours.count_ours(Path(folder), name)
        found = {LINE: here.line, FORM: here.form}
        if not arguments.without_writer:
            found[WRITER] = count_writers(Path(folder), name)
    ways = every_way()
    found |= {way: counted(ways[way]) for way in (PUBLISHED_LINE, PUBLISHED_DIALOG)}
    print(counts(found), "", keys({way: ways[way] for way in found}), sep="\n")


if __name__ == "__main__":
    main()
