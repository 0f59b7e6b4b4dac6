"""What is wrong with the forms, for the person who edits them: where, what, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FormProblem:
    """One thing wrong in a file of the forms folder.

    Attributes:
        file: the file's name.
        folder: the folder it lies in, as text.
        line: line in the file, counted from 1; 0 where it concerns the file as a whole.
        key: path to the value, entries of lists counted from 1 ("agenda[8].minutes"); empty for the file.
        what: what is wrong, one sentence.
        remedy: what to do, one sentence.
        is_warning: the file is used all the same.
    """

    file: str
    folder: str
    line: int
    key: str
    what: str
    remedy: str
    is_warning: bool = False

    def sentence(self) -> str:
        """Return all of it as a line of text."""
        parts = [self.file]
        if self.line:
            parts.append(f"line {self.line}")
        if self.key:
            parts.append(self.key)
        return f"{', '.join(parts)}: {self.what} {self.remedy}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedForm:
    """A form that was read and found in order.

    Attributes:
        id: the form's id.
        version: its version.
        name: its display name.
        hash: SHA-256 (hex) of its canonical text.
        file: the file's name.
        folder: the folder it lies in, as text.
        is_used: False where another file has a newer version, or lies in a folder that goes before.
    """

    id: str
    version: int
    name: str
    hash: str
    file: str
    folder: str
    is_used: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsReport:
    """What came of reading the forms.

    Attributes:
        problems: everything found wrong, file by file, in the order of lines.
        forms: the forms in order, used or not.
        refused: names of the files that are not used because of a mistake.
        unread: the folders that were not there, or could not be read.
    """

    problems: tuple[FormProblem, ...] = ()
    forms: tuple[LoadedForm, ...] = ()
    refused: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def mistakes(self) -> tuple[FormProblem, ...]:
        """Return what keeps a file from being used."""
        return tuple(problem for problem in self.problems if not problem.is_warning)

    def warnings(self) -> tuple[FormProblem, ...]:
        """Return what is odd though the file is used."""
        return tuple(problem for problem in self.problems if problem.is_warning)
