import pytest

from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.errors import InvalidDetail, WrongStage
from cpm_desktop.domain.forms import Invites
from cpm_desktop.domain.meeting import PREPARATION, Answer
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.roles import is_of_authority
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.closing import end
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items, start
from cpm_desktop.services.kind_change import change_kind, kinds_it_may_become
from cpm_desktop.services.papers import minutes_pdf
from cpm_desktop.services.preparing import set_prepared_note
from cpm_desktop.services.shaping_agenda import add_line
from tests.paper_text import printed_text

pytestmark = pytest.mark.rule("kind.one-form-for-all-cla-types")


def test_a_prepared_meeting_becomes_another_kind_and_back_with_all_that_was_prepared(
    desk: Desk, meeting_id: str
) -> None:
    editing = desk.meeting(meeting_id)
    before = editing.value
    other = next(form for form in kinds_it_may_become(desk, before) if form.invites is Invites.NETWORK)
    change_kind(desk, meeting_id, other.id)
    after = editing.value
    assert desk.form_of(after).name == "Specific issue care planning meeting"
    assert agenda_items(desk, after) != agenda_items(desk, before)
    assert after.attendees == before.attendees
    assert after.agenda == before.agenda
    called_for = {paper.title for paper in other.papers if not paper.when}
    wanted = {paper.title for paper in before.papers} | called_for
    assert {paper.title for paper in after.papers} >= wanted
    kept = desk.wait(desk.store.load_meeting(meeting_id))
    assert kept.facts.form_id == other.id
    change_kind(desk, meeting_id, before.facts.form_id)
    assert editing.value.facts == before.facts


def test_undo_takes_it_back(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    before = editing.value.facts
    change_kind(desk, meeting_id, kinds_it_may_become(desk, editing.value)[0].id)
    editing.undo()
    assert editing.value.facts == before


def test_a_meeting_that_has_started_stays_what_it_is(desk: Desk, meeting_id: str) -> None:
    other, *_ = kinds_it_may_become(desk, desk.meeting(meeting_id).value)
    start(desk, meeting_id)
    assert kinds_it_may_become(desk, desk.meeting(meeting_id).value) == ()
    with pytest.raises(WrongStage):
        change_kind(desk, meeting_id, other.id)


def test_it_becomes_nothing_that_does_not_share_its_minutes(desk: Desk, meeting_id: str) -> None:
    with pytest.raises(InvalidDetail):
        change_kind(desk, meeting_id, "no such kind")


@pytest.mark.parametrize("form_id", ["cla-standard", "legal"])
def test_a_set_agenda_is_whole_whatever_was_shaped_before(desk: Desk, child_id: str, form_id: str) -> None:
    meeting_id = new_meeting(desk, child_id, "cla-specific-issue", None, None)
    own = add_line(desk, meeting_id, "The summer holiday")
    change_kind(desk, meeting_id, form_id)
    meeting = desk.meeting(meeting_id).value
    form, shown = desk.form_of(meeting), agenda_items(desk, meeting)
    assert {item.id for item in form.agenda if not item.when} <= {item.id for item in shown}
    desk.meeting(meeting_id).undo()
    assert own in {item.id for item in agenda_items(desk, desk.meeting(meeting_id).value)}


@pytest.mark.rule("record.whole-discussion")
@pytest.mark.parametrize("form_id", ["cla-specific-issue", "legal"])
def test_no_prepared_word_is_dropped_from_the_file_copy(desk: Desk, meeting_id: str, form_id: str) -> None:
    form = desk.form_of(desk.meeting(meeting_id).value)
    for place, item in enumerate(form.agenda):
        set_prepared_note(desk, meeting_id, item.id, f"PREPARED{place}.")
    answers = [
        Answer(id=f"answer-{place}", item=PREPARATION, question=asked.id, note=f"ANSWERED{place}.")
        for place, asked in enumerate(form.preparation)
    ]
    for answer in answers:
        desk.meeting(meeting_id).perform(Record(entity=answer))
    change_kind(desk, meeting_id, form_id)
    start(desk, meeting_id)
    end(desk, meeting_id)
    record = desk.meeting(meeting_id).value
    words = printed_text(minutes_pdf(desk, record, Reader(ReaderKind.FILE)).pdf)
    assert [n for n in range(len(form.agenda)) if f"PREPARED{n}." not in words] == []
    assert [n for n in range(len(answers)) if f"ANSWERED{n}." not in words] == []


@pytest.mark.rule("kind.one-form-for-all-cla-types", "kind.legal-is-titled-legal")
def test_it_becomes_legal_with_all_that_was_prepared_and_then_nothing_else(
    desk: Desk, meeting_id: str
) -> None:
    editing = desk.meeting(meeting_id)
    before = editing.value
    change_kind(desk, meeting_id, "legal")
    after = editing.value
    assert desk.form_of(after).name == "Legal Care Planning Meeting"
    assert after.facts.title == ""
    assert after.facts.page_mark == desk.form_of(after).distribution.page_mark
    assert after.facts.page_mark
    assert (after.agenda, after.answers) == (before.agenda, before.answers)
    assert after.papers[: len(before.papers)] == before.papers
    roles = desk.procedure.roles
    assert {person.id for person in after.attendees} == {person.id for person in before.attendees}
    assert all(is_of_authority(person, roles) for person in after.attendees if person.is_invited)
    assert kinds_it_may_become(desk, after) == ()
    with pytest.raises(InvalidDetail):
        change_kind(desk, meeting_id, "cla-standard")
    editing.undo()
    assert editing.value.attendees == before.attendees
