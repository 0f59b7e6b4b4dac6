"""Requests to correct a signed record: in time or late, answered, and signed as an addendum that names the record."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import Reply
from cpm_desktop.services.addendum import addendum_for, sign_addendum, signed_addenda
from cpm_desktop.services.corrections import (
    answer_request,
    correction_lines,
    last_day_for_corrections,
    request_correction,
)
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import document_bytes, mark_sent, signed_copy, verify_bytes
from tests.a_desk import PASSPHRASE, SetClock, set_clock
from tests.services import a_record
from tests.services.test_addendum import HELD_ON, TYPED, pages_of

WRONG = "Dana’s address is <12> Mallow Row & not 14"
RIGHT = "12 Mallow Row"


@pytest.fixture
def clock() -> SetClock:
    return set_clock("2026-11-20", "09:00")


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    made = a_record.a_desk(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def signed(desk: Desk) -> str:
    return a_record.sign(desk, a_record.enter_kai(desk), "care-team", HELD_ON)


def test_an_answer_is_a_signed_addendum_and_the_record_stays(desk: Desk, signed: str) -> None:
    before = document_bytes(desk, signed_copy(desk, signed, ""))
    request = request_correction(desk, signed, WRONG, "Dana Avery")
    with pytest.raises(InvalidDetail, match="Answer the request first"):
        sign_addendum(desk, signed, request.id, PASSPHRASE, TYPED)
    answer_request(desk, signed, request.id, Reply.CORRECTED, RIGHT)
    document = sign_addendum(desk, signed, request.id, PASSPHRASE, TYPED)
    content = document_bytes(desk, document)
    assert verify_bytes(content, document.file_hash, desk.now()).is_whole
    assert document.file_name.endswith("correction 1.pdf")
    text = " ".join(pages_of(content))
    assert WRONG in text
    assert f"Corrected: how it should read {RIGHT}" in text
    assert "Asked for by Dana Avery" in text
    signing = desk.meeting(signed).value.signings[0]
    file = signed_copy(desk, signed, "")
    for digits in (signing.fingerprint, file.file_hash):
        assert digits in text.replace(" ", "")
    assert document_bytes(desk, file) == before
    assert signed_addenda(desk.meeting(signed).value) == (
        addendum_for(desk.meeting(signed).value, request.id),
    )
    with pytest.raises(InvalidDetail, match="can no longer change"):
        answer_request(desk, signed, request.id, Reply.REFUSED, "No")


def test_the_window_runs_from_the_last_copy_and_late_requests_are_told(
    desk: Desk, clock: SetClock, signed: str
) -> None:
    assert last_day_for_corrections(desk, signed) is None
    early = request_correction(desk, signed, WRONG, "Dana Avery")
    mark_sent(desk, signed, "tess", dt.date(2026, 11, 20), "by post")
    assert last_day_for_corrections(desk, signed) == dt.date(2026, 12, 4)  # ten working days
    clock.set_to(dt.date(2026, 12, 7), dt.time(9))
    late = request_correction(desk, signed, "The date", "Tom Avery")
    in_time = request_correction(desk, signed, "The time", "Tess Hill", dt.date(2026, 12, 4))
    answer_request(desk, signed, early.id, Reply.NOTED, "She says so")
    lines = {line.request.id: line for line in correction_lines(desk, signed)}
    assert list(lines)[-1] == early.id  # those that wait come first
    assert [lines[each.id].is_late for each in (early, late, in_time)] == [False, True, False]
    assert [lines[each.id].days_open for each in (early, late, in_time)] == [17, 0, 3]


def test_a_request_needs_words_a_name_a_day_and_a_signed_record(desk: Desk, signed: str) -> None:
    for text, by in ((" ", "Dana Avery"), (WRONG, "")):
        with pytest.raises(InvalidDetail, match="Write what"):
            request_correction(desk, signed, text, by)
    with pytest.raises(InvalidDetail, match="still to come"):
        request_correction(desk, signed, WRONG, "Dana Avery", dt.date(2026, 11, 21))
    other = a_record.hold(desk, desk.meeting(signed).value.facts.child_id, "care-team")
    with pytest.raises(InvalidDetail, match="not signed yet"):
        request_correction(desk, other, WRONG, "Dana Avery")
    request = request_correction(desk, signed, WRONG, "Dana Avery")
    for reply, words in ((Reply.WAITING, "x"), (Reply.REFUSED, " ")):
        with pytest.raises(InvalidDetail, match="Choose the answer"):
            answer_request(desk, signed, request.id, reply, words)
    with pytest.raises(InvalidDetail, match="no such request"):
        answer_request(desk, signed, "nobody", Reply.NOTED, "x")
