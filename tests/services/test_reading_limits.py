"""Keeping a person from readers points at the lines that still name them, wherever in a line their name was typed."""

from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Action, Decision, UnmetNeed
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.reading_limits import set_limit, still_named, thing_to_limit
from tests.services.a_record import a_desk, enter_kai, hold


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_name_is_found_in_a_reason_and_in_the_words_for_the_child_too(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    meeting_id = hold(
        desk,
        enter_kai(desk),
        "cla-standard",
        decisions=(Decision(id="d", text="He stays", reason="Tess Hill saw him settled"),),
        actions=(
            Action(id="a", text="Read with him", for_child="Tess reads with you"),
            Action(id="b", text="Ring the school", owner="Tess Hill"),
        ),
        unmet_needs=(UnmetNeed(id="u", need="Sleep", meanwhile="A diary", why="none near tess hill"),),
    )
    set_limit(desk, meeting_id, "attendee", "tess", LimitKind.NAMED, ("dana",), "She asked.")
    thing = thing_to_limit(desk, meeting_id, "attendee", "tess")
    # An owner is not named on the copy by itself.
    assert sorted(still_named(desk, meeting_id, thing)) == ["He stays", "Read with him", "Sleep"]
    desk.close()
