"""Spoils a meeting pack in a million ways, and 200 with a passphrase; none may be taken, none may end in anything else.

python -m tools.fuzz_packs [--count 1000000] [--by-passphrase 200] [--seed 1]
"""

import argparse
import resource
import sys
import time

from tools.fuzz_packs.walking import Tally, walk, walk_by_passphrase

_SHOWN = 20
_AT_A_TIME = 50_000  # so often it is told how it goes


def main() -> int:
    """Walk, and tell what was found; 1 where a spoilt pack was taken, or something else than a refusal came."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz_packs", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--by-passphrase", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    found = 0
    for place, begun in enumerate(range(0, wanted.count, _AT_A_TIME)):
        started = time.perf_counter()
        found += _tell(walk(min(_AT_A_TIME, wanted.count - begun), wanted.seed + place), started)
    started = time.perf_counter()
    found += _tell(walk_by_passphrase(wanted.by_passphrase, wanted.seed), started)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"Most memory: {most} MB.")
    return 1 if found else 0


def _tell(tally: Tally, started: float) -> int:
    tried, seconds = sum(tally.tried.values()), time.perf_counter() - started
    places = ", ".join(f"{number:,} {where}" for where, number in tally.tried.items())
    print(
        f"{tried:,} spoilt packs ({places}) in {seconds:,.0f} s: {tried / max(seconds, 0.001):,.0f} a second."
    )
    print(f"  refused: {', '.join(f'{n:,} {name}' for name, n in sorted(tally.refused.items()))}")
    print(
        f"  sound all the same: {tally.sound:,}; slowest {tally.slowest:.2f} s; faults: {len(tally.faults)}"
    )
    for fault in tally.faults[:_SHOWN]:
        print(f"    {fault}")
    return len(tally.faults)


if __name__ == "__main__":
    sys.exit(main())
