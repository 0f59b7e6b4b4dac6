"""Checking a folder of forms for those who edit it."""

from pathlib import Path

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.form_problems import FormProblem, FormsReport
from cpm_desktop.storage.forms.loading import check_forms


def check_folder(folder: Path | None = None) -> FormsReport:
    """Check a folder of forms; the application's own where none is given."""
    return check_forms(folder or forms_folder())


def problem_text(problem: FormProblem) -> str:
    """Return a problem in one line: file, line, key, what is wrong, and the remedy."""
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    key = f" {problem.key}:" if problem.key else ""
    kind = "warning: " if problem.is_warning else ""
    return f"{place}:{key} {kind}{problem.what} {problem.remedy}".replace("  ", " ").strip()
