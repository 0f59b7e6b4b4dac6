"""The annexes of a meeting: what is attached, what it is called, and whose copies have it inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout

from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.annexes import (
    READERS,
    annex_lines,
    attach_annex,
    read_for_annex,
    rename_annex,
    say_readers,
    take_away,
)
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import icon_button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import ElidedLabel, Label
from cpm_desktop.ui.kit.left_fields import BELONGS_TO
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.shell.held_dialog import HeldDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.annexes import AnnexLine, ReadFile
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running
    from cpm_desktop.ui.shell.page import Page

_LEAD = (
    "A PDF, a picture or a Word file that belongs to the record. The minutes list it with its SHA-256, and each copy "
    "that may have it holds it. Nothing of it is drawn on a page."
)
_READERS_WIDTH = 190  # pixels at 100 %
_FILES = "PDF, pictures, Word (*.pdf *.png *.jpg *.jpeg *.docx *.doc *.odt)"


class AnnexLineCard(QFrame):
    """One annex. `said` is sent with whose copies have it, `named` with its title, `gone` when it is taken away."""

    said = Signal(str, str)
    named = Signal(str, str)
    gone = Signal(str)

    def __init__(self, theme: Theme, line: AnnexLine) -> None:
        """Show one annex."""
        super().__init__()
        self.setProperty("kit", "row_ruled")
        self._id = line.paper.id
        self.setProperty(BELONGS_TO, self._id)
        self.title = LineEdit(line.paper.title)
        self.title.editingFinished.connect(lambda: self.named.emit(self._id, self.title.text()))
        self.readers = Select(theme, [Option(audience.value, words) for audience, words in READERS])
        self.readers.setFixedWidth(theme.px(_READERS_WIDTH))
        self.readers.chosen.connect(lambda key: self.said.emit(self._id, key))
        self.remove = icon_button(theme, "trash-2", "Take this annex away")
        self.remove.clicked.connect(lambda: self.gone.emit(self._id))
        self._about = ElidedLabel("", "micro")
        row = across(self.title, self.readers, self.remove, spacing=8, stretched=0)
        self.setLayout(down(row, self._about, spacing=2, margins=(8, 6, 8, 6)))
        self.show_annex(line)

    def show_annex(self, line: AnnexLine) -> None:
        """Show it as it is now."""
        paper = line.paper
        name = f"annex {line.number}"
        self.title.setAccessibleName(f"What {name} is called")
        self.readers.setAccessibleName(f"Whose copies have {name} inside")
        self.remove.setAccessibleName(f"Take {name} away")
        if not self.title.hasFocus():
            self.title.setText(paper.title)
        self.readers.choose(paper.audience.value)
        digits = f"{paper.file_hash[:16]}…"
        self._about.set_whole_text(
            f"Annex {line.number} · {paper.file_name} · {line.size} · SHA-256 {digits}"
        )


class AnnexesDialog(DialogShell):
    """Not modal: the meeting goes on. A file is read, and a Word file made a PDF, off the window's thread."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget
    ) -> None:
        """Show what is attached now."""
        super().__init__(theme, "Annexes", agree="Attach a file…", dismiss="Close", width=680, parent=parent)
        self.setModal(False)
        self.choose_file: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, "Attach a file", "", f"{_FILES};;All files (*)"
        )[0]
        self._desk, self._id, self._background = desk, meeting_id, background
        self._reading: Running[ReadFile] | None = None
        self.rows: dict[str, AnnexLineCard] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._standing = Label("", "cell2", wraps=True)
        self.add_sentence(_LEAD)
        self.content.addLayout(self._column)
        self.content.addWidget(self._standing)
        self.content.addStretch(1)
        self.show_annexes()

    @property
    def standing(self) -> str:
        """What is told below the list."""
        return self._standing.text()

    def accept(self) -> None:
        """Ask for a file and attach it; the dialog stays."""
        self.ask()

    def ask(self, paper_id: str = "") -> None:
        """Ask for a file and attach it, to a paper on the list where that is said."""
        path = self.choose_file() if self._reading is None else ""
        if path:
            self.attach(Path(path), paper_id)

    def attach(self, path: Path, paper_id: str = "") -> None:
        """Read a file in the background, and attach it."""
        self._tell("Reading the file …")
        self.agree_button.setEnabled(False)
        self._reading = self._background.run(
            lambda _running: read_for_annex(path), lambda read: self._attach(read, paper_id), self._fail
        )

    def show_annexes(self) -> None:
        """Show what is attached now."""
        wanted = {line.paper.id: line for line in annex_lines(self._desk, self._id)}
        keep_rows(self._column, self.rows, wanted, self._row)
        for key, line in wanted.items():
            self.rows[key].show_annex(line)
        if not wanted and not self._standing.text():
            self._standing.setText("Nothing is attached yet.")

    def done(self, result: int) -> None:
        """Stop reading when it is closed."""
        self.let_go()
        super().done(result)

    def let_go(self) -> None:
        """Stop reading; a file that was read is not attached any more."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _row(self, line: AnnexLine) -> AnnexLineCard:
        row = AnnexLineCard(self._theme, line)
        row.said.connect(
            lambda paper, key: self._try(lambda: say_readers(self._desk, self._id, paper, Audience(key)))
        )
        row.named.connect(
            lambda paper, title: self._try(lambda: rename_annex(self._desk, self._id, paper, title))
        )
        row.gone.connect(lambda paper: self._try(lambda: take_away(self._desk, self._id, paper)))
        return row

    def _attach(self, read: ReadFile, paper_id: str) -> None:
        self._reading = None
        self.agree_button.setEnabled(True)
        if self._try(lambda: attach_annex(self._desk, self._id, read, paper_id=paper_id)):
            self._tell(f"{read.file_name} is attached, for the file copy only. {read.said}".strip())

    def _try(self, doing: Callable[[], object]) -> bool:
        try:
            doing()
        except CarePlanningError as error:
            self._tell(error.sentence)
            return False
        self.show_annexes()
        return True

    def _fail(self, error: CarePlanningError) -> None:
        self._reading = None
        self.agree_button.setEnabled(True)
        self._tell(error.sentence)

    def _tell(self, words: str) -> None:
        self._standing.setText(words)
        announce(self, words)


class OpenAnnexes(HeldDialog[AnnexesDialog]):
    """The one dialog of annexes that a page has open, or none."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """None is open at first."""
        super().__init__(page, meeting_id, AnnexesDialog)

    @opens_again
    def show(self) -> AnnexesDialog:
        """Open it, or come back to it."""
        return self.open()

    def ask(self, paper_id: str) -> None:
        """Open it, and ask for a file for a paper on the list."""
        self.show().ask(paper_id)

    def follow(self) -> None:
        """The meeting changed: show what is attached now."""
        if self.dialog is not None:
            self.dialog.show_annexes()
