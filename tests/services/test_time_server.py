"""A time server asked for a signed record: what is kept of its word, when it is wanted, and each way it is refused."""

import datetime as dt
import itertools
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from cpm_desktop.domain.endorsed import as_it_stands
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import EndorsementKind
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.countersigning import note_endorsement
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import document_bytes, document_for, signed_copy, verify_bytes
from cpm_desktop.services.signed_files import SigningNotSaved
from cpm_desktop.services.time_server import (
    TimeServerSilent,
    add_time_to_record,
    asked,
    is_time_missing,
    set_time_server,
    time_server,
)
from cpm_desktop.services.window_thread import at_once
from tests.documents.time_servers import right_answer, serving, trickling
from tests.services import a_record

TODAY = a_record.SIGNED_AT.date()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_record.a_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def record(desk: Desk) -> str:
    """A record signed today, its file copy kept."""
    meeting_id = a_record.sign(desk, a_record.enter_kai(desk), "care-team")
    signed_copy(desk, meeting_id, "")
    return meeting_id


def meeting_of(desk: Desk, meeting_id: str) -> Meeting:
    return desk.meeting(meeting_id).value


def test_the_word_of_the_server_is_kept_and_wanted_only_on_the_day_of_the_signature(
    desk: Desk, record: str
) -> None:
    assert desk.today() == TODAY
    assert is_time_missing(desk, record) is False  # no server is set
    with pytest.raises(InvalidDetail, match="No time server is set"):
        add_time_to_record(desk, record)
    with serving(right_answer(desk.now())) as address:
        set_time_server(desk, f"  {address} ")
        assert time_server(desk).address == address
        assert desk.workplace().undo_label() == ""  # set on a page of its own, and taken back there
        assert is_time_missing(desk, record)
        given = add_time_to_record(desk, record)
    assert not is_time_missing(desk, record)
    assert (given.what, given.by) == (EndorsementKind.TIME, "Northbeck Time")
    meeting = meeting_of(desk, record)
    assert meeting.endorsements == (replace(given, position=meeting.endorsements[0].position),)
    document = document_for(meeting, "")
    assert document is not None
    standing = as_it_stands(meeting, document)
    content = document_bytes(desk, standing)
    assert (given.document, given.file_hash, given.size) == (document.id, standing.file_hash, len(content))
    assert content.startswith(document_bytes(desk, document))
    verdict = verify_bytes(content, given.file_hash)
    assert verdict.is_whole
    assert [time.at for time in verdict.times] == [given.at]
    with pytest.raises(InvalidDetail, match="Something else was put upon this file meanwhile"):
        note_endorsement(desk, record, replace(given, id="again"), document.file_hash, at_once)
    assert len(meeting_of(desk, record).endorsements) == 1


def test_a_record_of_another_day_or_one_that_is_not_signed_wants_no_time(desk: Desk) -> None:
    set_time_server(desk, "https://time.example.org/")
    child_id = a_record.enter_kai(desk)
    ended = a_record.hold(desk, child_id, "care-team")
    assert not is_time_missing(desk, ended)
    with pytest.raises(InvalidDetail, match="Sign it first"):
        add_time_to_record(desk, ended)
    later = a_record.sign(desk, child_id, "care-team", TODAY + dt.timedelta(days=1))
    signed_copy(desk, later, "")
    assert not is_time_missing(desk, later)


def test_a_disk_that_does_not_take_the_time_leaves_the_signature_as_it_was(
    desk: Desk, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpm_desktop.services.signed_files._PATIENCE", 0.05)
    monkeypatch.setattr(desk.store, "put_blob", lambda _content: Future())
    with serving(right_answer(desk.now())) as address:
        set_time_server(desk, address)
        with pytest.raises(SigningNotSaved, match="The time is not kept yet") as refused:
            add_time_to_record(desk, record)
    assert "It goes on by itself" in refused.value.sentence
    assert meeting_of(desk, record).endorsements == ()


def test_what_is_no_address_is_refused_and_nothing_is_set(desk: Desk) -> None:
    for address in ("ftp://example.org", "https://", "a b", "https://a b", "http://[::1", "time.example.org"):
        with pytest.raises(InvalidDetail, match="whole address"):
            set_time_server(desk, address)
        assert time_server(desk).address == ""
        with pytest.raises(TimeServerSilent, match="address of the time server is none"):
            asked(address, b"")


def test_an_answer_that_says_no_is_told_with_its_number_and_a_stop_is_heeded() -> None:
    with (
        serving(lambda _request: (503, b"")) as address,
        pytest.raises(TimeServerSilent, match=r"127\.0\.0\.1 did not confirm the time: it answered with 503"),
    ):
        asked(address, b"")
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n"
    with trickling(begun) as address, pytest.raises(TimeServerSilent, match="no answer came"):
        asked(address, b"", lambda: True)
    with serving(lambda request: (200, request[::-1])) as address:
        assert asked(address, b"abc") == b"cba"


def test_while_an_answer_is_awaited_a_stop_is_looked_for_now_and_then_and_not_all_the_time() -> None:
    looks = itertools.count()

    def answer(request: bytes) -> tuple[int, bytes]:
        Event().wait(0.5)
        return 200, request

    with serving(answer) as address:
        assert asked(address, b"abc", lambda: next(looks) < 0) == b"abc"
    assert 1 <= next(looks) < 100, "ten times a second, or less on a busy computer"


def test_an_answer_without_an_end_is_read_no_further_than_a_time_can_need() -> None:
    with serving(lambda _request: (200, bytes(1024 * 1024 + 7))) as address:
        assert len(asked(address, b"")) == 1024 * 1024
