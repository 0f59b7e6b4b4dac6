"""The short form of `python -m tools.left_in_clear`, with its control."""

import sys
from pathlib import Path

import pytest
from tools.left_in_clear import Found, run_course

by_signal = pytest.mark.skipif(
    sys.platform == "win32", reason="the disk is made to refuse and the process killed"
)


@pytest.mark.slow
@by_signal
def test_no_word_of_a_case_lies_anywhere_on_the_disk(tmp_path: Path) -> None:
    found = Found()
    run_course(tmp_path, 1, found)
    assert found.hits == []
    assert found.words > 100
    assert "locked" in found.steps
    assert found.steps[-2:] == ["locked, not saved", "killed"]


@pytest.mark.slow
@by_signal
def test_a_draft_in_the_temporary_folder_is_found_out(tmp_path: Path) -> None:
    found = Found()
    run_course(tmp_path, 1, found, control=True)
    assert {hit.split(":")[1].strip() for hit in found.hits} == {"temporary/draft.txt"}
