"""The papers of a meeting: seen, attached, or missing with the reason and the day they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.meeting import Paper, PaperState
from cpm_desktop.domain.typography import day_text
from cpm_desktop.ui.kit.arranging import Item, across, down, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.services.date_reading import ReadDay
    from cpm_desktop.services.preparing import PaperLine as PaperLineFacts
    from cpm_desktop.ui.kit.theme import Theme

_ABOUT_WIDTH = 150  # pixels at 100 %
_BOTH = 2
_THERE = (PaperState.SEEN, PaperState.ATTACHED)


class PaperLine(QFrame):
    """One paper. `said` is sent with id, state, note and the day it comes; `attach_pressed` with the id.

    `about_said` is sent with id and child, empty for all, at a meeting about several children.
    """

    said = Signal(str, object, str, object)
    about_said = Signal(str, str)
    attach_pressed = Signal(str)

    def __init__(self, theme: Theme, line: PaperLineFacts, read: ReadDay, rule: Rule | None) -> None:
        """Show one paper. `read` reads dates as typed, `rule` stands behind wanting it."""
        super().__init__()
        self.setProperty("kit", "clear")
        paper = line.paper
        self._paper, self._is_required, self.rule_id = paper, line.is_required, line.rule
        self.tick = CheckBox(theme, paper.title)
        self.tick.clicked.connect(self._turn)
        self.attach = link_button(theme, "Attach")
        self.attach.setAccessibleName(f"Attach {paper.title}")
        self.attach.clicked.connect(lambda: self.attach_pressed.emit(self._paper.id))
        self.why = link_button(theme, "Say why")
        self.why.setAccessibleName(f"Say why it is missing: {paper.title}")
        self.why.clicked.connect(self._ask)
        self.note = LineEdit(placeholder="Why it is missing", is_prose=True)
        self.note.setAccessibleName(f"Why it is missing: {paper.title}")
        self.due = DayField(theme, "Here by", read, placeholder="18 Dec")
        self.due.control.setAccessibleName(f"By when it will be here: {paper.title}")
        self._missing = frame("clear", down(self.note, self.due, spacing=4))
        self._missing.hide()
        self.about = Select(theme)
        self.about.setAccessibleName(f"Which child it is about: {paper.title}")
        self.about.setFixedWidth(theme.px(_ABOUT_WIDTH))
        self.about.chosen.connect(lambda child: self.about_said.emit(self._paper.id, child))
        self.about.hide()
        self._settling = Settling(self)
        self._settling.watch(self.note, self.note.textEdited)
        self._settling.watch(self.due.control, self.due.changed)
        self._settling.settled.connect(self._tell_note)
        links: list[Item] = [self.why, self.attach]
        parts: list[QWidget] = []
        if rule is not None:
            behind = Why(theme, rule.says, rule.source, about=paper.title, has_own_link=False)
            links.append(behind.link)
            parts.append(behind)
        row = across(theme.px(24), *links, None, spacing=2)
        whose = across(theme.px(28), self.about, None, spacing=0)
        self.setLayout(down(self.tick, row, whose, self._missing, *parts, spacing=0))
        self.show_paper(line, ())

    def show_paper(self, line: PaperLineFacts, children: Sequence[tuple[str, str]]) -> None:
        """Show whether it is there, and which of several children it is about."""
        everybody = "About both" if len(children) == _BOTH else "About all"
        self.about.set_options(
            [Option("", everybody), *(Option(child, f"About {called}") for child, called in children)]
        )
        self.about.choose(line.paper.child_id)
        self.about.setVisible(bool(children))
        paper = line.paper
        self._paper, self._is_required = paper, line.is_required
        self._show_state(paper)
        is_there = paper.state in _THERE
        self.why.setVisible(not is_there and self._missing.isHidden())
        if is_there:
            self._missing.hide()
        elif not self._settling.is_waiting:
            if self.note.text() != paper.note:
                self.note.setText(paper.note)
            self.due.show_day(paper.due)

    def _show_state(self, paper: Paper) -> None:
        is_there = paper.state in _THERE
        self.tick.setChecked(is_there)
        if paper.state is PaperState.ATTACHED:
            self.tick.set_detail(f"Attached: {paper.file_name}")
        elif paper.state is PaperState.SEEN:
            self.tick.set_detail(paper.note or "Seen")
        elif paper.state is PaperState.MISSING:
            self.tick.set_detail(_missing_text(paper, is_required=self._is_required), "warn")
        else:
            wanted = "Required, not here yet" if self._is_required else "Not here yet"
            self.tick.set_detail(wanted, "warn")

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()

    def _turn(self) -> None:
        state = PaperState.SEEN if self.tick.isChecked() else PaperState.NOT_TICKED
        self.said.emit(self._paper.id, state, self._paper.note if state is PaperState.SEEN else "", None)

    def _ask(self) -> None:
        self._missing.show()
        self.why.hide()
        self.note.setFocus()

    def _tell_note(self) -> None:
        text = self.note.text()
        due = self.due.value
        state = PaperState.MISSING if text.strip() or due is not None else PaperState.NOT_TICKED
        self.said.emit(self._paper.id, state, text, due)


class PapersCard(QFrame):
    """All papers, and a line to add one."""

    said = Signal(str, object, str, object)
    about_said = Signal(str, str)
    attach_pressed = Signal(str)
    annexes_pressed = Signal()
    added = Signal(str)

    def __init__(self, theme: Theme, read: ReadDay, rule: Callable[[str], Rule | None]) -> None:
        """Empty until `show_papers`. `read` reads dates as typed, `rule` finds what stands behind a paper."""
        super().__init__()
        self._theme, self._read, self._rule = theme, read, rule
        self.setProperty("kit", "clear")
        annexes = link_button(theme, "Annexes", icon="paperclip")
        annexes.setAccessibleName("Annexes: what is attached, and for whom")
        annexes.clicked.connect(self.annexes_pressed)
        self._head = SectionHead("Papers", annexes, count="")
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.new_title = LineEdit(placeholder="Another paper")
        self.new_title.setAccessibleName("Another paper")
        self.new_title.returnPressed.connect(self._add)
        add = Button(theme, "Add", "mini")
        add.setAccessibleName("Add this paper")
        add.clicked.connect(self._add)
        self.setLayout(
            down(self._head, self._column, across(self.new_title, add, spacing=6, stretched=0), spacing=10)
        )
        self.lines: dict[str, PaperLine] = {}

    def show_papers(self, papers: Sequence[PaperLineFacts], children: Sequence[tuple[str, str]] = ()) -> None:
        """Show the papers; where they are the same, only what changed.

        Args:
            papers: the papers.
            children: id and name of each child, where the meeting is about several.
        """
        there = sum(line.paper.state in _THERE for line in papers)
        self._head.set_count(f"{there} of {len(papers)}")
        wanted = {line.paper.id: line for line in papers}
        keep_rows(self._column, self.lines, wanted, self._line, lambda row, line: row.rule_id != line.rule)
        for line in papers:
            self.lines[line.paper.id].show_paper(line, children)

    def flush(self) -> None:
        """Send what is typed now."""
        for line in tuple(self.lines.values()):
            line.flush()

    def _line(self, facts: PaperLineFacts) -> PaperLine:
        line = PaperLine(self._theme, facts, self._read, self._rule(facts.rule) if facts.rule else None)
        line.said.connect(self.said)
        line.about_said.connect(self.about_said)
        line.attach_pressed.connect(self.attach_pressed)
        return line

    def _add(self) -> None:
        title = self.new_title.text().strip()
        if title:
            self.new_title.clear()
            self.added.emit(title)


def _missing_text(paper: Paper, *, is_required: bool) -> str:
    note = paper.note.strip()
    words = note[:1].upper() + note[1:] if note.casefold().startswith("missing") else f"Missing: {note}"
    if not note:
        words = "Missing, and not said why"
    if paper.due is not None:
        return f"{words} – here by {day_text(paper.due)}"
    return f"{words} – by when?" if is_required else words
