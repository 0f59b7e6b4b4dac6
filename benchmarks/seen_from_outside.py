"""A display of its own, and when a program's first window is painted on it, seen by another client."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil
from Xlib import X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.ext import damage

_LEAST_WIDTH, _LEAST_HEIGHT = 380, 240  # anything smaller is no window of an application
_EVERY = 4 * 97  # bytes: one pixel in ninety-seven tells whether anything was painted
_PATIENCE: Final = 40.0  # seconds
_MEGABYTE: Final = 1024.0  # kilobytes


class NotPainted(RuntimeError):
    """No window was painted in time."""


@dataclass(frozen=True, slots=True)
class FirstPaint:
    """What it took to paint the first window.

    Attributes:
        wall: seconds from just before the process began.
        cpu: seconds of the process and its children, user and system.
        memory: the most it held in memory so far, in megabytes.
    """

    wall: float
    cpu: float
    memory: float


@contextmanager
def own_display() -> Iterator[str]:
    """Run a display that nobody sees; gives its name."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1600x1000x24",
        "-noreset",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def first_paint(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> FirstPaint:
    """Start a program, wait until a window of it holds more than one colour, and end it.

    Args:
        command: the program and its arguments.
        environment: with the display in it.
        folder: it starts in.

    Raises:
        NotPainted: nothing was painted in time.
    """
    display = Display(environment["DISPLAY"])
    display.damage_query_version()
    display.screen().root.change_attributes(event_mask=X.SubstructureNotifyMask)
    display.sync()
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        env=dict(environment),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for_paint(display, process, began + _PATIENCE)
        wall = time.monotonic() - began
        return FirstPaint(wall, _cpu(process.pid), _memory(process.pid))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        display.close()


def _wait_for_paint(display: Any, process: subprocess.Popen[bytes], until: float) -> None:  # noqa: ANN401 - untyped library
    windows: dict[int, Any] = {}
    while time.monotonic() < until and process.poll() is None:
        if not display.pending_events():
            select.select([display.fileno()], [], [], 0.2)
            continue
        event = display.next_event()
        if event.type in (X.MapNotify, X.ConfigureNotify):
            _watch(event.window, windows)
        for window in tuple(windows.values()):
            if _is_painted(window):
                return
    raise NotPainted


def _watch(window: Any, windows: dict[int, Any]) -> None:  # noqa: ANN401 - untyped library
    """Ask to be told of every change of a window that is large enough and on the screen."""
    if window.id in windows:
        return
    with suppress(XError):
        shape, state = window.get_geometry(), window.get_attributes()
        is_large = shape.width >= _LEAST_WIDTH and shape.height >= _LEAST_HEIGHT
        if is_large and state.win_class == X.InputOutput and state.map_state == X.IsViewable:
            window.damage_create(damage.DamageReportRawRectangles)
            windows[window.id] = window


def _is_painted(window: Any) -> bool:  # noqa: ANN401 - untyped library
    with suppress(XError):
        shape = window.get_geometry()
        image = window.get_image(0, 0, shape.width, shape.height, X.ZPixmap, 0xFFFFFFFF)
        pixels = {image.data[place : place + 3] for place in range(0, len(image.data), _EVERY)}
        return len(pixels) > 1
    return False


def _cpu(pid: int) -> float:
    process = psutil.Process(pid)
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.Error):
            times = one.cpu_times()
            total += times.user + times.system
    return total


def _memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / _MEGABYTE
