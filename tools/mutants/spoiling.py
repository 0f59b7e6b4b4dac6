"""What can be done to one node of a syntax tree that a test should notice."""

import ast
import copy
from collections.abc import Iterator

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_EITHER_WAY = {"min", "max"}


def spoilt_forms(node: ast.AST, *, in_function: bool) -> Iterator[tuple[str, ast.AST]]:
    """Yield each thing that can be done to a node: its kind, and the node spoilt; the node itself stays as it is.

    Args:
        node: any node.
        in_function: whether a call runs it. What runs while a module is loaded is not reckoned otherwise, for there
            `|` joins types; nor is it removed.
    """
    new = copy.deepcopy(node)
    match new:
        case ast.Compare():
            new.ops[0] = _COMPARED[type(new.ops[0])]()
            yield "comparison", new
        case ast.BoolOp():
            new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
            yield "and/or", new
        case ast.UnaryOp(op=ast.Not()):
            yield "without not", new.operand
        case ast.BinOp() if in_function and type(new.op) in _RECKONED:
            new.op = _RECKONED[type(new.op)]()
            yield "arithmetic", new
        case ast.Constant():
            new.value = _another(new.value)
            yield "constant", new
        case ast.Call() if _can_be_swapped(new):
            new.args[0], new.args[1] = new.args[1], new.args[0]
            yield "swapped arguments", new
        case ast.Return() if new.value is not None:
            new.value = ast.Constant(None)
            yield "return", new
    yield from _negated(copy.deepcopy(node))
    if in_function and _is_removable(node):
        yield "removed", ast.Pass()


def _negated(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.If | ast.While | ast.IfExp) and _is_worth_negating(node.test):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        yield "negated", node
    if isinstance(node, ast.comprehension) and node.ifs:
        node.ifs[0] = ast.UnaryOp(ast.Not(), node.ifs[0])
        yield "negated", node


def _another(value: object) -> bool | int | float | str | bytes:
    """Return another constant; a text with a space is written for people, and stays as it is."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str() if " " not in value:
            return f"{value}x"
        case bytes():
            return value + b"x"
    return value  # type: ignore[return-value]  # None, an ellipsis, or a sentence: as it was


def _can_be_swapped(call: ast.Call) -> bool:
    first = call.args[:2]
    is_spread = any(isinstance(argument, ast.Starred) for argument in first)
    return len(first) > 1 and not is_spread and ast.unparse(call.func) not in _EITHER_WAY


def _is_removable(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Attribute | ast.Subscript)
    return isinstance(node, ast.AugAssign | ast.Raise | ast.Delete | ast.Continue | ast.Break)


def _is_worth_negating(test: ast.expr) -> bool:
    """Tell whether the other changes do not already turn the whole condition round."""
    if isinstance(test, ast.Compare):
        return len(test.ops) > 1 or isinstance(test.ops[0], _ORDERED)
    return not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))
