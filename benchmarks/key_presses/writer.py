"""The ten captures typed into the form in LibreOffice Writer, and read back from the saved document."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from Xlib import X
from Xlib.display import Display
from Xlib.error import XError

from benchmarks.key_presses.captures import SPOKEN
from benchmarks.key_presses.counted import Counted, NotThere, pressed
from benchmarks.key_presses.keyboard import Keyboard
from benchmarks.key_presses.strokes import Chord, Said, Stroke, Words
from benchmarks.key_presses.word_form import COLUMNS, read_row, write_form

PROGRAM: Final = "soffice"
_ITEM: Final = 10  # family time
_SETTLE: Final = 0.03  # seconds after a key
_PATIENCE: Final = 90.0  # seconds
_UNTIL_DRAWN: Final = 5.0  # seconds
_NAME: Final = "minutes.docx"
_ENTER, _TAB, _LEFT = Chord("Return"), Chord("Tab"), Chord("Left")
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Save/Document">
<prop oor:name="WarnAlienFormat" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
</oor:items>"""

# Tab leads to the beginning of a cell; Left from there to the end of the cell before.
BY_KEYS: Final[tuple[tuple[Stroke, ...], ...]] = (
    (Words(SPOKEN.note), _ENTER),
    (Said("Mum: "), Words(SPOKEN.mothers), _ENTER),
    (Said('Kai: "'), Words(SPOKEN.childs), Said('" to PN'), _ENTER),
    (_TAB, Words(SPOKEN.decision), Said(" because "), Words(SPOKEN.reason), Chord("Ctrl+Home"), _LEFT),
    (
        Chord("Tab", 2),
        _LEFT,
        _ENTER,
        Said("Rec: "),
        Words(SPOKEN.recommended),
        Chord("Ctrl+Home"),
        _LEFT,
    ),
    (
        Chord("Tab", 2),
        Words(SPOKEN.action),
        Said(" so that "),
        Words(SPOKEN.purpose),
        _TAB,
        Said("PN"),
        _TAB,
        Said("18 Dec"),
        Chord("Shift+Tab", 3),
        _LEFT,
    ),
    (
        Chord("Tab", 3),
        _LEFT,
        _ENTER,
        Words(SPOKEN.shared),
        _TAB,
        Chord("End"),
        _ENTER,
        Said("PN, JO"),
        Chord("Shift+Tab", 2),
        _LEFT,
    ),
    (Said("Unmet need: "), Words(SPOKEN.need), _ENTER),
    (
        Said("Mum disagrees, "),
        Words(SPOKEN.about),
        Said(': "'),
        Words(SPOKEN.different),
        Said('"'),
        _ENTER,
    ),
    (Said("JO left 14:30"), _ENTER),
)
EXPECTED: Final[dict[str, tuple[str, ...]]] = {
    "Discussion": (
        SPOKEN.note,
        f"Mum: {SPOKEN.mothers}",
        f'Kai: "{SPOKEN.childs}" to PN',
        f"Unmet need: {SPOKEN.need}",
        f'Mum disagrees, {SPOKEN.about}: "{SPOKEN.different}"',
        "JO left 14:30",
    ),
    "Decision": (f"{SPOKEN.decision} because {SPOKEN.reason}", f"Rec: {SPOKEN.recommended}"),
    "Action": (f"{SPOKEN.action} so that {SPOKEN.purpose}", SPOKEN.shared),
    "Who": ("PN", "PN, JO"),
    "By when": ("18 Dec",),
}


class NotStarted(RuntimeError):
    """No window of the word processor was seen in time."""


def count_writers(folder: Path, display: str) -> tuple[Counted, ...]:
    """Type all captures into a form of its own, save it, and read it back.

    Raises:
        NotStarted: the word processor showed no window.
        NotThere: what was typed does not stand in the right cells.
    """
    form = folder / _NAME
    write_form(form)
    with _writer(folder, display, form):
        keyboard = Keyboard(display, lambda: time.sleep(_SETTLE))
        to_the_item = len(COLUMNS) * _ITEM + 1
        keyboard.type([Chord("Ctrl+Home"), Chord("Down"), Chord("Tab", to_the_item)])
        found = tuple(pressed(strokes, keyboard.type(strokes)) for strokes in BY_KEYS)
        written = form.stat().st_mtime_ns
        keyboard.type([Chord("Ctrl+S")])
        _wait(lambda: form.stat().st_mtime_ns != written)
        time.sleep(1)  # until all of it is written
        keyboard.close()
    row = read_row(form, _ITEM)
    for column, paragraphs in EXPECTED.items():
        # The word processor begins a line with a capital by itself.
        if [one.casefold() for one in row[column]] != [one.casefold() for one in paragraphs]:
            message = f"“{column}” holds {row[column]}"
            raise NotThere(message)
    return found


@contextmanager
def _writer(folder: Path, display: str, form: Path) -> Iterator[None]:
    """Run the word processor with a profile of its own and the keyboard in its window."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    process = subprocess.Popen(
        [
            PROGRAM,
            f"-env:UserInstallation={profile.as_uri()}",
            "--norestore",
            "--nologo",
            "--writer",
            str(form),
        ],
        env={**os.environ, "DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Display(display)
    try:
        _wait(lambda: _window(server) is not None)
        time.sleep(_UNTIL_DRAWN)
        window = _window(server)
        assert window is not None
        window.set_input_focus(X.RevertToParent, X.CurrentTime)
        server.sync()
        time.sleep(1)
        yield
    finally:
        server.close()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _window(server: Display) -> Any | None:  # noqa: ANN401 - untyped library
    with suppress(XError):
        for window in server.screen().root.query_tree().children:
            name = window.get_wm_name() or ""
            if _NAME in str(name) and window.get_attributes().map_state == X.IsViewable:
                return window
    return None


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise NotStarted
        time.sleep(0.2)
