"""The places of a module that can be spoilt, and the module spoilt at one of them.

A mutant is made on the syntax tree, so that comments, layout and docstrings can never be one, and line numbers stay.
What is written for people (a text with a space in it) is left as it is, and so are types, decorators and the bases of
classes.
"""

import ast
from dataclasses import dataclass

from tools.mutants.spoiling import spoilt_forms

_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Site:
    """One mutant.

    Attributes:
        module: the source file, from the top of the checkout.
        line: of the code that is spoilt.
        statement: the first line of the statement it is in.
        function: the outermost function it is in, with its classes; empty at the level of the module or a class.
        kind: what is done to it.
        before: the code as it stands.
        after: the code spoilt.
        place: which node of the tree, in the order of `ast.walk`.
    """

    module: str
    line: int
    statement: int
    function: str
    kind: str
    before: str
    after: str
    place: int

    @property
    def key(self) -> str:
        """Return what tells it from every other mutant."""
        return f"{self.module}::{self.line}::{self.place}::{self.kind}::{self.before}::{self.after}"

    def sentence(self) -> str:
        """Return it for a list."""
        return f"{self.module}:{self.line} {self.kind}: {self.before}  →  {self.after}"


def sites_of(module: str, source: str) -> tuple[Site, ...]:
    """Return every mutant of a module, in the order of its lines; those that compile to the same are left out."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    left_alone = _left_alone(tree)
    inside, statements = _functions(tree), _statements(tree)
    found = []
    for place, node in enumerate(nodes):
        line = getattr(node.target if isinstance(node, ast.comprehension) else node, "lineno", 0)
        if id(node) in left_alone or not line:
            continue
        function = inside.get(id(node), "")
        before = ast.unparse(node)
        for kind, after in spoilt_forms(node, in_function=bool(function)):
            if (spoilt := ast.unparse(after)) != before:
                told = (function, kind, _short(before), _short(spoilt), place)
                found.append(Site(module, line, statements[id(node)], *told))
    return tuple(sorted(found, key=lambda site: (site.line, site.place, site.kind)))


def spoil(source: str, site: Site) -> ast.Module:
    """Return the module's tree with the mutant in it.

    Raises:
        ValueError: the source has no such place; it changed since the sites were listed.
    """
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    node = nodes[site.place]
    forms = dict(spoilt_forms(node, in_function=bool(site.function)))
    if site.kind not in forms or _short(ast.unparse(node)) != site.before:
        raise ValueError(f"{site.module} has changed at line {site.line}")
    _Swap(node, ast.copy_location(forms[site.kind], node)).visit(tree)
    return ast.fix_missing_locations(tree)


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the node, or the one that takes its place."""
        if node is self._old:
            return self._new
        visited: ast.AST = self.generic_visit(node)
        return visited


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:120]} … {text[-36:]}"


def _left_alone(tree: ast.Module) -> set[int]:
    """Return the nodes that are types, decorators, bases, docstrings or imports, with all below them."""
    tops: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            tops += [*node.decorator_list, node.returns]
        elif isinstance(node, ast.ClassDef):
            tops += [*node.decorator_list, *node.bases, *node.keywords]
        elif isinstance(node, ast.arg | ast.AnnAssign):
            tops.append(node.annotation)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            tops.append(node)
        elif isinstance(node, ast.JoinedStr):
            tops += [part for part in node.values if isinstance(part, ast.Constant)]
            tops += [part.format_spec for part in node.values if isinstance(part, ast.FormattedValue)]
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            tops.append(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"cast", "TypeVar", "NewType"}:
            tops += node.args[:1]
        elif isinstance(node, ast.Assert):
            tops.append(node)
    return {id(below) for top in tops if top is not None for below in ast.walk(top)}


def _functions(tree: ast.Module) -> dict[int, str]:
    """Return, for each node that a call runs, the outermost function around it."""
    inside: dict[int, str] = {}

    def look(node: ast.AST, classes: tuple[str, ...]) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                look(child, (*classes, child.name))
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                name = ".".join((*classes, child.name))
                inside.update({id(below): name for part in child.body for below in ast.walk(part)})
            else:
                look(child, classes)

    look(tree, ())
    return inside


def _statements(tree: ast.Module) -> dict[int, int]:
    """Return, for each node, the first line of the innermost statement around it."""
    lines: dict[int, int] = {}

    def look(node: ast.AST, line: int) -> None:
        here = node.lineno if isinstance(node, ast.stmt | ast.excepthandler) else line
        lines[id(node)] = here
        for child in ast.iter_child_nodes(node):
            look(child, here)

    look(tree, 1)
    return lines
