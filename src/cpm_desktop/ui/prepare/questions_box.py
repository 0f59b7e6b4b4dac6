"""What the form asks before the meeting, above its agenda; it can be folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from cpm_desktop.domain.asking import is_answered
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.question_editors import QuestionGround, QuestionsCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.services.item_work import AskedQuestion
    from cpm_desktop.ui.kit.theme import Theme


class QuestionsBox(QFrame):
    """A head with how many are answered, and the questions; folded away while every required one is answered."""

    def __init__(self, theme: Theme, title: str = "Questions before the meeting") -> None:
        """Hidden until there are questions."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.setAccessibleName(title)
        self.card = QuestionsCard(theme, title)
        self.fold_link = link_button(theme, "Hide")
        self.fold_link.clicked.connect(lambda: self.fold(is_folded=not self.card.isHidden()))
        self._title = title
        self._head = SectionHead(title, self.fold_link, count="")
        self._was_shown = False
        self._is_folded = False
        self.setLayout(down(self._head, self.card, spacing=6))
        self.hide()

    def show_questions(self, questions: Sequence[AskedQuestion], ground: QuestionGround) -> None:
        """Show the questions with the answers so far."""
        answered = sum(is_answered(one.question, one.value, one.note) for one in questions)
        owed = any(
            one.question.is_required and not is_answered(one.question, one.value, one.note)
            for one in questions
        )
        self._head.set_count(f"{answered} of {len(questions)} answered")
        self.card.show_questions(questions, ground)
        self.setVisible(bool(questions))
        if questions and not self._was_shown:
            self._was_shown, self._is_folded = True, not owed
        self.fold(is_folded=self._is_folded)

    def fold(self, *, is_folded: bool) -> None:
        """Show or hide the questions below the head."""
        self._is_folded = is_folded
        self.card.setVisible(not is_folded)
        self.fold_link.set_text("Show" if is_folded else "Hide")
        self.fold_link.setAccessibleName(f"{self.fold_link.plain_text}: {self._title}")

    def focus_first_open(self) -> None:
        """Unfold, and move the keyboard to the first question that is not answered."""
        self.fold(is_folded=False)
        editors = self.card.editors
        unanswered = (one for one in editors if not is_answered(one.asked.question, one.value, one.note))
        first = next(unanswered, editors[0] if editors else None)
        if first is not None:
            first.focus()

    def flush(self) -> None:
        """Send what is typed now."""
        self.card.flush()
