"""Everything about one person, for a request to see it: found in the background, read here, saved as a list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.person_search import (
    WARNING,
    Findings,
    find_person,
    said_left_out,
    save_as_table,
    save_as_text,
)
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.person_search import Mention
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running

_TABLE, _TEXT = "Table (*.csv)", "Text (*.txt)"


class PersonSearchDialog(DialogShell):
    """Looks through all files and meetings; the filled button closes it."""

    def __init__(self, desk: Desk, theme: Theme, background: Background, name: str, parent: QWidget) -> None:
        """`name` is looked for first; other names can be added, parted by commas."""
        super().__init__(theme, "Everything about one person", agree="Close", width=760, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dismiss_button.hide()
        self.agree_button.setAutoDefault(False)  # Enter in the name searches
        self.agree_button.setDefault(False)
        self._desk, self._background = desk, background
        self._running: Running[Findings] | None = None
        self.findings = Findings((), 0)
        self.content.addWidget(Message(theme, "warn", "For a request to see one’s data", WARNING))
        self.names = LineEdit(name)
        self.names.returnPressed.connect(self.search)
        self.search_button = Button(theme, "Search", icon="search")
        self.search_button.clicked.connect(self.search)
        self._names = Field(
            theme,
            "Name",
            self.names,
            access_key="n",
            hint="The full name, and other names they go by, parted by commas.",
            beside=self.search_button,
        )
        self.privileged = CheckBox(
            theme,
            "Privileged records too",
            detail="They are marked. Ask the legal adviser before anything of them is given.",
        )
        self._count = Label("", "small", wraps=True)
        self.list = RowList(theme, "What was found")
        self.list.setMinimumHeight(260)
        self.save_button = Button(theme, "Save as a list…", icon="download")
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(False)
        for part in (self._names, self.privileged, self._count, self.list):
            self.content.addWidget(part)
        self.content.setStretch(self.content.count() - 1, 1)
        self.content.addLayout(across(self.save_button, None))
        self.names.setFocus()

    @property
    def is_searching(self) -> bool:
        """Whether it is under way."""
        return self._running is not None

    def search(self) -> None:
        """Look through everything in the background."""
        if self._running is not None:
            self._running.cancel()
        names = self.names.text().split(",")
        includes = self.privileged.isChecked()
        self._names.show_error("")
        self._count.setText("Looking through all files …")
        self._running = self._background.run(
            lambda running: find_person(
                self._desk,
                names,
                includes_privileged=includes,
                progress=lambda done, of: running.report("", done, of),
                should_stop=running.should_stop,
            ),
            self._show,
            self._fail,
            lambda _text, done, of: self._count.setText(f"Looking through all files: {done} of {of}"),
        )

    def save(self) -> None:
        """Ask for a name and save the list there."""
        offered = str(Path.home() / "everything about one person.csv")
        path, chosen = QFileDialog.getSaveFileName(self, "Save the list", offered, f"{_TABLE};;{_TEXT}")
        if path:
            self.save_to(Path(path), is_table=chosen != _TEXT)

    def save_to(self, path: Path, *, is_table: bool = True) -> None:
        """Save the list under a name."""
        try:
            (save_as_table if is_table else save_as_text)(self.findings, path)
        except CarePlanningError as error:
            self._names.show_error(error.sentence)
            return
        announce(self, f"The list is saved as {path.name}")

    def done(self, result: int) -> None:
        """Stop looking when it closes."""
        if self._running is not None:
            self._running.cancel()
            self._running = None
        super().done(result)

    def _show(self, findings: Findings) -> None:
        self._running = None
        self.findings = findings
        self.list.set_rows([_row(place, one) for place, one in enumerate(findings.mentions)])
        count = len(findings.mentions)
        found = "Nothing was found." if not count else f"{count} {'place' if count == 1 else 'places'} found."
        left = f" {said_left_out(findings)}" if findings.left_out else ""
        self._count.setText(f"{found}{left}")
        self.save_button.setEnabled(bool(count))
        announce(self, f"{found}{left}")

    def _fail(self, error: CarePlanningError) -> None:
        self._running = None
        self._count.setText("")
        self._names.show_error(error.sentence)


def _row(place: int, mention: Mention) -> ListEntry:
    where = ", ".join(
        part
        for part in (
            mention.child,
            mention.place,
            day_text(mention.on) if mention.on is not None else "",
            f"{mention.what}, {mention.how}",
        )
        if part
    )
    return ListEntry(
        str(place),
        mention.words or mention.what,
        where,
        trailing="Privileged" if mention.is_privileged else "",
        icon="lock" if mention.is_privileged else "file-text",
        tone="danger" if mention.is_privileged else "plain",
        trailing_tone="danger",
    )
