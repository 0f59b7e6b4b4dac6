"""The boxes of a screen: the page itself, rails, panels with hairline rows, section heads, empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cpm_desktop.ui.kit.arranging import Item, across, down, empty
from cpm_desktop.ui.kit.labels import IconLabel, Label, Role

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

    from cpm_desktop.ui.kit.theme import Theme


class Panel(QFrame):
    """A white box with rounded corners whose rows are parted by hairlines.

    Looks: "panel" (outlined), "panel_active" (stronger outline, the one worked in), "sunken", "card".
    """

    def __init__(
        self,
        look: Literal["panel", "panel_active", "sunken", "card"] = "panel",
        parent: QWidget | None = None,
    ) -> None:
        """Make it empty; `add` takes what stands in it."""
        super().__init__(parent)
        self.setProperty("kit", look)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 1, 1, 1)
        self._box.setSpacing(0)

    def add(self, item: QWidget | QLayout, *, stretch: int = 0) -> None:
        """Add a widget or layout below the others."""
        if isinstance(item, QWidget):
            self._box.addWidget(item, stretch)
        else:
            self._box.addLayout(item, stretch)

    def add_row(
        self,
        layout: QLayout,
        *,
        look: Literal["row", "row_ruled", "row_selected", "group_head"] = "row_ruled",
    ) -> QFrame:
        """Add a row over the width of the panel and return its frame; "row_ruled" has a hairline above it."""
        row = QFrame()
        row.setProperty("kit", look)
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row.setLayout(layout)
        self._box.addWidget(row)
        return row

    def add_stretch(self) -> None:
        """Keep what is there at the top."""
        self._box.addStretch(1)

    def clear(self) -> None:
        """Take everything out."""
        empty(self._box)


class Rail(QFrame):
    """A white pane at the side, as wide as `width` pixels at 100 % and no wider; it scales with the text."""

    def __init__(
        self, theme: Theme, name: str, width: int, *, side: Literal["left", "right"] = "left",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`name` is what the pane is called when F6 moves to it."""
        super().__init__(parent)
        self._theme, self._wide = theme, width
        self.setProperty("kit", f"rail_{side}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setContentsMargins(
            int(side == "right"), 0, int(side == "left"), 0
        )  # the rule at its edge stays free
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px(self._wide))


class Strip(QFrame):
    """A line over the width of the page, above what one works in."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        """`name` is for a screen reader; empty where another is given later."""
        super().__init__(parent)
        self.setProperty("kit", "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)


class Scroll(QScrollArea):
    """Scrolls downwards when what it holds is higher than the room; no outline, not a Tab stop by itself.

    It follows the keyboard: what gets it is brought into sight.
    """

    def __init__(self, content: QWidget, name: str, parent: QWidget | None = None) -> None:
        """`content` becomes its own; `name` is its accessible name."""
        super().__init__(parent)
        self._content = content
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        if content.property("kit") is None:
            content.setProperty("kit", "clear")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(content)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has the keyboard stays in sight when the window or the text changes its size."""
        super().resizeEvent(event)
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._content.isAncestorOf(new):
            self.ensureWidgetVisible(new)
            QTimer.singleShot(0, self, self._follow_again)

    def _follow_again(self) -> None:
        """What was shown only now has its place once it is laid out."""
        held = QApplication.focusWidget()
        if held is not None and self._content.isAncestorOf(held):
            self.ensureWidgetVisible(held)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its content may be; three lines high."""
        return QSize(self._content.minimumSizeHint().width() + 14, 72)


class InnerScroll(Scroll):
    """A part of a pane that scrolls by itself, until the whole pane is too low and scrolls instead."""

    content_changed = Signal()  # what it holds may have become higher or lower

    _is_whole = False

    def show_whole(self, *, is_whole: bool) -> None:
        """Take the height of all that it holds, so that what stands around it scrolls; or scroll by itself again."""
        if is_whole != self._is_whole:
            self._is_whole = is_whole
            self.updateGeometry()

    def whole_height(self) -> int:
        """Return the height of what it holds, at the width it has."""
        layout, least = self._content.layout(), self._content.minimumSizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            return max(layout.totalHeightForWidth(self.viewport().width()), least)
        return max(self._content.sizeHint().height(), least)

    def least_height(self) -> int:
        """Return the least height at which it scrolls by itself: a few lines."""
        return super().minimumSizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What becomes higher within it asks for more room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.content_changed.emit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Text that wraps becomes higher where it is narrower."""
        super().resizeEvent(event)
        if self._is_whole and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its content may be; as high as it has to be."""
        height = max(self.whole_height(), self.least_height()) if self._is_whole else self.least_height()
        return QSize(super().minimumSizeHint().width(), height)


class Rest(QFrame):
    """What takes the rest of a column's height, and gives way to what stands above it.

    Qt takes the height that wrapped text would like for the least it needs, and cuts off its neighbours instead.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Give it a layout."""
        super().__init__(parent)
        self.setProperty("kit", "clear")

    def hasHeightForWidth(self) -> bool:
        """Not to the column it stands in."""
        return False

    def minimumSizeHint(self) -> QSize:
        """The least height of what is in it at the width it has."""
        layout = self.layout()
        if layout is None:
            return super().minimumSizeHint()
        least = layout.minimumSize()
        if layout.hasHeightForWidth():
            least.setHeight(layout.minimumHeightForWidth(self.width()))
        return least


class SectionHead(QWidget):
    """A heading with a count in a pill and, at the right, what can be done with the section."""

    def __init__(
        self,
        text: str,
        *actions: QWidget,
        count: int | str | None = None,
        role: Role = "h3",
        parent: QWidget | None = None,
    ) -> None:
        """`count` may be a number or words such as "4 of 5"; None for no pill."""
        super().__init__(parent)
        self._heading = Label(text, role)
        self._count = Label("", "count")
        items: list[Item] = [self._heading, self._count, None, *actions]
        self.setLayout(across(*items, spacing=8))
        self.set_count(count)

    def set_text(self, text: str) -> None:
        """Change the heading."""
        self._heading.setText(text)

    def set_count(self, count: int | str | None) -> None:
        """Change the count; None or no words hide it."""
        words = "" if count is None else str(count)
        self._count.setText(words)
        self._count.setVisible(bool(words))


class EmptyState(QWidget):
    """What stands where a list would: what it is for, and what to do first."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        heading: str,
        sentence: str,
        *actions: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """`actions` stand below the sentence."""
        super().__init__(parent)
        words = Label(sentence, "small", wraps=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        items: list[Item] = [
            None,
            across(None, IconLabel(theme, icon, "text3", 28), None),
            across(None, Label(heading, "strong"), None),
            words,
        ]
        if actions:
            items.append(across(None, *actions, None))
        self.setLayout(down(*items, None, spacing=8, margins=(24, 20, 24, 20)))
        self.setAccessibleName(heading)
