"""What happens is said without the keyboard moving; what a screen reader does by itself works."""

import time

import pytest

from tests.accessibility.gates import ROLES
from tests.accessibility.the_bus import Hearing, Node

pytestmark = pytest.mark.slow

PATIENCE = 10.0
WITH_PANES = {"caseload", "child", "prepare", "meeting", "close", "hand over", "meeting not required"}


def named(hearing: Hearing, role: str, name: str) -> Node:
    found = [node for node in hearing.nodes() if node.role == role and name in (node.name, *node.labelled)]
    assert found, f"there is no {role} “{name}”"
    return found[0]


def wait_for_kind(hearing: Hearing, kind: str) -> None:
    end = time.monotonic() + PATIENCE
    while hearing.look()["kind"] != kind:
        assert time.monotonic() < end, f"{kind} did not come, but {hearing.look()['kind']}"
        time.sleep(0.05)


def write_into(hearing: Hearing, path: str, words: str) -> None:
    """Type, and wait until all has come.

    With a screen reader on, Qt asks it about each letter first, and not about keys that are acts: pressed in the same
    hundredth of a second, as no hand does, Ctrl+Shift+Enter would come before the letters.
    """
    hearing.keyboard.write(words)
    end = time.monotonic() + PATIENCE
    while (there := hearing.probe.ask("text", path=path)) != words:
        assert time.monotonic() < end, f"“{there}” came of “{words}”"
        time.sleep(0.01)


def test_what_is_captured_undone_and_gone_on_to_is_said(hearing: Hearing) -> None:
    hearing.scene("meeting")
    hearing.forget()
    hearing.press("Alt+1")
    field = hearing.focus(PATIENCE)
    assert field is not None
    write_into(hearing, field["path"], "Kai sees the school nurse")
    hearing.press("Ctrl+Shift+Enter")
    hearing.said("Decision added")
    hearing.press("Ctrl+z")
    hearing.said("Undone: ")
    hearing.press("Ctrl+Enter")
    hearing.said("Education and leisure")


def test_who_comes_is_said(hearing: Hearing) -> None:
    hearing.scene("meeting of the lawyers")
    hearing.forget()
    met = ""
    while "not here yet" not in met:
        hearing.press("Tab")
        came = hearing.focus(PATIENCE)
        assert came is not None
        met = came["name"]
    hearing.press("space")
    assert hearing.said(f"{met.partition(',')[0]}: ")


def test_what_the_palette_finds_is_said(hearing: Hearing) -> None:
    hearing.scene("caseload")
    hearing.forget()
    hearing.press("Ctrl+k")
    wait_for_kind(hearing, "CommandPalette")
    hearing.keyboard.write("larger")
    hearing.said("Larger text")
    hearing.keyboard.write(" than life")
    hearing.said("Nothing is called that")


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        ("nobody was here for nine minutes", "lock in one minute"),
        ("the disk is full", "Not saved – the disk is full"),
    ],
)
def test_what_nobody_did_is_said(hearing: Hearing, happens: str, words: str) -> None:
    hearing.scene("meeting")
    hearing.forget()
    hearing.stage.ask("call", words=happens)
    hearing.said(words)


def test_an_error_is_said_and_described_at_its_field(hearing: Hearing) -> None:
    hearing.forget()
    hearing.scene("child: person, refused")
    hearing.said("There is a problem")
    sentence = "Give the person’s name."
    assert any(sentence in node.description for node in hearing.nodes() if node.role == "text")


def test_a_screen_reader_can_press_a_button_and_fill_a_field(hearing: Hearing) -> None:
    hearing.scene("caseload")
    button = named(hearing, "push button", "Add a child")
    assert hearing.probe.ask("act", path=button.path, action="Press")
    wait_for_kind(hearing, "EntityDialog")
    field = named(hearing, "text", "Full name")
    assert hearing.probe.ask("write", path=field.path, text="Ada Nwọkọ")
    assert hearing.probe.ask("text", path=field.path) == "Ada Nwọkọ"


def test_what_opens_and_what_is_ticked_is_told(hearing: Hearing) -> None:
    hearing.scene("child: earlier meeting")
    kind = named(hearing, "combo box", "Kind of meeting")
    assert "expandable" in kind.states
    hearing.scene("sign")
    box = named(hearing, "check box", "I have read the record")
    assert "checked" not in box.states
    assert hearing.probe.ask("act", path=box.path, action="Toggle")
    assert "checked" in named(hearing, "check box", "I have read the record").states


@pytest.mark.parametrize("name", sorted(WITH_PANES))
def test_f6_comes_to_every_pane_and_the_palette_has_whatever_is_offered(hearing: Hearing, name: str) -> None:
    panes = hearing.scene(name)["panes"]
    assert panes
    assert all(panes)
    by_path = {node.path: node for node in hearing.nodes()}
    hearing.forget()
    reached = set()
    for _ in range(len(panes) + 1):
        hearing.press("F6")
        came = hearing.focus(3)
        path = came["path"] if came is not None else ""
        while path in by_path:
            if by_path[path].name in panes and by_path[path].role not in ROLES - {"list"}:
                reached.add(by_path[path].name)
            path = by_path[path].parent
    assert reached == set(panes)
    told = hearing.stage.ask("offered")
    assert told["offered"]
    assert [each for each in told["offered"] if each not in told["listed"]] == []
