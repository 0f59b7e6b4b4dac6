"""Takes the place of the page after an error that nobody foresaw; the page waits behind it with all that is in it."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.kit.private_clipboard import copy_privately
from cpm_desktop.ui.kit.text_fields import PlainEditor

if TYPE_CHECKING:
    from cpm_desktop.services.unforeseen import Unforeseen
    from cpm_desktop.ui.kit.theme import Theme

_TITLE = "Something went wrong that should not have"
_KEPT = "The page is as you left it, with everything that was typed in it. Go on where you were."
_SAVED = "Everything you entered before is saved."
_SAVING = "What you entered before is still being saved."
_WIDE = 720  # pixels at 100 % text
_REPORT_LINES = 12
_FIRST = 100  # times the room beside it: only what it does not want is left free


class UnforeseenPanel(QFrame):
    """Goes by itself when the person goes on. Sends `made_anew` where the page is to be opened afresh."""

    made_anew = Signal()

    def __init__(self, theme: Theme, instead_of: QWidget) -> None:
        """Hidden until `show_error`; then `instead_of` is, and keeps what is in it and where the keyboard was."""
        super().__init__()
        self._theme, self._instead_of, self._report = theme, instead_of, ""
        self._holder: QWidget | None = None
        self._shown: set[tuple[object, ...]] = set()
        self.setProperty("kit", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_TITLE)
        self._saved, self._where = (
            Label("", "body", wraps=True),
            Label("", "small", wraps=True, selectable=True),
        )
        self.go_on_button = Button(theme, "Go on", "primary", icon="arrow-right")
        self.anew_button = Button(theme, "Open the page afresh", icon="rotate-ccw")
        self.report_button = Button(theme, "Show the report", icon="file-text")
        self.copy_button = Button(theme, "Copy the report", icon="copy")
        self.report = PlainEditor(theme, lines=_REPORT_LINES)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("The report")
        self.report.hide()
        self.go_on_button.clicked.connect(self.go_on)
        self.anew_button.clicked.connect(self.made_anew)
        self.report_button.clicked.connect(self._show_report)
        self.copy_button.clicked.connect(self._copy)
        buttons = across(self.go_on_button, self.anew_button, None, spacing=8)
        others = across(self.report_button, self.copy_button, None, spacing=8)
        words = (Label(_TITLE, "h2", wraps=True), self._saved, Label(_KEPT, "body", wraps=True))
        column = down(*words, buttons, self._where, others, self.report, spacing=14, margins=(28, 26, 28, 24))
        self._card = frame("panel", column)
        inner, middle = QWidget(), across(None, self._card, None)
        middle.setStretch(1, _FIRST)
        inner.setLayout(down(middle, None, margins=(16, 32, 16, 16), spacing=0))
        self.setLayout(down(Scroll(inner, _TITLE), spacing=0))
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    def is_news(self, error: BaseException) -> bool:
        """Tell whether an error of this class, from this line, was not shown before."""
        last = list(traceback.walk_tb(error.__traceback__))[-1:]
        what = (type(error), *((frame.f_code.co_filename, line) for frame, line in last))
        is_new = what not in self._shown
        self._shown.add(what)
        return is_new

    def show_error(self, told: Unforeseen) -> None:
        """Show what happened to the work, and where the report lies."""
        self._report = told.text
        saved = _SAVED if told.is_saved else f"Not saved yet: {told.problem}" if told.problem else _SAVING
        self._saved.setText(saved)
        self._where.setText(
            "A report for whoever mends this was written. It holds lines of code only, and nothing of a case."
            + (f" It lies in {told.path}" if told.path else " The disk did not take it; copy it from here.")
        )
        self.report.load(told.text)
        if self.isHidden():
            holder = QApplication.focusWidget()
            self._holder = holder if holder is not None and self._instead_of.isAncestorOf(holder) else None
        self._instead_of.hide()
        self.show()
        self.go_on_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{_TITLE}. {saved} Press Enter to go on.", is_urgent=True)

    def go_on(self) -> None:
        """Show the page again as it was, the keyboard where it was."""
        holder, self._holder = self._holder, None
        self.hide()
        self._instead_of.show()
        if holder is not None and isValid(holder) and holder.isVisible():
            holder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self._card.setMaximumWidth(self._theme.px(_WIDE))

    def _show_report(self) -> None:
        self.report.setVisible(self.report.isHidden())
        self.report_button.set_text("Show the report" if self.report.isHidden() else "Hide the report")

    def _copy(self) -> None:
        copy_privately(self._report)
        announce(self, "Copied")
