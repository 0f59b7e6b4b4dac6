"""The house rules that a machine can check: floors, sizes, names, and where the words of a form may stand."""

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest
import yaml
from importlinter.cli import lint_imports

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "src" / "cpm_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((CHECKOUT / "tests").rglob("*.py"))

MOST_LINES = 500
MEDIAN_LINES = 150
MOST_FUNCTION_LINES = 70
USUAL_FUNCTION_LINES = 40
SHARE_OF_LONGER_FUNCTIONS = 0.03
MOST_MOCKS_PER_TEST = 0.1
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "core", "tools"}
# A suffix tells the floor.
SUFFIX_FLOORS = {"Row": {"storage"}, "Page": {"ui"}, "Dialog": {"ui"}, "Editor": {"ui"}}
# Qt reads text given to these as rich text if it looks like it: only the kit may, by its own words.
KIT_ONLY_NAMES = {"QLabel", "QMessageBox", "QTextBrowser", "QTextEdit", "QToolTip"}
RICH_TEXT_CALLS = {"setHtml", "insertHtml", "appendHtml", "setMarkdown"}
TIP_CALLS = {"setToolTip", "setWhatsThis", "setStatusTip"}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def functions_of(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length_without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = function.body[0] if ast.get_docstring(function) else None
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if docstring is not None:
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout of git")
    paths = [CHECKOUT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_imports_go_down_the_floors_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    assert lint_imports(no_cache=True) == 0, "run lint-imports to see which import"


def test_no_import_cycle() -> None:
    graph = grimp.build_graph("cpm_desktop", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as cycle:
        pytest.fail(" → ".join(cycle.args[1]))


def test_modules_are_short() -> None:
    lengths = {inside(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_LINES


def test_functions_are_short() -> None:
    lengths = {
        f"{inside(path)}:{function.lineno} {function.name}": length_without_docstring(function)
        for path in MODULES
        for function in functions_of(tree_of(path))
    }
    longer = {name: lines for name, lines in lengths.items() if lines > USUAL_FUNCTION_LINES}
    assert {name: lines for name, lines in longer.items() if lines > MOST_FUNCTION_LINES} == {}
    assert len(longer) <= max(3, SHARE_OF_LONGER_FUNCTIONS * len(lengths)), longer


def test_modules_are_named_for_the_one_thing_in_them() -> None:
    parts = {part for path in MODULES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert parts & BANNED_NAMES == set()


def test_suffixes_tell_the_floor() -> None:
    strays = [
        f"{inside(path)} {node.name}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
        for suffix, floors in SUFFIX_FLOORS.items()
        if node.name.endswith(suffix) and path.relative_to(PACKAGE).parts[0] not in floors
    ]
    assert strays == []


def test_no_form_is_named_in_code() -> None:
    identifiers = set()
    for path in (CHECKOUT / "forms").rglob("*.yaml"):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(form, dict) and path.parent.name == "forms" and "id" in form:
            identifiers.add(form["id"])
    named = [
        f"{inside(path)}:{node.lineno} {node.value!r}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in identifiers
    ]
    assert named == []


def test_rules_named_by_tests_exist() -> None:
    rules = CHECKOUT / "forms" / "rules.toml"
    if not rules.exists():
        return
    known = set(re.findall(r'^id\s*=\s*"([^"]+)"', rules.read_text(encoding="utf-8"), re.MULTILINE))
    named = set()
    for path in TESTS:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule":
                named |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    assert named <= known


def test_text_of_people_is_never_shown_as_rich_text() -> None:
    strays = []
    for path in MODULES:
        if inside(path).startswith("ui/kit/"):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Name) and node.id in KIT_ONLY_NAMES:
                strays.append(f"{inside(path)}:{node.lineno} {node.id}")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                is_data = any(not isinstance(argument, ast.Constant) for argument in node.args)
                if node.func.attr in RICH_TEXT_CALLS or (node.func.attr in TIP_CALLS and is_data):
                    strays.append(f"{inside(path)}:{node.lineno} {node.func.attr}")
    assert strays == []


def test_exceptions_to_the_checks_give_their_reason() -> None:
    exception = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\])(.*)$")
    bare = re.compile(r"#\s*(?:noqa(?!:)|type: ignore(?!\[)|pragma: no cover\s*$)")
    strays = []
    for path in (*MODULES, *TESTS):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = exception.search(line)
            if "re.compile" in line:
                continue
            if bare.search(line) or (found and len(re.findall(r"\w+", found.group(1))) < 2):
                strays.append(f"{path.relative_to(CHECKOUT)}:{number}")
    assert strays == []


def test_tests_use_real_parts() -> None:
    words: Counter[str] = Counter()
    for path in TESTS:
        if path == Path(__file__):
            continue
        text = text_of(path)
        words["mocks"] += len(re.findall(r"\bMagicMock\(|\bMock\(|\bmock\.patch|monkeypatch\.setattr", text))
        words["tests"] += len(re.findall(r"^\s*def test_", text, re.MULTILINE))
    assert words["mocks"] / max(words["tests"], 1) < MOST_MOCKS_PER_TEST


def test_tests_come_in_the_same_order_in_every_process() -> None:
    """Cases out of a set come in another order in each process, and tests that are shared out then do not fit."""
    unordered = [
        f"{path.relative_to(CHECKOUT)}:{call.lineno}"
        for path in TESTS
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "parametrize"
        and any(_has_no_order(cases) for cases in call.args[1:2])
    ]
    assert unordered == []


def _has_no_order(cases: ast.expr) -> bool:
    """Tell a set from the way it is written: `{…}`, `set(…)`, and what is taken away from or added to one."""
    if isinstance(cases, ast.BinOp):
        return _has_no_order(cases.left) or _has_no_order(cases.right)
    if isinstance(cases, ast.Call) and isinstance(cases.func, ast.Name):
        name = cases.func.id
        is_copied = name in ("list", "tuple") and any(_has_no_order(one) for one in cases.args)
        return is_copied or name in ("set", "frozenset")
    return isinstance(cases, ast.Set | ast.SetComp)


def test_tracked_files_name_no_machine() -> None:
    # written so that it does not find itself
    pattern = re.compile(
        r"(?:^|[^\w.])/(?:work|root|farm)/|/tm[p]/[a-z]|index[-_]ur[l]|://[^ ]*/(?:simple|packages|-)/"
    )
    strays = []
    for path in tracked_files():
        if path.suffix == ".svg":
            continue
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if pattern.search(line):
                strays.append(f"{path.relative_to(CHECKOUT)}:{number}")
    assert strays == []


def test_dependencies_are_explained_and_locked() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.match(r"[A-Za-z0-9-]+", requirement).group().lower() for requirement in named}  # type: ignore[union-attr]  # each begins with a name
    explained = (CHECKOUT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    locked = (CHECKOUT / "requirements" / "locked.txt").read_text(encoding="utf-8").lower()
    assert [name for name in sorted(names) if f"`{name}`" not in explained] == []
    assert [name for name in sorted(names) if f"\n{name}==" not in locked] == []
    pins = re.findall(r"^[a-z0-9.-]+==.*$", locked, re.MULTILINE)
    assert [pin for pin in pins if not pin.endswith("\\")] == [], "each pin carries its hashes"


def test_commands_without_a_window_import_no_qt() -> None:
    ask = "import sys, cpm_desktop.{}; print([name for name in sys.modules if name.startswith('PySide6')])"
    for module in ("__main__", "cli"):
        if (PACKAGE / f"{module}.py").exists():
            command = [sys.executable, "-c", ask.format(module)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True)
            assert answer.stdout.strip() == "[]"


def test_qt_takes_no_reference_to_none() -> None:
    """PySide6 6.12 on Python 3.11 loses one to each call that returns None, and aborts in the end."""
    ask = """
import sys
from PySide6.QtWidgets import QApplication, QPlainTextEdit
application = QApplication(["-platform", "offscreen"])
editor = QPlainTextEdit()
def call():
    application.processEvents()
    editor.insertPlainText("a")
call()
before = sys.getrefcount(None)
for _ in range(500):
    call()
print(before - sys.getrefcount(None))
"""
    answer = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert abs(int(answer.stdout)) < 100


def test_no_test_presses_keys_into_a_window_that_is_only_seen() -> None:
    """A window is seen before it is active, and until then keys and shortcuts go nowhere."""
    waits = [path for path in TESTS if re.search(r"\.waitExposed\(", path.read_text(encoding="utf-8"))]
    assert [path.relative_to(CHECKOUT).as_posix() for path in waits] == ["tests/ui/shown_window.py"]


def test_tests_take_no_time() -> None:
    """A bound in seconds says as much of the machine as of the code; benchmarks measure, and tests count."""
    may_look = {
        "tests/documents/rendering/test_drawing_time.py",  # two figures of one moment, one held against the other
        "tests/exchange/test_pack_json.py",  # a tenth of a second, or hours
        "tests/mutants/test_mutants.py",  # half a second of work, to be counted
        "tests/storage/forms/test_loading.py",  # two figures of one moment
        "tests/storage/test_keys.py",  # never too quick
        "tests/test_bad_input.py",  # never too quick
    }
    looks = {
        path.relative_to(CHECKOUT).as_posix()
        for path in TESTS
        if re.search(r"\b(perf_counter|process_time|thread_time)\(", path.read_text(encoding="utf-8"))
    }
    assert looks == may_look


def test_no_benchmark_waits_in_a_way_that_stops_the_threads_beside_the_window() -> None:
    """`QTest.qWait` keeps the interpreter: what is saved meanwhile would be in the way of whatever is measured."""
    waits = [
        path.relative_to(CHECKOUT).as_posix()
        for path in (CHECKOUT / "benchmarks").rglob("*.py")
        if "qWait(" in path.read_text(encoding="utf-8")
    ]
    assert waits == []


@pytest.mark.rule("after.file-and-case-note")
def test_text_reaches_the_clipboard_outside_its_history_only() -> None:
    puts = re.compile(r"clipboard\(\)\s*\.set")
    named = {inside(path) for path in MODULES if puts.search(path.read_text(encoding="utf-8"))}
    assert named == {"ui/kit/private_clipboard.py"}


def test_what_people_read_has_a_curly_apostrophe() -> None:
    straight = re.compile(r"\w'(s|t|ll|re|ve|d)?\s")
    read_from_typing = {"new year's day"}
    found = [
        f"{inside(path)}:{line}: {text[:60]}"
        for path in MODULES
        for line, text in spoken_texts(tree_of(path))
        if straight.search(text) and text not in read_from_typing and "sqlite_master" not in text
    ]
    assert found == []


def spoken_texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and words of every text in the code but docstrings, which stand alone."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value
