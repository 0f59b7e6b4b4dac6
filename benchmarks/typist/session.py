"""One meeting typed from its first item to its last, in a real window over an encrypted store on disk."""

import gc
import itertools
import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import format_exception
from typing import Final

import psutil
from PySide6.QtWidgets import QApplication

from benchmarks.held_meeting import CHEAP
from benchmarks.typist.hands import Hands
from benchmarks.typist.record import Held, compare
from benchmarks.typist.script import NOTES_TO_CAPTURE, Passage, captures_only, passages
from benchmarks.typist.stalls import Lookout, Stall, WindowPulse, own_stalls
from benchmarks.window_life import live
from cpm_desktop.data_files import forms_folder, resources_folder
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_store import Demo, make_demo
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items
from cpm_desktop.services.unlocking import Surroundings, get_ready, unlock
from cpm_desktop.ui.kit.theme import Appearance, Theme
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.collecting import Collecting
from cpm_desktop.ui.shell.idle_watch import IdleWatch
from cpm_desktop.ui.shell.main_window import MainWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile
from cpm_desktop.ui.shell.workspace import Place, Workspace

_SEED: Final = 20261122
_MEGABYTE: Final = 2**20
_WARM: Final = 0.1  # of the work; memory is compared from there on
_NOTES_A_MINUTE: Final = 4.3  # at 90 words a minute
_MORE: Final = 2  # captures after a note, where many are wanted
_CAPTURES_A_NOTE: Final = _MORE + 1 / NOTES_TO_CAPTURE
_SETTLE: Final = 0.6  # seconds in which what was typed last is kept


@dataclass(frozen=True, slots=True)
class Load:
    """How much is typed, and how fast.

    Attributes:
        words_a_minute: the pace; None as fast as keys are taken.
        seconds: how long it is typed; None until the counts are reached.
        letters: at least so many.
        captures: at least so many.
    """

    words_a_minute: float | None = None
    seconds: float | None = None
    letters: int = 0
    captures: int = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """What a run showed.

    Attributes:
        letters: typed, slips included.
        notes: typed.
        captures: typed.
        took: seconds.
        held: the stored record and the printed minutes, held against what was typed.
        product: seconds from letter to painting, in order.
        floor: the same of a bare text field.
        chords: seconds from a chord until the window has followed.
        stalls: pauses of the window that the machine does not explain.
        machine_stalls: pauses of the machine.
        growth: megabytes by which memory grew after the first tenth.
        errors: what went wrong in the application meanwhile.
    """

    letters: int
    notes: int
    captures: int
    took: float
    held: Held
    product: tuple[float, ...]
    floor: tuple[float, ...]
    chords: tuple[float, ...]
    stalls: tuple[Stall, ...]
    machine_stalls: tuple[Stall, ...]
    growth: float
    errors: tuple[str, ...]


def type_meeting(folder: Path, load: Load) -> Typed:
    """Type a meeting and compare what is on the disk afterwards with what was typed."""
    with ExitStack() as stack:
        errors = stack.enter_context(_errors())
        demo = make_demo(folder / "demo", with_caseload=False, cost=CHEAP)
        play = MeetingPlay(demo.desk, demo.meeting_id, demo.script, demo.clock.set)
        play.hold(until=first_item_place(demo))
        demo.desk.close()
        desk = stack.enter_context(opened_again(demo))  # the way every day begins
        page, window = stack.enter_context(live_window(desk, demo.meeting_id))
        pulse, lookout = WindowPulse(), stack.enter_context(Lookout())
        hands = Hands(window, pulse, load.words_a_minute)
        stack.callback(hands.close)
        began = time.monotonic()
        typed, growth = _type(
            hands, pulse, load, len(agenda_items(desk, desk.meeting(demo.meeting_id).value))
        )
        took = time.monotonic() - began
        live(_SETTLE)
        page.leave()
        machine = lookout.stalls()
        stalls = own_stalls(pulse.stalls, machine)
    with opened_again(demo) as desk:
        held = compare(desk, demo.meeting_id, typed)
    notes = sum(one.kind == "note" for one in typed)
    captures = sum(one.kind not in ("note", "item") for one in typed)
    times = tuple(hands.product), tuple(hands.floor), tuple(hands.chords)
    return Typed(hands.letters, notes, captures, took, held, *times, stalls, machine, growth, tuple(errors))


