"""What a screen reader is told, heard on the accessibility bus: run by the system's Python, which knows the bus.

`/usr/bin/python3 probe.py NAME` waits for the application of that name. Each line on standard input is a command in
JSON, answered by a line of JSON on standard output. It knows nothing of the application but what the bus tells.
"""

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version has to be asked for first

if TYPE_CHECKING:
    from collections.abc import Callable

Thing = Any  # of the bus's library, which states no types
EVENTS = ("object:state-changed:focused", "object:announcement")
PATIENCE = 20.0  # seconds
MOST_CHILDREN = 40  # of one thing: the rows of a long table are alike
_STATES = {
    state: state.value_nick
    for state in (
        *(Atspi.StateType.FOCUSABLE, Atspi.StateType.SHOWING, Atspi.StateType.VISIBLE),
        *(Atspi.StateType.ENABLED, Atspi.StateType.CHECKED, Atspi.StateType.CHECKABLE),
        *(Atspi.StateType.SELECTED, Atspi.StateType.EXPANDED, Atspi.StateType.EXPANDABLE),
        *(Atspi.StateType.EDITABLE, Atspi.StateType.INVALID_ENTRY, Atspi.StateType.REQUIRED),
        *(Atspi.StateType.MODAL, Atspi.StateType.FOCUSED, Atspi.StateType.READ_ONLY),
    )
}


class Probe:
    """Listens to one application."""

    def __init__(self, name: str) -> None:
        self.heard: list[dict[str, Any]] = []
        self._listener = Atspi.EventListener.new(self._hear)
        for event in EVENTS:
            self._listener.register(event)
        self._application = self._found(name)
        Atspi.Accessible.set_cache_mask(
            self._application, Atspi.Cache.NONE
        )  # what is asked is told as it is now

    def run(self) -> None:
        """Answer each line until there are no more."""
        while True:
            self._let_come(0)
            line = sys.stdin.readline()
            if not line:
                return
            asked = json.loads(line)
            doing: Callable[..., object] = getattr(self, "do_" + asked.pop("do"))
            try:
                answer = {"answer": doing(**asked)}
            except GLib.Error as fault:
                answer = {"fault": str(fault)}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()

    def do_tree(self) -> list[dict[str, Any]]:
        """Everything in the windows that are shown, parents before children."""
        nodes: list[dict[str, Any]] = []
        for place in range(self._application.get_child_count()):
            window = self._application.get_child_at_index(place)
            if window is not None and _states(window) & {"showing"}:
                self._walk(window, "", nodes)
        return nodes

    def do_events(self, since: int, wanted: str, count: int, patience: float) -> dict[str, Any]:
        """The events of one kind since a place, once there are so many or the time is up."""
        end = time.monotonic() + patience
        while True:
            self._let_come(0.002)
            found = [event for event in self.heard[since:] if event["type"] == wanted]
            if len(found) >= count or time.monotonic() > end:
                return {"events": found, "end": len(self.heard)}

    def do_act(self, path: str, action: str) -> bool:
        """Do an action of an object, by its name."""
        thing = self._by_path(path)
        for place in range(thing.get_n_actions()):
            if Atspi.Action.get_action_name(thing, place).lower() == action.lower():
                return bool(thing.do_action(place))
        names = [Atspi.Action.get_action_name(thing, place) for place in range(thing.get_n_actions())]
        raise GLib.Error(f"no action {action}, but {names}")

    def do_write(self, path: str, text: str) -> bool:
        """Replace the text of a field."""
        return bool(Atspi.EditableText.set_text_contents(self._by_path(path), text))

    def do_text(self, path: str) -> str:
        """The text of a field."""
        thing = self._by_path(path)
        return str(Atspi.Text.get_text(thing, 0, Atspi.Text.get_character_count(thing)))

    def _found(self, name: str) -> Thing:
        end = time.monotonic() + PATIENCE
        desktop = Atspi.get_desktop(0)
        while time.monotonic() < end:
            for place in range(desktop.get_child_count()):
                application = desktop.get_child_at_index(place)
                if application is not None and application.get_name() == name:
                    return application
            self._let_come(0.1)
        raise SystemExit(f"no application called {name} is on the bus")

    def _hear(self, event: Thing, *_more: object) -> None:
        if event.type.startswith("object:state-changed:focused") and not event.detail1:
            return
        source = event.source
        told: dict[str, Any] = {"type": ":".join(event.type.split(":")[:3]), "at": time.monotonic()}
        told["type"] = "announcement" if "announcement" in told["type"] else "focus"
        try:
            told["path"] = source.path
            if told["type"] == "announcement":
                told["text"] = str(event.any_data)
                told["urgent"] = event.detail1
            else:
                told["name"], told["role"] = source.get_name(), source.get_role_name()
                told["area"] = _area(source)
        except GLib.Error:  # it has gone since
            pass
        self.heard.append(told)

    def _walk(self, thing: Thing, parent: str, nodes: list[dict[str, Any]]) -> None:
        states = _states(thing)
        if "visible" not in states and "showing" not in states and parent:
            return
        role, is_focusable = thing.get_role_name(), "focusable" in states
        node = {
            "path": thing.path,
            "parent": parent,
            "role": role,
            "name": thing.get_name() or "",
            "states": sorted(states),
            "description": (thing.get_description() or "") if is_focusable else "",
            "area": _area(thing) if is_focusable or not parent else None,
            "labelled": _labels(thing) if is_focusable else [],
        }
        nodes.append(node)
        if role == "table":
            columns = Atspi.Table.get_n_columns(thing)
            node["columns"] = [Atspi.Table.get_column_description(thing, place) for place in range(columns)]
        for place in range(min(thing.get_child_count(), MOST_CHILDREN)):
            child = thing.get_child_at_index(place)
            if child is not None:
                self._walk(child, thing.path, nodes)

    def _by_path(self, path: str) -> Thing:
        for node in self._objects(self._application):
            if node.path == path:
                return node
        raise GLib.Error(f"{path} is not there")

    def _objects(self, thing: Thing) -> Thing:
        yield thing
        for place in range(thing.get_child_count()):
            child = thing.get_child_at_index(place)
            if child is not None:
                yield from self._objects(child)

    def _let_come(self, seconds: float) -> None:
        context = GLib.MainContext.default()
        end = time.monotonic() + seconds
        while context.iteration(False) or time.monotonic() < end:
            if not context.pending():
                time.sleep(min(0.001, max(seconds, 0)))


def _states(thing: Thing) -> set[str]:
    held = thing.get_state_set()
    return {name for state, name in _STATES.items() if held.contains(state)}


def _area(thing: Thing) -> list[int]:
    area = Atspi.Component.get_extents(thing, Atspi.CoordType.SCREEN)
    return [area.x, area.y, area.width, area.height]


def _labels(thing: Thing) -> list[str]:
    return [
        relation.get_target(0).get_name() or ""
        for relation in thing.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
    ]


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    Probe(sys.argv[1]).run()
