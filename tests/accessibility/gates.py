"""The gates: what is wrong with a scene, as sentences; none where nothing is."""

from collections.abc import Iterator, Sequence

from tests.accessibility.the_bus import Hearing, Node

PATIENCE = 3.0  # seconds for the keyboard to move on a loaded machine
LEAST_TARGET = 24  # pixels, each way
MOST_STOPS = 120  # a round longer than this is a trap
ROUNDS = {
    "push button",
    "radio button",
    "check box",
    "combo box",
    "text",
    "list",
    "table",
    "slider",
    "menu item",
}
ROLES = ROUNDS | {
    *("list item", "table cell", "label", "password text", "spin button", "tree", "toggle button", "button"),
    *("page tab", "document frame", "scroll pane", "image", "drawing area", "table column header"),
}
TOLD_SMALLER = {"radio button", "check box"}  # Qt tells the mark alone; all of the widget can be pressed
SURFACES = {"panel", "filler", "scroll pane"}  # to be read and scrolled; what is on them is their description
PARTS = {"list item", "table cell", "table column header"}  # of one stop, gone along with arrows
NOT_JUDGED = PARTS | {"label"}  # a label that can be marked with the mouse to copy it


def said_wrongly(nodes: Sequence[Node]) -> Iterator[str]:
    """Names: there, tidy, and one thing's alone in a pane."""
    by_path = {node.path: node for node in nodes}
    seen: dict[tuple[str, str, str], Node] = {}
    for node in nodes:
        if not {"focusable", "showing"} <= node.states or is_inner(node, by_path):
            continue
        if node.role == "combo box" and not any(label.strip() for label in node.labelled):
            yield f"{node} has a value and no label"
        if not node.name.strip() and not any(label.strip() for label in node.labelled):
            yield f"{node} at {node.area} has no name"
        if node.name != node.name.strip():
            yield f"{node} begins or ends with a space"
        if node.role not in ROLES and not (node.role in SURFACES and node.description):
            yield f"{node} can have the keyboard and is a {node.role}"
        if "<" in node.name + node.description:
            yield f"{node} is read with marks of layout: “{node.description}”"
        if node.role in NOT_JUDGED:
            continue
        key = (_group_of(node, by_path), node.role, node.name + " ".join(node.labelled))
        if key in seen:
            yield f"two in “{by_path[key[0]].name if key[0] else 'the window'}” are both {node} {node.labelled}"
        seen[key] = node


def too_small(nodes: Sequence[Node]) -> Iterator[str]:
    """Targets of less than 24 by 24."""
    by_path = {node.path: node for node in nodes}
    for node in nodes:
        if not {"focusable", "showing"} <= node.states or node.role in NOT_JUDGED or is_inner(node, by_path):
            continue
        if node.role in TOLD_SMALLER:
            continue
        _, _, wide, tall = node.area
        if min(wide, tall) < LEAST_TARGET:
            yield f"{node} is {wide}×{tall}"


def of_the_wrong_kind(nodes: Sequence[Node]) -> Iterator[str]:
    """Lists without rows' role, tables without heads, choices that are no radio buttons."""
    by_path = {node.path: node for node in nodes}
    for node in nodes:
        if node.role == "table" and (not node.columns or not all(node.columns)):
            yield f"{node} has columns without a head: {node.columns}"
        if node.role in {"push button", "toggle button"} and "checkable" in node.states:
            yield f"{node} can be checked and is told as a {node.role}"
        if node.role == "list item" and by_path[node.parent].role not in {"list", "combo box"}:
            yield f"{node} lies in a {by_path[node.parent].role}"
    for group in _groups(nodes):
        checked = [node for node in group if "checked" in node.states]
        if len(checked) > 1:
            yield f"of the exclusive choices {[str(node) for node in group]} {len(checked)} are checked"


def round_of(
    hearing: Hearing, keys: str, nodes: Sequence[Node], most: int = MOST_STOPS
) -> tuple[list[dict[str, object]], list[str]]:
    """Press a key until the keyboard is where it was; return the stops in order and what was wrong.

    A fault of the screen comes again. A busy bus may tell of a step late, so what looks wrong once is gone round twice.
    """
    stops, faults = _gone_round(hearing, keys, nodes, most)
    return _gone_round(hearing, keys, nodes, most) if faults else (stops, faults)


def _gone_round(
    hearing: Hearing, keys: str, nodes: Sequence[Node], most: int
) -> tuple[list[dict[str, object]], list[str]]:
    alone = [node for node in nodes if _is_stop(node, {each.path: each for each in nodes})]
    if len(alone) == 1:  # nothing to go to: it has the keyboard already
        there: dict[str, object] = {"path": alone[0].path, "role": alone[0].role, "name": alone[0].name}
        return [there], [] if "focused" in alone[0].states else [
            f"nothing has the keyboard, not even {alone[0]}"
        ]
    stops: list[dict[str, object]] = []
    faults: list[str] = []
    hearing.forget()
    for _ in range(most):
        hearing.press(keys)
        came = hearing.focus(PATIENCE)
        if came is None:
            return stops, [*faults, f"{keys} stuck on {_last(stops)}"]
        if stops and came["path"] == stops[0]["path"]:
            return stops, faults
        if any(stop["path"] == came["path"] for stop in stops):
            return stops, [*faults, f"{keys} goes round in a part: back at {came['role']} “{came['name']}”"]
        hidden = hearing.stage.ask("hidden")
        if hidden:
            faults.append(hidden)
        stops.append(came)
    return stops, [*faults, f"{keys} never came round in {most} presses"]


