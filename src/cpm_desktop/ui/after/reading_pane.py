"""The left pane after signing: a copy as its reader gets it, page by page, drawn from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.distribution import may_have
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.naming import called_among
from cpm_desktop.services.handing_over import copy_made, document_bytes, signed_copy
from cpm_desktop.services.preview import open_preview
from cpm_desktop.services.reader_preview import reader_pages
from cpm_desktop.ui.after.document_view import DocumentView
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.choices import Choice, Pills, SegmentControl
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running

FILE = "file"
_MOST_SEGMENTS = 5
_NOT_SIGNED_YET = "As it will be: it is signed, and gets its number, when it is saved or printed."


class ReadingPane(QFrame):
    """Shows the real copy of whoever is chosen in "Reading as". `opened` tells how many pages it has.

    `print_asked` and `word_asked` are sent when the copy shown is to be printed, or saved as a Word file.
    """

    opened = Signal(int)
    print_asked = Signal()
    word_asked = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, background: Background) -> None:
        """Empty until `read_as`."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.setAccessibleName("The record as its reader gets it")
        self._desk, self._id, self._background = desk, meeting_id, background
        self._running: Running[tuple[bytes, bool]] | None = None
        self._reader = ""
        self.readers = self._made_readers(desk.meeting(meeting_id).value)
        self.readers.chosen.connect(self._choose)
        self._document = DocumentView(theme, "Minutes")
        self.view = self._document.view
        self.print_button = Button(theme, "Print…", "link", icon="printer")
        self.print_button.setAccessibleName("Print the copy shown")
        self.print_button.clicked.connect(self.print_asked)
        self.word_button = Button(theme, "Save as Word…", "link", icon="file-text")
        self.word_button.setAccessibleName("Save as Word, the copy shown")
        self.word_button.clicked.connect(self.word_asked)
        self._content: bytes = b""
        self._is_signed = False
        self._standing = Message(theme, "info")
        self._standing.hide()
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(Label("Reading as", "cell2"))
        top.addWidget(self.readers, 1 if isinstance(self.readers, Pills) else 0)
        if not isinstance(self.readers, Pills):
            top.addStretch(1)
        top.addWidget(self.view.zoom_bar)
        self.setLayout(
            down(
                top,
                across(None, self.print_button, self.word_button, spacing=10),
                across(self._standing),
                self._document,
                spacing=8,
                margins=(24, 16, 24, 10),
                stretched=3,
            )
        )

    @property
    def reader(self) -> str:
        """Whose copy is shown: an attendee id, or "file"."""
        return self._reader

    @property
    def shown(self) -> bytes:
        """The PDF that is shown; empty while none is."""
        return self._content

    @property
    def is_signed(self) -> bool:
        """Whether what is shown is the signed copy, and not only drawn to be looked at."""
        return bool(self._content) and self._is_signed

    def holds(self) -> bool:
        """Tell whether the signed copy that is shown is what its reader would get now."""
        try:
            return self.is_signed and copy_made(self._desk, self._id, self._reader) is not None
        except CarePlanningError:
            return False

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self._document.page_count

    def texts(self) -> tuple[str, ...]:
        """Return what each page of the copy shown says."""
        return self._document.texts()

    def read_as(self, reader: str) -> None:
        """Show somebody's copy: the signed one where it was made, else as it will be; looking uses no number."""
        self._reader = reader
        if reader in self._keys:
            self.readers.choose(reader)
        else:
            self.readers.choose_none()
        attendee = "" if reader == FILE else reader
        self._begin(lambda running: self._looked_at(running, attendee), self._open)

    def sign_shown(self, then: Callable[[], object]) -> None:
        """Make the signed copy of whose is read, with its number, show it, and go on."""
        attendee = "" if self._reader == FILE else self._reader

        def open_and_go_on(made: tuple[bytes, bool]) -> None:
            self._open(made)
            then()

        self._begin(lambda running: self._made(running, attendee), open_and_go_on)

    def _begin(
        self,
        work: Callable[[Running[tuple[bytes, bool]]], tuple[bytes, bool]],
        on_done: Callable[[tuple[bytes, bool]], object],
    ) -> None:
        self._stop()
        self._content = b""
        self._tell("info", self._making_words(self._reader))
        self._running = self._background.run(work, on_done, self._fail)

    def retire(self) -> None:
        """Stop making, and let go of what is shown."""
        self._stop()
        self._content = b""
        self._document.let_go()

    def _made_readers(self, meeting: Meeting) -> Pills | SegmentControl:
        form = self._desk.form_of(meeting)
        choices = [Choice(FILE, "File copy", name="File copy, for the child’s file")]
        for wanted in (CopyKind.FAMILY, CopyKind.CHILD):
            for person in meeting.attendees:
                may_read = may_have(meeting, form, person, self._desk.procedure.roles).is_allowed
                if may_read and copy_plan_of(meeting, person).copy_kind is wanted:
                    words = called_among(person.name, meeting.attendees)
                    choices.append(Choice(person.id, words, name=f"{person.name}’s copy"))
        self._keys = {choice.key for choice in choices}
        make = SegmentControl if len(choices) <= _MOST_SEGMENTS else Pills
        return make("Reading as", choices, FILE)

    def _choose(self, key: str) -> None:
        self.read_as(key)

    def _making_words(self, reader: str) -> str:
        person = self._desk.meeting(self._id).value.attendee(reader)
        return f"Making {person.name}’s copy …" if person is not None else "Opening the record …"

    def _looked_at(self, running: Running[tuple[bytes, bool]], attendee: str) -> tuple[bytes, bool]:
        there = self._background.on_window_thread
        if not attendee or there(lambda: copy_made(self._desk, self._id, attendee)) is not None:
            return self._made(running, attendee)
        content = reader_pages(self._desk, self._id, attendee, there, running.should_stop)
        return self._loaded(running, content), False

    def _made(self, running: Running[tuple[bytes, bool]], attendee: str) -> tuple[bytes, bool]:
        document = signed_copy(self._desk, self._id, attendee, self._background.on_window_thread)
        return self._loaded(running, document_bytes(self._desk, document)), True

    def _loaded(self, running: Running[tuple[bytes, bool]], content: bytes) -> bytes:
        if not running.should_stop():
            open_preview(content).close()  # here, since the first one loads its library
        return content

    def _open(self, made: tuple[bytes, bool]) -> None:
        self._running = None
        content, self._is_signed = made
        if self._is_signed:
            self._standing.hide()
        else:
            self._tell("info", _NOT_SIGNED_YET)
        person = self._desk.meeting(self._id).value.attendee(self._reader)
        name = f"{person.name}’s copy" if person is not None else "File copy"
        self._content = content
        self._document.show_document(content, name)
        self.opened.emit(self._document.page_count)

    def _fail(self, error: CarePlanningError) -> None:
        self._running = None
        self._tell("danger", error.sentence)
        self._standing.say(is_urgent=True)

    def _tell(self, tone: str, words: str) -> None:
        self._standing.show_message("danger" if tone == "danger" else "info", words)
        self._standing.show()

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None
