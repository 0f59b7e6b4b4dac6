"""What is inside a pack and from whom, as a person reads it before anything is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.packs.question_box import QuestionBox

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cpm_desktop.domain.merging import Side
    from cpm_desktop.services.pack_taking import PackLook
    from cpm_desktop.ui.kit.theme import Theme

_SHOWN = 40  # lines of a list; of the others their number is said
NO_NAME = "somebody who gave no name"


class PackInside(QWidget):
    """From whom, about whom, what it changes here, and what both sides changed."""

    def __init__(self, theme: Theme, look: PackLook, made_on: dt.date) -> None:
        """Show all of it; `made_on` is the day here."""
        super().__init__()
        sender = look.pack.sender.name or NO_NAME
        self.questions = tuple(QuestionBox(theme, each, sender) for each in look.questions)
        parts: list[QWidget] = [_from_whom(look, sender, made_on), _about(look)]
        if look.files:
            rows = [(each.about, each.title) for each in look.files]
            parts += [Label("Attached files in it", "field"), _listed(rows)]
        if look.differences:
            changes = [(f"{each.what}, {each.how}", each.text) for each in look.differences]
            parts += [Label("What it changes here", "field"), _listed(changes)]
        if self.questions:
            parts.append(Label("Changed on both laptops: say for each which stands", "field", wraps=True))
        self.setLayout(down(*parts, *self.questions, spacing=10))

    def undecided(self) -> QuestionBox | None:
        """Return the first question that nothing was said to; None where there is none."""
        return next((box for box in self.questions if box.chosen is None), None)

    def choices(self) -> dict[str, Side]:
        """Return what was said, by the keys of the questions."""
        return {box.question.key: box.chosen for box in self.questions if box.chosen is not None}


def _from_whom(look: PackLook, sender: str, made_on: dt.date) -> QWidget:
    known = (
        "You took a pack signed with the same key before."
        if look.is_known_sender
        else "Nothing signed with this key was taken here before. Ring them, and compare these letters first."
    )
    letters = Label(look.fingerprint, "strong", selectable=True)
    letters.setAccessibleName(f"Letters of the sender’s key: {look.fingerprint}")
    return frame(
        "sunken",
        down(
            Label(f"From {sender}, made on {long_day_text(made_on)}", "strong", wraps=True),
            letters,
            Label(known, "small", wraps=True),
            spacing=4,
            margins=(16, 12, 16, 12),
        ),
    )


def _about(look: PackLook) -> Label:
    day = look.pack.meeting.value.facts.date
    about = f"{look.child}: {look.kind}{f' on {long_day_text(day)}' if day else ''}. "
    if look.is_new_child:
        about += "The child’s file and the meeting are new here."
    elif look.is_new_meeting:
        about += "The meeting is new here; the child’s file is here already."
    elif look.is_nothing_new():
        about += "Everything in it is here already."
    else:
        about += "Both are here already, and are put together with what is in the pack."
    if look.has_namesake:
        about += " Another file here has the same name: if it is the same child, there will be two files."
    return Label(about, "body", wraps=True)


def _listed(lines: Sequence[tuple[str, str]]) -> Panel:
    panel = Panel()
    for place, (small, said) in enumerate(lines[:_SHOWN]):
        text = Label(small, "small", wraps=True), Label(said, "cell", wraps=True)
        panel.add_row(down(*text, spacing=0, margins=(12, 6, 12, 6)), look="row_ruled" if place else "row")
    more = len(lines) - _SHOWN
    if more > 0:
        panel.add_row(across(Label(f"and {more} more", "small"), margins=(12, 6, 12, 6)))
    return panel
