"""What the application says on its buttons, menus and fields, and what is pressed for them, from its source."""

import ast
import functools
from collections.abc import Iterator

from cpm_desktop.data_files import find_data_root

SOURCE = find_data_root() / "src" / "cpm_desktop"
SPOKEN = ("ui", "domain", "services")


@functools.cache
def trees() -> tuple[ast.Module, ...]:
    """Return every module in which words of the screen stand."""
    paths = [path for floor in SPOKEN for path in sorted((SOURCE / floor).rglob("*.py"))]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths if "guide" not in path.stem)


@functools.cache
def said_words() -> frozenset[str]:
    """Return every text of the source that is no docstring, and the parts of those that are put together."""
    return frozenset(text for tree in trees() for text in _texts(tree))


@functools.cache
def underlined() -> dict[str, str]:
    """Return for each text of a button or field the key that is underlined in it: "Unlock" → "Alt+U"."""
    return dict(pair for tree in trees() for pair in _underlined(tree))


def _texts(tree: ast.Module) -> Iterator[str]:
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value.strip()
            yield node.value.strip(" –:")


def _underlined(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        letters = [each.value for each in node.keywords if each.arg == "access_key"]
        texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
        for letter in letters:
            if isinstance(letter, ast.Constant) and isinstance(letter.value, str) and letter.value:
                for text in texts:
                    yield str(text), f"Alt+{letter.value.upper()}"
