"""Copies bear a number and their reader's name; one is made anew where what its reader may see has changed."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from pypdf import PdfReader

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.copy_list import CopyLine, copy_groups, mark_sent
from cpm_desktop.services.copy_making import next_copy_number
from cpm_desktop.services.handing_over import copy_for, document_bytes, signed_copy, verify_bytes
from cpm_desktop.services.left_out import said_left_out
from cpm_desktop.services.reading_limits import lift_limit, named_readers, set_limit, things_to_limit
from tests.services.a_meeting import HeldMeeting, sign_meeting

pytestmark = pytest.mark.rule("after.copy-for-each-reader")
T = TypeVar("T")
SENT_ON = dt.date(2026, 11, 26)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HeldMeeting]:
    held = sign_meeting(tmp_path_factory.mktemp("signed"))
    yield held
    held.desk.close()


def person(held: HeldMeeting, name: str) -> str:
    return next(each.id for each in held.desk.meeting(held.meeting_id).value.attendees if each.name == name)


def line_of(held: HeldMeeting, name: str) -> CopyLine:
    groups = copy_groups(held.desk, held.meeting_id)
    return next(line for group in groups for line in group.lines if line.name == name)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_every_page_bears_the_readers_name_and_the_number_of_the_copy(signed: HeldMeeting) -> None:
    for name in ("Rachel Whitmore", "Michael Byrne"):
        number = next_copy_number(signed.desk.meeting(signed.meeting_id).value)
        document = signed_copy(signed.desk, signed.meeting_id, person(signed, name))
        assert document.number == number
        found = pages(document_bytes(signed.desk, document))
        assert all(f"Copy {number} for {name}" in page for page in found)
        assert found[0].count(f"Copy {number} for {name}") == 2  # in its head, and in the footer
    kai = signed_copy(signed.desk, signed.meeting_id, person(signed, "Kai Avery"))
    mark = f"Copy {kai.number} · Kai’s copy"
    assert all(mark in page for page in pages(document_bytes(signed.desk, kai)))
    file_copy = signed_copy(signed.desk, signed.meeting_id, "")
    assert file_copy.number == 0
    assert not any(
        "Copy " in page.split("Page")[-1] for page in pages(document_bytes(signed.desk, file_copy))
    )


def test_a_copy_is_found_again_until_what_its_reader_may_see_changes(signed: HeldMeeting) -> None:
    dana, tom = person(signed, "Dana Avery"), person(signed, "Tom Avery")
    first = signed_copy(signed.desk, signed.meeting_id, dana)
    toms = signed_copy(signed.desk, signed.meeting_id, tom)
    assert signed_copy(signed.desk, signed.meeting_id, dana).id == first.id
    mark_sent(signed.desk, signed.meeting_id, dana, SENT_ON, "by hand")
    assert line_of(signed, "Dana Avery").plan.sent_number == first.number
    assert (
        signed_copy(signed.desk, signed.meeting_id, dana).id == first.id
    )  # what was sent to whom changes no copy
    note = next(each for each in things_to_limit(signed.desk, signed.meeting_id) if each.kind == "decision")
    words = " ".join(note.words.split()[:3])
    assert words in " ".join(" ".join(pages(copy_for(signed.desk, signed.meeting_id, dana))).split())
    limit = (note.kind, note.id, LimitKind.NAMED, (dana,))
    with pytest.raises(InvalidDetail, match="Say why"):
        set_limit(signed.desk, signed.meeting_id, *limit)
    set_limit(signed.desk, signed.meeting_id, *limit, "It is about Tom’s health.")
    assert line_of(signed, "Dana Avery").is_outdated
    assert line_of(signed, "Dana Avery").document is None
    assert not line_of(signed, "Tom Avery").is_outdated
    again = signed_copy(signed.desk, signed.meeting_id, dana)
    assert again.number == max(first.number, toms.number) + 1
    content = document_bytes(signed.desk, again)
    assert verify_bytes(content).is_whole
    assert words not in " ".join(" ".join(pages(content)).split())
    assert signed_copy(signed.desk, signed.meeting_id, tom).id == toms.id
    said = said_left_out(signed.desk, signed.meeting_id, dana)
    assert any("marked as not for this reader. Reason: It is about Tom’s health." in each for each in said)
    lift_limit(signed.desk, signed.meeting_id, note.kind, note.id)
    assert signed_copy(signed.desk, signed.meeting_id, dana).id == first.id
    mark_sent(signed.desk, signed.meeting_id, dana, None)
    assert line_of(signed, "Dana Avery").plan.sent_number == 0


def test_a_copy_made_again_gets_a_new_number(signed: HeldMeeting) -> None:
    dana = person(signed, "Dana Avery")
    first = signed_copy(signed.desk, signed.meeting_id, dana)
    again = signed_copy(signed.desk, signed.meeting_id, dana, is_again=True)
    assert again.number > first.number
    assert first.file_name != again.file_name
    assert signed_copy(signed.desk, signed.meeting_id, dana).id == again.id
    numbers = [each.number for each in signed.desk.meeting(signed.meeting_id).value.documents if each.number]
    assert len(numbers) == len(set(numbers))


def test_two_copies_made_at_once_get_different_numbers(signed: HeldMeeting) -> None:
    """While one is drawn another one is kept: the first sees it when it is noted, and takes the next number."""
    dana, tom = person(signed, "Dana Avery"), person(signed, "Tom Avery")
    calls: list[int] = []
    other: list[int] = []

    def on_window_thread(doing: Callable[[], T]) -> T:
        calls.append(1)
        if len(calls) == 2:  # between looking up and noting
            other.append(signed_copy(signed.desk, signed.meeting_id, tom, is_again=True).number)
        return doing()

    document = signed_copy(signed.desk, signed.meeting_id, dana, on_window_thread, is_again=True)
    assert document.number == other[0] + 1
    found = pages(document_bytes(signed.desk, document))
    assert all(f"Copy {document.number} for Dana Avery" in page for page in found)


def test_everybody_at_the_meeting_can_be_named_as_not_to_read_something(signed: HeldMeeting) -> None:
    names = {each.name for each in named_readers(signed.desk, signed.meeting_id)}
    assert names == {each.name for each in signed.desk.meeting(signed.meeting_id).value.attendees}
