"""Whoever asks a signing to stop is answered at once, whatever is being worked out."""

import threading

import pytest

from cpm_desktop.services.signing_stop import SigningStopped, unless_stopped

_PATIENCE = 60.0  # seconds after which what hangs is let go, so that the test fails and does not hang


def _never() -> bool:
    return False


def test_what_is_worked_out_is_returned_and_what_goes_wrong_is_told() -> None:
    def go_wrong() -> None:
        raise LookupError("lost")

    assert unless_stopped(lambda: 7, _never) == 7
    with pytest.raises(LookupError, match="lost"):
        unless_stopped(go_wrong, _never)


def test_a_stop_is_answered_while_it_is_still_worked_out() -> None:
    was_answered, ended = threading.Event(), []

    def work_out() -> None:
        ended.append(was_answered.wait(_PATIENCE))

    with pytest.raises(SigningStopped):
        unless_stopped(work_out, lambda: True)
    assert not ended
    was_answered.set()
