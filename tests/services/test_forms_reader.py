"""The forms are read once, and again where a file changed."""

import os
import shutil
from pathlib import Path

from cpm_desktop.data_files import forms_folder
from cpm_desktop.services.forms_reader import FormsReader


def test_forms_are_read_again_only_where_a_file_changed(tmp_path: Path) -> None:
    own = tmp_path / "forms"
    own.mkdir()
    reader = FormsReader((own, tmp_path / "not there", forms_folder()))
    first = reader.read()
    assert reader.read() is first
    copy = own / "cla-standard.yaml"
    shutil.copy(forms_folder() / "cla-standard.yaml", copy)
    copy.write_text(
        copy.read_text("utf-8").replace("\nshort_name: Standard meeting\n", "\nshort_name: Ours\n"), "utf-8"
    )
    procedure, _ = reader.read()
    assert procedure.forms["cla-standard"].short_name == "Ours"
    os.utime(copy, ns=(1, 1))
    assert reader.read()[0] is not procedure
    copy.unlink()
    assert reader.read()[0].forms["cla-standard"].short_name == "Standard meeting"
