"""A display and buses of their own, the application on them, and a probe that hears what a screen reader would."""

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.whole_meeting.keyboard import Keyboard
from tests.whole_meeting.seen_application import own_display

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
NAME = "Care planning"
FOLDER = Path(__file__).parent
ATTEMPTS = 3
PATIENCE = 8.0  # seconds; what comes, comes in hundredths
LONGEST = 90.0  # seconds; a scene is arranged in a few, also on a busy machine


class Fault(AssertionError):
    """One of the two processes could not do what it was asked."""


class Talk:
    """A process that answers each line of JSON with one."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
        )

    def ask(self, do: str, **more: object) -> Any:  # noqa: ANN401 - what JSON brings
        asking, answering = self.process.stdin, self.process.stdout
        assert asking is not None
        assert answering is not None
        asking.write(json.dumps({"do": do, **more}) + "\n")
        asking.flush()
        if not select.select([answering], [], [], LONGEST)[
            0
        ]:  # one answer to each question: none is waiting unread
            self.process.kill()
            raise Fault(f"{self.process.args!r} did not answer “{do}” in {LONGEST:.0f} s")
        line = answering.readline()
        if not line:
            raise Fault(f"{self.process.args!r} has ended: {self.process.wait(PATIENCE)}")
        said = json.loads(line)
        if "fault" in said:
            raise Fault(said["fault"])
        return said["answer"]

    def end(self) -> None:
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(frozen=True)
class Node:
    """Something on the bus, as a screen reader is told of it."""

    path: str
    parent: str
    role: str
    name: str
    description: str
    states: frozenset[str]
    area: tuple[int, int, int, int]
    labelled: tuple[str, ...]
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.role} “{self.name}”"


class Hearing:
    """The application, pressed by real keys, known by what the bus tells."""

    def __init__(self, stage: Talk, probe: Talk, keyboard: Keyboard) -> None:
        self.stage, self.probe, self.keyboard = stage, probe, keyboard
        self._at, self._title = 0, ""

    def scene(self, name: str, **more: object) -> dict[str, Any]:
        """Arrange a scene, perhaps at a size of text and of the window, and give it the keyboard."""
        return self._with_keyboard(self.stage.ask("scene", name=name, **more))

    def look(self) -> dict[str, Any]:
        """Say what is seen now."""
        return self._with_keyboard(self.stage.ask("look"))

    def appearance(self, factor: float, scheme: str = "light", **more: object) -> None:
        self.stage.ask("appearance", factor=factor, scheme=scheme, **more)

    def nodes(self) -> list[Node]:
        """Everything that is shown on the topmost window, parents first."""
        told = self.probe.ask("tree")
        nodes = [
            Node(
                *(each["path"], each["parent"], each["role"], each["name"], each["description"]),
                frozenset(each["states"]),
                tuple(each["area"] or (0, 0, 0, 0)),
                tuple(each["labelled"]),
                tuple(each.get("columns", ())),
            )
            for each in told
        ]
        starts = [place for place, node in enumerate(nodes) if not node.parent]
        if len(starts) < 2:
            return nodes
        # the dialog over the window comes last, and the room view after all
        titled = [place for place in starts if self._title in nodes[place].name]
        start = (titled or starts)[-1]
        return nodes[start : next((place for place in starts if place > start), len(nodes))]

    def press(self, keys: str) -> None:
        self.keyboard.press(keys)

    def forget(self) -> None:
        """Listen from now on; what the application still had to tell of before is not taken for what comes next."""
        self._catch_up()
        self._at = self.probe.ask("events", since=self._at, wanted="", count=1, patience=0)["end"]

    def focus(self, patience: float = 1.0) -> dict[str, Any] | None:
        """Return the next thing that came to have the keyboard; None where nothing did."""
        found = self._next("focus", patience)
        return found[-1] if found else None

    def said(self, words: str, patience: float = PATIENCE) -> str:
        """Wait for an announcement with these words; return all of it."""
        heard: list[str] = []
        end = time.monotonic() + patience
        while time.monotonic() < end:
            heard += [event["text"] for event in self._next("announcement", 0.2)]
            for text in heard:
                if words in text:
                    return text
        raise AssertionError(f"nobody said “{words}”, but: {heard}")

    def focus_at_once(self, patience: float = 0) -> dict[str, Any] | None:
        """Return what has come to have the keyboard by the time the application has done all it was to do."""
        self._catch_up()
        return self.focus(patience)

    def grab(self, path: str) -> bool:
        """Give something the keyboard, as a screen reader does."""
        return bool(self.probe.ask("grab", path=path))

    def _catch_up(self) -> None:
        self.stage.ask("catch_up")
        self.probe.ask("catch_up")

    def _next(self, wanted: str, patience: float) -> list[dict[str, Any]]:
        told = self.probe.ask("events", since=self._at, wanted=wanted, count=1, patience=patience)
        if told["events"]:
            self._at = told["end"]
        return list(told["events"])

    def _with_keyboard(self, seen: dict[str, Any]) -> dict[str, Any]:
        self.keyboard.hand_to(seen["window"])
        self._title = seen["title"]
        return seen


def what_is_missing() -> str:
    """Return the sentence that says what this machine lacks for hearing the application; empty for nothing."""
    if sys.platform != "linux":
        return "The accessibility bus is of Linux; other systems have their own."
    programs = [name for name in ("Xvfb", "dbus-daemon") if shutil.which(name) is None]
    if not any(Path(path).exists() for path in LAUNCHERS):
        programs.append("at-spi2-core")
    asked = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"], capture_output=True, check=False
    ) if Path(SYSTEM_PYTHON).exists() else None  # fmt: skip
    if asked is None or asked.returncode:
        programs.append("python3-pyatspi and gir1.2-atspi-2.0")
    return f"Not installed: {', '.join(programs)}; README.md names the packages." if programs else ""


@contextlib.contextmanager
def heard_application(folder: Path) -> Iterator[Hearing]:
    """Start the display, the buses, the application and the probe; end them all."""
    with own_display() as display, _buses(folder, display) as environment:
        stage, probe = _started(folder, environment)
        keyboard = Keyboard(display)
        try:
            yield Hearing(stage, probe, keyboard)
        finally:
            probe.end()
            keyboard.close()
            stage.end()


def _started(folder: Path, environment: dict[str, str]) -> tuple[Talk, Talk]:
    """Start both processes; where the bus was not ready when the application looked for it, once more."""
    for attempt in range(ATTEMPTS):
        stage = Talk(
            [sys.executable, str(FOLDER / "stage.py"), str(folder / f"stores-{attempt}")], environment
        )
        stage.ask("look")
        probe = Talk([SYSTEM_PYTHON, str(FOLDER / "probe.py"), NAME], _for_the_system(environment))
        try:
            probe.ask("catch_up")
        except (Fault, BrokenPipeError):
            probe.end()
            stage.end()
        else:
            return stage, probe
    raise Fault(f"the application did not come to the bus in {ATTEMPTS} attempts")


@contextlib.contextmanager
def _buses(folder: Path, display: str) -> Iterator[dict[str, str]]:
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    environment = os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PYTHONUTF8": "1",
        "PYTHONFAULTHANDLER": "1",
        "NO_AT_BRIDGE": "1",
    }
    environment.pop("AT_SPI_BUS_ADDRESS", None)
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True, start_new_session=True,
    )  # fmt: skip
    assert bus.stdout is not None
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    launcher = subprocess.Popen(
        [next(path for path in LAUNCHERS if Path(path).exists()), "--launch-immediately"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
    )  # fmt: skip
    try:
        yield environment
    finally:
        for process in (launcher, bus):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(PATIENCE)
        bus.stdout.close()


def _for_the_system(environment: dict[str, str]) -> dict[str, str]:
    """The system's Python knows nothing of the virtual environment."""
    return {
        key: value for key, value in environment.items() if not key.startswith(("PYTHONPATH", "VIRTUAL_ENV"))
    }
