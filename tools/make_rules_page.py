"""Write docs/rules.md: for each rule of the procedure its meaning, its source, the forms that carry it, and its tests.

Run it after a change of forms/ or of a test's marks:

    python tools/make_rules_page.py
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from cpm_desktop.domain.forms import Form, Procedure, Rule
from cpm_desktop.storage.forms.checking import rules_named
from cpm_desktop.storage.forms.loading import load_procedure

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = CHECKOUT / "docs" / "rules.md"
_HEAD = """# The rules of the procedure

Every rule of [forms/rules.toml](../forms/rules.toml): what it means, where it comes from, which forms carry it, and the
tests that fail without it. `python tools/make_rules_page.py` writes this page; `python -m tools.rules_out` takes each
rule out in turn and tells whether its tests notice.
"""


def find_marked_tests(tests: Path, rules: Mapping[str, Rule]) -> dict[str, tuple[str, ...]]:
    """Return the tests of each rule, as "path::function", or the path alone where a whole module is marked."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path in sorted(tests.rglob("test_*.py")):
        name = path.relative_to(tests.parent).as_posix()
        for rule, function in _marks(ast.parse(path.read_text(encoding="utf-8")), rules):
            found[rule].setdefault(f"{name}::{function}" if function else name)
    return {rule: tuple(names) for rule, names in found.items()}


def _marks(module: ast.Module, rules: Mapping[str, Rule]) -> Iterator[tuple[str, str]]:
    for node in module.body:
        is_test = isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        parts: list[ast.AST] = list(node.decorator_list) if isinstance(node, ast.FunctionDef) else [node]
        if isinstance(node, ast.FunctionDef) and not is_test:
            continue
        for part in parts:
            for inner in ast.walk(part):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value in rules:
                    yield inner.value, node.name if isinstance(node, ast.FunctionDef) else ""


def forms_of_rules(procedure: Procedure) -> dict[str, tuple[Form, ...]]:
    """Return the forms that name each rule, by name."""
    found: defaultdict[str, list[Form]] = defaultdict(list)
    for form in sorted(procedure.forms.values(), key=lambda form: form.name):
        for rule in dict.fromkeys(name for _, name in rules_named(form)):
            found[rule].append(form)
    return {rule: tuple(forms) for rule, forms in found.items()}


def make_page(checkout: Path = CHECKOUT) -> str:
    """Return the page's text."""
    procedure, _ = load_procedure([checkout / "forms"])
    tests = find_marked_tests(checkout / "tests", procedure.rules)
    forms = forms_of_rules(procedure)
    parts = [_HEAD]
    group = ""
    for rule in procedure.rules.values():
        if rule.id.partition(".")[0] != group:
            group = rule.id.partition(".")[0]
            parts.append(f"## {group.capitalize()}\n")
        parts.append(_entry(rule, procedure, forms.get(rule.id, ()), tests.get(rule.id, ())))
    return "\n".join(parts)


def _entry(rule: Rule, procedure: Procedure, forms: tuple[Form, ...], tests: tuple[str, ...]) -> str:
    numbers = [number.strip() for number in rule.source.split(",")]
    sources = [
        f"{procedure.sources[number].document} ({number})" if number in procedure.sources else number
        for number in numbers
    ]
    lines = [
        f"### {rule.id}",
        "",
        rule.says,
        "",
        f"*What is seen of it:* {rule.does}",
        "",
        f"- Source: {'; '.join(sources)}",
        f"- Forms: {', '.join(form.name for form in forms) or 'every form, in the code'}",
        f"- Tests: {', '.join(f'`{test}`' for test in tests) or '**none**'}",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Write the page."""
    PAGE.write_text(make_page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
