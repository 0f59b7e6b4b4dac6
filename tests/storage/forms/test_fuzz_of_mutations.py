"""The forms that come with the application, spoilt in many ways: each is told of plainly, and no key slips through."""

from tools.fuzz_forms import run

SPOILT = 150


def test_spoilt_forms_are_told_of_and_unknown_keys_never_accepted() -> None:
    tally = run(SPOILT, seed=20261124)
    assert tally.faults == []
    assert tally.unknown_keys > SPOILT / 8
    assert tally.unknown_accepted == 0
    assert tally.refused + tally.warned + tally.sound == SPOILT
    assert tally.refused > tally.sound
