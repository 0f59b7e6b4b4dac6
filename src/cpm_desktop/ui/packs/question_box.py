"""Something that both laptops changed: what stands here and what stands in the pack, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from cpm_desktop.domain.merging import Side
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.kit.tick_boxes import RadioGroup

if TYPE_CHECKING:
    from cpm_desktop.services.pack_words import OpenQuestion
    from cpm_desktop.ui.kit.theme import Theme


class QuestionBox(QFrame):
    """Both values, and the choice between them; nothing is chosen at first."""

    def __init__(self, theme: Theme, question: OpenQuestion, sender: str) -> None:
        """`sender` is who made the pack."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.question = question
        options = [
            Option(Side.MINE, "Keep what stands here"),
            Option(Side.THEIRS, "Take what stands in the pack"),
        ]
        if question.allows_both:
            options.append(Option(Side.BOTH, "Keep both, one below the other"))
        self.choice = RadioGroup(theme, f"Which stands: {question.what}", options)
        sides = across(
            _side("Here", question.mine), _side(f"In the pack, from {sender}", question.theirs), spacing=8
        )
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        self.setLayout(down(Label(question.what, "strong", wraps=True), sides, self.choice, spacing=6))

    @property
    def chosen(self) -> Side | None:
        """What stands; None while nothing was chosen."""
        return Side(self.choice.chosen_key) if self.choice.chosen_key else None


def _side(heading: str, text: str) -> QFrame:
    words = Label(text, "cell", wraps=True)
    words.setAccessibleName(f"{heading}: {text}")
    box = down(Label(heading, "field", wraps=True), words, spacing=2, margins=(12, 8, 12, 8))
    box.addStretch(1)  # the shorter of the two stands at the top
    return frame("sunken", box)
