"""The only place that makes labels. Text is always shown as typed: never as markup, whatever stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from cpm_desktop.ui.kit.styling import set_variant

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from cpm_desktop.ui.kit.theme import Theme

Role = Literal[
    "h1", "h2", "h3", "h4", "lead", "body", "cell", "cell2", "strong", "small", "small_strong", "micro", "micro_strong",
    "statement", "mono", "count", "count_danger", "danger", "warn", "good", "accent", "field", "tag", "tag_plain",
    "header_title", "header_text", "header_second", "header_live", "header_danger",
]  # fmt: skip
"""What a text is for; sizes and colours follow from it.

h1 24/700 · h2 20/700 · h3 17/600 · h4 15/600 · lead 16 second colour · body 15 · cell 14 · cell2 14 second
colour · strong 14/600 · small 13 second colour · micro 12 third colour · statement 31 · count: a number in a
pill · danger, warn, good, accent: 13/600 in that colour.
"""

Tone = Literal[
    "text",
    "text2",
    "text3",
    "accent",
    "danger",
    "warn",
    "good",
    "decision",
    "action",
    "different_view",
    "unmet_need",
]
"""A colour by what it means."""


class Label(QLabel):
    """A text in a role. Wraps when asked to; a person can select it when asked to."""

    def __init__(
        self, text: str = "", role: Role = "body", *, tone: Tone | None = None, wraps: bool = False,
        selectable: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Take the text as it is to be read; ampersands and angle brackets stand for themselves."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kit", role)
        if tone is not None:
            self.setProperty("tone", tone)
        self.setWordWrap(wraps)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        if role.startswith("count"):
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def set_role(self, role: Role, tone: Tone | None = None) -> None:
        """Change what the text is for."""
        set_variant(self, role, tone=tone or "")


class FieldLabel(Label):
    """The label of a field.

    Pressing Alt and its access key goes to the field, and the field takes its name from it.
    """

    def __init__(
        self, text: str, field: QWidget, *, access_key: str = "", parent: QWidget | None = None
    ) -> None:
        """`access_key` is one letter of the text, underlined; empty for none."""
        super().__init__("", "field", parent=parent)
        self.setBuddy(field)
        self.setText(with_access_key(text, access_key))


class ElidedLabel(Label):
    """One line that ends in … when it lacks room; screen readers and the tool tip give the whole of it."""

    def __init__(
        self, text: str = "", role: Role = "body", *, tone: Tone | None = None, keeps_after: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Take the text as in Label; what stands after the last `keeps_after` is the last that goes."""
        self._whole, self._short, self._keeps_after = "", "", keeps_after
        super().__init__("", role, tone=tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_whole_text(text)

    @property
    def whole_text(self) -> str:
        """All of the text, shown or not."""
        return self._whole

    def set_whole_text(self, text: str, short: str = "") -> None:
        """Change the text; `short` stands in its place where only that has room."""
        self._whole, self._short = text, short
        self.setText(text)
        self.setAccessibleName(text)
        self._tell_whole()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters is enough."""
        return QSize(self.fontMetrics().horizontalAdvance("MMMM…"), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Room for all of the text where there is any."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tool tip only where it is cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        if not self._is_cut():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        text = self.what_fits(self.width())
        self.style().drawItemText(
            painter,
            self.rect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )
        painter.end()

    def what_fits(self, width: int) -> str:
        """Return as much of the text as has room in so many pixels."""
        metrics = self.fontMetrics()
        if self._short and metrics.horizontalAdvance(self._short) <= width:
            return self._short
        place = self._whole.rfind(self._keeps_after) if self._keeps_after else -1
        kept = self._whole[place:] if place > 0 else ""
        room = width - metrics.horizontalAdvance(kept)
        if room < metrics.horizontalAdvance("MMM…"):
            kept, room = "", width
        head = self._whole[: len(self._whole) - len(kept)]
        return metrics.elidedText(head, Qt.TextElideMode.ElideRight, room) + kept

    def _tell_whole(self) -> None:
        set_tool_tip(self, self._whole if self._is_cut() else "")

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self._whole) > self.width()


class IconLabel(QLabel):
    """An icon that says nothing by itself: the word beside it carries the meaning."""

    def __init__(self, theme: Theme, icon: str, tone: str = "text2", size: int = 16) -> None:
        """`icon` is a file name of resources/icons without ending; `tone` a token.

        `size` in pixels at 100 %.
        """
        super().__init__()
        self._theme, self._icon, self._tone, self._size = theme, icon, tone, size
        theme.changed.connect(self._draw)
        self._draw()

    def set_icon(self, icon: str, tone: str) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(self._theme.pixmap(self._icon, self._tone, self._size, widget=self))
        self.setFixedSize(self._theme.px(self._size), self._theme.px(self._size))


def with_access_key(text: str, access_key: str = "") -> str:
    """Return the text for a control in which Qt reads "&": its own ampersands doubled, the access key marked.

    The key is the first place where the letter stands, upper case first; a letter that is not in the text
    marks none.
    """
    place = text.find(access_key.upper()) if access_key else -1
    if place < 0 and access_key:
        place = text.lower().find(access_key.lower())
    doubled = [character.replace("&", "&&") for character in text]
    if place >= 0:
        doubled[place] = f"&{doubled[place]}"
    return "".join(doubled)


def as_tool_tip(text: str) -> str:
    """Return what a tool tip needs to show a text as it is; empty stays empty."""
    if not text:
        return ""
    from html import escape  # noqa: PLC0415 - its table of entities can wait for the first tool tip

    return f"<qt>{escape(text)}</qt>"


def set_tool_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that shows the text as it is.

    The description for screen readers says the same.
    """
    if text or widget.toolTip():
        widget.setToolTip(as_tool_tip(text))
    # said plainly even where it is the name again: without it Qt hands the tool tip over, marks and all
    widget.setAccessibleDescription(text)
