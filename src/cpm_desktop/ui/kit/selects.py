"""Choosing from a list that opens.

A plain select, and one in which a person is found by typing part of the name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from cpm_desktop.domain.text import fold
from cpm_desktop.ui.kit.labels import FieldLabel, as_tool_tip, with_access_key
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent

    from cpm_desktop.ui.kit.theme import Theme

_KEY = Qt.ItemDataRole.UserRole
_MARKS = "<&"
_BESIDE_TEXT = 2  # pixels that the style leaves free around the text


@dataclass(frozen=True)
class Option:
    """One line of a select: what the program calls it and what the person reads; typing `also` finds it, too."""

    key: str
    text: str
    also: str = ""


class Select(QComboBox):
    """One of a list. `chosen` is sent with the key when the person chooses."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[Option] = (),
        chosen: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`chosen` is the key chosen first; the first option if None."""
        super().__init__(parent)
        self._theme = theme
        self._listed: tuple[Option, ...] = ()
        self._unseen_label: FieldLabel | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setView(_popup("Options"))
        self.activated.connect(self._tell)
        self.currentTextChanged.connect(self._tell_whole)
        self.set_options(options, chosen)

    def set_options(self, options: Sequence[Option], chosen: str | None = None) -> None:
        """Replace the list; keeps what is chosen where the new list has it."""
        keep = self.chosen_key if chosen is None else chosen
        if tuple(options) != self._listed:
            self._listed = tuple(options)
            self.blockSignals(True)
            self.clear()
            for place, option in enumerate(options):
                self.addItem(option.text, option.key)
                self.setItemData(place, as_tool_tip(option.text), Qt.ItemDataRole.ToolTipRole)
            self.blockSignals(False)
        self.choose(keep if any(option.key == keep for option in options) else "")

    @property
    def chosen_key(self) -> str:
        """The key of what is chosen; empty for nothing."""
        key = self.currentData(_KEY)
        return key if isinstance(key, str) else ""

    def choose(self, key: str) -> None:
        """Choose by program; an unknown key chooses the first."""
        place = self.findData(key, _KEY)
        self.setCurrentIndex(place if place >= 0 else (0 if self.count() else -1))

    def choose_anew(self, key: str) -> None:
        """Choose as the person does, where it is not chosen and still in the list: `chosen` is sent."""
        if key != self.chosen_key and self.findData(key, _KEY) >= 0:
            self.choose(key)
            self._tell()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's
        """Name it; where no label beside it does, an unseen one says the name to screen readers of Linux."""
        super().setAccessibleName(name)
        if self._unseen_label is not None:
            self._unseen_label.setText(with_access_key(name))

    def showEvent(self, event: QShowEvent) -> None:
        """On Linux Qt gives a select's value for its name, and tells the name by a label alone."""
        super().showEvent(event)
        around, name = self.parentWidget(), self.accessibleName()
        if around is None or not name or self._unseen_label is not None:
            return
        labels = around.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if not any(label.buddy() is self for label in labels):
            self._unseen_label = FieldLabel(name, self, parent=around)
            self._unseen_label.hide()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page never changes a choice by accident."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow in the theme's colour."""
        super().paintEvent(event)
        if self._theme.is_high_contrast:
            return
        painter = QPainter(self)
        side = self._theme.px(14)
        pixmap = self._theme.pixmap("chevron-down", "text2" if self.isEnabled() else "text3", 14, widget=self)
        area = QRectF(self.width() - side - self._theme.px(7), (self.height() - side) / 2, side, side)
        painter.drawPixmap(area.topLeft(), pixmap)
        painter.end()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """End a text that is wider than the box in "…"; Qt would cut it mid-letter."""
        super().initStyleOption(option)
        room = self._room(option)
        text = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        option.currentText = text

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tool tip only where it is cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its longest option."""
        return QSize(self._theme.px(96), super().minimumSizeHint().height())

    def _tell(self) -> None:
        self.chosen.emit(self.chosen_key)

    def _tell_whole(self) -> None:
        # The tool tip alone: a screen reader reads the whole text as the value, and the description is the caller's.
        option = QStyleOptionComboBox()
        QComboBox.initStyleOption(self, option)
        text = self.currentText()
        is_cut = self.fontMetrics().horizontalAdvance(text) > self._room(option)
        # without marks where none are needed: a screen reader may be handed the tip as it is
        whole = as_tool_tip(text) if set(text) & set(_MARKS) else text
        self.setToolTip(whole if is_cut else "")

    def _room(self, option: QStyleOptionComboBox) -> int:
        style = self.style()
        field = style.subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return field.width() - _BESIDE_TEXT


class SearchSelect(Select):
    """A select in which typing any part of a name finds it, with or without accents.

    Where `is_open` is set, a text that is no option may stand: `chosen_key` is then empty and `typed` has the
    text.
    """

    typed_changed = Signal(str)

    def __init__(
        self, theme: Theme, options: Sequence[Option] = (), *, is_open: bool = False, placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Starts empty."""
        self._options: tuple[Option, ...] = ()
        self._taken: Option | None = None  # of two of the same name, which one
        super().__init__(theme, (), parent=parent)
        self._is_open = is_open
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._line = LineEdit(placeholder=placeholder)
        self._line.setAccessibleName("Search")
        self.setLineEdit(self._line)
        self._found = QStringListModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._found_list = _popup("People found")
        completer.setPopup(self._found_list)
        # The completer left it no parent, whose window's sheet it could wear.
        self._found_list.setParent(self, Qt.WindowType.Popup)
        completer.activated.connect(self._take)
        self.setCompleter(completer)
        self.activated.disconnect(self._tell)
        self.activated.connect(self._take_at)
        self._line.textEdited.connect(self._search)
        self._line.editingFinished.connect(self.settle)
        self.set_options(options)
        self.setCurrentIndex(-1)
        self.clearEditText()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """The line inside, which has the focus, is called the same."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def set_options(self, options: Sequence[Option], chosen: str | None = None) -> None:
        """Replace the list."""
        self._options = tuple(options)
        super().set_options(options, chosen)

    @property
    def chosen_key(self) -> str:
        """The key of the option whose text stands in the line; empty for any other text."""
        text = self.currentText()
        if self._taken is not None and self._taken.text == text and self._taken in self._options:
            return self._taken.key
        return next((option.key for option in self._options if option.text == text), "")

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.currentText()

    def choose(self, key: str) -> None:
        """Choose by program; an unknown key empties the line."""
        self._taken = next((option for option in self._options if key and option.key == key), None)
        place = self.findData(key, _KEY) if key else -1
        self.setCurrentIndex(place)
        if place < 0 and self.isEditable():
            self.clearEditText()

    def _search(self, text: str) -> None:
        wanted, called = fold(text).split(), self._called_so(text)
        named = [option for option in self._options if all(part in fold(option.text) for part in wanted)]
        self._found.setStringList([option.text for option in dict.fromkeys((*called, *named))])
        self.typed_changed.emit(text)

    def _take(self, text: str) -> None:
        self.setCurrentText(text)
        self._tell()

    def _take_at(self, place: int) -> None:
        self._taken = next((one for one in self._options if one.key == self.itemData(place, _KEY)), None)
        self._tell()

    def settle(self) -> None:
        """Take whose initials were typed, or the only name found; where any text may stand another one stays."""
        self._found_list.hide()
        if self.chosen_key or not self.currentText().strip():
            return
        typed, found = self.currentText().strip(), self._found.stringList()
        called = self._called_so(typed)
        if called and not (
            self._is_open and typed.istitle()
        ):  # "Jo" may be somebody else's name, "jo" is not
            self._taken = called[0]
            self._take(called[0].text)
        elif len(found) == 1 and not self._is_open:
            self._take(found[0])

    def _called_so(self, text: str) -> list[Option]:
        return [option for option in self._options if option.also and fold(option.also) == fold(text).strip()]


def _popup(name: str) -> QListView:
    popup = QListView()
    popup.setProperty("kit", "popup")
    popup.setAccessibleName(name)
    return popup
