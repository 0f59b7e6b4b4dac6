"""What the window shows while the records are open: header, one page, status bar; the pages' navigator."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.editing import NothingToUndo
from cpm_desktop.services.lock_time import status_sentence
from cpm_desktop.ui.clearing.filed_door import filed_door
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down, frame
from cpm_desktop.ui.kit.buttons import icon_button
from cpm_desktop.ui.kit.header_bar import HeaderBar
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panes import PaneCycle
from cpm_desktop.ui.kit.status_bar import StatusBar
from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.packs.pack_doors import PackDoors
from cpm_desktop.ui.safety.backup_bridge import BackupTrouble
from cpm_desktop.ui.shell import pages
from cpm_desktop.ui.shell.acts import acts_of, make_act
from cpm_desktop.ui.shell.bridge import SavingBridge
from cpm_desktop.ui.shell.finding import PaletteEntry, entry_of
from cpm_desktop.ui.shell.keys_sheet import KeysSheet
from cpm_desktop.ui.shell.menu import menu_of
from cpm_desktop.ui.shell.page_room import PageRoom
from cpm_desktop.ui.shell.palette import CommandPalette
from cpm_desktop.ui.shell.unforeseen_panel import UnforeseenPanel
from cpm_desktop.ui.signing.check_door import check_door
from cpm_desktop.ui.words.find_strip import FindStrip
from cpm_desktop.ui.words.phrase_writing import PhraseWriting
from cpm_desktop.ui.words.spell_check import SpellCheck

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMenu

    from cpm_desktop.domain.entity import Aggregate
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Edited, Editing
    from cpm_desktop.services.saving_feed import SavingNews
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.acts import Act
    from cpm_desktop.ui.shell.background import Background
    from cpm_desktop.ui.shell.page import Page


_SAFETY_KEY = "Ctrl+Shift+F9"
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is: a screen, and what it shows."""

    screen: str = "caseload"
    subject: str = ""


