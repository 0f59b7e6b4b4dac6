"""A British keyboard on a display of its own: keys that really go down and up, each one counted."""

import subprocess
from collections.abc import Callable, Iterable
from typing import Final

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

from benchmarks.key_presses.strokes import Chord, Stroke, is_shifted

_NAMES: Final = {
    "Ctrl": "Control_L",
    "Alt": "Alt_L",
    "Shift": "Shift_L",
    "Return": "Return",
    "Esc": "Escape",
}


class Keyboard:
    """Presses strokes as a person's fingers would; the window with the keyboard gets them from the display.

    Attributes:
        presses: how many keys went down so far.
    """

    def __init__(self, name: str, settle: Callable[[], None]) -> None:
        """Lay the keys out as in Britain.

        Args:
            name: of the display.
            settle: called after each letter or chord, until the program has taken it.
        """
        subprocess.run(["setxkbmap", "-display", name, "gb"], check=True)
        self._display, self._settle = Display(name), settle
        self.presses = 0

    def close(self) -> None:
        """Leave the display."""
        self._display.close()

    def type(self, strokes: Iterable[Stroke]) -> int:
        """Press strokes one after another; returns how many keys went down."""
        before = self.presses
        for stroke in strokes:
            if isinstance(stroke, Chord):
                self._press([_NAMES.get(key, key) for key in stroke.held], stroke)
                continue
            for letter in stroke.text:
                held = ["Shift_L"] if is_shifted(letter) else []
                self._with(held, [self._code(ord(letter))])
        return self.presses - before

    def _press(self, held: list[str], chord: Chord) -> None:
        key = _NAMES.get(chord.key, chord.key)
        name = key.lower() if len(key) == 1 else key
        self._with(held, [self._code(XK.string_to_keysym(name))] * chord.times)

    def _with(self, held: list[str], codes: list[int]) -> None:
        holding = [self._code(XK.string_to_keysym(name)) for name in held]
        for code in holding:
            self._down(code)
        for code in codes:
            self._down(code)
            self._up(code)
            self._display.sync()
            self._settle()
        for code in reversed(holding):
            self._up(code)
        self._display.sync()

    def _code(self, keysym: int) -> int:
        return int(self._display.keysym_to_keycode(keysym))

    def _down(self, code: int) -> None:
        self.presses += 1
        xtest.fake_input(self._display, X.KeyPress, code)

    def _up(self, code: int) -> None:
        xtest.fake_input(self._display, X.KeyRelease, code)
