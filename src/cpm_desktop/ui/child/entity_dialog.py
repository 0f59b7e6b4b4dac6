"""A dialog made from a description of fields: it edits one entity of a child's file."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import NO_BREAK, long_day_text
from cpm_desktop.domain.written_dates import read_written_date
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.parsed_fields import DateField
from cpm_desktop.ui.kit.selects import Option, SearchSelect, Select
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from cpm_desktop.domain.entity import Entity
    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.ui.kit.theme import Theme

FieldKind = Literal["line", "text", "date", "choice", "search", "tick", "list", "number", "number or none"]
_WIDTH = 640


@dataclass(frozen=True)
class FieldSpec:
    """One field of a dialog.

    Attributes:
        name: of the entity's detail; empty for a heading or a rule alone.
        label: as people read it.
        kind: how it is entered. "search" is open: what is typed counts; "list" is parted by commas;
            an empty "number" is 0.
        options: for "choice" and "search".
        hint: stands below it.
        is_beside: stands beside the field before it.
        rule: the rule behind it, for "Why?".
    """

    name: str
    label: str
    kind: FieldKind = "line"
    options: tuple[Option, ...] = ()
    hint: str = ""
    is_beside: bool = False
    rule: Rule | None = None


@dataclass(frozen=True)
class Finding:
    """What is wrong with an entity: the sentence and the detail it is about."""

    sentence: str
    field: str


@dataclass(frozen=True)
class EntityWork:
    """What a dialog edits, and what becomes of it.

    Attributes:
        entity: as it is, or as it would begin.
        specs: the fields in order.
        keep: gets the entity as wanted; a CarePlanningError is shown and the dialog stays.
        check: what is wrong with the entity as typed.
        finish: adds what follows from other details.
        remove: takes the entity away; None for no such button.
    """

    entity: Entity
    specs: Sequence[FieldSpec]
    keep: Callable[[Any], object]
    check: Callable[[Any], Sequence[Finding]] = lambda _entity: ()
    finish: Callable[[Any], Any] = lambda entity: entity
    remove: Callable[[], object] | None = None


class EntityDialog(DialogShell):
    """Edits a copy of an entity and hands it to `keep` when the person agrees; `kept` is sent afterwards."""

    kept = Signal()
    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        work: EntityWork,
        today: dt.date,
        *,
        agree: str = "Keep",
        parent: QWidget | None = None,
    ) -> None:
        """Fill the fields from the entity.

        Args:
            theme: the application's.
            title: of the dialog.
            work: what is edited, and what is done with it.
            today: gives the year of a date typed without one.
            agree: what the filled button says.
            parent: the page.
        """
        super().__init__(theme, title, agree=agree, width=_WIDTH, parent=parent)
        self._work, self._entity, self._today = work, work.entity, today
        self.errors = ErrorSummary(theme)
        self.fields: dict[str, QWidget] = {}
        self._specs = {spec.name: spec for spec in work.specs if spec.name}
        rows = QVBoxLayout()
        rows.setSpacing(14)
        line: QHBoxLayout | None = None
        for spec in work.specs:
            widget = self._widget(spec)
            if spec.is_beside and line is not None:
                line.addWidget(widget, 1)
                continue
            line = QHBoxLayout()
            line.setSpacing(14)
            line.addWidget(widget, 1)
            rows.addLayout(line)
        self.content.addLayout(down(self.errors, rows, None, spacing=12), 1)
        if work.remove is not None:
            self._add_remove()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = next(iter(self.fields.values()), None)
        if first is not None:
            QTimer.singleShot(0, first, lambda: None if self.has_come_back else first.setFocus())

    def value(self, name: str) -> Any:  # noqa: ANN401 - of the detail's type
        """Return what a field says now; raises ValueError with a sentence where it cannot be read."""
        spec, widget = self._specs[name], self.fields[name]
        if isinstance(widget, DateField):
            typed = widget.typed.strip()
            return self._read_date(typed) if typed else None
        if isinstance(widget, CheckBox):
            return widget.isChecked()
        control = widget.control if isinstance(widget, Field) else widget
        if isinstance(control, PlainEditor):
            return control.text
        if isinstance(control, SearchSelect):
            return control.typed.strip()
        if isinstance(control, Select):
            held = getattr(self._entity, name)
            return type(held)(control.chosen_key) if isinstance(held, StrEnum) else control.chosen_key
        text = control.text() if isinstance(control, LineEdit) else ""
        return _from_line(spec, text)

    def set_text(self, name: str, text: str) -> None:
        """Put a text into a field as if it had been typed."""
        widget = self.fields[name]
        if isinstance(widget, DateField):
            widget.set_typed(text)
            return
        control = widget.control if isinstance(widget, Field) else widget
        if isinstance(control, PlainEditor):
            control.load(text)
        elif isinstance(control, SearchSelect):
            control.setEditText(text)
        elif isinstance(control, Select):
            control.choose(text)
        elif isinstance(control, LineEdit):
            control.setText(text)

    def accept(self) -> None:
        """Check, keep and close; what is wrong is said and nothing typed is lost."""
        values, findings = self._read_all()
        if not findings:
            wanted = self._work.finish(dataclasses.replace(self._entity, **values))
            findings = list(self._work.check(wanted))
            if not findings:
                try:
                    self._work.keep(wanted)
                except CarePlanningError as error:
                    findings = [Finding(error.sentence, next(iter(self.fields)))]
        for widget in self.fields.values():
            if isinstance(widget, Field):
                widget.show_error("")
        self.errors.show_errors([(finding.sentence, self.fields[finding.field]) for finding in findings])
        if not findings:
            self.kept.emit()
            super().accept()

    def _read_all(self) -> tuple[Mapping[str, Any], list[Finding]]:
        values: dict[str, Any] = {}
        findings: list[Finding] = []
        for name in self._specs:
            try:
                values[name] = self.value(name)
            except ValueError as fault:
                findings.append(Finding(str(fault), name))
        return values, findings

    def _add_remove(self) -> None:
        button = Button(self._theme, "Remove", icon="trash-2")
        button.clicked.connect(self._take_away)
        foot = self.dismiss_button.parentWidget()
        layout = foot.layout() if foot is not None else None
        if isinstance(layout, QHBoxLayout):
            layout.insertWidget(0, button)

    def _take_away(self) -> None:
        if self._work.remove is None:
            return
        try:
            self._work.remove()
        except CarePlanningError as error:
            self.errors.show_errors([(error.sentence, next(iter(self.fields.values())))])
            return
        self.removed.emit()
        super().reject()

    def _read_date(self, typed: str) -> dt.date:
        return read_written_date(typed.replace(NO_BREAK, " "), self._today)

    def _widget(self, spec: FieldSpec) -> QWidget:
        if not spec.name:
            return self._heading(spec)
        widget = self._field(spec, getattr(self._entity, spec.name))
        self.fields[spec.name] = widget
        if spec.rule is None:
            return widget
        box = QWidget()
        why = Why(self._theme, spec.rule.says, spec.rule.source, about=spec.label)
        box.setLayout(down(widget, why, spacing=2))
        return box

    def _heading(self, spec: FieldSpec) -> QWidget:
        return Label(spec.label, "h4")

    def _field(self, spec: FieldSpec, held: Any) -> QWidget:  # noqa: ANN401 - of the detail's type
        theme = self._theme
        if spec.kind == "date":
            field = DateField(theme, spec.label, self._read_date, long_day_text, placeholder="9 March 2014")
            field.set_value(held)
            return field
        if spec.kind == "tick":
            box = CheckBox(theme, spec.label, detail=spec.hint)
            box.setChecked(bool(held))
            return box
        control: QWidget
        if spec.kind == "text":
            control = PlainEditor(theme, held, lines=3)
        elif spec.kind == "choice":
            control = Select(theme, spec.options, str(held))
        elif spec.kind == "search":
            control = SearchSelect(theme, spec.options, is_open=True)
            control.setEditText(held)
        else:
            control = LineEdit(_to_line(held))
        return Field(theme, spec.label, control, hint=spec.hint)


def _to_line(held: Any) -> str:  # noqa: ANN401 - text, a number or several texts
    if isinstance(held, tuple):
        return ", ".join(held)
    return "" if held is None or held == 0 else str(held)


def _from_line(spec: FieldSpec, text: str) -> Any:  # noqa: ANN401 - of the detail's type
    if spec.kind == "list":
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if spec.kind in {"number", "number or none"}:
        if not text.strip():
            return 0 if spec.kind == "number" else None
        if not text.strip().isdecimal():
            message = f"“{text.strip()}” is not a number. Write it in figures."
            raise ValueError(message)
        return int(text)
    return text
