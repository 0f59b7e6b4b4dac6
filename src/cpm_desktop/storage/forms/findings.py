"""Problems gathered while a file is read, all of them and not only the first."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from cpm_desktop.domain.form_problems import FormProblem

_MOST = 100  # mistakes, and as many warnings: more would help nobody


class Findings:
    """What was found wrong in one file, and where its values stand."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing found."""
        self.path = path
        self._problems: list[FormProblem] = []
        self._lines: dict[str, int] = {}
        self._spoilt: set[str] = set()

    def note_line(self, key: str, line: int) -> None:
        """Remember the line of a value."""
        self._lines[key] = line

    def line_of(self, key: str) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        while key:
            if key in self._lines:
                return self._lines[key]
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return 0

    def add(
        self, key: str, what: str, remedy: str, *, line: int | None = None, is_warning: bool = False
    ) -> None:
        """Add a problem; without a line, that of the key is taken."""
        if sum(problem.is_warning is is_warning for problem in self._problems) >= _MOST:
            return
        problem = FormProblem(
            file=self.path.name,
            folder=str(self.path.parent),
            line=self.line_of(key) if line is None else line,
            key=key,
            what=what,
            remedy=remedy,
            is_warning=is_warning,
        )
        if problem not in self._problems:
            self._problems.append(problem)

    def spoil(self, key: str) -> None:
        """Remember that a value could not be read, and that something stands in for it."""
        self._spoilt.add(key)

    def spoilt(self) -> int:
        """Return how many values could not be read so far."""
        return len(self._spoilt)

    def is_spoilt_itself(self, key: str) -> bool:
        """Tell whether a value could not be read as what it has to be, whatever is in it."""
        return key in self._spoilt

    def is_spoilt(self, key: str) -> bool:
        """Tell whether a value, what is in it, or what it is in, could not be read."""
        if not self._spoilt:
            return False
        inside = (f"{key}.", f"{key}[")
        return any(
            one == key or one.startswith(inside) or key.startswith((f"{one}.", f"{one}["))
            for one in self._spoilt
        )

    def add_unless_spoilt(self, key: str, what: str, remedy: str, *, is_warning: bool = False) -> None:
        """Add a problem, unless the value could not be read anyway and is told of already."""
        if not self.is_spoilt(key):
            self.add(key, what, remedy, is_warning=is_warning)

    def problems(self) -> tuple[FormProblem, ...]:
        """Return the problems in the order of lines."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line))

    def has_mistakes(self) -> bool:
        """Tell whether the file cannot be used."""
        return any(not problem.is_warning for problem in self._problems)


def quoted(text: str) -> str:
    """Return a text from a file as it stands in a sentence: on one line, in quotation marks, not too long."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"  # noqa: PLR2004 - what fits a line beside the rest


def suggest(written: str, known: Iterable[str], otherwise: str) -> str:
    """Return a remedy that names the nearest known word, or all of them where they are few."""
    words = sorted(set(known))
    near = difflib.get_close_matches(written[:80], words, n=1)
    if near:
        return f"Did you mean {quoted(near[0])}?"
    if 0 < len(words) <= 12:  # noqa: PLR2004 - more is no help in one sentence
        return f"Write one of: {', '.join(words)}."
    return otherwise
