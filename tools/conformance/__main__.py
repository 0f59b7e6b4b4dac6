"""`python -m tools.conformance FOLDER …` checks every PDF below folders; it ends with 1 where one does not conform."""

import argparse
import sys
import time
from pathlib import Path

from tools.conformance.validator import NoValidator, running_validator


def main() -> int:
    """Check, tell, and return 0 where all conform."""
    parser = argparse.ArgumentParser(prog="tools.conformance", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--every", type=int, default=1, help="check one file in so many (1)")
    arguments = parser.parse_args()
    files = sorted(path for folder in arguments.folders for path in folder.rglob("*.pdf"))[:: arguments.every]
    began, faulty = time.monotonic(), 0
    try:
        with running_validator() as validator:
            for path in files:
                broken = validator.verdict(path).broken
                faulty += bool(broken)
                if broken:
                    print(f"{path}: {', '.join(broken)}")
    except NoValidator as missing:
        print(missing)
        return 1
    took = time.monotonic() - began
    print(f"{len(files) - faulty} of {len(files)} files are PDF/A-3a and PDF/UA-1 ({took:.0f} s).")
    return int(bool(faulty) or not files)


if __name__ == "__main__":
    sys.exit(main())
