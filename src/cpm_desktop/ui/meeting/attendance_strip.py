"""The strip of people: one Tab stop; arrow keys move along it, Enter opens what can be said of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from cpm_desktop.domain.attendance import IN_THE_MEETING, Presence
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.avatar import paint_avatar
from cpm_desktop.ui.kit.buttons import Button, icon_button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.one_stop import go_along, make_one_stop
from cpm_desktop.ui.kit.panels import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from cpm_desktop.services.holding import Chip
    from cpm_desktop.ui.kit.tags import TagTone
    from cpm_desktop.ui.kit.theme import Theme

_GAP = 5
_EARLIER = (5, 10, 15, 20, 30)  # minutes ago, for what was noticed late


@dataclass(frozen=True)
class _Face:
    icon: str
    tone: TagTone
    word: str


_FACES = {
    Presence.EXPECTED: _Face("clock", "warn", "not here yet"),
    Presence.PRESENT: _Face("check", "good", "here"),
    Presence.REMOTE: _Face("video", "accent", "here by video or telephone"),
    Presence.APOLOGIES: _Face("log-out", "plain", "sent apologies"),
    Presence.ABSENT: _Face("x", "plain", "absent"),
    Presence.LEFT: _Face("log-out", "plain", "has left"),
    Presence.ASKED_OUT: _Face("log-out", "warn", "asked to leave for a part"),
}
_OUT = (Presence.APOLOGIES, Presence.ABSENT, Presence.LEFT, Presence.ASKED_OUT)
_SAID_WITH = {
    Qt.KeyboardModifier.ShiftModifier: Presence.REMOTE,
    Qt.KeyboardModifier.AltModifier: Presence.APOLOGIES,
}


class PersonChip(QPushButton):
    """One person: a mark for where they are, the name, the role with what differs.

    Space says that they arrive or leave, Shift+Enter that they join remotely, Alt+Enter that they sent apologies.
    """

    said = Signal(Presence)

    def __init__(self, theme: Theme, chip: Chip) -> None:
        """Shows one chip; `show_chip` another state of the same person."""
        super().__init__()
        self._theme, self.chip = theme, chip
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(chip)

    def show_chip(self, chip: Chip) -> None:
        """Show where the person is now."""
        self.chip = chip
        self.setAccessibleName(", ".join(part for part in (chip.name, chip.initials, _spoken(chip)) if part))
        toggled = "leaves" if chip.presence in IN_THE_MEETING else "is here"
        self.setAccessibleDescription(f"Space: {toggled}. Enter: everything that can be said")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """42 pixels high at 100 %, as wide as the longer line, up to a width at which others have room beside it."""
        return QSize(min(self.whole_width(), self._theme.px(190)), self._theme.px(42))

    def whole_width(self) -> int:
        """Return the width in pixels at which nothing of it is shortened."""
        theme = self._theme
        name = _width(theme, 13, QFont.Weight.DemiBold, self.chip.name) + self._initials_width()
        detail = _width(theme, 12, QFont.Weight.Normal, self.chip.detail)
        return max(name, detail) + theme.px(58)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go along the strip, Enter opens the menu; Space, Shift+Enter and Alt+Enter say it at once."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not modifiers and go_along(self, event.key()):
            return
        if is_enter and not modifiers:
            self.click()
        elif is_enter and modifiers in _SAID_WITH:
            self.said.emit(_SAID_WITH[modifiers])
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.said.emit(Presence.LEFT if self.chip.presence in IN_THE_MEETING else Presence.PRESENT)
        elif event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)

    def _initials_width(self) -> int:
        initials = self.chip.initials
        return _width(self._theme, 12, QFont.Weight.Normal, initials) + self._theme.px(8) if initials else 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw the pill."""
        theme, face, chip = self._theme, _FACES[self.chip.presence], self.chip
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        has_focus = self.hasFocus()
        painter.setPen(QPen(theme.colour("focus" if has_focus else "border"), 2 if has_focus else 1))
        painter.setBrush(theme.colour("sunken" if self.underMouse() else "surface"))
        painter.drawRoundedRect(edge, edge.height() / 2, edge.height() / 2)
        side = theme.px(28)
        mark = QRectF(theme.px(7), (self.height() - side) / 2, side, side)
        paint_avatar(painter, theme, mark, "", icon=face.icon, tone=face.tone)
        is_out = chip.presence in _OUT
        left, room = theme.px(42), self.width() - theme.px(54)
        painter.setFont(theme.font(13, QFont.Weight.Medium if is_out else QFont.Weight.DemiBold))
        apart = self._initials_width()
        name_area = QRect(left, theme.px(5), room - apart, theme.px(17))
        _line(painter, theme, name_area, chip.name, is_out=is_out)
        painter.setFont(theme.font(12))
        if apart:
            gone = min(_width(theme, 13, QFont.Weight.DemiBold, chip.name), name_area.width()) + theme.px(6)
            area = QRect(left + gone, theme.px(5), apart, theme.px(17))
            _line(painter, theme, area, chip.initials, is_out=True)
        _line(painter, theme, QRect(left, theme.px(21), room, theme.px(16)), chip.detail, is_out=True)
        painter.end()


