"""Looks for leaks at length: 20,000 trees and 500 files of generated meetings, and all papers beside the minutes.

python -m tools.canaries [--trees 20000] [--files 500] [--lives 500]

A life is a child's file with a meeting that is prepared, one that was held, a later one, and one that is waived, in a
real store; looked at are their agendas, invitations and calendar files, attendance sheets, action lists, letters,
slips, notices, the room's screen, and what the later meeting takes over.
"""

import argparse
import sys

from tools.canaries.walking import Walked, walk_files, walk_trees
from tools.canaries.walking_papers import walk_papers

_SHOWN = 20


def main() -> int:
    """Walk, and tell what was found; 1 where a word got to somebody whom it is not for."""
    parser = argparse.ArgumentParser(prog="python -m tools.canaries", description=__doc__)
    parser.add_argument("--trees", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--lives", type=int, default=500)
    wanted = parser.parse_args()
    found = [_tell("trees", walk_trees(wanted.trees)), _tell("files", walk_files(wanted.files))]
    found.append(_tell("papers and screens", walk_papers(wanted.lives)))
    return 1 if any(found) else 0


def _tell(what: str, walked: Walked) -> int:
    found = f"{walked.planted:,} words not for their readers, {len(walked.leaks)} leaks"
    print(f"{walked.looked_at:,} {what}, {found}.", flush=True)
    for leak in walked.leaks[:_SHOWN]:
        print(f"  {leak}")
    return len(walked.leaks)


if __name__ == "__main__":
    sys.exit(main())
