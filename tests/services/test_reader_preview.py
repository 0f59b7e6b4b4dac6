"""A copy looked at before it is sent, and the same as a Word file: as whom it can be read, and what stands on it."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from cpm_desktop.domain.captures import Decision, Note
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.copy_list import decide_copy
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.reader_preview import (
    FILE_COPY,
    childs_pages,
    reader_pages,
    readers_offered,
    told_left_out,
)
from cpm_desktop.services.reading_limits import set_limit
from cpm_desktop.services.word_copies import save_word_copy, word_copy
from tests.a_desk import make_desk, set_clock
from tests.services.a_record import change_person, enter_kai, hold, value_of


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("desk"), set_clock("2026-11-20", "09:00"))
    yield made
    made.close()


@pytest.fixture
def meeting_id(desk: Desk) -> str:
    held = hold(
        desk,
        enter_kai(desk),
        "cla-standard",
        decisions=(Decision(id="stays", text="He stays with the carers.", for_child="You stay with Joy."),),
        notes=(Note(id="private", item="placement", text="Xylophone lessons were mentioned."),),
    )
    set_limit(desk, held, "note", "private", LimitKind.NAMED, ("dana",), "He asked.")
    return held


def words_of_pdf(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def words_of_word(content: bytes) -> str:
    return "\n".join(
        str(part.text) for part in docx.Document(io.BytesIO(content)).element.body.iter() if part.text
    )


def test_as_whom_it_can_be_read(desk: Desk, meeting_id: str) -> None:
    change_person(desk, meeting_id, "tom", copy_kind=CopyKind.UNDECIDED)
    offered = readers_offered(desk, meeting_id)
    assert (offered[0].key, offered[0].words, offered[0].attendee_id) == (
        FILE_COPY,
        "File copy: everything",
        "",
    )
    people = [each for each in offered if each.attendee_id]
    kinds = [each.words.partition(": ")[2] for each in people]
    assert kinds == sorted(kinds, key=["family copy", "the child’s copy", "professional copy"].index)
    assert {each.key for each in people} == {
        person.id for person in value_of(desk, meeting_id).attendees if person.id != "tom"
    }
    assert next(each for each in people if each.key == "dana").words == "Dana Avery: family copy"
    assert next(each for each in people if each.key == "kai").words == "Kai Avery: the child’s copy"


def test_each_sees_their_own_pages(desk: Desk, meeting_id: str) -> None:
    dana = words_of_pdf(reader_pages(desk, meeting_id, "dana"))
    assert "He stays with the carers." in dana
    assert "Xylophone" not in dana
    assert "Xylophone" in words_of_pdf(reader_pages(desk, meeting_id, FILE_COPY))
    child = words_of_pdf(childs_pages(desk, meeting_id))
    assert "You stay with Joy." in child
    assert "He stays with the carers." not in child


def test_what_a_copy_leaves_out_is_told_and_the_file_copy_leaves_out_nothing(
    desk: Desk, meeting_id: str
) -> None:
    (kept,) = [sentence for sentence in told_left_out(desk, meeting_id, "dana") if "He asked." in sentence]
    assert kept.startswith("Note under “Where Kai lives”: ")
    assert told_left_out(desk, meeting_id, FILE_COPY) == ()
    assert told_left_out(desk, meeting_id, "report:any") == ()
    assert told_left_out(desk, meeting_id, "nobody") == ()
    change_person(desk, meeting_id, "dana", copy_kind=CopyKind.UNDECIDED)
    assert told_left_out(desk, meeting_id, "dana") == ()


@pytest.mark.parametrize("copies", [reader_pages, word_copy])
def test_there_is_no_copy_for_whom_none_was_decided_or_who_is_not_on_the_list(
    desk: Desk, meeting_id: str, copies: object
) -> None:
    assert callable(copies)
    change_person(desk, meeting_id, "tom", copy_kind=CopyKind.UNDECIDED)
    with pytest.raises(InvalidDetail, match="No copy was decided for Tom Avery"):
        copies(desk, meeting_id, "tom")
    with pytest.raises(InvalidDetail, match="not on the list"):
        copies(desk, meeting_id, "nobody")


def test_a_word_copy_holds_what_its_reader_may_see(desk: Desk, meeting_id: str, tmp_path: Path) -> None:
    copy = word_copy(desk, meeting_id, "dana")
    assert copy.file_name.endswith(".docx")
    assert "Kai" not in copy.file_name
    assert "He stays with the carers." in words_of_word(copy.content)
    assert "Xylophone" not in words_of_word(copy.content)
    folder = tmp_path / "chosen"
    folder.mkdir()
    path = save_word_copy(desk, meeting_id, "", folder)
    assert path.parent == folder
    assert "Xylophone" in words_of_word(path.read_bytes())


def test_a_copy_is_withheld_with_a_reason_and_never_from_somebody_unknown(
    desk: Desk, meeting_id: str
) -> None:
    with pytest.raises(InvalidDetail, match="Say why"):
        decide_copy(desk, meeting_id, "dana", CopyKind.NONE, " ")
    with pytest.raises(InvalidDetail, match="not on the list"):
        decide_copy(desk, meeting_id, "nobody", CopyKind.FAMILY)
    decide_copy(desk, meeting_id, "dana", CopyKind.NONE, "A court order.")
    assert "dana" not in {each.key for each in readers_offered(desk, meeting_id)}
    decide_copy(desk, meeting_id, "dana", CopyKind.FAMILY)
    assert "dana" in {each.key for each in readers_offered(desk, meeting_id)}


def test_the_last_who_always_gets_a_copy_is_not_left_out(desk: Desk) -> None:
    meeting_id = hold(desk, enter_kai(desk), "core-group")
    with pytest.raises(InvalidDetail, match="gets every record of this kind"):
        decide_copy(desk, meeting_id, "rachel", CopyKind.NONE, "On leave.")
