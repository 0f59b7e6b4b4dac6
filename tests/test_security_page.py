"""The page about what is protected names tests: each of them is there."""

import ast
import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
STANDARD = PAGE.partition("## The OWASP standard")[2].partition("\n## ")[0]
ROWS = [line for line in STANDARD.splitlines() if re.match(r"\| \d", line)]


def names_of_tests(path: str) -> set[str]:
    tree = ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_the_page_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)
    assert len(named) > 30
    missing = [path for path, _ in named if not (CHECKOUT / path).is_file()]
    assert missing == []
    assert [f"{path}::{name}" for path, name in named if name and name not in names_of_tests(path)] == []


def test_every_point_of_the_standard_is_one_of_it_and_is_held_by_a_test() -> None:
    assert len(ROWS) > 20
    for row in ROWS:
        named, _, held_by = (part.strip() for part in row.strip("|").split("|"))
        assert all(re.fullmatch(r"(1[0-7]|[1-9])\.\d{1,2}\.\d{1,2}", point) for point in named.split(", ")), (
            row
        )
        assert "::test_" in held_by, row
    points = [point for row in ROWS for point in re.findall(r"\d+\.\d+\.\d+", row.split("|")[1])]
    assert len(points) == len(set(points))