class AttendanceStrip(Strip):
    """Who is here. Sends what the person at the laptop says of somebody, and how many minutes ago it was."""

    presence_chosen = Signal(str, Presence, int)
    add_pressed = Signal()
    restricted_pressed = Signal()
    time_pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_chips`."""
        super().__init__("Attendance", parent)
        self._theme = theme
        self._summary = Label("", "micro")
        self._row = _Chips(theme)
        self._row.chip_pressed.connect(self._open_menu)
        self._row.chip_said.connect(lambda chip, presence: self._say(chip, presence, 0))
        self.add_button = Button(theme, "Add person", "quiet", icon="user-plus")
        self.add_button.tell_keys("Ctrl+Shift+A")
        self.add_button.clicked.connect(self.add_pressed)
        self.restricted_button = icon_button(theme, "lock-keyhole", "Restricted note, F8")
        self.restricted_button.clicked.connect(self.restricted_pressed)
        head = down(Label("Attendance", "small_strong"), self._summary, spacing=3)
        self.setLayout(
            across(
                head,
                self._row,
                across(self.add_button, self.restricted_button, spacing=2),
                spacing=14,
                margins=(20, 7, 10, 7),
                stretched=1,
            )
        )
        make_one_stop(self)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show where everybody is."""
        self._row.show_chips(chips)
        self._summary.setText(summary_of(chips))

    def focus_chip(self, attendee_id: str = "") -> None:
        """Move the keyboard to a person, or to where it was in the strip last."""
        self._row.focus_chip(attendee_id)

    @property
    def focused_id(self) -> str:
        """The attendee id of the chip that has the keyboard; empty for none."""
        return next((held.chip.attendee_id for held in self._row.shown if held.hasFocus()), "")

    def menu_for(self, chip: Chip) -> QMenu:
        """Return the menu of what can be said of a person; the caller shows it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, presence in _sayings(chip.presence):
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, p=presence: self._say(chip, p, 0))
        menu.addSeparator()
        for text, presence in _sayings(chip.presence)[:2]:
            # Without an access key: the same letter twice in a menu would only move between the two.
            earlier = menu.addMenu(f"{text.replace('&', '')}, earlier")
            for minutes in _EARLIER:
                action = earlier.addAction(f"{minutes} minutes ago")
                action.triggered.connect(lambda _=False, p=presence, m=minutes: self._say(chip, p, m))
        other = menu.addAction("Another time, or put a t&ime right…")
        other.triggered.connect(lambda: self.time_pressed.emit(chip.attendee_id))
        return menu

    def _say(self, chip: Chip, presence: Presence, minutes: int) -> None:
        self.presence_chosen.emit(chip.attendee_id, presence, minutes)

    def _open_menu(self, chip: Chip, corner: QPoint) -> None:
        self.menu_for(chip).popup(corner)


def _spoken(chip: Chip) -> str:
    """Return role and state, each once: what is seen may say the state in other words, such as with a time."""
    if chip.presence in (Presence.LEFT, Presence.ASKED_OUT):
        return chip.detail
    role = chip.detail if chip.presence is Presence.PRESENT else chip.role
    return ", ".join(part for part in (role, _FACES[chip.presence].word) if part)


def _sayings(presence: Presence) -> list[tuple[str, Presence]]:
    if presence in IN_THE_MEETING:
        other = (
            ("Now by &video or telephone", Presence.REMOTE)
            if presence is Presence.PRESENT
            else ("Now in the &room", Presence.PRESENT)
        )
        return [
            ("&Leaves", Presence.LEFT),
            ("Asked to leave for a par&t", Presence.ASKED_OUT),
            other,
            ("Sent a&pologies after all", Presence.APOLOGIES),
        ]
    word = "Comes &back" if presence in (Presence.LEFT, Presence.ASKED_OUT) else "&Here"
    return [
        (word, Presence.PRESENT),
        ("By &video or telephone", Presence.REMOTE),
        ("Sent a&pologies", Presence.APOLOGIES),
        ("&Absent, no apologies", Presence.ABSENT),
    ]


def summary_of(chips: Sequence[Chip]) -> str:
    """Return "5 here · 1 not yet · 1 apology"."""
    here = sum(chip.presence in IN_THE_MEETING for chip in chips)
    late = sum(chip.presence is Presence.EXPECTED for chip in chips)
    apologies = sum(chip.presence is Presence.APOLOGIES for chip in chips)
    parts = [f"{here} here", f"{late} not yet" if late else ""]
    parts.append(f"{apologies} {'apology' if apologies == 1 else 'apologies'}" if apologies else "")
    return " · ".join(part for part in parts if part)


class _Chips(QWidget):
    """Chips beside each other; those that lack room stand behind "+3"."""

    chip_pressed = Signal(object, QPoint)
    chip_said = Signal(object, Presence)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chips: list[PersonChip] = []
        self._entry = 0
        self._more = Button(theme, "+0", "pill")
        self._more.setParent(self)
        self._more.clicked.connect(self._open_more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._lay)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        if [chip.attendee_id for chip in chips] != [held.chip.attendee_id for held in self._chips]:
            self._rebuild(chips)
        for held, chip in zip(self._chips, chips, strict=True):
            held.show_chip(chip)
        self._lay()

    @property
    def shown(self) -> tuple[PersonChip, ...]:
        """The chips, those that stand behind "+3" too."""
        return tuple(self._chips)

    def focus_chip(self, attendee_id: str) -> None:
        places = [place for place, held in enumerate(self._chips) if held.chip.attendee_id == attendee_id]
        self._go_to(places[0] if places else self._entry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _rebuild(self, chips: Sequence[Chip]) -> None:
        for held in self._chips:
            held.hide()
            held.deleteLater()
        self._chips = [PersonChip(self._theme, chip) for chip in chips]
        for held in self._chips:
            held.setParent(self)
            held.clicked.connect(lambda _=False, h=held: self._press(h))
            held.said.connect(lambda presence, h=held: self.chip_said.emit(h.chip, presence))
        self._entry = min(self._entry, max(len(self._chips) - 1, 0))

    def _lay(self) -> None:
        widths = [held.sizeHint().width() for held in self._chips]
        room, reserve = self.width(), self._theme.px(52)
        shown = _fitting(widths, room, reserve)
        spare = room - sum(widths[:shown]) - _GAP * shown - (reserve if shown < len(widths) else 0)
        for place, held in enumerate(self._chips[:shown]):
            more = min(max(held.whole_width() - widths[place], 0), max(spare, 0))
            widths[place] += more
            spare -= more
        left, height = 0, self._theme.px(42)
        for place, held in enumerate(self._chips):
            held.setVisible(place < shown)
            if place < shown:
                held.setGeometry(left, (self.height() - height) // 2, widths[place], height)
                left += widths[place] + _GAP
        hidden = len(self._chips) - shown
        self._more.setVisible(hidden > 0)
        if hidden:
            self._more.set_text(f"+{hidden}")
            self._more.setAccessibleName(f"+{hidden}, {hidden} more people")
            hint = self._more.sizeHint()
            self._more.setGeometry(left, (self.height() - hint.height()) // 2, hint.width(), hint.height())
            self._more.raise_()
        self._entry = min(self._entry, max(shown - 1, 0))

    def _go_to(self, place: int) -> None:
        shown = [held for held in self._chips if held.isVisibleTo(self)]
        if not shown:
            return
        self._entry = max(0, min(place, len(shown) - 1))
        self._chips[self._entry].setFocus(Qt.FocusReason.TabFocusReason)

    def _press(self, held: PersonChip) -> None:
        self._entry = self._chips.index(held)
        self.chip_pressed.emit(held.chip, held.mapToGlobal(QPoint(0, held.height() + 2)))

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = self._more.mapToGlobal(QPoint(0, self._more.height() + 2))
        for held in self._chips:
            if not held.isVisibleTo(self):
                action = menu.addAction(f"{held.chip.name} – {held.chip.detail}".replace("&", "&&"))
                action.triggered.connect(lambda _=False, h=held: self.chip_pressed.emit(h.chip, corner))
        menu.popup(corner)


def _fitting(widths: list[int], room: int, reserve: int) -> int:
    if sum(widths) + _GAP * max(len(widths) - 1, 0) <= room:
        return len(widths)
    used, count = reserve, 0
    for width in widths:
        used += width + _GAP
        if used > room:
            break
        count += 1
    return count


def _width(theme: Theme, size: int, weight: QFont.Weight, text: str) -> int:
    return QFontMetrics(theme.font(size, weight)).horizontalAdvance(text)


def _line(painter: QPainter, theme: Theme, area: QRect, text: str, *, is_out: bool) -> None:
    painter.setPen(theme.colour("text3" if is_out else "text"))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
