"""A manager's comment is added to a signed record as a signed addendum of its own."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.domain.record import printed_fingerprint
from cpm_desktop.services.addendum import addendum_for, record_comment, sign_addendum
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import document_bytes, document_for, signed_copy, verify_bytes
from cpm_desktop.services.signing import TypedName
from tests.a_desk import PASSPHRASE
from tests.services import a_record

COMMENT = "Chase the sleep clinic <today> & tell me"
TYPED = TypedName("Priya Nair")
HELD_ON = dt.date(2026, 11, 20)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_record.a_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def signed(desk: Desk) -> str:
    return a_record.sign(desk, a_record.enter_kai(desk), "care-team", HELD_ON)


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]


@pytest.mark.rule("record.manager-oversight")
def test_the_addendum_is_signed_and_names_the_record_that_it_belongs_to(desk: Desk, signed: str) -> None:
    comment = record_comment(desk, signed, COMMENT, "Rachel Moss", "Team manager")
    document = sign_addendum(desk, signed, comment.id, PASSPHRASE, TYPED)
    content = document_bytes(desk, document)
    assert verify_bytes(content, document.file_hash, desk.now()).is_whole
    pages = pages_of(content)
    meeting = desk.meeting(signed).value
    fingerprint = printed_fingerprint(meeting.signings[0].fingerprint)
    text = " ".join(pages)
    assert "Addendum to the minutes of the care team meeting" in text
    assert COMMENT in text
    assert "Comment by Rachel Moss, team manager" in text
    assert "Made on 20 November 2026" in text
    assert "The meeting of 20 November 2026" in text
    assert all(fingerprint in page for page in pages)
    assert "Management only" not in text
    assert "Rachel" not in document.file_name
    assert document.file_name.endswith("addendum 1.pdf")
    assert sign_addendum(desk, signed, comment.id, PASSPHRASE, TYPED).id == document.id


@pytest.mark.rule("record.manager-oversight")
def test_a_comment_for_management_only_says_so_and_stands_on_no_copy(desk: Desk, signed: str) -> None:
    comment = record_comment(desk, signed, COMMENT, "Rachel Moss", is_management_only=True)
    document = sign_addendum(desk, signed, comment.id, PASSPHRASE, TYPED)
    assert all("Management only" in page for page in pages_of(document_bytes(desk, document)))
    for who in ("tess", "dana"):
        copy = " ".join(pages_of(document_bytes(desk, signed_copy(desk, signed, who))))
        assert COMMENT not in copy
        assert "Rachel Moss" not in copy or "Chase" not in copy


def test_an_addendum_is_never_taken_for_the_file_copy(desk: Desk, signed: str) -> None:
    comment = record_comment(desk, signed, COMMENT, "Rachel Moss")
    assert document_for(desk.meeting(signed).value, "") is None
    document = sign_addendum(desk, signed, comment.id, PASSPHRASE, TYPED)
    assert document_for(desk.meeting(signed).value, "") is None
    kept = addendum_for(desk.meeting(signed).value, comment.id)
    assert kept is not None
    assert kept.id == document.id


def test_a_comment_needs_words_an_author_a_signed_record_and_the_passphrase(desk: Desk, signed: str) -> None:
    with pytest.raises(InvalidDetail, match="Write the comment"):
        record_comment(desk, signed, " ", "Rachel Moss")
    with pytest.raises(InvalidDetail, match="Write the comment"):
        record_comment(desk, signed, COMMENT, "")
    open_meeting = a_record.hold(desk, desk.meeting(signed).value.facts.child_id, "care-team")
    with pytest.raises(InvalidDetail, match="signed record"):
        record_comment(desk, open_meeting, COMMENT, "Rachel Moss")
    comment = record_comment(desk, signed, COMMENT, "Rachel Moss")
    with pytest.raises(PassphraseRefused):
        sign_addendum(desk, signed, comment.id, "wrong", TYPED)
    with pytest.raises(InvalidDetail, match="no such comment"):
        sign_addendum(desk, signed, "nobody", PASSPHRASE, TYPED)
    assert addendum_for(desk.meeting(signed).value, comment.id) is None
