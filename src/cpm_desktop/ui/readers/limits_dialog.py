"""Who may read what: everything of a meeting in one list, each line with whom it is kept from, and the form below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpm_desktop.domain.text import fold
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.list_filter import ListFilter
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.readers.limit_form import LimitForm

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.limited_things import LimitedThing, Limiting
    from cpm_desktop.ui.kit.theme import Theme

_LIST_HEIGHT = 220  # pixels at 100 %


class LimitsDialog(DialogShell):
    """The keyboard begins in the line that filters; Enter goes to the choices of the chosen line."""

    def __init__(
        self,
        theme: Theme,
        limiting: Limiting,
        parent: QWidget,
        chosen: str = "",
        *,
        is_about_people: bool = False,
    ) -> None:
        """`chosen` is the id of the thing it begins with; the first where it is empty."""
        title = "Who may read about whom" if is_about_people else "Who may read what"
        super().__init__(theme, title, agree="Done", dismiss="", width=860, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dismiss_button.hide()
        self.agree_button.setProperty("kit", "secondary")  # the filled one sets the limit
        self._limiting = limiting
        self.form = LimitForm(theme, limiting)
        self.form.saved.connect(self._show_things)
        self.list = RowList(theme, "People" if is_about_people else "Lines, answers and people")
        self.list.setMinimumHeight(theme.px(_LIST_HEIGHT))
        self.list.moved_to.connect(self._show)
        self.list.opened.connect(lambda _key: self._go_to_form())
        self.filter = ListFilter(
            self.list,
            "Search the people" if is_about_people else "Search what was said",
            placeholder="Search a person" if is_about_people else "Search a line, an answer or a person",
        )
        self.filter.textEdited.connect(lambda _text: self._show_things())
        self.filter.returnPressed.connect(self._go_to_form)
        self.content.addLayout(down(self.filter, self.list, spacing=8, stretched=1))
        self.content.addWidget(self.form)
        self._show_things()
        first = next((each for each in limiting.things() if each.id == chosen), None)
        if first is not None:
            self.list.choose(_key(first))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses a line or sets a limit; it does not close."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _show_things(self) -> None:
        wanted = fold(self.filter.text()).split()
        things = [
            thing
            for thing in self._limiting.things()
            if all(part in fold(f"{thing.words} {thing.where} {thing.told}") for part in wanted)
        ]
        things.sort(key=lambda thing: not thing.told)
        self.list.set_rows([_entry(thing) for thing in things])
        self.form.setEnabled(bool(things))
        if things:
            self._show(self.list.current_key)

    def _show(self, key: str) -> None:
        kind, _, identifier = key.partition(" ")
        self.form.show_thing(kind, identifier)

    def _go_to_form(self) -> None:
        entry = self.form.whom.entry()
        if entry is not None and self.list.current_key:
            entry.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _key(thing: LimitedThing) -> str:
    return f"{thing.kind} {thing.id}"


def _entry(thing: LimitedThing) -> ListEntry:
    noun = thing.noun[:1].upper() + thing.noun[1:]
    detail = " · ".join(part for part in (noun, thing.where) if part)
    return ListEntry(
        key=_key(thing),
        title=" ".join(thing.words.split()),
        detail=detail,
        trailing=thing.told,
        icon="eye-off" if thing.told else "user" if thing.is_person else "file-text",
        trailing_tone="warn",
    )
