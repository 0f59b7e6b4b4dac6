"""The forms that come with the application, read once."""

import functools

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.forms import Form, Procedure
from cpm_desktop.storage.forms.loading import load_procedure


@functools.cache
def procedure() -> Procedure:
    return load_procedure([forms_folder()])[0]


def standard_form() -> Form:
    return procedure().forms["cla-standard"]
