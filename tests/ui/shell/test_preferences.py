from pathlib import Path

import pytest

from cpm_desktop.ui.shell.preferences import Preferences, PreferencesFile


def test_preferences_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "window.json"
    PreferencesFile(path).change(scheme="dark", text_factor=1.4, place=(1, 2, 800, 600), is_maximised=True)
    assert PreferencesFile(path).value == Preferences("dark", 1.4, (1, 2, 800, 600), is_maximised=True)
    PreferencesFile(path).change(tabs={"meeting": "capture"})
    assert PreferencesFile(path).value.tabs == {"meeting": "capture"}


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", '{"scheme": "pink"}', '{"text_factor": "big"}', '{"place": [1]}', "[" * 100_000],
)
def test_a_file_that_cannot_be_read_is_done_without(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(text, encoding="utf-8")
    assert PreferencesFile(path).value == Preferences()


def test_sizes_out_of_bounds_are_brought_back(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text('{"text_factor": 9}', encoding="utf-8")
    assert PreferencesFile(path).value.text_factor == 2.0


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    kept = PreferencesFile(tmp_path / "file" / "window.json")
    assert kept.change(text_factor=1.2).text_factor == 1.2
