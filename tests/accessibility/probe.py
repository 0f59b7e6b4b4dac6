"""What a screen reader is told, heard on the accessibility bus: run by the system's Python, which knows the bus.

`/usr/bin/python3 probe.py NAME` waits for the application of that name. Each line on standard input is a command in
JSON, answered by a line of JSON on standard output. It knows nothing of the application but what the bus tells.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version has to be asked for first

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # it is run as a script

from tests.accessibility.bus_questions import (  # noqa: E402 - found only now
    ROOT,
    Questions,
    accessible,
    extents,
    order,
    quality,
    role_named,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Thing = Any  # of the bus's library, which states no types
EVENTS = ("object:state-changed:focused", "object:announcement")
PATIENCE = 20.0  # seconds
MOST_CHILDREN = 40  # of one thing: the rows of a long table are alike


class Probe:
    """Listens to one application."""

    def __init__(self, name: str) -> None:
        self.heard: list[dict[str, Any]] = []
        self._listener = Atspi.EventListener.new(self._hear)
        for event in EVENTS:
            self._listener.register(event)
        self._application = self._found(name)
        self._bus = Questions(self._application.app.bus_name)
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
        known: dict[str, dict[str, Any]] = {}
        roots = self._bus.children(ROOT)
        level = [(path, "") for path in roots]
        while level:
            found = self._bus.nodes(level)
            level = []
            for node in found:
                if _is_shown(node) and node["path"] not in known:
                    known[node["path"]] = node
                    level += [(path, node["path"]) for path in node["children"][:MOST_CHILDREN]]
        return list(_in_order(known, roots))

    def do_events(self, since: int, wanted: str, count: int, patience: float) -> dict[str, Any]:
        """The events of one kind since a place, once there are so many or the time is up."""
        end = time.monotonic() + patience
        while True:
            self._let_come(0.002)
            found = [event for event in self.heard[since:] if event["type"] == wanted]
            if len(found) >= count or time.monotonic() > end:
                return {"events": found, "end": len(self.heard)}

    def do_catch_up(self) -> int:
        """Hear all that the application has said up to now; say how much has been heard."""
        self._application.get_name()  # what it said before it answers has come with the answer
        self._let_come(0)
        return len(self.heard)

    def do_grab(self, path: str) -> bool:
        """Give something the keyboard, as a screen reader does."""
        return bool(self._bus.ask([order(path, "Component", "GrabFocus", None)])[0])

    def do_act(self, path: str, action: str) -> bool:
        """Do an action of an object, by its name."""
        told = self._bus.ask([order(path, "Action", "GetActions", None)])[0] or ()
        names = [str(each[0]) for each in told]
        for place, name in enumerate(names):
            if name.lower() == action.lower():
                return bool(self._bus.ask([order(path, "Action", "DoAction", ("(i)", (place,)))])[0])
        raise GLib.Error(f"no action {action}, but {names}")

    def do_write(self, path: str, text: str) -> bool:
        """Replace the text of a field."""
        return bool(self._bus.ask([order(path, "EditableText", "SetTextContents", ("(s)", (text,)))])[0])

    def do_text(self, path: str) -> str:
        """The text of a field."""
        return str(self._bus.ask([order(path, "Text", "GetText", ("(ii)", (0, -1)))])[0])

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
        path = event.source.path
        told: dict[str, Any] = {"type": ":".join(event.type.split(":")[:3]), "at": time.monotonic()}
        told |= {"type": "announcement" if "announcement" in told["type"] else "focus", "path": path}
        if told["type"] == "announcement":
            told |= {"text": str(event.any_data), "urgent": event.detail1}
        else:
            name, role, area = self._bus.ask(
                [quality(path, "Accessible", "Name"), accessible(path, "GetRole"), extents(path)]
            )
            if role is not None:  # else it has gone since
                told |= {"name": name or "", "role": role_named(role), "area": list(area or ())}
        self.heard.append(told)

    def _let_come(self, seconds: float) -> None:
        context = GLib.MainContext.default()
        end = time.monotonic() + seconds
        while context.iteration(False) or time.monotonic() < end:
            if not context.pending():
                time.sleep(min(0.001, max(seconds, 0)))


def _is_shown(node: dict[str, Any]) -> bool:
    states = set(node["states"])
    return "showing" in states or bool(node["parent"] and "visible" in states)


def _in_order(known: dict[str, dict[str, Any]], paths: list[str]) -> Iterator[dict[str, Any]]:
    for path in paths:
        if path in known:
            node = known[path]
            yield node
            yield from _in_order(known, node.pop("children"))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    Probe(sys.argv[1]).run()
