"""What stood in the fields of a page or dialog when the records were locked, and puts it back after the passphrase.

Fields are known by their way down from the page, so that a page made anew finds its own. Passphrases are left out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLineEdit, QWidget

from cpm_desktop.ui.kit.lists import RowList
from cpm_desktop.ui.kit.selects import Select
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOOK_EVERY = 50  # milliseconds between looks whether a page made anew has its full height
_MOST_LOOKS = 20
_LOADED = "loaded"  # property of what can be changed in a dialog: what it held first
BELONGS_TO = "belongs_to"  # property of a row of fields: the id of what they are about
_Text = LineEdit | PlainEditor


@dataclass(frozen=True, slots=True)
class LeftField:
    """A field with words.

    Attributes:
        name: what it is called for a screen reader.
        text: what stood in it.
        cursor: where the cursor stood.
        anchor: where a selection began; the cursor's place where nothing was selected.
        is_typed: whether the words are the person's; what a dialog had loaded itself is never put back.
    """

    name: str
    text: str
    cursor: int
    anchor: int
    is_typed: bool = True


@runtime_checkable
class OpensFor(Protocol):
    """A form that is opened for something; after a lock it is opened for the same again."""

    def opened_for(self) -> str:
        """Return what it is open for, as `open_for` takes it."""

    def open_for(self, key: str) -> None:
        """Open it, empty."""


@dataclass(frozen=True, slots=True)
class LeftFields:
    """What was left.

    Attributes:
        fields: by their way down, those that were seen and had words, and the one with the keyboard; of a dialog, those
            that no longer hold what was loaded.
        scrolls: where each scrolled part stood, across and down.
        rows: the chosen row of each list.
        focus: the way to what had the keyboard; empty for nothing here.
        forms: what each form that was open was open for.
        ticks: of a dialog, whether each box or choice was ticked that was loaded otherwise.
        chosen: of a dialog, what each select said that was loaded otherwise.
    """

    fields: Mapping[str, LeftField] = field(default_factory=dict)
    scrolls: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, bool] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_typed(self) -> bool:
        """Whether anything was typed."""
        return any(one.is_typed and one.text for one in self.fields.values())

    def as_plain(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        return asdict(self)


def read_plain(held: Mapping[str, Any]) -> LeftFields:
    """Return what `as_plain` gave.

    Raises:
        KeyError, TypeError, ValueError: it is something else.
    """
    return LeftFields(
        {way: LeftField(**one) for way, one in held["fields"].items()},
        {way: (int(across), int(down)) for way, (across, down) in held["scrolls"].items()},
        {str(way): str(key) for way, key in held["rows"].items()},
        str(held["focus"]),
        {str(way): str(key) for way, key in held.get("forms", {}).items()},
        {str(way): bool(ticked) for way, ticked in held.get("ticks", {}).items()},
        {str(way): str(key) for way, key in held.get("chosen", {}).items()},
    )


def note_loaded(dialog: QWidget) -> None:
    """Note what a dialog holds before anybody touches it: only what differs from it is the person's."""
    for _, widget in _ways(dialog):
        now = _held_by(widget)
        if now is not None:
            widget.setProperty(_LOADED, now)


def _held_by(widget: QWidget) -> str | bool | None:
    """Return what a person can change in a widget; None where that is nothing, or is remembered nowhere."""
    if isinstance(widget, _Text):
        return None if widget.is_secret else _words(widget)
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        return widget.isChecked()
    if isinstance(widget, Select) and not widget.isEditable():
        return widget.chosen_key
    return None


def _is_as_loaded(widget: QWidget) -> bool:
    return bool(widget.property(_LOADED) == _held_by(widget))


