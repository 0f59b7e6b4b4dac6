"""The demonstration's child and meeting on a real encrypted store, entered and prepared once for all tests."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.workplace import Setting
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.demo_script import Script
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.desk import Desk
from tests.a_desk import SetClock, make_desk, set_clock
from tests.played_store import PlayedStore, play_in_store


@functools.cache
def kais_script() -> Script:
    """Return the script of the meeting."""
    return demo_scripts()[0]


def enter_authority(desk: Desk) -> None:
    """Enter the settings of the script's council."""
    for name, value in kais_script().authority.items():
        desk.workplace().perform(Put(entity=Setting(id=f"authority.{name}", value=value)))


@functools.cache
def kai_entered() -> PlayedStore:
    """Return the store with the child alone; its subject is the child."""
    return play_in_store(lambda desk, _: enter_child(desk, kais_script()), before_the_meeting())


@functools.cache
def meeting_prepared() -> PlayedStore:
    """Return the store with the meeting as it stands when people come in; its subject is the meeting."""
    entered = kai_entered()
    return play_in_store(
        lambda desk, _: prepare_meeting(desk, entered.subject, kais_script()), before_the_meeting(), entered
    )


@functools.cache
def meeting_half_held() -> PlayedStore:
    """Return the store with the meeting held up to and with the health item."""
    prepared, script = meeting_prepared(), kais_script()
    education = next(place for place, event in enumerate(script.live) if event.get("item") == "education")

    def play(desk: Desk, clock: SetClock) -> str:
        MeetingPlay(desk, prepared.subject, script, clock.set_moment).hold(until=education)
        return prepared.subject

    return play_in_store(play, before_the_meeting(), prepared)


def before_the_meeting() -> SetClock:
    """Return a clock ten minutes before the meeting."""
    return set_clock("2026-11-24", "13:50")


@pytest.fixture
def clock() -> SetClock:
    return before_the_meeting()


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk over a store with what the test asks for: the meeting half held or prepared, the child, or nothing."""
    made = _open(tmp_path, clock, set(request.fixturenames))
    yield made
    made.close()


def _open(folder: Path, clock: SetClock, asked: set[str]) -> Desk:
    if "half_held" in asked:
        return meeting_half_held().open(folder, clock)
    if "meeting_id" in asked:
        return meeting_prepared().open(folder, clock)
    if "child_id" in asked:
        return kai_entered().open(folder, clock)
    return make_desk(folder, clock)


@pytest.fixture
def child_id(desk: Desk) -> str:
    assert desk is not None
    return kai_entered().subject


@pytest.fixture
def meeting_id(desk: Desk) -> str:
    assert desk is not None
    return meeting_prepared().subject
