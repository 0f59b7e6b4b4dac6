"""Draws copies of generated meetings in many scripts and reads them back: `python -m tools.read_back`."""

import argparse
import itertools
import sys
import time

from tools.read_back.generated import faults

_SHOWN = 20


def main() -> int:
    """Draw, read back, tell, and return 0 where all is heard as it was said."""
    parser = argparse.ArgumentParser(prog="python -m tools.read_back", description=__doc__)
    parser.add_argument("--papers", type=int, default=2000)
    count = parser.parse_args().papers
    began = time.monotonic()
    found = list(itertools.islice(faults(count), _SHOWN))
    print("\n".join(found))
    print(f"{count:,} papers, {len(found)} faults told ({time.monotonic() - began:.0f} s).")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