def look_at(ground: QWidget, *, is_dialog: bool = False) -> LeftFields:
    """Return what stands in the fields of a page or dialog now.

    A dialog keeps nothing before it is agreed to: of it, what was emptied, ticked and chosen is looked at, too, but
    nothing that still is as it was loaded.
    """
    fields: dict[str, LeftField] = {}
    scrolls: dict[str, tuple[int, int]] = {}
    rows: dict[str, str] = {}
    forms: dict[str, str] = {}
    focus, holder = "", ground.window().focusWidget()  # also while another program has the keyboard
    for way, widget in _ways(ground):
        has_focus = _stands_for(widget) is holder
        if has_focus:
            focus = way
        if not widget.isVisible():
            continue
        if isinstance(widget, _Text) and not widget.is_secret:
            is_typed = not (is_dialog and _is_as_loaded(widget))
            if has_focus or (is_typed and (is_dialog or _words(widget))):
                fields[way] = LeftField(
                    widget.accessibleName(), _words(widget), *_cursor(widget), is_typed=is_typed
                )
        if isinstance(widget, OpensFor):
            forms[way] = widget.opened_for()
        if isinstance(widget, RowList) and widget.current_key:
            rows[way] = widget.current_key
        if isinstance(widget, QAbstractScrollArea):
            place = widget.horizontalScrollBar().value(), widget.verticalScrollBar().value()
            if any(place):
                scrolls[way] = place
    ticks, chosen = _choices(ground) if is_dialog else ({}, {})
    return LeftFields(fields, scrolls, rows, focus, forms, ticks, chosen)


def _stands_for(widget: QWidget) -> QWidget:
    """Return what has the keyboard where a widget has it: a box that one can type in, for the line within."""
    while (proxy := widget.focusProxy()) is not None:
        widget = proxy
    return widget


def _choices(dialog: QWidget) -> tuple[dict[str, bool], dict[str, str]]:
    ticks: dict[str, bool] = {}
    chosen: dict[str, str] = {}
    for way, widget in _ways(dialog):
        if not widget.isVisible() or _is_as_loaded(widget):
            continue
        if isinstance(widget, QAbstractButton) and widget.isCheckable():
            ticks[way] = widget.isChecked()
        if isinstance(widget, Select) and not widget.isEditable():
            chosen[way] = widget.chosen_key
    return ticks, chosen


def put_back(ground: QWidget, left: LeftFields) -> None:
    """Put back what was left into the same page or dialog made anew; what fits nowhere any more is passed over."""
    there = dict(_ways(ground))
    _open_again(there, left)
    _choose_again(there, left)
    _choose_rows(there, left)  # a select that was chosen anew may have filled a list anew
    found = {way: _field_for(there, way, words) for way, words in left.fields.items()}
    for way, target in found.items():
        if target is not None and left.fields[way].is_typed:
            _fill(ground, target, left.fields[way])
    wanted = found.get(left.focus) or there.get(left.focus)
    if wanted is not None and wanted.isVisibleTo(ground):
        wanted.setFocus()
        words = left.fields.get(left.focus)
        if words is not None and isinstance(wanted, _Text):
            _set_cursor(wanted, words)  # some fields choose all of their words when the keyboard comes
    for way, place in left.scrolls.items():
        area = there.get(way)
        if isinstance(area, QAbstractScrollArea):
            _Scrolled(area, place)


def _open_again(there: Mapping[str, object], left: LeftFields) -> None:
    """Open each form for what it was open for, and choose the row of each list."""
    for way, key in left.forms.items():
        form = there.get(way)
        if isinstance(form, OpensFor):
            form.open_for(key)
    _choose_rows(there, left)


def _choose_rows(there: Mapping[str, object], left: LeftFields) -> None:
    for way, key in left.rows.items():
        rows = there.get(way)
        if isinstance(rows, RowList):
            rows.choose(key)


def _choose_again(there: Mapping[str, object], left: LeftFields) -> None:
    """Tick and choose as the person did, so that what depends on it follows."""
    for wanted in (
        True,
        False,
    ):  # of choices that exclude each other, the one that stands takes the others away
        for way, was in left.ticks.items():
            button = there.get(way)
            if isinstance(button, QAbstractButton) and was is wanted and button.isChecked() is not was:
                button.click()
    for way, key in left.chosen.items():
        select = there.get(way)
        if isinstance(select, Select):
            select.choose_anew(key)


