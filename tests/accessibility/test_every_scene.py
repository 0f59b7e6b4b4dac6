"""The gates on every screen and dialog: what a screen reader is told, and where the keys go."""

from collections.abc import Callable, Iterable

import pytest

from tests.accessibility.gates import (
    never_reached,
    not_the_reverse,
    of_the_wrong_kind,
    round_of,
    said_wrongly,
    too_small,
)
from tests.accessibility.scenes import SCENES
from tests.accessibility.the_bus import Hearing

pytestmark = pytest.mark.slow

FIRST_OF_THEIR_KIND = {scene.kind: name for name, scene in reversed(SCENES.items())}.values()


@pytest.fixture(scope="module")
def proven() -> set[tuple[str, str]]:
    """What the arrow keys were seen to come to, by role and name: it need not be shown on every screen."""
    return set()


def none(faults: Iterable[str]) -> None:
    told = list(faults)
    if told:
        pytest.fail("\n".join(told), pytrace=False)


def test_everything_is_named_told_as_what_it_is_and_come_to_by_tab(
    hearing: Hearing, proven: set[tuple[str, str]], scene: str, record_property: Callable[[str, object], None]
) -> None:
    nodes = hearing.nodes()
    focusable = sum({"focusable", "showing"} <= node.states for node in nodes)
    for word, count in (
        ("scenes", 1),
        ("dialogs", int(hearing.look()["is_dialog"])),
        ("things with the keyboard", focusable),
    ):
        record_property(word, count)
    faults = [*said_wrongly(nodes), *of_the_wrong_kind(nodes), *too_small(nodes)]
    faults += hearing.stage.ask("unsaid") + hearing.stage.ask("undressed")
    stops, more = round_of(hearing, "Tab", nodes)
    faults += more
    if scene in FIRST_OF_THEIR_KIND:
        back, more = round_of(hearing, "Shift+Tab", nodes)
        faults += [*more, *not_the_reverse(stops, back)]
    record_property("stops of Tab", len(stops))
    faults += never_reached(hearing, nodes, stops, proven)
    if SCENES[scene].stops and len(stops) > SCENES[scene].stops:
        faults.append(f"{len(stops)} stops: {[stop['name'] for stop in stops]}")
    none(faults)
