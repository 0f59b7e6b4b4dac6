"""From asking a signing to stop to its answer, at moments all through it; and that no half file is left."""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.close_to_signed import Signings
from benchmarks.held_meeting import open_held_meeting
from benchmarks.measured import Measured
from benchmarks.rounds import Comparison, seconds
from cpm_desktop.services.signing_stop import SigningStopped
from cpm_desktop.storage.keys import LEAST_COST

_ROUNDS = 24
_LAST_MOMENT = 0.95  # of the time that signing takes


def measure(*, is_short: bool) -> Measured:
    """Stop one signing after the other, each a little later; those that were locked by then go on to their end."""
    rounds = 3 if is_short else _ROUNDS
    with tempfile.TemporaryDirectory(prefix="cpm-benchmark-") as name:
        folder = Path(name)
        with open_held_meeting(
            folder, cost=LEAST_COST
        ) as held:  # a key derived as in use: nothing interrupts that
            now = held.desk.now()
        signings = Signings(folder / "demo" / "store", held.passphrase, held.meeting_id, now)
        floors, answers, finished = [], [], 0
        with closing(signings):
            signings.open_a_copy()
            usual = seconds(signings.sign)
            for number in range(rounds):
                signings.open_a_copy()
                delay = usual * _LAST_MOMENT * number / rounds
                floors.append(_bare_answer())
                took, is_signed = _stopped_after(signings, delay)
                answers.append(took)
                finished += is_signed
                signings.require_all_or_nothing(is_signed=is_signed)
        title = "from asking a signing to stop to its answer, nothing left"
        compared = Comparison(
            title, "a thread that waits", tuple(floors), tuple(answers), limit=0.5, limit_at=1.0
        )
        note = f"{rounds} signings asked to stop: {finished} were locked by then and went on to their end."
        return Measured((compared,), (note,))


def _stopped_after(signings: Signings, delay: float) -> tuple[float, bool]:
    """Return how long the answer took in seconds, and whether the record is signed all the same."""
    asked, signed = threading.Event(), threading.Event()

    def sign() -> None:
        try:
            signings.sign(asked.is_set)
            signed.set()
        except SigningStopped:
            pass

    with _running(sign) as thread:
        time.sleep(delay)
        asked.set()
        return seconds(thread.join), signed.is_set()


def _bare_answer() -> float:
    asked = threading.Event()
    with _running(asked.wait) as thread:
        asked.set()
        return seconds(thread.join)


@contextmanager
def _running(doing: object) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=doing)  # type: ignore[arg-type]  # it takes nothing
    thread.start()
    try:
        yield thread
    finally:
        thread.join()
