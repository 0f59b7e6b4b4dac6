"""Real presses of keys on a display, as a keyboard sends them."""

import time

from Xlib import XK, X, display, error
from Xlib.ext import xtest

_FIRST_UNICODE = 0x01000000
_HELD = {"ctrl": "Control_L", "alt": "Alt_L", "shift": "Shift_L"}
_NAMES = {"enter": "Return", "tab": "Tab", "esc": "Escape", "space": "space", "backspace": "BackSpace"}


class Keyboard:
    """Types on one X display. Letters that the layout lacks are put on keys of their own first."""

    def __init__(self, name: str, letters: str = "") -> None:
        """`letters` beyond the US layout that will be typed."""
        self._display = display.Display(name)
        self._is_closed = False
        self._places = dict(self._layout())
        spare = self._spare_keycodes()
        for letter in sorted(set(letters)):
            if letter not in self._places and letter != "\n":
                self._places[letter] = (self._give_key(spare.pop(), letter), False)
        self._display.sync()

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._display.close()

    def press(self, keys: str) -> None:
        """Press a key or a chord: "Ctrl+Shift+Enter"."""
        *held, last = keys.split("+") if keys != "+" else ["+"]
        codes = [self._code_named(_HELD[each.lower()]) for each in held]
        if len(last) == 1:
            code, is_shifted = self._places[last.lower() if held else last]
            if is_shifted:
                codes.append(self._code_named("Shift_L"))
        else:
            code = self._code_named(_NAMES.get(last.lower(), last))
        for each in (*codes, code):
            xtest.fake_input(self._display, X.KeyPress, each)
        for each in (code, *reversed(codes)):
            xtest.fake_input(self._display, X.KeyRelease, each)
        self._display.sync()

    def write(self, text: str) -> None:
        """Type a text, letter by letter; a new line is Shift+Enter."""
        for letter in text:
            if letter == "\n":
                self.press("Shift+Enter")
            else:
                self.press(letter)

    def hand_to(self, window: int) -> None:
        """Give a window the keyboard, as a window manager does when a dialog comes or goes."""
        target = self._display.create_resource_object("window", window)
        holder = self._display.get_input_focus().focus
        if getattr(holder, "id", 0) == window:
            return
        try:
            target.set_input_focus(X.RevertToParent, X.CurrentTime)
            self._display.sync()
        except error.XError:  # it has just gone
            return
        time.sleep(0.02)

    def _layout(self) -> list[tuple[str, tuple[int, bool]]]:
        first = self._display.display.info.min_keycode
        last = self._display.display.info.max_keycode
        rows = self._display.get_keyboard_mapping(first, last - first + 1)
        found: list[tuple[str, tuple[int, bool]]] = []
        for column, is_shifted in ((1, True), (0, False)):  # the unshifted place counts where there are both
            for offset, symbols in enumerate(rows):
                symbol = symbols[column] if column < len(symbols) else 0
                if 0x20 <= symbol < 0x100 or symbol > _FIRST_UNICODE:
                    found.append((chr(symbol % _FIRST_UNICODE), (first + offset, is_shifted)))
        return found

    def _spare_keycodes(self) -> list[int]:
        first = self._display.display.info.min_keycode
        last = self._display.display.info.max_keycode
        rows = self._display.get_keyboard_mapping(first, last - first + 1)
        return [first + offset for offset, symbols in enumerate(rows) if not any(symbols)]

    def _give_key(self, code: int, letter: str) -> int:
        symbol = ord(letter) if ord(letter) < 0x100 else _FIRST_UNICODE + ord(letter)
        self._display.change_keyboard_mapping(code, [[symbol, symbol]])
        return code

    def _code_named(self, name: str) -> int:
        code: int = self._display.keysym_to_keycode(XK.string_to_keysym(name))
        return code
