"""A meeting that is not required: who may decide it, on which grounds, and the notice to each agency."""

import datetime as dt
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.due import DueKind
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import WAIVER, Meeting, Stage
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.caseload import caseload, due_of
from cpm_desktop.services.child_due import DueLine, due_lines
from cpm_desktop.services.child_overview import overview
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.earlier_records import is_first_of_kind
from cpm_desktop.services.handing_over import case_note, document_bytes, document_for
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.kinds_offered import kinds_for_child
from cpm_desktop.services.sending_notices import mark_notice_sent, notice_lines, save_notices
from cpm_desktop.services.signing import SigningRun, TypedName, can_sign
from cpm_desktop.services.signing_key import make_signing_key
from cpm_desktop.services.waiving import (
    WaiverIncomplete,
    add_contributor,
    add_decider,
    agencies_told,
    answer_waiver,
    begin_waiver,
    change_waiver,
    decide,
    meeting_instead,
    notice_of,
    owes,
    set_contributed,
    set_decider,
    set_notice_reasoning,
)
from tests.a_desk import PASSPHRASE
from tests.kais_meeting import enter_authority
from tests.paper_text import bare, printed_text

FORM = "inter-agency-planning"
RULE, NOTICE = "prepare.inter-agency-waiver", "prepare.inter-agency-waiver-notice"


@pytest.fixture
def waiver(desk: Desk, child_id: str) -> str:
    enter_authority(desk)
    return begin_waiver(desk, child_id, FORM)


def held(desk: Desk, waiver: str) -> Meeting:
    return desk.meeting(waiver).value


def answer_all(desk: Desk, waiver: str) -> None:
    answer_waiver(desk, waiver, "looked-after-meanwhile", "no")
    answer_waiver(desk, waiver, "grounds", "universal")
    answer_waiver(desk, waiver, "reasoning", "School and the family doctor are enough.")
    for told in agencies_told(desk, waiver_of(desk, waiver)):
        set_notice_reasoning(desk, waiver, told.attendee_id, f"For {told.agency}: the usual services go on.")


def waiver_of(desk: Desk, waiver: str) -> Meeting:
    return desk.meeting(waiver).value


def signed(desk: Desk, waiver: str) -> None:
    answer_all(desk, waiver)
    decide(desk, waiver)
    make_signing_key(desk)
    SigningRun(desk, waiver).run(PASSPHRASE, TypedName("Rachel Whitmore"))


@pytest.mark.rule(RULE)
def test_a_kind_without_a_waiver_is_always_required(desk: Desk, child_id: str) -> None:
    with pytest.raises(InvalidDetail, match="always required"):
        begin_waiver(desk, child_id, "care-team")


@pytest.mark.rule(RULE)
def test_it_says_who_decided_and_refuses_who_may_not(desk: Desk, waiver: str) -> None:
    facts = held(desk, waiver).facts
    decider = held(desk, waiver).attendee(facts.chair)
    assert decider is not None
    assert decider.name == "Rachel Whitmore"
    worker = next(one for one in held(desk, waiver).attendees if one.name == "Priya Nair")
    with pytest.raises(WaiverIncomplete, match=r"Priya Nair \(Social worker\) cannot decide this"):
        set_decider(desk, waiver, worker.id)
    with pytest.raises(WaiverIncomplete, match="a team manager or a senior practitioner"):
        add_decider(desk, waiver, "Grace Bello", "Police officer")
    assert held(desk, waiver).facts.chair == decider.id
    senior = add_decider(desk, waiver, "Ada Grant", "Senior practitioner")
    assert held(desk, waiver).facts.chair == senior
    head = add_decider(desk, waiver, "Owen Reid", "Head of service")
    assert held(desk, waiver).facts.chair == head


