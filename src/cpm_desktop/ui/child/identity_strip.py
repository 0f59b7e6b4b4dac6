"""The strip that says whose file this is; always in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget

from cpm_desktop.ui.kit.arranging import across, down, empty
from cpm_desktop.ui.kit.avatar import Avatar
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import ElidedLabel, Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpm_desktop.services.child_overview import ChildOverview
    from cpm_desktop.ui.kit.theme import Theme

_ROOM_BESIDE = 1150


class IdentityStrip(QFrame):
    """Name, what the child likes to be called, age, number; at the right the facts that others ask for."""

    edit_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_child`."""
        super().__init__()
        self._theme = theme
        self.setProperty("kit", "strip")
        self.setAccessibleName("Who this file is about")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._avatar = Avatar(theme, "", tone="accent", size=44)
        self._name, self._called = Label("", "h2"), Label("", "lead")
        self._about = Label("", "small")
        self.edit_button = link_button(theme, "Edit details", icon="pencil")
        self.edit_button.clicked.connect(self.edit_pressed)
        self._values: list[ElidedLabel] = []
        who = down(
            across(self._name, self._called, None, spacing=10),
            across(self._about, self.edit_button, None, spacing=12),
            spacing=1,
        )
        left = QWidget()
        left.setLayout(across(self._avatar, who, spacing=12))
        right = QWidget()
        self._facts = FlowLayout(
            right, spacing=26, lines=6
        )  # what has no room beside the others stands below
        theme.changed.connect(self._fit)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(20, 12, 20, 12)
        self._box.setSpacing(10)
        self._box.addWidget(left, 1)
        self._box.addWidget(right)

    def show_child(self, overview: ChildOverview, initials: str) -> None:
        """Show a child."""
        self._avatar.show_mark(initials, tone="accent")
        self._name.setText(overview.child.name or "Unborn child")
        self._called.setText(overview.called_line)
        self._about.setText(overview.about_line)
        empty(self._facts)
        self._values.clear()
        for label, text in overview.facts:
            fact, value = QWidget(), ElidedLabel(text, "small_strong")
            fact.setLayout(down(Label(label, "micro"), value, spacing=2))
            self._facts.addWidget(fact)
            self._values.append(value)
        self._fit()

    def _fit(self) -> None:
        for value in self._values:
            value.setMaximumWidth(self._theme.px(230))
        self._keep_height()

    def _keep_height(self) -> None:
        """The facts may need a second line; a page that scrolls below takes no height that depends on width."""
        self._box.invalidate()
        height = self._box.totalHeightForWidth(self.width())
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def event(self, event: QEvent) -> bool:
        """What stands in it asks for more or less room once it has taken its new size of text."""
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._keep_height()
        return is_done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the facts below where there is no room beside."""
        super().resizeEvent(event)
        is_wide = self.width() / self._theme.text_factor >= _ROOM_BESIDE
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
        self._keep_height()
