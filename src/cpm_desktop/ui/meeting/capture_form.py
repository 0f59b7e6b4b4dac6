"""What every form of quick capture does: what is typed is kept as typing pauses, under an identity of its own.

A form begins empty. Its first words make the entity; from then on each pause keeps what changed. "Add" ends it
and begins the next; the same form edits what was captured before.
"""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.aggregate import entities_of
from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.commands import Withdraw
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.naming import initials_among
from cpm_desktop.services.capturing import keep_capture
from cpm_desktop.services.siblings import children_at
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.selects import Option, SearchSelect, Select
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.meeting.about import AboutChooser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import SignalInstance

    from cpm_desktop.domain.captures import Capture
    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_AUDIENCES = {
    Audience.EVERYONE: "Everybody who gets a copy",
    Audience.PROFESSIONALS: "Professionals only",
    Audience.FILE_ONLY: "File copy only",
}


class CaptureForm(QFrame):
    """One kind of capture. Subclasses add fields, read them in `values` and show an entity in `fill`."""

    kept = Signal()
    ended = Signal()

    noun = "capture"

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Begin empty."""
        super().__init__()
        self.theme, self.desk, self.meeting_id = theme, desk, meeting_id
        self.setProperty("kit", "clear")
        self.entity_id = ""
        self._item = ""
        self._is_filling = self._is_writing = False
        self._settling = Settling(self)
        self._settling.settled.connect(self.keep_now)
        self.fields: dict[str, QWidget] = {}
        self.labelled: dict[str, Field] = {}
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(10)
        self.about = AboutChooser(children_at(desk.meeting(meeting_id).value))
        self.about.chosen.connect(lambda _child: self.keep_now())
        self.box.addWidget(self.about)

    # What a subclass says of itself.

    def blank(self, identifier: str) -> Capture:
        """Return an empty entity of this kind."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """Return what the fields say, by the entity's details."""
        raise NotImplementedError

    def fill(self, entity: Capture | None) -> None:
        """Show an entity's details in the fields; None empties them."""
        raise NotImplementedError

    def words(self) -> str:
        """Return what makes the form more than empty."""
        raise NotImplementedError

    def finished(self, entity: Capture | None) -> Capture | None:
        """Do what is to be done with what was written when it is finished; returns it as it is then."""
        return entity

    # What every form does.

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands."""
        return self.desk.meeting(self.meeting_id).value

    @property
    def entity(self) -> Capture | None:
        """What is being written or edited; None before its first words."""
        if not self.entity_id:
            return None
        held: Any = entities_of(self.meeting, self.blank("").kind)
        found: Capture | None = next((one for one in held if one.id == self.entity_id), None)
        return found

    def begin(self, item: str) -> None:
        """Begin an empty one under an item."""
        self.entity_id, self._item = "", item
        self._fill(None)

    def edit(self, entity: Capture, field: str = "") -> None:
        """Edit one captured before; the keyboard goes to the field named, or to the first."""
        self.entity_id, self._item = entity.id, entity.item
        self._fill(entity)
        self.focus(field)

    def focus(self, field: str = "") -> None:
        """Move the keyboard to a field; to the first where none of that name is there."""
        target = self.fields.get(field) or next(iter(self.fields.values()))
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        name = target.lineEdit() if isinstance(target, SearchSelect) else None
        if (
            name is not None
        ):  # typing takes the place of a name proposed, also where the keyboard was here before
            name.selectAll()

    def refresh(self) -> None:
        """Show what undo or redo made of it."""
        if not self.entity_id or self._is_writing or self.is_waiting:
            return
        entity = self.entity
        if entity is None:
            self.entity_id = ""
        self._fill(entity)

    def keep_now(self) -> None:
        """Keep what is typed."""
        if self._is_filling or (not self.entity_id and not self.words().strip()):
            return
        held = self.entity
        if not self.entity_id:
            self.entity_id = new_identifier()
            held = self.blank(self.entity_id)
        if held is None:
            self.entity_id = ""
            return
        with self.writing():
            self.write(held)
        self.kept.emit()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Show nothing anew meanwhile: what changes is what stands in the fields."""
        self._is_writing = True
        try:
            yield
        finally:
            self._is_writing = False

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._settling.is_waiting

    def flush(self) -> None:
        """Keep what is typed now rather than at the next pause."""
        self._settling.flush()

    def end(self) -> bool:
        """Finish this one. Returns whether there was one; what has no words left is taken back."""
        for field in self.fields.values():
            if isinstance(field, SearchSelect):
                field.settle()  # a part of a name, typed last, is taken as when the keyboard moves on
        self.flush()
        entity = self.finished(self.entity)
        if entity is not None and not self.words().strip():
            self.desk.meeting(self.meeting_id).perform(Withdraw(entity_kind=entity.kind, id=entity.id))
            entity = None
        self.entity_id = ""
        self._fill(None)
        self.ended.emit()
        return entity is not None

    def go_on(self, item: str) -> bool:
        """Finish this one and begin the next, under an item. Returns whether there was one."""
        was_there = self.end()
        self._item = item
        return was_there

    def write(self, held: Capture) -> None:
        """Keep what the fields say; `held` is the entity as it was, or an empty one."""
        details = {**self.values(), "child_id": self.about.child_id}
        if not held.item:
            details["item"] = self._item
            details["at"] = self.desk.now()
        keep_capture(self.desk, self.meeting_id, dataclasses.replace(held, **details))

    def _fill(self, entity: Capture | None) -> None:
        self._is_filling = True
        several = children_at(self.meeting)
        self.about.setVisible(self.about.is_needed and bool(several))
        self.about.choose(entity.child_id if entity is not None else "")
        self.fill(entity)
        self._is_filling = False

    # Fields.

    def text(
        self, name: str, label: str, access_key: str, *, lines: int = 2, is_laid: bool = True
    ) -> PlainEditor:
        """Add a field of several lines and return its editor; laid out here, or by the caller."""
        editor = PlainEditor(self.theme, lines=lines, grows_to=lines + 3)
        field = Field(self.theme, label, editor, access_key=access_key)
        self._add(name, field, editor.edited, is_laid=is_laid)
        return editor

    def line(
        self, name: str, label: str, access_key: str, *, placeholder: str = "", is_laid: bool = True,
        is_prose: bool = False,
    ) -> LineEdit:  # fmt: skip
        """Add a field of one line and return it; laid out here, or by the caller.

        `is_prose` takes sentences, whose spelling is looked at.
        """
        line = LineEdit(placeholder=placeholder, is_prose=is_prose)
        field = Field(self.theme, label, line, access_key=access_key)
        self._add(name, field, line.textEdited, is_laid=is_laid)
        return line

    def person_select(self, name: str, *, is_open: bool = True) -> SearchSelect:
        """Return a select of the people of the meeting; watched, not yet laid out."""
        select = SearchSelect(self.theme, is_open=is_open, placeholder="Name")
        self.watch(name, select, select.typed_changed)
        select.chosen.connect(self.keep_now)
        select.installEventFilter(self._settling)
        line = select.lineEdit()
        if line is not None:
            line.installEventFilter(self._settling)
        return select

    def audience_select(self) -> Select:
        """Return a select of who may read it; watched, not yet laid out."""
        select = Select(self.theme, [Option(key.value, text) for key, text in _AUDIENCES.items()])
        select.chosen.connect(self.keep_now)
        self.fields["audience"] = select
        return select

    def watch(self, name: str, field: QWidget, typed: SignalInstance) -> None:
        """Keep what is typed into a field."""
        self.fields[name] = field
        self._settling.watch(field, typed)

    def people(self) -> list[Option]:
        """Return the people of the meeting as options; their initials find them, as in a typed line."""
        known = [person for person in self.meeting.attendees if person.name]
        initials = initials_among(known)
        return [Option(person.id, person.name, initials[person.id]) for person in known]

    def add_more(self, *fields: QWidget) -> Button:
        """Lay fields below a link that shows them; return the link."""
        more = Button(self.theme, "More", "link", trailing_icon="chevron-down")
        inner = QFrame()
        inner.setProperty("kit", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for field in fields:
            column.addWidget(field)
        inner.hide()

        def turn() -> None:
            inner.setVisible(inner.isHidden())
            more.set_text("More" if inner.isHidden() else "Less")
            more.set_trailing_icon("chevron-down" if inner.isHidden() else "chevron-up")

        more.clicked.connect(turn)
        self.box.addLayout(across(more, None))
        self.box.addWidget(inner)
        return more

    def _add(self, name: str, field: Field, typed: SignalInstance, *, is_laid: bool) -> None:
        self.watch(name, field.control, typed)
        self.labelled[name] = field
        if is_laid:
            self.box.addWidget(field)
