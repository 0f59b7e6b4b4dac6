"""The line at the foot of the window: how the records are kept, and the keys that work here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel
from cpm_desktop.ui.kit.styling import set_variant

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme


_BETWEEN = "  ·  "


class _Hints(ElidedLabel):
    """Takes the room that the sentence leaves; a hint that has no room in full is left out."""

    def __init__(self) -> None:
        super().__init__("", "micro")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The sentence comes first."""
        return self.minimumSizeHint()

    def what_fits(self, width: int) -> str:
        """Return as many hints as have room, the first ones first."""
        hints = self.whole_text.split(_BETWEEN)
        while len(hints) > 1 and self.fontMetrics().horizontalAdvance(_BETWEEN.join(hints)) > width:
            hints.pop()
        shown = _BETWEEN.join(hints)
        return shown if self.fontMetrics().horizontalAdvance(shown) <= width else ""


class StatusBar(QFrame):
    """A standing sentence at the left, hints at the right, 26 pixels high at 100 %."""

    def __init__(self, theme: Theme, sentence: str, *hints: str, parent: QWidget | None = None) -> None:
        """`hints` are like "F6 move between panes"."""
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kit", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Status")
        self._icon = IconLabel(theme, "shield-check", "text3", 14)
        self._sentence, self._hints = ElidedLabel(sentence, "micro"), _Hints()
        self._standing, self._warning = sentence, ""
        self.setLayout(
            across(
                self._icon,
                self._sentence,
                self._hints,
                spacing=6,
                margins=(20, 3, 16, 3),
                stretched=2,
            )
        )
        self.set_hints(*hints)
        theme.changed.connect(self.updateGeometry)

    def set_sentence(self, sentence: str) -> None:
        """Change what stands at the left."""
        self._standing = sentence
        if not self._warning:
            self._sentence.set_whole_text(sentence)

    @property
    def warning(self) -> str:
        """The warning in the place of the standing sentence; empty for none."""
        return self._warning

    def warn(self, sentence: str) -> None:
        """Warn in the place of the standing sentence, where it covers and moves nothing; empty ends it."""
        if sentence == self._warning:
            return
        self._warning = sentence
        self._icon.set_icon("triangle-alert" if sentence else "shield-check", "warn" if sentence else "text3")
        set_variant(self, "status_warn" if sentence else "status")
        self._sentence.set_whole_text(sentence or self._standing)
        self._sentence.set_role("micro_strong" if sentence else "micro", "warn" if sentence else None)
        self._hints.setHidden(bool(sentence))
        if sentence:
            announce(self, sentence, is_urgent=True)

    def set_hints(self, *hints: str) -> None:
        """Change the hints."""
        self._hints.set_whole_text(_BETWEEN.join(hints))

    def sizeHint(self) -> QSize:
        """26 pixels high at 100 %."""
        return QSize(super().sizeHint().width(), self._theme.px(26))
