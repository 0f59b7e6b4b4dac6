"""The shell of a dialog: heading, content, at most one filled button.

Esc closes it, Ctrl+Enter or Enter agrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialog_body import DialogBody, room_for, window_around
from cpm_desktop.ui.kit.guide_key import GuideKey
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.left_dialogs import put_back_dialog
from cpm_desktop.ui.kit.left_fields import note_loaded
from cpm_desktop.ui.kit.tab_order import go_to_next_stop, stops_of

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from cpm_desktop.ui.kit.theme import Theme

_GAP = 12  # pixels, where the scroll bar stands


class DialogShell(QDialog):
    """A dialog in the look of the kit. Add to `content`.

    Connect `agreeing` or override `accept` to check first.
    """

    def __init__(
        self, theme: Theme, title: str, *, agree: str, dismiss: str = "Cancel", is_dangerous: bool = False,
        width: int = 520, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`agree` names what will be done ("Sign the record"), never "OK"; `width` in pixels at 100 %.

        In a dangerous dialog the keyboard starts on `dismiss` and Enter alone does not agree.
        """
        super().__init__(parent)
        self._theme, self._wide = theme, width
        self.setProperty("kit", "window")
        self.setWindowTitle(title.replace("[*]", "[*][*]"))
        self.setModal(True)
        self.content = QVBoxLayout()
        self.content.setSpacing(12)
        self.content.setContentsMargins(0, 0, _GAP, 0)
        self.agree_button = Button(theme, agree, "primary")
        self.dismiss_button = Button(theme, dismiss)
        self.agree_button.clicked.connect(self.accept)
        self.dismiss_button.clicked.connect(self.reject)
        self._is_dangerous, self._follows, self._was_shown = is_dangerous, False, False
        self.has_come_back = False  # after the lock, with what stood in it and the keyboard where it was
        inside = down(
            Label(title, "h2", wraps=True),
            self.content,
            spacing=12,
            margins=(24, 22, 24 - _GAP, 20),
            stretched=1,
        )
        self._body = DialogBody(inside, title, self)
        self._foot_row = across(
            None, self.dismiss_button, self.agree_button, spacing=8, margins=(24, 12, 24, 12)
        )
        foot = self._foot = frame("foot", self._foot_row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._body, 1)
        outer.addWidget(foot)
        # only now: a button that is in no dialog yet loses being the default when the keyboard has passed over it
        self.agree_button.setAutoDefault(not is_dangerous)
        self.agree_button.setDefault(not is_dangerous)
        agree_keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        agree_keys.activated.connect(self._press_agree)
        GuideKey(self)
        if is_dangerous:
            self.dismiss_button.setFocus(Qt.FocusReason.OtherFocusReason)
        theme.changed.connect(self._fit)
        self._fit()

    def add_to_foot(self, *buttons: QWidget) -> None:
        """Put further buttons at the left of the foot."""
        for place, button in enumerate(buttons):
            self._foot_row.insertWidget(place, button)

    def add_sentence(self, sentence: str) -> None:
        """Add a paragraph to the content."""
        self.content.addWidget(Label(sentence, "body", wraps=True))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field, no larger than the window it stands over."""
        self._fit()
        super().showEvent(event)
        self._fit()
        self._take_the_height_needed()
        self._follow_window()
        stops = stops_of(self._body.ground)
        if stops and not self._is_dangerous and not self._body.isAncestorOf(self.focusWidget()):
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._was_shown:
            self._was_shown = True
            note_loaded(self)
        self.has_come_back |= put_back_dialog(self, window_around(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down scroll what is higher than the screen."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._body.page(step)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_forward: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab goes in reading order."""
        return go_to_next_stop(self, is_forward=is_forward)

    def _take_the_height_needed(self) -> None:
        """Only at its own width is it known how many lines the words take: Qt had guessed before it was shown."""
        layout = self.layout()
        if layout is not None and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            layout.invalidate()
            layout.activate()
            self.resize(self.width(), min(layout.sizeHint().height(), self.maximumHeight()))
            self.setAttribute(Qt.WidgetAttribute.WA_Resized, on=False)  # no size was asked for

    def _press_agree(self) -> None:
        if self.agree_button.isEnabled():
            self.agree_button.click()

    def _follow_window(self) -> None:
        """Stay no larger than the window when it gets smaller, or the screen is turned, while this is open."""
        handle = window.windowHandle() if (window := window_around(self)) is not None else None
        if handle is not None and not self._follows:
            self._follows = True
            handle.widthChanged.connect(self._fit_soon)
            handle.heightChanged.connect(self._fit_soon)

    def _fit_soon(self) -> None:
        """The window's own size is known only once it has been told."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        room, layout = room_for(self), self.layout()
        self._body.leave_room_for(self._foot)
        if layout is not None:
            layout.activate()  # with the least height it has now: a larger one would stand against the room
        self.setMinimumWidth(min(self._theme.px(self._wide), room.width()))
        self.setMaximumSize(room)
        if self.isVisible():
            self.resize(self.size().boundedTo(room))
