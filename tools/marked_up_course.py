"""What a person does in a course of `tools.traced`: texts that are markup are shown, typed, drawn and locked."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from tools.canaries.planting import planted_in
from tools.course_in_clear import TYPED, Course

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.errors import CarePlanningError

_FORM = "cla-standard"
_STEPS = ("shown", "typed", "drawn and exported", "backed up", "locked")


def marked_up(word: str) -> str:
    """Return a text that loads a picture and a page wherever it is taken for more than letters."""
    return f'<img src="file:///{word}.png"><link href="http://{word}.example/a.css"><b>{word}</b>'


class MarkedUpCourse(Course):
    """A course in which every text that may hold one is markup.

    Attributes:
        marked_up: the words of these texts.
    """

    said = marked_up(TYPED)

    def __init__(self, root: Path) -> None:
        """Open the window over a store of such texts."""
        (root / "exported").mkdir()
        super().__init__(root, 1, _FORM)
        self.marked_up = {word for meeting in (self._prepared, self._held) for word in self._mark_up(meeting)}
        child = self._desk.child(self._child)
        child.perform(change(child.value.child, known_as=marked_up(TYPED)))
        self.marked_up.add(TYPED)

    def run(self, *, shows_rich_text: bool) -> None:
        """Go through the course; for the control, one text is shown for what it says."""
        steps = self.steps()
        for name in _STEPS:
            steps[name]()
        if shows_rich_text:
            label = QLabel(marked_up(next(iter(sorted(self.marked_up)))))
            label.setTextFormat(Qt.TextFormat.RichText)
            label.show()
            self._settle()
        self._windows.end()

    def _mark_up(self, meeting_id: str) -> set[str]:
        editing, done = self._desk.meeting(meeting_id), set()
        for planted in planted_in(editing.value):
            held = getattr(planted.entity, planted.field, None)
            if not planted.word.startswith("qz") or not isinstance(held, str) or planted.field == "id":
                continue
            if (
                held.casefold() == planted.word
            ):  # a name, a reference or a choice is more than one word, or no text
                with suppress(CarePlanningError, TypeError, ValueError):
                    editing.perform(change(planted.entity, **{planted.field: marked_up(planted.word)}))
                    done.add(planted.word)
        return done
