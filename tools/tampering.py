"""Tries every change of a signed file: `python -m tools.tampering [--of record] [--all-bits] [--every N]`.

One bit of every byte (each of its eight with `--all-bits`), every cut, every byte put behind the end, and every change
of the tests' list, alone and signed over; for two signed pages with little else (not the list: they lack what it
alters), the shortest record as the application signs it, a signed file with everything in it, a countersigned one and
one whose time a server confirmed. Each is checked by the application's own `verify`, whole. Says how many were tried,
and names each that was taken for whole. With `--every N` only every Nth byte is tried; the tests try a sample of it.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.documents.signature_field import (
    CHAIR,
    COUNTERSIGNER,
    SignatureField,
    reserve_signature_fields,
    time_fields,
)
from cpm_desktop.documents.signing import CannotSignDocument, SignatureRequest, sign_pdf
from cpm_desktop.documents.time_stamping import add_time
from cpm_desktop.documents.verifying import NotAPdf, verify
from cpm_desktop.domain.aggregate import shelves
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.readers import Reader, ReaderKind
from cpm_desktop.services.time_server import asked
from tests.documents.fictional_documents import SIGNED_AT, make_identity, two_pages
from tests.documents.tampering import CHANGES, REWRITES, altered, everything_in_it
from tests.documents.time_servers import known, right_answer, serving
from tests.domain.papers.forms_at_hand import standard_form
from tests.scenario_meeting import scenario_meeting

_BITS, _BYTES, _BATCH = 8, 256, 64
_TOLD_EACH = 5_000  # changes: an hour is long to hear nothing
_BARE = "pages"
_LATER = SIGNED_AT + timedelta(hours=1)


def shortest_record() -> bytes:
    """Return the record of a meeting at which nothing was said, drawn and signed as the application does it."""
    meeting = scenario_meeting()
    said: dict[str, Any] = {
        shelf.field: ()
        for kind, shelf in shelves(Meeting).items()
        if not shelf.is_single and kind not in ("child", "attendee")
    }
    empty = replace(meeting, **said, attendees=meeting.attendees[:2])
    drawn = PaperRenderer().render(build_minutes(standard_form(), empty, Reader(ReaderKind.FILE)), SIGNED_AT)
    places = [
        SignatureField(each.name, each.page, each.rect, each.tooltip) for each in drawn.signature_places
    ]
    prepared = reserve_signature_fields(drawn.pdf, [*places, *time_fields()], SIGNED_AT)
    return sign_pdf(prepared, make_identity("Priya Nair"), SignatureRequest(CHAIR, SIGNED_AT))


def files() -> dict[str, bytes]:
    """Return the files that are tried."""
    chair, colleague = make_identity("Priya Nair"), make_identity("Joy Okafor")
    signed = sign_pdf(everything_in_it(), chair, SignatureRequest(CHAIR, SIGNED_AT))
    both = sign_pdf(signed, colleague, SignatureRequest(COUNTERSIGNER, _LATER))
    with serving(right_answer(_LATER)) as address:
        timed = add_time(both, lambda request: asked(address, request), (known(_LATER),), _LATER)
    pages = sign_pdf(two_pages(), chair, SignatureRequest(CHAIR, SIGNED_AT))
    return {
        "pages": pages,
        "record": shortest_record(),
        "signed": signed,
        "countersigned": both,
        "confirmed": timed,
    }


def byte_changes(pdf: bytes, every: int, *, all_bits: bool = False) -> Iterator[tuple[str, int, int]]:
    """Yield each change of the bytes: what, where, and which bit or byte."""
    for place in range(0, len(pdf), every):
        yield from (("flip", place, bit) for bit in (range(_BITS) if all_bits else (place % _BITS,)))
    yield from (("cut", place, 0) for place in range(len(pdf) - 1, 5, -every))
    yield from (("append", len(pdf), byte) for byte in range(0, _BYTES, every))


def changed(pdf: bytes, change: tuple[str, int, int]) -> bytes:
    """Carry a change out."""
    what, place, which = change
    if what == "cut":
        return pdf[:place]
    if what == "append":
        return pdf + bytes([which])
    return pdf[:place] + bytes([pdf[place] ^ 1 << which]) + pdf[place + 1 :]


def passes(pdf: bytes, change: tuple[str, int, int]) -> bool:
    """Tell whether a changed file is taken for whole."""
    try:
        return verify(changed(pdf, change)).is_whole
    except NotAPdf:
        return False


def try_changes(
    name: str, pdf: bytes, every: int, processes: int | None = None, *, all_bits: bool = False
) -> tuple[int, list[str]]:
    """Try all changes of bytes; a cut back to an earlier signature is a file that was whole, and known by its hash."""
    changes = list(byte_changes(pdf, every, all_bits=all_bits))
    with ProcessPoolExecutor(processes) as workers:
        found = workers.map(passes, [pdf] * len(changes), changes, chunksize=_BATCH)
        passed = []
        for number, (change, is_whole) in enumerate(zip(changes, found, strict=True), 1):
            passed += [change] if is_whole else []
            if number % _TOLD_EACH == 0:
                print(f"  {number:,} of {len(changes):,} tried, {len(passed)} whole.", flush=True)
    named = [f"{name}: {what} at {place}, {which}" for what, place, which in passed]
    return len(changes), named


def try_revisions(name: str, pdf: bytes) -> tuple[int, list[str]]:
    """Try the list of revisions, alone and signed over, and the files made of the bytes."""
    colleague = make_identity("Joy Okafor")
    passed, tried = [], 0
    for what, change in CHANGES.items():
        alone = altered(pdf, change)
        over = alone
        if name == "signed":
            try:
                over = sign_pdf(alone, colleague, SignatureRequest(COUNTERSIGNER, _LATER))
            except CannotSignDocument:
                over = alone  # the place for it is gone
        tried += 2
        passed += [f"{name}: {what}" for each in (alone, over) if verify(each).is_whole]
    for what, rewrite in REWRITES.items():
        tried += 1
        passed += [f"{name}: {what}"] if verify(rewrite(pdf)).is_whole else []
    return tried, passed


def told(name: str, tried: tuple[int, list[str]], earlier: list[int]) -> int:
    """Say what was found, and return how many changes were taken for whole."""
    count, passed = tried
    bad = [each for each in passed if not any(f"cut at {length}," in each for length in earlier)]
    print(f"{name}: {count} changes, {len(bad)} taken for whole.", *bad, sep="\n  ", flush=True)
    return len(bad)


def main() -> int:
    """Try everything, and say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try every Nth byte")
    parser.add_argument("--all-bits", action="store_true", help="each bit of a byte, not one of them")
    parser.add_argument("--of", action="append", metavar="FILE", help="of this file alone; may be repeated")
    parser.add_argument("--processes", type=int, help="how many at once; as many as there are processors")
    wanted, wrong, made = parser.parse_args(), 0, files()
    earlier = [len(pdf) for pdf in made.values()]
    for name, pdf in made.items():
        if wanted.of and name not in wanted.of:
            continue
        began = time.monotonic()
        if not verify(pdf).is_whole:
            print(f"{name}: the file that nobody touched is not whole.")
            return 1
        if name != _BARE:
            wrong += told(f"{name}, added to", try_revisions(name, pdf), earlier)
        tried = try_changes(name, pdf, wanted.every, wanted.processes, all_bits=wanted.all_bits)
        wrong += told(f"{name}, {len(pdf):,} bytes", tried, earlier)
        print(f"  {(time.monotonic() - began) / 60:.1f} minutes.", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