class _Scrolled(QObject):
    """Brings a part to where it stood as soon as it is high enough, and then lets it be."""

    def __init__(self, area: QAbstractScrollArea, place: tuple[int, int]) -> None:
        super().__init__(area)
        self._area, self._place, self._looks = area, place, 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._go)
        self._timer.start()
        self._go()

    def _go(self) -> None:
        self._looks += 1
        bars = self._area.horizontalScrollBar(), self._area.verticalScrollBar()
        for bar, wanted in zip(bars, self._place, strict=True):
            bar.setValue(wanted)
        is_there = all(bar.value() == wanted for bar, wanted in zip(bars, self._place, strict=True))
        if self._looks > _MOST_LOOKS or (is_there and self._looks > 1):
            self._timer.stop()
            self.deleteLater()


def _ways(ground: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Give every widget below, with the way to it: class and number among its like, step by step.

    What says to what it belongs is known by that instead: where rows come and go, their numbers are others'.
    """
    waiting: list[tuple[str, QWidget]] = [("", ground)]
    while waiting:
        way, widget = waiting.pop()
        counts: dict[str, int] = {}
        for child in widget.children():
            if not isinstance(child, QWidget) or child.isWindow():
                continue
            kind = type(child).__name__
            counts[kind] = counts.get(kind, -1) + 1
            below = f"{way}/{kind}.{child.property(BELONGS_TO) or counts[kind]}"
            yield below, child
            waiting.append((below, child))


def _field_for(there: Mapping[str, QWidget], way: str, one: LeftField) -> _Text | None:
    """Return the field of a way; where it holds other words, one of the same name that holds these."""
    here = there.get(way)
    alike = [
        each
        for each in there.values()
        if isinstance(each, _Text) and each.accessibleName() == one.name and not each.is_secret
    ]
    if isinstance(here, _Text) and _words(here) == one.text:
        return here
    same = [each for each in alike if _words(each) == one.text]
    if len(same) == 1:
        return same[0]
    return here if isinstance(here, _Text) and here in alike else None


def _fill(ground: QWidget, target: _Text, one: LeftField) -> None:
    """Put words that nothing kept back as if they were typed, and the cursor where it stood."""
    if _words(target) != one.text and target.isEnabled() and not target.isReadOnly():
        _open_up(ground, target)
        if isinstance(target, PlainEditor):
            target.load(one.text)
            target.edited.emit()
        else:
            target.setText(one.text)
            if not isinstance(target.parentWidget(), QComboBox):  # its list would open
                target.textEdited.emit(one.text)
    _set_cursor(target, one)


def _open_up(ground: QWidget, target: QWidget) -> None:
    """Show what a field stands in, where it was opened and is closed in a page made anew."""
    around = target.parentWidget()
    while around is not None and around is not ground:
        if around.isHidden():
            around.show()
        around = around.parentWidget()


def _words(widget: _Text) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else widget.text


def _cursor(widget: _Text) -> tuple[int, int]:
    if isinstance(widget, PlainEditor):
        cursor = widget.textCursor()
        return cursor.position(), cursor.anchor()
    place = widget.cursorPosition()
    if not widget.hasSelectedText():
        return place, place
    start, end = widget.selectionStart(), widget.selectionEnd()
    return place, end if place == start else start


def _set_cursor(widget: _Text, one: LeftField) -> None:
    if _words(widget) != one.text:
        return
    if isinstance(widget, PlainEditor):
        cursor = widget.textCursor()
        cursor.setPosition(one.anchor)
        cursor.setPosition(one.cursor, cursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)
    elif one.cursor == one.anchor:
        widget.setCursorPosition(one.cursor)
    else:
        widget.setSelection(one.anchor, one.cursor - one.anchor)


def put_back_cursor(dialog: QWidget, left: LeftFields) -> None:
    """Put the cursor where it was once a dialog is shown: Qt chooses all of the words then."""
    words = left.fields.get(left.focus)
    holder = _field_for(dict(_ways(dialog)), left.focus, words) if words is not None else None
    if holder is not None and words is not None:
        QTimer.singleShot(0, holder, partial(_set_cursor, holder, words))
