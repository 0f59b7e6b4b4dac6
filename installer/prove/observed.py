"""What a proof saw, said as it is seen and kept as a report."""

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from installer.commands import StepFailed

SMOKE_PARTS = frozenset({"store", "meeting", "paper", "signature", "verify", "pack", "spelling", "window"})


class NotProved(StepFailed):
    """Something was not as it has to be."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was looked at.

    Attributes:
        what: it is.
        seen: what was found.
        is_right: whether that is as it has to be.
        seconds: since the proof began.
    """

    what: str
    seen: str
    is_right: bool
    seconds: float


@dataclass
class Proof:
    """Keeps what was seen; the first thing that is not right ends it.

    Attributes:
        name: of the proof.
        report: where it is written.
    """

    name: str
    report: Path
    seen: list[Seen] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def expect(self, what: str, is_right: bool, seen: object = "") -> None:  # noqa: FBT001 - it reads as a sentence
        """Keep one thing.

        Raises:
            NotProved: it is not right.
        """
        one = Seen(what, str(seen).strip(), is_right, round(time.monotonic() - self.began, 1))
        self.seen.append(one)
        mark = "yes" if is_right else "NO "
        print(f"{one.seconds:7.1f} s  {mark}  {what}{f': {one.seen}' if one.seen else ''}", flush=True)
        self._write()
        if not is_right:
            raise NotProved(f"{what}: {one.seen}")

    def expect_smoke(self, what: str, report: Path, version: str) -> dict[str, Any]:
        """Keep what an installed application says of its own work; every part has to have passed.

        Raises:
            NotProved: one did not, or nothing was said.
        """
        if not report.is_file():
            self.expect(what, is_right=False, seen="it wrote no report")
        told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        parts = {part["name"]: part for part in told["parts"]}
        failed = {name: part["said"] for name, part in parts.items() if not part["passed"]}
        is_right = (
            told["passed"] and not failed and parts.keys() >= SMOKE_PARTS and told["version"] == version
        )
        passed = f"{len(parts) - len(failed)} of {len(parts)} parts passed"
        took = f"{sum(part['seconds'] for part in parts.values()):.1f} s"
        self.expect(what, is_right, f"{told['version']}, {passed}, {took} {failed or ''}")
        return told

    def _write(self) -> None:
        self.report.parent.mkdir(parents=True, exist_ok=True)
        written = {"proof": self.name, "seen": [asdict(one) for one in self.seen]}
        self.report.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
