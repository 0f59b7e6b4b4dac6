"""`python -m tools.traced`, with its control; Linux with strace."""

import os
from pathlib import Path

import pytest
from tools.traced import can_trace, trace_course

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_trace() and "CI" not in os.environ, reason="strace is not on this machine"),
]


def test_nothing_that_a_text_names_is_opened(tmp_path: Path) -> None:
    traced = trace_course(tmp_path)
    assert (traced.opened, traced.asked, traced.started) == ((), (), ())
    assert traced.calls > 1000


@pytest.mark.whole
def test_a_text_that_is_shown_as_rich_text_is_found_out(tmp_path: Path) -> None:
    traced = trace_course(tmp_path, control=True)
    assert any(".png" in call for call in traced.opened)
    assert not traced.is_clean
