"""Of Qt’s Python package stays what the application asks for, as source or as byte code."""

from pathlib import Path

import pytest

from installer import trimming


@pytest.mark.parametrize("ending", [".py", ".pyc"])
def test_the_package_itself_stays_whatever_it_is_made_of(tmp_path: Path, ending: str) -> None:
    """Without it nobody knows which version of it there is, and an error that nobody foresaw is told to nobody."""
    pyside = tmp_path / "PySide6"
    plugins = pyside / "Qt" / "plugins"
    (plugins / "sqldrivers").mkdir(parents=True)
    (plugins / "sqldrivers" / "libqsqlite.so").touch()
    kept = {f"__init__{ending}", f"_config{ending}", "QtCore.abi3.so", "libpyside6.abi3.so.6.12"}
    for name in (*kept, "QtQml.abi3.so", f"scripts{ending}"):
        (pyside / name).touch()
    (pyside / "support").mkdir()
    trimming._trim_pyside(pyside, plugins, ["QtCore"], ".abi3.so")
    assert {path.name for path in pyside.iterdir()} == {*kept, "support", "Qt"}
    assert list(plugins.iterdir()) == []
