"""The list of keys in the guide and on the card is that of the running windows."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tools.make_guide_keys import EVERYWHERE, SCREENS, as_toml, keys_everywhere, keys_here

from cpm_desktop.domain.guide.keys import KeyGroup, KeyLine
from cpm_desktop.services.guide import guide_folder, load_keys
from cpm_desktop.ui.kit.theme import Theme
from tests.a_desk import set_clock
from tests.played_demonstration import played_to
from tests.ui.a_window import OpenWindow


def listed(screen: str) -> dict[str, dict[str, list[str]]]:
    return {
        group.menu: {line.act: list(line.keys) for line in group.lines} for group in load_keys().of(screen)
    }


@pytest.mark.parametrize("screen", SCREENS)
def test_the_keys_of_a_screen_are_listed(screen: str, qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    played = played_to(screen)
    window = OpenWindow(qtbot, theme, played.open(tmp_path, set_clock()))
    child = window.desk.meeting(played.subject).value.facts.child_id
    window.go(screen, {"caseload": "", "words": "", "child": child}.get(screen, played.subject))
    here = keys_here(window.workspace, listed(EVERYWHERE))
    told = keys_everywhere(window.workspace)
    window.close()
    assert here == listed(screen), "run python -m tools.make_guide_keys"
    if screen == SCREENS[0]:
        assert told == listed(EVERYWHERE), "run python -m tools.make_guide_keys"


def test_the_list_is_kept_as_it_is_written() -> None:
    screens = dict.fromkeys(group.screen for group in load_keys().groups)
    written = as_toml({screen: listed(screen) for screen in screens})
    assert (guide_folder() / "keys.toml").read_text(encoding="utf-8") == written


def test_several_keys_are_told_in_their_order() -> None:
    assert KeyLine("Redo", ("Ctrl+Y", "Ctrl+Shift+Z")).pressed == "Ctrl+Y or Ctrl+Shift+Z"
    assert KeyGroup("one", "Go", ()).lines == ()
