"""Handing over: each person's own copy, the deadline, the case note, filing, and the reviewing officer."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from cpm_desktop.documents.agreement import AGREES
from cpm_desktop.documents.attachments import attached_files, is_minutes
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.copies_progress import DistributionState
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.services.checking import check_copy
from cpm_desktop.services.handing_over import (
    NotSignedYet,
    copy_for,
    copy_groups,
    decide_copy,
    export,
    handover,
    mark_loaded,
    mark_noted,
    mark_officer_told,
    mark_sent,
    officer_must_be_told,
    signed_copy,
    verify_bytes,
    verify_file,
)
from cpm_desktop.services.left_out import said_left_out
from cpm_desktop.services.papers import action_list_pdf
from cpm_desktop.services.signing import SigningRun, TypedName
from tests.a_desk import PASSPHRASE
from tests.services.a_meeting import HeldMeeting, hold_meeting, sign_meeting

SENT_ON = dt.date(2026, 11, 26)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HeldMeeting]:
    held = sign_meeting(tmp_path_factory.mktemp("signed"))
    yield held
    held.desk.close()


def person(held: HeldMeeting, name: str) -> str:
    return next(each.id for each in held.desk.meeting(held.meeting_id).value.attendees if each.name == name)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def data_in(pdf: bytes) -> dict[str, dict[str, str]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [file.content for file in attached_files(document) if is_minutes(file)]
    assert len(found) == 1
    data: dict[str, dict[str, str]] = json.loads(found[0])
    return data


@pytest.mark.rule("after.copy-for-each-reader")
def test_only_the_file_copy_says_where_the_child_lives(signed: HeldMeeting) -> None:
    assert "Mallard Row" in text_of(copy_for(signed.desk, signed.meeting_id, ""))
    for name in ("Rachel Whitmore", "Dana Avery", "Tom Avery", "Kai Avery"):
        content = copy_for(signed.desk, signed.meeting_id, person(signed, name))
        assert verify_bytes(content).is_whole
        assert AGREES in check_copy(signed.desk, signed.meeting_id, person(signed, name)).details.split("\n")
        held = data_in(content)
        assert held["copy"]["reader"] in (name, "Kai")
        assert held["copy"]["number"] in text_of(content)
        assert "Mallard" not in str(held)
        text = text_of(content)
        assert "Mallard" not in text
        assert "NB4" not in text
    left = said_left_out(signed.desk, signed.meeting_id, person(signed, "Dana Avery"))
    assert "The address where the child lives: stands on the file copy only." in left


@pytest.mark.rule("after.copy-for-each-reader")
def test_each_parent_gets_a_copy_of_their_own_name_in_no_file_name(signed: HeldMeeting) -> None:
    names = set()
    for group in copy_groups(signed.desk, signed.meeting_id):
        for line in group.lines:
            document = signed_copy(signed.desk, signed.meeting_id, line.attendee_id)
            names.add(document.file_name)
            assert document.file_name.endswith(f"copy {document.number}.pdf"), (
                "its own number, as printed in it"
            )
            assert not any(part.casefold() in document.file_name.casefold() for part in line.name.split())
    assert len(names) == 10


@pytest.mark.rule("after.distribute-5-days")
def test_copies_count_down_to_the_fifth_day(tmp_path: Path) -> None:
    held = sign_meeting(tmp_path)
    try:
        standing = handover(held.desk, held.meeting_id).distribution
        assert standing is not None
        assert (standing.due, standing.days_left) == (dt.date(2026, 11, 29), 5)
        for group in copy_groups(held.desk, held.meeting_id):
            for line in group.lines:
                mark_sent(held.desk, held.meeting_id, line.attendee_id, SENT_ON, "by hand")
        standing = handover(held.desk, held.meeting_id).distribution
        assert standing is not None
        assert standing.state is DistributionState.DONE
        first = handover(held.desk, held.meeting_id).groups[0].lines[0].attendee_id
        mark_sent(held.desk, held.meeting_id, first, None)
        standing = handover(held.desk, held.meeting_id).distribution
        assert standing is not None
        assert len(standing.progress.unsent) == 1
    finally:
        held.desk.close()


@pytest.mark.rule("after.file-and-case-note")
def test_filing_keeps_both_days_and_the_case_note_names_nobody(signed: HeldMeeting) -> None:
    mark_loaded(signed.desk, signed.meeting_id, SENT_ON)
    mark_noted(signed.desk, signed.meeting_id, SENT_ON)
    standing = handover(signed.desk, signed.meeting_id)
    assert standing.filing.loaded_on == standing.filing.noted_on == SENT_ON
    assert standing.filing.loaded_by == "Priya Nair"
    assert standing.file_name == "LL-204417 2026-11-24 Standard meeting.pdf"
    assert "24 November 2026" in standing.case_note
    assert "26 January 2027" in standing.case_note
    assert "Avery" not in standing.case_note
    mark_noted(signed.desk, signed.meeting_id, None)
    assert handover(signed.desk, signed.meeting_id).filing.noted_by == ""


@pytest.mark.rule("after.iro-consulted")
def test_the_officer_is_told_where_that_was_needed(tmp_path: Path) -> None:
    held = hold_meeting(tmp_path)
    try:
        editing = held.desk.meeting(held.meeting_id)
        editing.perform(change(editing.value.facts, officer_needed=True))
        assert officer_must_be_told(editing.value)
        SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TypedName("Priya Nair"))
        assert handover(held.desk, held.meeting_id).officer_due
        mark_officer_told(held.desk, held.meeting_id, SENT_ON)
        assert not handover(held.desk, held.meeting_id).officer_due
    finally:
        held.desk.close()


def test_a_withheld_copy_needs_a_reason_and_is_then_settled(signed: HeldMeeting) -> None:
    rachel = person(signed, "Rachel Whitmore")
    with pytest.raises(InvalidDetail):
        decide_copy(signed.desk, signed.meeting_id, rachel, CopyKind.NONE)
    decide_copy(signed.desk, signed.meeting_id, rachel, CopyKind.NONE, "Has left the team")
    with pytest.raises(InvalidDetail):
        copy_for(signed.desk, signed.meeting_id, rachel)
    decide_copy(signed.desk, signed.meeting_id, rachel, CopyKind.PROFESSIONAL)


def test_a_saved_copy_is_whole_and_found_valid(signed: HeldMeeting, tmp_path: Path) -> None:
    document = signed_copy(signed.desk, signed.meeting_id, person(signed, "Dana Avery"))
    path = export(signed.desk, document, tmp_path)
    assert path.name == document.file_name
    assert verify_file(path).is_whole


def test_no_copies_before_the_signature(tmp_path: Path) -> None:
    held = hold_meeting(tmp_path)
    try:
        with pytest.raises(NotSignedYet):
            copy_for(held.desk, held.meeting_id, "")
        assert "book the health assessment" in text_of(action_list_pdf(held.desk, held.meeting_id)).replace(
            "\r\n", " "
        )
    finally:
        held.desk.close()