@pytest.mark.rule(NOTICE)
def test_a_professional_whose_agency_nobody_named_is_told_by_role(desk: Desk, child_id: str) -> None:
    enter_authority(desk)
    for name, role in (("Ida Moss", "Health visitor"), ("Ola Reed", "Teacher"), ("Una Reed", "Teacher")):
        keep(desk.child(child_id), Person(id=name, name=name, role=role))
    keep(desk.child(child_id), Person(id="aunt", name="Eve Cole", role="Aunt"))
    waiver = begin_waiver(desk, child_id, FORM)
    told = {each.person: each.agency for each in agencies_told(desk, held(desk, waiver))}
    assert told.items() >= {("Ida Moss", "Health visitor"), ("Ola Reed", "Teacher"), ("Una Reed", "Teacher")}
    assert not {"Eve Cole", "Rachel Whitmore"} & set(told)
    assert (
        "Write for Health visitor why the meeting is not required; it is never copied from the file."
        in owes(desk, waiver)
    )


@pytest.mark.rule(RULE)
def test_its_signature_says_that_no_meeting_was_required(desk: Desk, waiver: str) -> None:
    signed(desk, waiver)
    document = document_for(held(desk, waiver), "")
    assert document is not None
    signature = PdfFileReader(BytesIO(document_bytes(desk, document))).embedded_signatures[0]
    assert signature.sig_object["/Reason"] == "Agreed as the record that the meeting is not required"


@pytest.mark.rule(RULE)
def test_it_owes_grounds_reasoning_and_day_until_they_are_there(desk: Desk, waiver: str) -> None:
    first = owes(desk, waiver)
    assert any("Why is no planning meeting needed" in sentence for sentence in first)
    with pytest.raises(WaiverIncomplete):
        decide(desk, waiver)
    answer_all(desk, waiver)
    assert owes(desk, waiver) == ()
    change_waiver(desk, waiver, replace(held(desk, waiver).facts, date=None))
    assert owes(desk, waiver) == ("Give the day on which it was decided.",)
    change_waiver(desk, waiver, replace(held(desk, waiver).facts, date=dt.date(2026, 11, 20)))
    decide(desk, waiver)
    assert held(desk, waiver).facts.stage is Stage.ENDED
    assert can_sign(desk, waiver) == ()


@pytest.mark.rule(RULE)
def test_the_fourth_ground_is_not_offered_when_the_meeting_is_due_again(desk: Desk, waiver: str) -> None:
    answer_waiver(desk, waiver, "looked-after-meanwhile", "yes")
    answer_waiver(desk, waiver, "meet-again", "no")
    answer_waiver(desk, waiver, "grounds", "universal\nbecame-looked-after")
    assert answer_waiver(desk, waiver, "reasoning", "x") == ()
    (said,) = answer_waiver(desk, waiver, "meet-again", "yes")
    assert "is due" in said
    grounds = next(one.value for one in held(desk, waiver).answers if one.question == "grounds")
    assert grounds == "universal"
    instead = meeting_instead(desk, waiver)
    assert desk.meeting(instead).value.facts.form_id == FORM
    assert not desk.meeting(instead).value.facts.is_waiver


@pytest.mark.rule(RULE)
def test_once_the_child_is_looked_after_no_more_the_waived_meeting_is_due_again(
    desk: Desk, child_id: str, waiver: str
) -> None:
    child = desk.child(child_id)
    assert child.value.child.looked_after_since is not None
    answer_all(desk, waiver)
    answer_waiver(desk, waiver, "looked-after-meanwhile", "yes")
    answer_waiver(desk, waiver, "planning-meeting-on", "2026-11-10")
    answer_waiver(desk, waiver, "meet-again", "no", note="")
    answer_waiver(desk, waiver, "grounds", "became-looked-after")
    answer_waiver(desk, waiver, "conclusions-for-team", "More sleep.")
    decide(desk, waiver)

    def planning() -> list[DueLine]:
        return [
            line
            for line in due_lines(desk, child_id)
            if line.kind is DueKind.MEETING and line.meeting_id == waiver
        ]

    assert planning() == []
    child.perform(change(child.value.child, looked_after_since=None))
    (due,) = planning()
    assert due.rule is not None
    assert due.rule.id == RULE
    assert due.detail.endswith("waived 24\u00a0Nov, but the child is no longer looked after")
    (line,) = [line for line in caseload(desk) if line.child_id == child_id]
    assert any(thing.rule == RULE for thing in due_of(desk, line.child_id))
    first = kinds_for_child(desk, child_id)[0]
    assert (first.form.id, first.why) == (FORM, "Because the child is no longer looked after.")

    again = desk.meeting(new_meeting(desk, child_id, FORM, None, None)).value
    assert again.facts.reconvenes == waiver
    assert again.facts.reconvened_because == "It had been waived, but the child is no longer looked after."
    keep(desk.meeting(again.id), replace(again.facts, date=dt.date(2026, 12, 1)))
    assert planning() == [], "one is booked"


