"""Opens spoilt packs and judges what comes of it."""

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from tools.fuzz_packs.a_pack import FILE, a_pack
from tools.fuzz_packs.mutants import flipped, spoilt

from cpm_desktop.domain.packs import Pack
from cpm_desktop.exchange.pack_body import read_body, write_body
from cpm_desktop.exchange.pack_keys import PackKeys, make_pack_keys
from cpm_desktop.exchange.pack_refusals import PackRefused
from cpm_desktop.exchange.pack_seal import (
    Unsealed,
    seal_to_address,
    seal_with_passphrase,
    signed_content,
    unseal_for,
    unseal_with,
    verified,
)

_SLOW = 1.0  # seconds of the processor that one pack may take
_WORTH_MEASURING = 0.25  # seconds on the wall
_SEALED_ANEW_WHOLE = 20  # of so many signed anew, one goes through age as well
PASSPHRASE = "river candle orchard seven"  # noqa: S105 - of a pack that is made to be spoilt
Opener = Callable[[bytes], Unsealed]
T = TypeVar("T")


@dataclass(slots=True)
class Tally:
    """How a run went.

    Attributes:
        tried: spoilt packs by where they were spoilt: the sealed file, what is inside, the JSON signed anew.
        refused: by the class of refusal.
        sound: signed anew, they were sound packs all the same: read and written again, they are the same bytes.
        faults: what should never happen: taken falsely, another exception, slow.
        slowest: seconds of the processor that the slowest took, of those that took a quarter on the wall.
    """

    tried: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    sound: int = 0
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0


def unchecked(inside: bytes) -> Unsealed:
    """Take a pack apart without asking whether its signature is right: what has to be found out."""
    start = inside.find(b"\n") + 1
    length = int.from_bytes(inside[start + 96 : start + 100], "big")
    body, files = inside[start + 100 : start + 100 + length], inside[start + 100 + length :]
    return Unsealed(body, inside[start : start + 32], files)


def walk(count: int, seed: int, *, check_signature: Callable[[bytes], Unsealed] = verified) -> Tally:
    """Spoil a pack in so many ways, a third of them in each place.

    Args:
        count: how many.
        seed: of the dice.
        check_signature: as a pack checks it; `unchecked` checks nothing, which must be noticed.
    """
    # Each place has dice of its own: a sealed file is never twice of the same length, and would move the others.
    outside, within, dice = (random.Random(f"{seed} {place}") for place in range(3))  # noqa: S311 - dice of a test
    tally, keys = Tally(), make_pack_keys()
    body = write_body(a_pack(keys, keys.address))
    inside = signed_content(body, keys, (FILE,))
    sealed = seal_to_address(inside, keys.address)
    for turn in range(count):
        match turn % 3:
            case 0:
                _unsigned(tally, "sealed", sealed, outside, lambda content: unseal_for(content, keys))
            case 1:
                _unsigned(tally, "inside", inside, within, check_signature)
            case _:
                _signed_anew(tally, body, keys, dice, is_whole=turn % _SEALED_ANEW_WHOLE == 0)
    return tally


def walk_by_passphrase(count: int, seed: int) -> Tally:
    """Spoil a pack that was sealed with a passphrase; each takes a second or two to open."""
    dice, tally = random.Random(seed), Tally()  # noqa: S311 - dice of a test
    keys = make_pack_keys()
    sealed = seal_with_passphrase(signed_content(write_body(a_pack(keys, "")), keys, (FILE,)), PASSPHRASE)
    for _ in range(count):
        _unsigned(
            tally, "by passphrase", sealed, dice, lambda content: unseal_with(content, PASSPHRASE), slow=30.0
        )
    return tally


def _unsigned(
    tally: Tally, where: str, sound: bytes, dice: random.Random, opener: Opener, slow: float = _SLOW
) -> None:
    content = flipped(sound, dice)
    if content == sound:
        return

    def opened() -> Unsealed:
        unsealed = opener(content)
        if unsealed.files != FILE:  # the signature covers them by their hashes in the body
            _read(unsealed)
        return unsealed

    for unsealed in _outcome(tally, where, opened, where, slow):
        tally.faults.append(f"{where}: taken though it was changed ({len(unsealed.body)} bytes)")


def _signed_anew(tally: Tally, body: bytes, keys: PackKeys, dice: random.Random, *, is_whole: bool) -> None:
    mutant = spoilt(body, dice)
    if mutant.body == body and mutant.files is None:
        return
    files = FILE if mutant.files is None else mutant.files

    def opened() -> Pack:
        inside = signed_content(mutant.body, keys, (files,))
        if is_whole:
            return _read(unseal_for(seal_to_address(inside, keys.address), keys))
        return _read(verified(inside))

    for pack in _outcome(tally, "signed anew", opened, mutant.how, _SLOW):
        if mutant.must_be_refused or write_body(pack) != mutant.body:
            tally.faults.append(f"signed anew: taken falsely ({mutant.how})")
        else:
            tally.sound += 1


def _read(unsealed: Unsealed) -> Pack:
    return read_body(unsealed.body, unsealed.key, unsealed.files)


def _outcome(tally: Tally, where: str, opener: Callable[[], T], how: str, slow: float) -> Iterator[T]:
    tally.tried[where] = tally.tried.get(where, 0) + 1
    started = time.perf_counter()
    try:
        yield opener()
    except PackRefused as error:
        name = type(error).__name__
        tally.refused[name] = tally.refused.get(name, 0) + 1
    except BaseException as error:  # whatever else comes is looked for, a panic of Rust's too
        if isinstance(error, KeyboardInterrupt):
            raise
        tally.faults.append(f"{where}: {type(error).__name__} ({how})")
    if time.perf_counter() - started < _WORTH_MEASURING:
        return
    took = _processor_time(opener)
    tally.slowest = max(tally.slowest, took)
    if took > slow:
        tally.faults.append(f"{where}: took {took:.1f} s ({how})")


def _processor_time(opener: Callable[[], object]) -> float:
    """Open it once more, and return the seconds of the processor: asking for them takes longer than most openings."""
    started = time.process_time()
    with contextlib.suppress(BaseException):
        opener()
    return time.process_time() - started
