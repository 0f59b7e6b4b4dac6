"""Spoils a meeting pack in a million ways, and 200 with a passphrase; none may be taken, none may end in anything else.

python -m tools.fuzz_packs [--count 1000000] [--by-passphrase 200] [--at-a-store 2000] [--seed 1]

Those at a store are sound though they were spoilt, and are looked into and taken.

`--control` opens packs without asking whether their signature is right, and has to be found out.
"""

import argparse
import resource
import sys
import time
from pathlib import Path

from tools.fuzz_packs.taking import walk_at_a_store
from tools.fuzz_packs.walking import Tally, unchecked, walk, walk_by_passphrase

from cpm_desktop.exchange.pack_seal import verified

_SHOWN = 20
_AT_A_TIME = 50_000  # so often it is told how it goes
_MOST_MEMORY, _MOST_BY_PASSPHRASE = 200, 350  # MB, of this program with everything it has loaded


def main() -> int:
    """Walk, and tell what was found; 1 where a spoilt pack was taken, or something else than a refusal came."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz_packs", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--by-passphrase", type=int, default=200)
    parser.add_argument("--at-a-store", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true", help="check no signature")
    wanted = parser.parse_args()
    found, check = 0, unchecked if wanted.control else verified
    for place, begun in enumerate(range(0, wanted.count, _AT_A_TIME)):
        started, written = time.perf_counter(), _written()
        tally = walk(min(_AT_A_TIME, wanted.count - begun), wanted.seed + place, check_signature=check)
        found += _tell(tally, started, _written() - written, _MOST_MEMORY)
    started, written = time.perf_counter(), _written()
    tally = walk_by_passphrase(wanted.by_passphrase, wanted.seed)
    found += _tell(tally, started, _written() - written, _MOST_BY_PASSPHRASE)
    started = time.perf_counter()
    found += _tell(walk_at_a_store(wanted.at_a_store, wanted.seed), started, 0, _MOST_BY_PASSPHRASE)
    return 1 if found else 0


def _written() -> int:
    """Return the bytes that this program has written to anything so far; 0 where nobody counts them."""
    counts = Path("/proc/self/io")
    return int(counts.read_text(encoding="ascii").split()[3]) if counts.exists() else 0


def _tell(tally: Tally, started: float, written: int, most: int) -> int:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if written:
        tally.faults.append(f"{written:,} bytes were written")
    if memory > most:
        tally.faults.append(f"{memory} MB of memory were taken")
    tried, seconds = sum(tally.tried.values()), time.perf_counter() - started
    places = ", ".join(f"{number:,} {where}" for where, number in tally.tried.items())
    print(
        f"{tried:,} spoilt packs ({places}) in {seconds:,.0f} s: {tried / max(seconds, 0.001):,.0f} a second."
    )
    print(f"  refused: {', '.join(f'{n:,} {name}' for name, n in sorted(tally.refused.items()))}")
    print(
        f"  sound all the same: {tally.sound:,}; slowest {tally.slowest:.2f} s; most memory so far {memory} MB; "
        f"bytes written: {written}; faults: {len(tally.faults)}",
        flush=True,
    )
    for fault in tally.faults[:_SHOWN]:
        print(f"    {fault}")
    return len(tally.faults)


if __name__ == "__main__":
    sys.exit(main())
