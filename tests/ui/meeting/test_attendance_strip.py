"""The strip of people shows as much of each as there is room for."""

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.services.holding import Chip
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.meeting.attendance_strip import AttendanceStrip, PersonChip

WHO = (
    ("Priya Nair", "PN", "Social worker, not here yet"),
    ("Agnieszka Wójcik", "AW", "Independent reviewing officer, not here yet"),
    ("Michael Byrne", "MB", "Designated teacher, remote"),
)


@pytest.fixture
def strip(theme: Theme, qtbot: QtBot) -> AttendanceStrip:
    strip = AttendanceStrip(theme)
    strip.show_chips(
        [
            Chip(str(place), name, "", Presence.EXPECTED, detail, initials)
            for place, (name, initials, detail) in enumerate(WHO)
        ]
    )
    theme.dress(strip)
    qtbot.addWidget(strip)
    strip.resize(1440, 60)
    strip.show()
    return strip


def chips(strip: AttendanceStrip) -> list[PersonChip]:
    shown = [chip for chip in strip.findChildren(PersonChip) if chip.isVisible()]
    return sorted(shown, key=PersonChip.x)


def test_nothing_of_a_person_is_shortened_where_there_is_room(strip: AttendanceStrip) -> None:
    assert len(chips(strip)) == len(WHO)
    for chip in chips(strip):
        assert chip.width() == chip.whole_width()


@pytest.mark.parametrize("width", range(640, 1440, 80))
def test_with_less_room_people_are_shortened_before_they_are_left_out(
    strip: AttendanceStrip, theme: Theme, width: int
) -> None:
    strip.resize(width, 60)
    shown = chips(strip)
    row = strip._row
    for before, after in pairwise(shown):
        assert before.geometry().right() < after.x()
    assert shown[-1].geometry().right() <= row.width()
    assert all(chip.width() >= min(chip.whole_width(), theme.px(190)) for chip in shown)
    if len(shown) < len(WHO):
        assert sum(min(chip.whole_width(), theme.px(190)) for chip in strip._row.shown) > row.width() - 20
