"""Checking a folder of forms for those who edit it."""

from pathlib import Path

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.form_problems import FormsReport
from cpm_desktop.storage.forms.loading import check_forms


def check_folder(folder: Path | None = None) -> FormsReport:
    """Check a folder of forms; the application's own where none is given."""
    return check_forms(folder or forms_folder())
