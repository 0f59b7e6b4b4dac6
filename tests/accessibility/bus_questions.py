"""Many questions to one application on the accessibility bus, asked together: a second instead of a minute."""

from __future__ import annotations

from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402 - the version has to be asked for first

ROOT = "/org/a11y/atspi/accessible/root"
_PREFIX = "org.a11y.atspi."
_PROPERTIES = "org.freedesktop.DBus.Properties"
_PATIENCE = 20_000  # milliseconds
_ON_SCREEN = 0
_LABELLED_BY = int(Atspi.RelationType.LABELLED_BY)
_STATES = {
    int(state): state.value_nick
    for state in (
        *(Atspi.StateType.FOCUSABLE, Atspi.StateType.SHOWING, Atspi.StateType.VISIBLE),
        *(Atspi.StateType.ENABLED, Atspi.StateType.CHECKED, Atspi.StateType.CHECKABLE),
        *(Atspi.StateType.SELECTED, Atspi.StateType.EXPANDED, Atspi.StateType.EXPANDABLE),
        *(Atspi.StateType.EDITABLE, Atspi.StateType.INVALID_ENTRY, Atspi.StateType.REQUIRED),
        *(Atspi.StateType.MODAL, Atspi.StateType.FOCUSED, Atspi.StateType.READ_ONLY),
    )
}
Question = tuple[str, str, str, tuple[str, tuple[object, ...]] | None]
"""Path, interface, method, and signature with arguments."""


class Questions:
    """Asks one application."""

    def __init__(self, name: str) -> None:
        """`name` is what the application is called on the bus, as in ":1.3"."""
        self._name = name
        self._context = GLib.MainContext.new()  # nothing else is heard while answers are waited for
        self._context.push_thread_default()
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        told = session.call_sync(
            *("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"),
            *(None, None, Gio.DBusCallFlags.NONE, _PATIENCE, None),
        )
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._bus = Gio.DBusConnection.new_for_address_sync(told.unpack()[0], flags, None, None)
        self._context.pop_thread_default()

    def ask(self, questions: list[Question]) -> list[Any]:
        """Ask all, then wait; None stands for what was gone or does not answer that."""
        answers: list[Any] = [None] * len(questions)
        open_ones = set(range(len(questions)))

        def keep(bus: Any, result: Any, place: int) -> None:  # noqa: ANN401 - the library states no types
            open_ones.discard(place)
            try:
                told = bus.call_finish(result).unpack()
                answers[place] = told[0] if told else True
            except GLib.Error:
                pass

        self._context.push_thread_default()
        for place, (path, interface, method, given) in enumerate(questions):
            if not GLib.Variant.is_object_path(path):  # the library would never answer
                open_ones.discard(place)
                continue
            with_what = GLib.Variant(*given) if given else None
            self._bus.call(
                *(self._name, path, interface, method, with_what),
                *(None, Gio.DBusCallFlags.NONE, _PATIENCE, None, keep, place),
            )
        while open_ones:
            self._context.iteration(True)
        self._context.pop_thread_default()
        return answers

    def children(self, path: str) -> list[str]:
        """The paths of what lies in something."""
        return [each for _, each in self.ask([accessible(path, "GetChildren")])[0] or ()]

    def nodes(self, level: list[tuple[str, str]]) -> list[dict[str, Any]]:
        """What a screen reader is told of things, given as path and path of the parent; the gone are left out."""
        count = 5
        told = self.ask(
            [
                question
                for path, _ in level
                for question in (
                    accessible(path, "GetState"),
                    accessible(path, "GetRole"),
                    quality(path, "Accessible", "Name"),
                    accessible(path, "GetChildren"),
                    extents(path),
                )
            ]
        )
        nodes = [
            _node(path, parent, *told[count * place : count * place + count])
            for place, (path, parent) in enumerate(level)
            if told[count * place] is not None
        ]
        self._add_details(nodes)
        return nodes

    def _add_details(self, nodes: list[dict[str, Any]]) -> None:
        """Ask what only things with the keyboard and tables are asked."""
        alive = [node for node in nodes if "focusable" in node["states"]]
        descriptions = self.ask([quality(node["path"], "Accessible", "Description") for node in alive])
        relations = self.ask([accessible(node["path"], "GetRelationSet") for node in alive])
        for node, description, relation in zip(alive, descriptions, relations, strict=True):
            node["description"] = description or ""
            labels = [
                target for kind, targets in relation or () if kind == _LABELLED_BY for target in targets
            ]
            if labels:
                found = self.ask([quality(path, "Accessible", "Name") for _, path in labels])
                node["labelled"] = [name or "" for name in found]
        for node in nodes:
            if node["role"] == "table":
                path = node["path"]
                columns = self.ask([quality(path, "Table", "NColumns")])[0] or 0
                asked: list[Question] = [
                    (path, _PREFIX + "Table", "GetColumnDescription", ("(i)", (place,)))
                    for place in range(columns)
                ]
                node["columns"] = [head or "" for head in self.ask(asked)]


def accessible(path: str, method: str) -> Question:
    """A question that everything answers."""
    return path, _PREFIX + "Accessible", method, None


def quality(path: str, interface: str, name: str) -> Question:
    """A question for a property."""
    return path, _PROPERTIES, "Get", ("(ss)", (_PREFIX + interface, name))


def extents(path: str) -> Question:
    """Where something is on the screen."""
    return path, _PREFIX + "Component", "GetExtents", ("(u)", (_ON_SCREEN,))


def order(path: str, interface: str, method: str, given: tuple[str, tuple[object, ...]] | None) -> Question:
    """Something to be done."""
    return path, _PREFIX + interface, method, given


def role_named(role: int | None) -> str:
    """What a screen reader calls a role; an application's own words for it do not count."""
    return str(Atspi.role_get_name(Atspi.Role(role or 0)))


def _node(
    path: str, parent: str, states: list[int], role: int | None, name: str | None,
    children: list[tuple[str, str]] | None, area: tuple[int, ...] | None,
) -> dict[str, Any]:  # fmt: skip
    bits = states[0] | states[1] << 32
    held = sorted(nick for place, nick in _STATES.items() if bits >> place & 1)
    is_told = "focusable" in held or not parent
    return {
        "path": path,
        "parent": parent,
        "role": role_named(role),
        "name": name or "",
        "states": held,
        "description": "",
        "area": list(area) if area and is_told else None,
        "labelled": [],
        "children": [each for _, each in children or ()],
    }
