"""Preparing: who comes, what is missing, what is carried over, invitations, papers."""

import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar

from cpm_desktop.domain.attendance import Reply
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import PaperState
from cpm_desktop.services.annexes import attach_annex, read_for_annex
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.carrying import carried_items
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.cycle import standing_on
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.kinds_offered import kinds_in_use
from cpm_desktop.services.papers import agenda_pdf
from cpm_desktop.services.preparing import (
    LARGEST_PAPER,
    PaperUnreadable,
    add_paper,
    expected_lines,
    invitations,
    note_reply,
    paper_bytes,
    planned_minutes,
    set_prepared_note,
)


def test_the_network_is_invited_and_what_is_missing_is_shown(desk: Desk, meeting_id: str) -> None:
    meeting = desk.meeting(meeting_id).value
    assert [person.name for person in meeting.attendees if not person.is_invited] == ["Rachel Whitmore"]
    assert not [line for line in expected_lines(desk, meeting) if line.is_missing]
    carer = next(person for person in meeting.attendees if person.role == "Foster carer")
    desk.meeting(meeting_id).perform(change(carer, is_invited=False))
    lines = expected_lines(desk, desk.meeting(meeting_id).value)
    assert all(line.rule for line in lines)


@pytest.mark.rule("prepare.arranged-by-social-worker", "record.recorder")
def test_the_social_worker_is_put_down_as_chair_and_recorder(desk: Desk, meeting_id: str) -> None:
    meeting = desk.meeting(meeting_id).value
    chair = meeting.attendee(meeting.facts.chair)
    assert chair is not None
    assert chair.name == "Priya Nair"
    assert meeting.facts.recorder == meeting.facts.chair


@pytest.mark.rule("record.previous-actions", "after.feed-back-to-standard")
def test_what_is_open_and_what_was_fed_back_is_carried_over(desk: Desk, meeting_id: str) -> None:
    carried = carried_items(desk, desk.meeting(meeting_id).value)
    assert {item.text: item.carried for item in carried if item.what == "action"} == {
        "Chase the sleep clinic about the waiting list": 2,
        "Ask the dentist for a first appointment": 1,
        "Send the personal education plan to both parents": 1,
    }
    (fed_back,) = [item for item in carried if item.what == "fed back"]
    assert fed_back.text == "Family time with Tom moves to Saturdays for six weeks"
    assert fed_back.reason == "Kai is too tired after school on Wednesdays"
    assert "Contact" in fed_back.source


def test_invitations_are_one_for_each_person_and_tell_nothing(desk: Desk, meeting_id: str) -> None:
    made = invitations(desk, meeting_id)
    assert len({invitation.file_name for invitation in made}) == len(made) == 9
    for invitation in made:
        text = invitation.content.decode()
        assert "Avery" not in text
        (event,) = Calendar.from_ical(text).walk("VEVENT")
        length = event.decoded("dtend") - event.decoded("dtstart")
        assert length == dt.timedelta(minutes=planned_minutes(desk, desk.meeting(meeting_id).value))


def test_an_invitation_without_a_date_says_what_to_do(desk: Desk, child_id: str) -> None:
    (form, *_) = kinds_in_use(desk)
    identifier = new_meeting(desk, child_id, form.id, None, None)
    with pytest.raises(InvalidDetail, match="Give the meeting a date"):
        invitations(desk, identifier)


def test_a_kind_that_is_not_there_is_refused_in_words(desk: Desk, child_id: str) -> None:
    with pytest.raises(InvalidDetail, match="not in the forms folder"):
        new_meeting(desk, child_id, "tea-party", None, None)


def test_notes_replies_and_papers_are_kept(desk: Desk, meeting_id: str, tmp_path: Path) -> None:
    set_prepared_note(desk, meeting_id, "identity", "Yoruba mentor: ask again")
    editing = desk.meeting(meeting_id)
    progress = editing.value.progress_of("identity")
    assert (progress.prepared_note, progress.prepared_by) == ("Yoruba mentor: ask again", "Priya Nair")
    person = editing.value.attendees[0]
    note_reply(desk, meeting_id, person.id, Reply.BY_TELEPHONE)
    assert editing.value.attendees[0].reply is Reply.BY_TELEPHONE
    source = tmp_path / "genogram.pdf"
    source.write_bytes(agenda_pdf(desk, meeting_id))
    paper_id = add_paper(desk, meeting_id, "Genogram")
    attach_annex(desk, meeting_id, read_for_annex(source), paper_id=paper_id)
    paper = next(entry for entry in editing.value.papers if entry.id == paper_id)
    assert paper.state is PaperState.ATTACHED
    assert paper_bytes(desk, paper) == source.read_bytes()


def test_a_paper_that_cannot_be_read_or_is_too_large_is_told(tmp_path: Path) -> None:
    with pytest.raises(PaperUnreadable, match="cannot be read"):
        read_for_annex(tmp_path / "gone.pdf")
    large = tmp_path / "large.bin"
    with large.open("wb") as stream:
        stream.truncate(LARGEST_PAPER + 1)
    with pytest.raises(PaperUnreadable, match="20 MB"):
        read_for_annex(large)


def test_a_child_needs_a_name_or_an_expected_birth(desk: Desk) -> None:
    with pytest.raises(InvalidDetail, match="expected date of birth"):
        add_child(desk, Child(id="c"))
    unborn = add_child(desk, Child(id="c2", expected_birth=dt.date(2027, 1, 30)))
    assert desk.child(unborn).value.people == ()


@pytest.mark.rule("frequency.cla-between-six-monthly-reviews", "frequency.cla-more-allowed")
def test_specific_issue_meetings_do_not_count(desk: Desk, child_id: str, meeting_id: str) -> None:
    form = desk.form_of(desk.meeting(meeting_id).value)
    standing = standing_on(desk, desk.child(child_id).value, form, dt.date(2026, 11, 24))
    assert standing is not None
    assert standing.requirement.meetings == 2
    assert standing.held == (dt.date(2026, 9, 22),)
