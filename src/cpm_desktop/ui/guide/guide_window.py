"""The guide: topics at the left, found by words; the chosen one at the right, and what one reads next below it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from cpm_desktop.domain.guide.finding import find_in_guide
from cpm_desktop.services.guide_papers import CARD_NAME, GUIDE_NAME, save_card, save_guide
from cpm_desktop.ui.guide.drawing import draw_topic
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, empty, frame, hairline
from cpm_desktop.ui.kit.buttons import Button, icon_button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.guide_key import GuideKey
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.list_filter import ListFilter
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.panels import Rail
from cpm_desktop.ui.kit.panes import PaneCycle
from cpm_desktop.ui.kit.reading_text import ReadingText
from cpm_desktop.ui.kit.tab_order import go_to_next_stop
from cpm_desktop.ui.kit.wrapping_link import WrappingLink

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.domain.guide.keys import KeyList
    from cpm_desktop.domain.guide.topics import Guide
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

_TITLE = "User guide"
_RAIL = 300  # pixels at 100 %
_SIZE = QSize(1040, 760)
_SMALL = QSize(900, 640)  # as large as it gets beside a smaller window
_LEAST = QSize(560, 400)
_BESIDE_LINKS = 7  # pixels: as much as a link has above its words
_NOT_FOUND = "No page has all these words. Try fewer, or other ones."


class GuideWindow(QDialog):
    """A window beside the others: it covers no field, and what one types elsewhere goes on."""

    def __init__(self, theme: Theme, guide: Guide, keys: KeyList, background: Background) -> None:
        """Open at the first topic."""
        super().__init__(None, Qt.WindowType.Window)
        self._theme, self._guide, self._keys, self._background = theme, guide, keys, background
        self._places: list[tuple[str, str]] = []  # of the rows: topic and heading
        self._trail: list[tuple[str, str]] = []
        self._here = -1
        self.choose_file: Callable[[str, str], str] = lambda title, name: QFileDialog.getSaveFileName(
            self, title, name, "PDF (*.pdf)"
        )[0]
        self.setProperty("kit", "window")
        self.setWindowTitle(_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setMinimumSize(_LEAST)
        theme.dress(self)
        self.found = RowList(theme, "Pages of the guide")
        self.search = ListFilter(self.found, "Search the guide", placeholder="Search the guide")
        self.text = ReadingText(theme, _TITLE)
        self.back_button = icon_button(theme, "arrow-left", "Back in the guide", shortcut="Alt+Left")
        self.forward_button = icon_button(theme, "arrow-right", "Forward in the guide", shortcut="Alt+Right")
        self.save_button = Button(theme, "Save the guide as PDF…", icon="download", access_key="g")
        self.card_button = Button(theme, "Save the card of keys…", icon="keyboard", access_key="k")
        self.close_button = Button(theme, "Close")
        self._none = Label(_NOT_FOUND, "small", wraps=True)
        self._none.setContentsMargins(16, 8, 16, 16)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said = Label("", "small", wraps=True)
        self._lay()
        self._connect()
        self._list_topics()
        self.go_to(guide.topics[0].id)

    @property
    def topic(self) -> str:
        """The id of the topic that is shown."""
        return self._trail[self._here][0] if self._trail else ""

    @property
    def said(self) -> str:
        """What was said last of saving."""
        return self._said.text()

    def go_to(self, topic_id: str, heading: str = "") -> None:
        """Show a topic, from one of its headings where one is named."""
        place = (topic_id, heading)
        if not self._trail or self._trail[self._here] != place:
            del self._trail[self._here + 1 :]
            self._trail.append(place)
            self._here = len(self._trail) - 1
        self._show()

    def go_back(self) -> None:
        """Show what was read before."""
        self._step(-1)

    def go_forward(self) -> None:
        """Show what was read before going back."""
        self._step(1)

    def show_beside(self, window: QWidget) -> None:
        """Show it at the right of a window, where the screen has room, else over its right side."""
        area, around = window.screen().availableGeometry(), window.frameGeometry()
        wanted = QSize(self._theme.px(_SIZE.width()), self._theme.px(_SIZE.height()))
        size = wanted.boundedTo(area.size() - QSize(24, 48)).boundedTo(around.size().expandedTo(_SMALL))
        beside = area.right() - around.right()
        left = around.right() + 1 if beside >= size.width() else area.right() - size.width() - 12
        top = max(area.top() + 24, min(around.top() + 40, area.bottom() - size.height() - 12))
        self.setGeometry(QRect(QPoint(left, top), size))
        self.show()

    def come_forward(self) -> None:
        """Come to the front, the keyboard on the text."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_for(self, typed: str) -> None:
        """List where words stand; all topics for none."""
        places = find_in_guide(self._guide, typed)
        if not typed.strip():
            self._list_topics()
        else:
            self._places = [(place.topic, place.heading) for place in places]
            rows = [
                ListEntry(
                    str(number), " – ".join(filter(None, (place.heading, place.title))), place.excerpt,
                    name=", ".join(filter(None, (place.title, place.heading, place.excerpt))),
                )
                for number, place in enumerate(places)
            ]  # fmt: skip
            self._fill(rows, "0")
            count = len(places)
            announce(self, "1 place" if count == 1 else f"{count} places" if count else _NOT_FOUND)
        self.found.setVisible(bool(places) or not typed.strip())
        self._none.setVisible(self.found.isHidden())

    def save_guide(self) -> None:
        """Save the guide as PDF under a name that the person chooses."""
        self._save("Save the guide as PDF", GUIDE_NAME, save_guide)

    def save_card(self) -> None:
        """Save the card of keys for the table, two pages."""
        self._save("Save the card of keys", CARD_NAME, save_card)

    def focusNextPrevChild(self, is_forward: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab goes in reading order."""
        return go_to_next_stop(self, is_forward=is_forward)

    def _lay(self) -> None:
        rail = Rail(self._theme, "Pages", _RAIL)
        rail.setLayout(
            down(across(self.search, margins=(12, 12, 12, 10)), hairline(), self.found, self._none, spacing=0)
        )
        self._none.hide()
        head = across(self.back_button, self.forward_button, None, spacing=4, margins=(12, 8, 12, 4))
        self._next = QWidget()
        self._next.setAccessibleName("Read next")
        self._links = FlowLayout(self._next, spacing=6)
        below = down(hairline(), across(self._next, margins=(20, 6, 16, 6)), spacing=0)
        page = frame("card", down(head, self.text, below, spacing=0, stretched=1))
        page.setAccessibleName("Page")
        foot = across(
            self.save_button, self.card_button, self._said, self.close_button,
            spacing=8, margins=(16, 10, 16, 10), stretched=2,
        )  # fmt: skip
        middle = across(rail, page, spacing=0, stretched=1)
        self.setLayout(down(middle, frame("foot", foot), spacing=0, stretched=0))
        self.panes = PaneCycle(self, (rail, page))
        self._to_search = QShortcut(QKeySequence("Ctrl+F"), self)
        self._guide_key = GuideKey(self)

    def _connect(self) -> None:
        self.search.textEdited.connect(self.look_for)
        self.search.moved.connect(self._say_row)
        self.search.returnPressed.connect(self._read)
        self.found.moved_to.connect(self._take)
        self.found.opened.connect(lambda _key: self._read())
        self.back_button.clicked.connect(self.go_back)
        self.forward_button.clicked.connect(self.go_forward)
        self.save_button.clicked.connect(self.save_guide)
        self.card_button.clicked.connect(self.save_card)
        self.close_button.clicked.connect(self.close)
        self._to_search.activated.connect(self.search.setFocus)

    def _list_topics(self) -> None:
        """List every topic, the one that is read chosen."""
        self._places = [(topic.id, "") for topic in self._guide.topics]
        rows = [ListEntry(str(number), topic.title) for number, topic in enumerate(self._guide.topics)]
        chosen = next((str(row) for row, place in enumerate(self._places) if place[0] == self.topic), "0")
        self._fill(rows, chosen)

    def _fill(self, rows: list[ListEntry], chosen: str) -> None:
        self.found.blockSignals(True)  # the list follows, and leads nowhere by itself
        self.found.set_rows(rows)
        self.found.choose(chosen)
        self.found.blockSignals(False)

    def _take(self, key: str) -> None:
        self.go_to(*self._places[int(key)])

    def _read(self) -> None:
        """Show the chosen row and give the text the keyboard."""
        if self.found.isVisibleTo(self) and self.found.current_key:
            self._take(self.found.current_key)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_row(self) -> None:
        if self.found.current_key:
            topic, heading = self._places[int(self.found.current_key)]
            announce(self, heading or self._guide.topic(topic).title)

    def _step(self, step: int) -> None:
        if 0 <= self._here + step < len(self._trail):
            self._here += step
            self._show()

    def _show(self) -> None:
        topic_id, heading = self._trail[self._here]
        topic = self._guide.topic(topic_id)
        self.setWindowTitle(f"{topic.title} – {_TITLE}")
        self.text.show_text(topic.title, lambda text: draw_topic(text, topic, self._keys), heading)
        if not self.search.text():
            self._list_topics()
        self.back_button.setEnabled(self._here > 0)
        self.forward_button.setEnabled(self._here + 1 < len(self._trail))
        empty(self._links)
        name = Label("Read next", "small_strong")
        name.setContentsMargins(0, _BESIDE_LINKS, 0, 0)
        self._links.addWidget(name)
        for title, wanted in zip(self._guide.titles(topic.goes_on), topic.goes_on, strict=True):
            link = WrappingLink(self._theme, title)
            link.clicked.connect(lambda _checked=False, wanted=wanted: self._follow(wanted))
            self._links.addWidget(link)
        announce(self, heading or topic.title)

    def _follow(self, topic_id: str) -> None:
        self.go_to(topic_id)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, title: str, name: str, save: Callable[[Path], None]) -> None:
        chosen = self.choose_file(title, name)
        if not chosen or not isValid(self):  # the records may have locked meanwhile
            return
        path = Path(chosen)
        self._tell("Drawing the pages …")
        self._background.run(
            lambda _running: save(path),
            lambda _done: self._tell(f"Saved as {path.name}."),
            self._tell_problem,
        )

    def _tell(self, sentence: str) -> None:
        if not isValid(self):  # closed while the pages were drawn
            return
        self._said.setText(sentence)
        announce(self, sentence)

    def _tell_problem(self, error: CarePlanningError) -> None:
        self._tell(error.sentence)