def not_the_reverse(there: Sequence[dict[str, object]], back: Sequence[dict[str, object]]) -> Iterator[str]:
    """Shift+Tab goes the same way backwards."""
    forward = [str(stop["path"]) for stop in there]
    backward = [str(stop["path"]) for stop in back]
    if sorted(forward) != sorted(backward):
        missed = [stop for stop in there if str(stop["path"]) not in backward]
        more = [stop for stop in back if str(stop["path"]) not in forward]
        names = [f"{stop['role']} “{stop['name']}”" for stop in (*missed, *more)]
        yield f"Tab and Shift+Tab do not come to the same: {names}"
    elif forward:
        start = backward.index(forward[0])
        turned = [*backward[start:], *backward[:start]]
        if turned != [forward[0], *reversed(forward[1:])]:
            yield "Shift+Tab does not go the way of Tab backwards"


def never_reached(
    hearing: Hearing, nodes: Sequence[Node], stops: Sequence[dict[str, object]], proven: set[tuple[str, str]]
) -> Iterator[str]:
    """What can have the keyboard, and neither Tab comes to it nor, from one of its group, the arrow keys."""
    left = {node.path: node for node in _not_stops(nodes, stops) if (node.role, node.name) not in proven}
    paths = [str(stop["path"]) for stop in stops]
    by_path = {node.path: node for node in nodes}
    known = [by_path[path] for path in paths if path in by_path]
    while left:
        path = next(iter(left))
        around = list(_above(by_path[path], by_path))
        group = next((each for each in around if any(_within(stop, each, by_path) for stop in known)), "")
        entry = next((stop.path for stop in known if _within(stop, group, by_path)), "")
        members = {each for each in left if _within(by_path[each], group, by_path)}
        met = _gone_along(hearing, entry, members)
        proven.update((left[each].role, left[each].name) for each in met if each in left)
        if path not in met:
            node = left.pop(path)
            is_there = any(
                each.path == entry for each in hearing.nodes()
            )  # else the first step has settled it
            if is_there and path not in _gone_along(hearing, entry, members, patience=0.5):
                yield f"neither Tab nor the arrow keys come to {node}"
        for each in met:
            left.pop(each, None)


def _is_stop(node: Node, by_path: dict[str, Node]) -> bool:
    can = {"focusable", "showing", "enabled"} <= node.states
    return can and node.role not in NOT_JUDGED and not is_inner(node, by_path)


def _gone_along(hearing: Hearing, entry: str, wanted: set[str], patience: float = 0) -> set[str]:
    """Go to the entry of a group and press the arrow keys; return what came to have the keyboard."""
    met: set[str] = set()
    hearing.grab(entry)
    hearing.focus_at_once()
    hearing.forget()
    for key in ("Right", "Down"):
        for _ in range(len(wanted) + 3):
            hearing.press(key)
            came = hearing.focus_at_once(patience)
            if came is None or came["path"] in met:
                break
            met.add(came["path"])
        if wanted <= met:
            break
    return met


def _not_stops(nodes: Sequence[Node], stops: Sequence[dict[str, object]]) -> Iterator[Node]:
    by_path = {node.path: node for node in nodes}
    reached = {str(stop["path"]) for stop in stops}
    for node in nodes:
        if not _is_stop(node, by_path) or node.path in reached:
            continue
        if not any(above in reached for above in _above(node, by_path)):
            yield node


def is_inner(node: Node, by_path: dict[str, Node]) -> bool:
    """Whether it is part of a combo box, spin box or scroll bar and goes with that."""
    around = by_path.get(node.parent)
    return around is not None and around.role in {"combo box", "spin button", "scroll bar"}


def _group_of(node: Node, by_path: dict[str, Node]) -> str:
    """Return the nearest thing around it that has a name: a pane, a card, a set of choices."""
    return next((path for path in _above(node, by_path) if by_path[path].name), "")


def _above(node: Node, by_path: dict[str, Node]) -> Iterator[str]:
    path = node.parent
    while path in by_path:
        yield path
        path = by_path[path].parent


def _groups(nodes: Sequence[Node]) -> list[list[Node]]:
    """Radio buttons that stand together."""
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        if node.role == "radio button" and "showing" in node.states:
            groups.setdefault(node.parent, []).append(node)
    return [group for group in groups.values() if len(group) > 1]


def _within(node: Node, path: str, by_path: dict[str, Node]) -> bool:
    return path in _above(node, by_path)


def _last(stops: Sequence[dict[str, object]]) -> str:
    return f"{stops[-1]['role']} “{stops[-1]['name']}”" if stops else "the first"