def _type(hands: Hands, pulse: WindowPulse, load: Load, items: int) -> tuple[list[Passage], float]:
    typed: list[Passage] = []
    began, captures, at_first = time.monotonic(), 0, 0
    for passage in _script(load, items):
        done = _done(load, time.monotonic() - began, hands.letters, captures)
        if done >= 1:
            break
        if not at_first and done >= _WARM:
            at_first = _memory()
        pulse.during = f"{passage.kind} {len(typed)}"
        hands.type(passage.strokes)
        typed.append(passage)
        captures += passage.kind not in ("note", "item")
    return typed, (_memory() - at_first) / _MEGABYTE


def _script(load: Load, items: int) -> Iterator[Passage]:
    """Notes with a capture after every few, along the whole agenda; more of these where many are wanted."""
    if not load.captures:
        notes = _NOTES_A_MINUTE * (load.seconds or 0.0) / 60
        yield from passages(_SEED, items, to_item=max(math.ceil(notes / items), NOTES_TO_CAPTURE))
        return
    more = captures_only(_SEED)
    for passage in passages(_SEED, items, to_item=math.ceil(load.captures / _CAPTURES_A_NOTE / items)):
        yield passage
        if passage.kind == "note":
            yield from itertools.islice(more, _MORE)


def _done(load: Load, seconds: float, letters: int, captures: int) -> float:
    """Return how far the load is typed, 0..1 and above."""
    if load.seconds is not None:
        return seconds / load.seconds
    return min(letters / max(load.letters, 1), captures / max(load.captures, 1))


def first_item_place(demo: Demo) -> int:
    """Return the place in the script after the last arrival before the first item is left."""
    return next(place for place, event in enumerate(demo.script.live) if "note" in event or "item" in event)


@contextmanager
def _errors() -> Iterator[list[str]]:
    """Collect what the application raises where nobody catches it; Qt goes on as if nothing had been."""
    found: list[str] = []
    before = sys.excepthook
    sys.excepthook = lambda kind, error, trace: found.append("".join(format_exception(kind, error, trace)))
    try:
        yield found
    finally:
        sys.excepthook = before


@contextmanager
def live_window(desk: Desk, meeting_id: str) -> Iterator[tuple[MeetingPage, MainWindow]]:
    """Show the live meeting in a window with the keyboard; the meeting's clock goes on."""
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(["typist"])
    theme = Theme(resources_folder(), Appearance())
    theme.apply(application)
    background, window = Background(), MainWindow(theme, PreferencesFile(None))
    workspace = Workspace(desk, theme, background, "Encrypted on this laptop.", list)
    window.show_content(workspace)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    _wait_until(window.isActiveWindow)
    assert workspace.go(Place("meeting", meeting_id)), workspace.error_shown
    page = workspace.page
    assert isinstance(page, MeetingPage)
    page.item_pane.notes.focus_new()
    idle = IdleWatch(application, lambda: 30)
    collecting = Collecting(window, lambda: idle.still_for)
    live(_SETTLE)
    try:
        yield page, window
    finally:
        idle.stop()
        collecting.deleteLater()
        gc.enable()
        workspace.retire()
        background.close()
        window.close()


@contextmanager
def opened_again(demo: Demo) -> Iterator[Desk]:
    """Unlock the store once more, as another start would."""
    surroundings = Surroundings(forms=(forms_folder(),), clock=demo.clock, cost=CHEAP, backs_up=False)
    get_ready(surroundings)
    desk = unlock(demo.place.folder, demo.passphrase, surroundings)
    try:
        yield desk
    finally:
        desk.close()


def _wait_until(is_so: Callable[[], bool], patience: float = 10.0) -> None:
    end = time.monotonic() + patience
    while not is_so() and time.monotonic() < end:
        live(0.01)
    assert is_so()


def _memory() -> int:
    return int(psutil.Process().memory_info().rss)
