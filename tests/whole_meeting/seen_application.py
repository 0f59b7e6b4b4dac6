"""The application on a display of its own: pressed by keys, known by what a screen reader would say."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, Self

from tests.whole_meeting.keyboard import Keyboard

OBSERVED = Path(__file__).with_name("observed_application.py")
PATIENCE = 20.0  # seconds; a loaded machine is slow, a right program is not
LETTERS = "’‘“”–é…ọ̀"


@dataclass(frozen=True)
class Seen:
    """What can be seen and heard at one moment."""

    title: str
    window: int
    popup: bool
    holder: int
    focus: str
    kind: str
    checked: bool
    texts: list[str]

    def says(self, words: str) -> bool:
        return any(words in text for text in self.texts)


class Running(Protocol):
    """A process with the application in it; subprocess.Popen is one."""

    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, signal: int, /) -> None: ...


def begin_process(arguments: list[str], environment: Mapping[str, str]) -> Running:
    """Start the application in a new process."""
    return subprocess.Popen(
        [sys.executable, str(OBSERVED), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


@contextmanager
def own_display() -> Iterator[str]:
    """A display that only this test draws on."""
    reading, writing = os.pipe()
    command = [
        shutil.which("Xvfb") or "",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1440x900x24",
        "-noreset",
    ]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


class SeenApplication:
    """One run of the application over a store."""

    def __init__(
        self,
        display: str,
        store: Path,
        witness: Path | None = None,
        begin: Callable[[list[str], Mapping[str, str]], Running] = begin_process,
    ) -> None:
        """What stands on the screen goes into the file `witness` time and again, if one is named."""
        self.keyboard = Keyboard(display, LETTERS)
        environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONUTF8": "1",
            "PYTHONFAULTHANDLER": "1",
            # the size of the window and of the text that another test left behind are not this one's
            "XDG_CONFIG_HOME": str(store.parent / "config"),
        }
        named = [str(witness)] if witness is not None else []
        self.process = begin([str(store), *named], environment)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End it as a power cut does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        self.keyboard.close()

    def end(self) -> int:
        """Ask it to end in order."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self.kill()
        return code

    def look(self) -> Seen:
        """Return what can be seen now."""
        asking, answering = self.process.stdin, self.process.stdout
        assert asking is not None
        assert answering is not None
        asking.write(b"?\n")
        asking.flush()
        line = answering.readline()
        assert line, f"the application has ended: {self.process.wait(PATIENCE)}"
        seen = Seen(**json.loads(line))
        self.keyboard.hand_to(seen.window)
        return seen

    def wait_for(self, words: str, patience: float = PATIENCE) -> Seen:
        """Wait until something with these words can be seen."""
        return self._wait(lambda seen: seen.says(words), words, patience)

    def wait_until_gone(self, words: str) -> Seen:
        """Wait until nothing with these words can be seen."""
        return self._wait(lambda seen: not seen.says(words), f"no {words}", PATIENCE)

    def wait_focus(self, name: str, patience: float = PATIENCE) -> Seen:
        """Wait until the keyboard is on what is called so."""
        return self._wait(lambda seen: name in seen.focus, f"keyboard on {name}", patience)

    def wait_title(self, title: str) -> Seen:
        """Wait for a window or dialog."""
        return self._wait(lambda seen: seen.title == title, f"the window {title}", PATIENCE)

    def wait_saved(self) -> None:
        """Wait until all that was typed is said to be saved."""
        time.sleep(0.5)  # the pause after which a text is kept
        self._wait(lambda seen: seen.says("Saved") and not seen.says("Saving"), "saved", PATIENCE)

    def press(self, *keys: str) -> None:
        """Press keys or chords, each once the one before was taken."""
        for key in keys:
            self.look()
            self.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type a text into what has the keyboard."""
        self.look()
        self.keyboard.write(text)

    def tab_to(self, name: str, most: int = 60, key: str = "Tab") -> Seen:
        """Press Tab until the keyboard is on something with these words in its name."""
        heard = []
        for _ in range(most):
            seen = self.look()
            if name in seen.focus:
                return seen
            heard.append(seen.focus)
            self.press(key)
            self._wait_moved(seen)
        raise AssertionError(f"Tab never came to “{name}”, but to: {heard}")

    def _wait_moved(self, before: Seen) -> None:
        end = time.monotonic() + 1
        while self.look().holder == before.holder and time.monotonic() < end:
            time.sleep(0.01)

    def run_command(self, words: str) -> None:
        """Choose a command of the palette by its first words."""
        self.press("Ctrl+k")
        self.wait_title("Search or run a command")
        self.write(words)
        self.press("Enter")
        self._wait(lambda seen: seen.title != "Search or run a command", "the palette to go", PATIENCE)

    def _wait(self, is_there: Callable[[Seen], bool], what: str, patience: float) -> Seen:
        end = time.monotonic() + patience
        while True:
            seen = self.look()
            if is_there(seen):
                return seen
            if time.monotonic() > end:
                raise AssertionError(
                    f"waited for: {what}\nwindow: {seen.title}\nkeyboard: {seen.focus!r} ({seen.kind})\n"
                    f"seen: {seen.texts}"
                )
            time.sleep(0.03)