@pytest.mark.rule(NOTICE)
def test_each_agency_is_told_once_with_words_written_for_it(desk: Desk, waiver: str) -> None:
    told = agencies_told(desk, held(desk, waiver))
    assert [one.agency for one in told] == [
        "Fell Lane Academy",
        "Northbeck Health Trust",
        "Youth Voice North",
    ]
    add_contributor(desk, waiver, "Fell Lane Academy", "Sam Hill")
    assert len(agencies_told(desk, held(desk, waiver))) == len(told)
    add_contributor(desk, waiver, "Northbeck Housing", "")
    with pytest.raises(InvalidDetail, match="agency’s name"):
        add_contributor(desk, waiver, " ", "")
    answer_all(desk, waiver)
    set_notice_reasoning(desk, waiver, told[0].attendee_id, "")
    (owed,) = owes(desk, waiver)
    assert owed == (
        "Write for Fell Lane Academy why the meeting is not required; it is never copied from the file."
    )
    set_contributed(desk, waiver, told[0].attendee_id, has_contributed=False)
    others = [one.agency for one in agencies_told(desk, held(desk, waiver))]
    assert "Fell Lane Academy" in others  # Sam Hill of the same agency still did
    change_waiver(desk, waiver, replace(held(desk, waiver).facts, challenge_text=""))
    assert any("how the decision can be challenged" in sentence for sentence in owes(desk, waiver))


@pytest.mark.rule(RULE, NOTICE)
def test_it_is_signed_and_each_notice_is_saved_and_tracked(
    desk: Desk, waiver: str, child_id: str, tmp_path: Path
) -> None:
    with pytest.raises(WaiverIncomplete, match="Sign the record first"):
        save_notices(desk, waiver, tmp_path)
    signed(desk, waiver)
    record = held(desk, waiver)
    assert record.facts.stage is Stage.SIGNED
    document = document_for(record, "")
    assert document is not None
    text = bare(printed_text(document_bytes(desk, document)))
    assert bare("Inter-agency planning meeting not required") in text
    assert bare("School and the family doctor are enough.") in text
    folder = tmp_path / "notices"
    folder.mkdir()
    paths = save_notices(desk, waiver, folder)
    assert len(paths) == 2 * len(agencies_told(desk, record))
    words = next(path for path in paths if path.suffix == ".txt").read_text(encoding="utf-8")
    assert "For Fell Lane Academy: the usual services go on." in words
    assert "School and the family doctor are enough." not in words
    assert "PO Box 12, Northbeck" in words
    assert not any("Avery" in path.name or "Fell" in path.name for path in paths)
    first, *others = notice_lines(desk, waiver)
    assert first.sent_on is None
    mark_notice_sent(desk, waiver, first.told.attendee_id, dt.date(2026, 11, 20))
    now = notice_lines(desk, waiver)
    assert [line.sent_on for line in now] == [dt.date(2026, 11, 20), *(None for _ in others)]
    mark_notice_sent(desk, waiver, first.told.attendee_id, None)
    assert notice_lines(desk, waiver)[0].sent_on is None
    assert is_first_of_kind(desk, child_id, FORM)


@pytest.mark.rule(RULE)
def test_the_childs_file_lists_it_as_not_required(desk: Desk, waiver: str, child_id: str) -> None:
    (line,) = (each for each in overview(desk, child_id).records if each.meeting_id == waiver)
    assert line.title.startswith("Inter-agency planning meeting not required")
    assert "not required" in case_note(desk, waiver).casefold()
    assert "meeting held" not in case_note(desk, waiver)


def test_a_notice_to_somebody_else_is_refused(desk: Desk, waiver: str) -> None:
    with pytest.raises(InvalidDetail, match="not among those"):
        notice_of(desk, waiver, "nobody")
    assert all(answer.item == WAIVER for answer in held(desk, waiver).answers)
