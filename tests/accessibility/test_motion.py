"""Nothing moves by itself, so whoever asked the system for less motion has it."""

import re
from pathlib import Path

MOVES = re.compile(r"Q(?:Property|Variant|Parallel|Sequential)Animation|QMovie|QTimeLine|setWindowOpacity")


def test_no_window_uses_anything_that_moves(checkout: Path) -> None:
    modules = sorted((checkout / "src" / "cpm_desktop" / "ui").rglob("*.py"))
    assert len(modules) > 100
    assert [path.name for path in modules if MOVES.search(path.read_text(encoding="utf-8"))] == []