class Workspace(QWidget):
    """Header, page and status bar over an open desk. `lock_asked` is sent when the person wants to lock."""

    lock_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        background: Background,
        status: str,
        entries: Callable[[], Sequence[PaletteEntry]],
    ) -> None:
        """Open with no page yet; go somewhere with `go`.

        Args:
            desk: open.
            theme: the application's.
            background: the window's.
            status: the sentence at the foot of the window.
            entries: what the palette finds besides what can be done: children by name.
        """
        super().__init__()
        self.desk = desk
        self._theme, self._background, self._entries = theme, background, entries
        self._trail: list[Place] = []
        self._page: Page | None = None
        self._stop_editing: Callable[[], None] | None = None
        self._listened: Editing[Any] | None = None
        self._bar = HeaderBar(theme, "Care planning")
        self._status = StatusBar(theme, status)
        self._message, self._told = Message(theme, "danger"), ""
        self._close_message = icon_button(theme, "x", "Close this message")
        line = across(self._message, at_top(self._close_message), margins=(20, 10, 16, 0), stretched=0)
        self._message_box = frame("clear", line)
        self._message_box.hide()
        self._room = PageRoom()
        self.finder = FindStrip(theme, desk, lambda: self._page, self.show_error)
        self.unforeseen = UnforeseenPanel(theme, self._room)
        self.unforeseen.made_anew.connect(lambda: self.go(self.place))
        shown = down(self._room, self.unforeseen, spacing=0)
        self.setLayout(
            down(self._bar, self._message_box, self.finder, shown, self._status, spacing=0, stretched=3)
        )
        self.panes = PaneCycle(self, (), has_keys=False)
        self._bridge = SavingBridge(desk, self)
        self._bridge.told.connect(self._tell_saving)
        self._bridge.refused.connect(self.show_error)
        self._backup_trouble = BackupTrouble(desk, self, self.tell)
        self.spelling = SpellCheck(desk, theme, background, self, self._subject)
        self.phrases = PhraseWriting(desk, theme, self.spelling, self, lambda: self._page)
        self._connect()

    @property
    def theme(self) -> Theme:
        """The application's theme."""
        return self._theme

    @property
    def background(self) -> Background:
        """The window's background."""
        return self._background

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    @property
    def header(self) -> HeaderBar:
        """The header bar."""
        return self._bar

    @property
    def place(self) -> Place:
        """Where the person is, to come back to after locking."""
        return self._trail[-1] if self._trail else Place()

    @property
    def error_shown(self) -> str:
        """The sentence above the page; empty for none."""
        return "" if self._message_box.isHidden() else self._message.accessibleName()

    def open_caseload(self) -> None:
        """Show all children."""
        self.go(Place("caseload"))

    def open_child(self, child_id: str) -> None:
        """Show a child's file."""
        self.go(Place("child", child_id))

    def open_prepare(self, meeting_id: str) -> None:
        """Show a meeting that is being prepared."""
        self.go(Place("prepare", meeting_id))

    def open_meeting(self, meeting_id: str, item: str = "") -> None:
        """Show a meeting that is being held, or look back at one that was; at an item where one is named."""
        if self.go(Place("meeting", meeting_id)) and item and self._page is not None:
            self._page.come_back({"item": item})

    def open_close(self, meeting_id: str) -> None:
        """Show what a meeting's record still owes, and read it back."""
        self.go(Place("close", meeting_id))

    def open_after(self, meeting_id: str) -> None:
        """Show the signed record and who gets which copy."""
        self.go(Place("after", meeting_id))

    def open_words(self) -> None:
        """Show the person's quick phrases and words."""
        if self.place.screen != "words":
            self.go(Place("words"))

    def open_certificate(self) -> None:
        """Show what signs, and let another certificate take its place."""
        from cpm_desktop.ui.signing.certificate_dialog import CertificateDialog  # noqa: PLC0415 - rarely wanted

        CertificateDialog(self._theme, self.desk, self._background, self).open()

    def open_time_server(self) -> None:
        """Show which server confirms times."""
        from cpm_desktop.ui.signing.time_server_dialog import TimeServerDialog  # noqa: PLC0415 - rarely wanted

        TimeServerDialog(self._theme, self.desk, self).open()

    def open_lock_time(self) -> None:
        """Show after how many minutes the records lock by themselves."""
        from cpm_desktop.ui.shell.lock_time_dialog import LockTimeDialog  # noqa: PLC0415 - rarely wanted

        dialog = LockTimeDialog(self._theme, self.desk, self)
        dialog.accepted.connect(lambda: self._status.set_sentence(status_sentence(self.desk)))
        dialog.open()

    def warn(self, sentence: str) -> None:
        """Warn at the foot of the window, where it covers and moves nothing; an empty sentence ends it."""
        self._status.warn(sentence)

    @property
    def warning(self) -> str:
        """The warning at the foot of the window; empty for none."""
        return self._status.warning

    def open_safety(self) -> None:
        """Show what opens the records, their backups, and whether everything is whole."""
        if self.place.screen != "safety":
            self.go(Place("safety"))

    def find_words(self, words: str) -> None:
        """Look for words in the meeting that is shown, and go to the first place."""
        if self.finder.ask(words=words):
            self.finder.step(1)

    def back(self) -> None:
        """Show the page before this one; the caseload where there is none."""
        self.go(self._trail[-2] if len(self._trail) > 1 else Place())

    def go(self, place: Place) -> bool:
        """Show a page, and tell whether it is shown; else this one stays, and the reason is told."""
        try:
            if self._page is not None:
                self._page.leave()
            page = self._made(place)
        except CarePlanningError as error:
            self.show_error(error)
            return False
        if place in self._trail:  # one comes back to it, and from there goes back to where it was opened
            del self._trail[self._trail.index(place) :]
        if self._trail[-1:] == [Place("close", place.subject)] and place.screen == "meeting":
            self._trail.pop()  # a meeting stands before its close
        self._trail.append(place)
        self._show(page)
        return True

    def show_error(self, error: CarePlanningError) -> None:
        """Tell what went wrong above the page, and have it said."""
        self._told = error.sentence
        self._message.show_message("danger", error.sentence)
        self._message_box.show()
        self._message.say(is_urgent=True)

    def tell(self, sentence: str) -> None:
        """Say something above the page that is no error."""
        self._told = sentence
        self._message.show_message("warn", sentence)
        self._message_box.show()
        self._message.say()

    @property
    def message(self) -> str:
        """What is told above the page, or was told last."""
        return self._told

    def hide_error(self, sentence: str = "") -> None:
        """Take the message above the page away; with a sentence, only where it is that one."""
        if sentence in ("", self._told):
            self._message_box.hide()

    def lock(self) -> None:
        """Ask the window to save, drop every page and ask for the passphrase."""
        self.lock_asked.emit()

    def leave(self) -> None:
        """Commit what is being typed."""
        if self._page is not None:
            self._page.leave()

    def retire(self) -> None:
        """Commit what is being typed and let go of the page and the desk."""
        try:
            self.leave()
        finally:  # whatever could not be kept, nothing stays before anybody's eyes
            self._bridge.stop()
            self._backup_trouble.stop()
            self.spelling.retire()
            self._drop_page()

    def undo(self) -> None:
        """Take back the last thing done on what the page shows."""
        self._turn("Undone", lambda editing: editing.undo())

    def redo(self) -> None:
        """Do again what was last taken back."""
        self._turn("Done again", lambda editing: editing.redo())

    def acts(self) -> tuple[Act, ...]:
        """Return everything that can be done now: on the page, in the workspace, in the window."""
        window = self.window()
        owners = [self._page, self, window if window is not self else None]
        return acts_of(*(owner for owner in owners if owner is not None))

    def open_palette(self) -> CommandPalette:
        """Show the command palette."""
        self.leave()
        found = self._page.finds() if self._page is not None else ()
        others = self._entries() if self._page is None or self._page.names_other_children else ()
        entries = [*map(entry_of, self.acts()), *found, *self._phrase_entries(), *others]
        palette = CommandPalette(self._theme, entries, self)
        palette.show()
        palette.activateWindow()  # not modal, it would else wait for the window manager to think of it
        return palette

    def open_menu(self) -> QMenu:
        """Show the menu of everything that can be done, with its first line chosen."""
        menu = menu_of(self.acts(), self)
        menu.popup(self._bar.menu_corner())
        # Not by setActiveAction, which would open the first submenu, too.
        QApplication.sendEvent(menu, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, _NO_MODIFIER))
        return menu

    def show_keys(self) -> KeysSheet:
        """Show every key that does something here."""
        sheet = KeysSheet(self._theme, self.acts(), self)
        sheet.show()
        sheet.activateWindow()
        return sheet

    def _connect(self) -> None:
        self._bar.back_pressed.connect(self._go_back)
        self._bar.primary_pressed.connect(self._press_primary)
        self._bar.undo_pressed.connect(self.undo)
        self._bar.redo_pressed.connect(self.redo)
        self._bar.command_pressed.connect(self.open_palette)
        self._bar.menu_pressed.connect(self.open_menu)
        self._bar.lock_pressed.connect(self.lock)
        self._close_message.clicked.connect(self.hide_error)
        for text, keys, doing, group, icon in (
            ("Search or run a command", ("Ctrl+K",), self.open_palette, "Go", "search"),
            ("Menu", ("F10", "Alt+M"), self.open_menu, "Go", "menu"),
            ("Next pane", ("F6",), self.panes.go_forward, "Go", "arrow-right"),
            ("My phrases and words", ("Ctrl+Shift+F7",), self.open_words, "Text", "text-quote"),
            ("Put in a quick phrase…", ("Ctrl+;",), self.phrases.open_list, "Text", "text-quote"),
            ("Next doubtful word", ("F7",), self.spelling.next_word, "Text", "spell-check"),
            ("Doubtful word before", ("Shift+F7",), self.spelling.previous_word, "Text", "spell-check"),
            ("Show or hide spelling", ("Ctrl+F7",), self.spelling.turn, "Text", "spell-check"),
            ("Previous pane", ("Shift+F6",), self.panes.go_back, "Go", "arrow-left"),
            ("Back", ("Alt+Left",), self._go_back, "Go", "chevron-left"),
            ("Caseload", ("Alt+Home",), self.open_caseload, "Go", "users"),
            ("Lock", ("Ctrl+Shift+L",), self.lock, "Go", "lock"),
            ("Undo", ("Ctrl+Z",), self.undo, "Text", "undo-2"),
            ("Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), self.redo, "Text", "redo-2"),
            ("All keys", ("Ctrl+/",), self.show_keys, "Help", "keyboard"),
        ):
            make_act(self, text, doing, keys, group=group, icon=icon)
        act, ground = partial(make_act, self), (self._theme, self.desk, self._background, self)
        self._apart = (  # offered where no meeting is held: nothing modal comes over one
            act("My signing certificate…", self.open_certificate, group="Go", icon="badge-check"),
            act("Time server…", self.open_time_server, group="Go", icon="clock"),
            act("Locking by itself…", self.open_lock_time, group="Go", icon="lock-keyhole"),
            act("Safety of the records", self.open_safety, _SAFETY_KEY, group="Go", icon="shield-check"),
            check_door(*ground),
            filed_door(*ground, self.open_after, lambda: self.go(self.place)),
        )
        self.packs = PackDoors(*ground, self.open_child)
        replacing = partial(self.finder.ask, replaces=True)
        self._searching = (  # offered where there is a meeting: elsewhere their keys are the page's
            act("Find in this meeting…", self.finder.ask, "Ctrl+F", group="Text", icon="text-search"),
            act("Replace in this meeting…", replacing, "Ctrl+H", group="Text", icon="replace"),
        )

    def _phrase_entries(self) -> list[PaletteEntry]:
        return [
            PaletteEntry(
                each.text, partial(self.phrases.insert, each.text), icon="text-quote", group="Phrases"
            )
            for each in self.phrases.phrases
        ]

    def _subject(self) -> Aggregate | None:
        editing = self._page.editing() if self._page is not None else None
        return editing.value if editing is not None else None

    def _go_back(self) -> None:
        if self._page is not None:
            self._page.go_back()

    def _made(self, place: Place) -> Page:
        if place.screen == "caseload":
            return pages.caseload_page(self.desk, self)
        if place.screen == "child":
            return pages.child_page(self.desk, self, place.subject)
        if place.screen == "words":
            return pages.words_page(self.desk, self)
        if place.screen == "safety":
            return pages.safety_page(self.desk, self)
        return pages.meeting_page(place.screen, self.desk, self, place.subject)

    def _show(self, page: Page) -> None:
        self._drop_page()
        self.hide_error()
        self.finder.hide()
        self.unforeseen.go_on()
        self._page = page
        page.header_changed.connect(self._show_header)
        self._room.take(page)
        page.refresh()
        self._show_header()
        self._follow_editing()
        self._status.set_hints(*page.hints(), "F1 guide")
        self.panes.set_panes(page.panes())
        page.show()
        self._begin(page)
        announce(self, page.header.title)

    def _begin(self, page: Page) -> None:
        """Put the keyboard where the page says, else on the first thing in it."""
        asked = (page.focusProxy() or page, page.focusWidget(), page.first_stop() or page)
        good = [each for each in asked if each is not page and page.isAncestorOf(each) and each.isVisible()]
        wanted = next(iter((*good, *stops_of(page))), page)
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_page(self) -> None:
        page, self._page = self._page, None
        if self._stop_editing is not None:
            self._stop_editing()
            self._stop_editing = None
            self._listened = None
        if page is not None:
            self.panes.set_panes(())
            page.retire()
            page.hide()
            self._room.let_go()
            page.deleteLater()

    def _show_header(self) -> None:
        if self._page is None:
            return
        header = self._page.header
        self._bar.set_title(header.title)
        self._bar.set_subtitle(header.subtitle)
        self._bar.set_back(header.back)
        self._bar.set_pill(header.pill, header.pill_time)
        self._bar.set_primary(header.primary, is_enabled=header.can_primary)
        self._follow_editing()

    def _press_primary(self) -> None:
        if self._page is not None:
            self._page.attempt(self._page.press_primary)

    def _follow_editing(self) -> None:
        editing = self._page.editing() if self._page is not None else None
        for action in self._apart:
            action.setEnabled(self.place.screen != "meeting")
        self.packs.follow(self.place.screen, self.place.subject)
        for action in self._searching:
            action.setEnabled(editing is not None and isinstance(editing.value, Meeting))
        if editing is not self._listened:
            if self._stop_editing is not None:
                self._stop_editing()
            self._listened = editing
            self._stop_editing = editing.listen(self._note_edit) if editing is not None else None
        self._name_undo()

    def _note_edit(self, edited: Edited) -> None:
        self._bridge.watch(edited.saved)
        self._bar.saved.show_saving()
        self._name_undo()

    def _name_undo(self) -> None:
        if self._listened is None:
            self._bar.set_undo(None, None)
        else:
            self._bar.set_undo(self._listened.undo_label(), self._listened.redo_label())

    def _turn(self, word: str, turning: Callable[[Editing[Any]], Edited]) -> None:
        editing = self._page.editing() if self._page is not None else None
        if self._page is None or editing is None:
            return
        try:
            self._page.leave()
            edited = turning(editing)
        except NothingToUndo as error:
            announce(self, error.sentence)
        except CarePlanningError as error:
            self.show_error(error)
        else:
            announce(self, f"{word}: {edited.command.label()}")

    def _tell_saving(self, news: SavingNews) -> None:
        if news.problem:
            self._bar.saved.show_not_saved(_short_reason(news.problem))
        elif not news.is_saved:
            self._bar.saved.show_saving()
        elif news.saved_at is not None:
            self._bar.saved.show_saved(self.desk.local(news.saved_at).time())


def _short_reason(sentence: str) -> str:
    first = sentence.partition(". ")[0].rstrip(".")
    return first[:1].lower() + first[1:]
