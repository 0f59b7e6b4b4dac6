"""Every way by which a record leaves the laptop refuses a party, until leave is recorded; then it is theirs alone."""

import datetime as dt
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import cpm_desktop.services as package
from cpm_desktop.domain.captures import Action, Decision, Disagreement, Note, Sharing, View
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import copies_progress
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import CopyPlan, SignedDocument
from cpm_desktop.domain.meeting import AgendaProgress
from cpm_desktop.domain.reader import PrivilegedRecord, Reader, ReaderKind
from cpm_desktop.services.checking import check_copy
from cpm_desktop.services.child_overview import overview
from cpm_desktop.services.closing import end
from cpm_desktop.services.copy_list import copy_groups, decide_copy, document_for, mark_sent
from cpm_desktop.services.copy_making import copy_wanted, drawn_from
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.getting_ready import save_invitations
from cpm_desktop.services.handing_over import (
    case_note,
    copy_for,
    copy_made,
    document_bytes,
    export,
    file_name,
    handover,
    signed_copy,
    verify_bytes,
)
from cpm_desktop.services.holding import start
from cpm_desktop.services.left_out import said_left_out
from cpm_desktop.services.other_papers import make_paper
from cpm_desktop.services.paper_trees import letter_paper
from cpm_desktop.services.papers import action_list_pdf, agenda_pdf, minutes_paper, minutes_pdf, paper_of
from cpm_desktop.services.permitting import (
    GivenLeave,
    decide_advice,
    record_permission,
    who_may_permit,
    withdraw_permission,
)
from cpm_desktop.services.preparing import invitations
from cpm_desktop.services.reader_preview import childs_pages, reader_pages
from cpm_desktop.services.room_view import room_view
from cpm_desktop.services.word_copies import save_word_copy, word_copy
from tests.paper_text import printed_text
from tests.services.a_record import PARTIES, a_desk, change_person, enter_kai, hold, prepare, sign, value_of

pytestmark = pytest.mark.rule("after.distribute-legal")
LEGAL, FINAL = "legal", "final-care-plan"
TODAY = dt.date(2026, 11, 20)
CHAIRS_LEAVE = GivenLeave(role="chair", on=TODAY, why="The court asked for it.", adviser_consulted=True)
KINDS = (ReaderKind.PROFESSIONAL, ReaderKind.FAMILY, ReaderKind.CHILD)


@dataclass(frozen=True)
class Signed:
    desk: Desk
    child_id: str
    meeting_id: str


def parts_of(desk: Desk, form_id: str) -> dict[str, Any]:
    form = desk.form(form_id)
    assert form is not None
    advice = [item.id for item in form.agenda if item.is_advice]
    first = next(item.id for item in form.agenda if not item.is_advice)
    return {
        "agenda": (AgendaProgress(id=first, prepared_note="FACTS noted"),),
        "notes": (
            Note(id="n1", item=first, text="FACTS were told", for_child="FACTS"),
            *(Note(id=f"n-{item}", item=item, text="ADVICE was given") for item in advice),
        ),
        "decisions": (
            Decision(id="d1", item=first, text="FACTS decided", reason="FACTS", for_child="FACTS"),
        ),
        "actions": (Action(id="a1", item=first, text="FACTS to do", owner="Priya Nair", for_child="FACTS"),),
        "disagreements": (Disagreement(id="x1", item=first, about="FACTS differ"),),
        "views": (View(id="v1", item=first, of="kai", words="FACTS in my words", sharing=Sharing.EVERYONE),),
    }


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture(params=[LEGAL, FINAL])
def signed(request: pytest.FixtureRequest, desk: Desk) -> Signed:
    return _signed(desk, request.param)


@pytest.fixture
def legal(desk: Desk) -> Signed:
    return _signed(desk, LEGAL)


def _signed(desk: Desk, form_id: str) -> Signed:
    child_id = enter_kai(desk)
    return Signed(desk, child_id, sign(desk, child_id, form_id, **parts_of(desk, form_id)))


Way = Callable[[Signed, str, Path], object]


def _letter(held: Signed, person: str) -> object:
    """Ask for a letter as though a copy had been decided for the person, since none can be."""
    meeting = value_of(held.desk, held.meeting_id)
    plan = CopyPlan(id=person, copy_kind=CopyKind.PROFESSIONAL)
    return letter_paper(held.desk, replace(meeting, copies=(plan,)), person)


def _reader_ways(build: Callable[[Signed, Reader], object]) -> Way:
    def every_kind(held: Signed, person: str, _folder: Path) -> None:
        for kind in KINDS[:-1]:
            with pytest.raises(PrivilegedRecord):
                build(held, Reader(kind, person))
        build(held, Reader(KINDS[-1], person))

    return every_kind


# Every way by which something of a record reaches one person. The walk below fails where one is missing here.
WAYS: dict[str, Way] = {
    "word_copies.word_copy": lambda held, person, _: word_copy(held.desk, held.meeting_id, person),
    "word_copies.save_word_copy": lambda held, person, folder: save_word_copy(
        held.desk, held.meeting_id, person, folder
    ),
    "paper_trees.letter_paper": lambda held, person, _: _letter(held, person),
    "papers.minutes_paper": _reader_ways(
        lambda held, reader: minutes_paper(held.desk, value_of(held.desk, held.meeting_id), reader)
    ),
    "papers.minutes_pdf": _reader_ways(
        lambda held, reader: minutes_pdf(held.desk, value_of(held.desk, held.meeting_id), reader)
    ),
    "papers.paper_of": _reader_ways(
        lambda held, reader: paper_of(
            held.desk,
            held.desk.form_of(value_of(held.desk, held.meeting_id)),
            value_of(held.desk, held.meeting_id),
            reader,
        )
    ),
    "handing_over.copy_for": lambda held, person, _: copy_for(held.desk, held.meeting_id, person),
    "handing_over.copy_made": lambda held, person, _: copy_made(held.desk, held.meeting_id, person),
    "handing_over.signed_copy": lambda held, person, _: signed_copy(held.desk, held.meeting_id, person),
    "handing_over.export": lambda held, person, folder: export(held.desk, _kept_copy(held, person), folder),
    "handing_over.document_bytes": lambda held, person, _: document_bytes(
        held.desk, _kept_copy(held, person)
    ),
    "copy_making.copy_wanted": _reader_ways(
        lambda held, reader: copy_wanted(held.desk, value_of(held.desk, held.meeting_id), reader)
    ),
    "copy_making.drawn_from": _reader_ways(
        lambda held, reader: drawn_from(held.desk, value_of(held.desk, held.meeting_id), reader)
    ),
    "reader_preview.reader_pages": lambda held, person, _: reader_pages(held.desk, held.meeting_id, person),
    "reader_preview.childs_pages": lambda held, _person, _: childs_pages(held.desk, held.meeting_id),
    "checking.check_copy": lambda held, person, _: check_copy(held.desk, held.meeting_id, person),
    "left_out.said_left_out": lambda held, person, _: _said_left_out(held, person),
    "copy_list.decide_copy": lambda held, person, _: decide_copy(
        held.desk, held.meeting_id, person, CopyKind.PROFESSIONAL
    ),
    "copy_list.mark_sent": lambda held, person, _: mark_sent(held.desk, held.meeting_id, person, TODAY),
    "copy_list.require_leave": lambda held, person, _: mark_sent(held.desk, held.meeting_id, person, TODAY),
}
# Functions that take a person, a reader or a signed file, and give nothing of the record to that person.
NO_WAY_OUT = {
    "copy_list.document_for": "names a file; its bytes are given by document_bytes",
    "copy_making.document_of": "names a file; its bytes are given by document_bytes",
    "document_names.document_name": "names a file by case number, date and kind",
    "left_out.passages_left_out": "for the screen; said_left_out and the copies refuse by it",
    "left_out.reader_for": "makes a reader",
    "packing.fill_pack": "the same, before it is sealed",
    "packing.make_pack": "no copy for a reader: the meeting itself, sealed to the colleague who goes on with it",
    "printed_copies.note_printing": "notes that something was printed",
    "permitting.decide_advice": "decides; the copies follow it",
    "permitting.permissions_for": "lists who permitted what, for the screen",
    "permitting.record_permission": "is the leave itself",
    "signed_files.keep_document": "keeps what was drawn for a reader by the ways above",
}
TAKES_SOMEBODY = {"attendee_id", "reader", "recipient", "document", "copy_kind"}


GIVES_PAPER = ("bytes", "Path", "Paper")
# Papers that are for nobody in particular: each refuses by who is in the room, or is the file's or the sender's own.
FOR_NOBODY = {
    "getting_ready.save_invitations": "refused where a party is invited",
    "papers.action_list_pdf": "refused where a party was in the room",
    "papers.agenda_pdf": "refused where a party is invited",
    "papers.draft_pdf": "the file copy, read before it is signed",
    "papers.draw": "draws what was built by the ways above",
    "other_papers.make_paper": "makes what is on offer, by the builders of paper_trees and papers, which refuse",
    "other_papers.paper_offers": "lists what can be made, for the screen",
    "other_papers.tree_of": "the same",
    "word_copies.save_word_report": "a report of the authority’s own, without the advice, where the form makes one",
    "word_copies.word_bytes": "writes what was built by the ways above",
    "other_papers.save_paper": "saves what was made by make_paper",
    "paper_trees.attendance_paper": "refused where a party was in the room",
    "paper_trees.slip_paper": "refused for a limited record, which goes to named persons",
    "papers.action_list_paper": "refused where a party was in the room",
    "papers.agenda_paper": "refused where a party is invited",
    "preparing.paper_lines": "the papers brought, for the screen",
    "preparing.paper_bytes": "a paper that was brought to the meeting, for the screen",
    "sending_notices.save_notices": "a waiver’s notices, in words written for each agency",
    "signed_files.signed_bytes": "signs what was built by the ways above",
}
ABOUT_A_MEETING = {"meeting_id", "meeting", "record", "paper"}


def public_functions() -> Iterator[tuple[str, Callable[..., object]]]:
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == loaded.__name__ and not name.startswith("_"):
                yield f"{module.name}.{name}", function


def test_no_way_out_was_forgotten() -> None:
    found = {
        name
        for name, function in public_functions()
        if not TAKES_SOMEBODY.isdisjoint(inspect.signature(function).parameters)
    }
    assert found - set(WAYS) - set(NO_WAY_OUT) - BEFORE_THE_RECORD == set()


def test_no_paper_was_forgotten() -> None:
    found = {
        name
        for name, function in public_functions()
        if any(word in str(inspect.signature(function).return_annotation) for word in GIVES_PAPER)
        and not ABOUT_A_MEETING.isdisjoint(inspect.signature(function).parameters)
    }
    assert found - set(WAYS) - set(FOR_NOBODY) - set(NO_WAY_OUT) - BEFORE_THE_RECORD == set()


# While a meeting is prepared or held, these note something about a person; they give nothing out.
BEFORE_THE_RECORD = {
    "attending.correct_time",
    "attending.note_privacy",
    "care_team.write_member",
    "care_team.name_member",
    "discussing.speaker_of",
    "holding.mark_presence",
    "item_work.set_participation",
    "preparing.note_reply",
    "siblings.child_behind",
    "waiver_notices.notice_file_name",
    "paper_trees.invitation_paper",  # refused where a party is invited
    "waiver_notices.notice_paper",
    "waiver_notices.notice_pdf",
    "waiving.notice_of",
    "waiving.set_contributed",
    "waiving.set_decider",
    "waiving.set_notice_reasoning",
    "sending_notices.mark_notice_sent",
}


@pytest.mark.rule("after.distribute-final-care-plan")
@pytest.mark.parametrize("way", WAYS)
def test_every_way_out_refuses_every_party(way: str, signed: Signed, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for person in PARTIES:
        with pytest.raises(PrivilegedRecord):
            WAYS[way](signed, person, folder)
    assert not list(folder.iterdir())
    meeting = value_of(signed.desk, signed.meeting_id)
    assert [each.recipient for each in meeting.documents] == []
    assert not any(plan.sent_on for plan in meeting.copies)


@pytest.mark.rule("after.distribute-final-care-plan")
def test_the_list_of_copies_offers_a_party_none_and_says_why(signed: Signed) -> None:
    lines = {
        line.attendee_id: (group.copy_kind, line)
        for group in copy_groups(signed.desk, signed.meeting_id)
        for line in group.lines
    }
    for person in PARTIES:
        kind, line = lines[person]
        assert kind is CopyKind.NONE
        assert re.search("permits? it", line.refusal)
        assert line.withheld == 0
    assert lines["priya"][1].refusal == ""


@pytest.mark.rule("after.distribute-final-care-plan")
@pytest.mark.parametrize("form_id", [LEGAL, FINAL])
def test_no_paper_for_the_room_is_made_where_a_party_is_in_it(
    form_id: str, desk: Desk, tmp_path: Path
) -> None:
    child_id = enter_kai(desk)
    out = tmp_path / "out"
    out.mkdir()
    parts = parts_of(desk, form_id)
    meeting_id = prepare(desk, child_id, form_id, invited=("priya", "sara", "ada"), **parts)
    assert invitations(desk, meeting_id)
    assert "FACTS noted" in printed_text(agenda_pdf(desk, meeting_id))
    change_person(desk, meeting_id, "dana", is_invited=True)
    ways: tuple[Callable[[], object], ...] = (
        lambda: invitations(desk, meeting_id),
        lambda: save_invitations(desk, meeting_id, out),
        lambda: agenda_pdf(desk, meeting_id),
        lambda: make_paper(desk, meeting_id, "AGENDA."),
        lambda: make_paper(desk, meeting_id, "ATTENDANCE."),
        lambda: action_list_pdf(desk, meeting_id),
        lambda: room_view(desk, meeting_id),
    )
    for make in ways:
        with pytest.raises(PrivilegedRecord):
            make()
    assert not list(out.iterdir())


def test_the_advice_is_on_no_paper_for_the_room(desk: Desk) -> None:
    child_id = enter_kai(desk)
    parts = parts_of(desk, LEGAL)
    form = desk.form(LEGAL)
    assert form is not None
    advice = next(item.id for item in form.agenda if item.is_advice)
    parts["actions"] = (
        Action(id="a2", item=advice, text="ADVICE to do"),
        Action(id="a3", item="x", text="FACTS"),
    )
    parts["agenda"] = (AgendaProgress(id=advice, prepared_note="ADVICE noted"),)
    meeting_id = hold(desk, child_id, LEGAL, invited=("priya", "sara", "ada"), **parts)
    said = printed_text(action_list_pdf(desk, meeting_id)) + printed_text(agenda_pdf(desk, meeting_id))
    said += printed_text(make_paper(desk, meeting_id, "ACTION_LIST.").content) + str(
        room_view(desk, meeting_id)
    )
    assert "FACTS" in said
    assert "ADVICE" not in said


def test_who_may_have_it_gets_their_own_copy_with_the_advice_as_the_chair_decided(legal: Signed) -> None:
    def texts(person: str) -> str:
        return printed_text(copy_for(legal.desk, legal.meeting_id, person))

    own, teachers = texts("priya"), texts("tess")
    assert re.search(r"Copy \d+ for Priya Nair", own)
    assert "Legally privileged" in own
    assert "ADVICE" in own
    assert "FACTS" in teachers
    assert "ADVICE" not in teachers
    decide_advice(legal.desk, legal.meeting_id, "tess", is_included=True)
    assert "ADVICE" in texts("tess")
    decide_advice(legal.desk, legal.meeting_id, "priya", is_included=False)
    assert "ADVICE" not in texts("priya")
    with pytest.raises(PrivilegedRecord):
        decide_advice(legal.desk, legal.meeting_id, "dana", is_included=True)


def test_until_the_chair_says_so_it_is_not_decided_whether_the_advice_is_in_a_copy(legal: Signed) -> None:
    def undecided() -> tuple[str, ...]:
        meeting = value_of(legal.desk, legal.meeting_id)
        form, roles = legal.desk.form_of(meeting), legal.desk.procedure.roles
        return copies_progress(meeting, form, roles).undecided

    assert set(undecided()) == {"tess", "joy"}
    decide_advice(legal.desk, legal.meeting_id, "tess", is_included=False)
    assert set(undecided()) == {"joy"}


def test_with_leave_the_one_named_person_gets_the_permitted_sections_alone(legal: Signed) -> None:
    desk, meeting_id = legal.desk, legal.meeting_id
    form = desk.form(LEGAL)
    assert form is not None
    other = [item.id for item in form.agenda if not item.is_advice][1]
    given = replace(CHAIRS_LEAVE, sections=(other,))
    permission = record_permission(desk, meeting_id, "dana", given)
    assert permission.granted_by == "Sara Boyd"
    decide_copy(desk, meeting_id, "dana", CopyKind.FAMILY)
    first = printed_text(copy_for(desk, meeting_id, "dana"))
    assert re.search(r"Copy \d+ for Dana Avery", first)
    assert "FACTS" not in first
    record_permission(desk, meeting_id, "dana", CHAIRS_LEAVE)
    wider = copy_for(desk, meeting_id, "dana")
    assert verify_bytes(wider).is_whole
    assert "FACTS" in printed_text(wider)
    assert "ADVICE" not in printed_text(wider)
    with pytest.raises(PrivilegedRecord):
        copy_for(desk, meeting_id, "tom")


def test_a_copy_of_some_sections_does_not_say_why_the_meeting_was_called(desk: Desk) -> None:
    child_id = enter_kai(desk)
    why = {"reconvenes": "first", "reconvened_because": "NEW evidence", "is_extra": True}
    meeting_id = sign(desk, child_id, LEGAL, facts={**why, "extra_because": "NEW order"})
    form = desk.form(LEGAL)
    assert form is not None
    record_permission(desk, meeting_id, "dana", replace(CHAIRS_LEAVE, sections=(form.agenda[0].id,)))
    for kind in (ReaderKind.PROFESSIONAL, ReaderKind.FAMILY):
        paper = minutes_pdf(desk, value_of(desk, meeting_id), Reader(kind, "dana"))
        assert "NEW" not in printed_text(paper.pdf)
    whole = minutes_pdf(desk, value_of(desk, meeting_id), Reader(ReaderKind.FILE))
    assert "NEW evidence" in printed_text(whole.pdf)


def test_leave_taken_back_closes_every_way_again_for_files_made_before_too(
    legal: Signed, tmp_path: Path
) -> None:
    desk, meeting_id = legal.desk, legal.meeting_id
    permission = record_permission(desk, meeting_id, "dana", CHAIRS_LEAVE)
    decide_copy(desk, meeting_id, "dana", CopyKind.FAMILY)
    mark_sent(desk, meeting_id, "dana", TODAY)
    document = signed_copy(desk, meeting_id, "dana")
    withdraw_permission(desk, meeting_id, permission.id)
    plans = {plan.id: plan for plan in value_of(desk, meeting_id).copies}
    assert plans["dana"].sent_on == TODAY
    other = record_permission(desk, meeting_id, "tom", CHAIRS_LEAVE)
    decide_copy(desk, meeting_id, "tom", CopyKind.FAMILY)
    withdraw_permission(desk, meeting_id, other.id)
    plans = {plan.id: plan for plan in value_of(desk, meeting_id).copies}
    assert plans["tom"].copy_kind is CopyKind.NONE
    for way in WAYS.values():
        with pytest.raises(PrivilegedRecord):
            way(legal, "dana", tmp_path)
    with pytest.raises(PrivilegedRecord):
        export(desk, document, tmp_path)
    kept = document_for(value_of(desk, meeting_id), "dana")
    assert kept is not None
    assert kept.id == document.id
    assert handover(desk, meeting_id).groups[-1].copy_kind is CopyKind.NONE


def test_a_copy_made_under_another_leave_is_not_given_again(legal: Signed) -> None:
    desk, meeting_id = legal.desk, legal.meeting_id
    document = signed_copy(desk, meeting_id, "priya")
    decide_advice(desk, meeting_id, "priya", is_included=False)
    with pytest.raises(PrivilegedRecord):
        document_bytes(desk, document)


def test_a_permission_is_refused_until_everything_is_said(legal: Signed) -> None:
    desk, meeting_id = legal.desk, legal.meeting_id
    assert {role for role, _ in who_may_permit(desk, meeting_id)} == {"chair", "director"}
    for given in (
        replace(CHAIRS_LEAVE, on=None),
        replace(CHAIRS_LEAVE, why=""),
        replace(CHAIRS_LEAVE, adviser_consulted=None),
        replace(CHAIRS_LEAVE, role="director"),
        replace(CHAIRS_LEAVE, on=TODAY + dt.timedelta(days=2)),
    ):
        with pytest.raises(InvalidDetail):
            record_permission(desk, meeting_id, "dana", given)
    with pytest.raises(PrivilegedRecord):
        record_permission(
            desk, meeting_id, "dana", replace(CHAIRS_LEAVE, role="team-manager", by="Rachel Moss")
        )
    with pytest.raises(InvalidDetail):
        record_permission(desk, meeting_id, "priya", CHAIRS_LEAVE)
    assert value_of(desk, meeting_id).permissions == ()


@pytest.mark.rule("after.distribute-final-care-plan")
def test_a_final_plan_is_released_by_chair_and_legal_adviser_together(desk: Desk) -> None:
    held = _signed(desk, FINAL)
    record_permission(desk, held.meeting_id, "dana", CHAIRS_LEAVE)
    with pytest.raises(PrivilegedRecord):
        copy_for(desk, held.meeting_id, "dana")
    adviser = replace(CHAIRS_LEAVE, role="legal-adviser", by="Ada Law")
    record_permission(desk, held.meeting_id, "dana", adviser)
    decide_copy(desk, held.meeting_id, "dana", CopyKind.FAMILY)
    said = printed_text(copy_for(desk, held.meeting_id, "dana"))
    assert "FACTS" in said
    assert "Formulated, not filed" in said
    with pytest.raises(PrivilegedRecord):
        copy_for(desk, held.meeting_id, "tess")


@pytest.mark.rule("after.file-and-case-note")
def test_the_case_note_says_only_that_it_was_held_and_where_its_record_is(legal: Signed) -> None:
    note = case_note(legal.desk, legal.meeting_id)
    assert note == (
        "Legal Care Planning Meeting held on 16 November 2026. "
        f"Its record is in {legal.desk.authority().legal_filing}."
    )
    assert handover(legal.desk, legal.meeting_id).filed_at == legal.desk.authority().legal_filing
    name = file_name(legal.desk, legal.meeting_id)
    assert name.startswith("LL-204417 2026-11-16 Legal")
    assert "Avery" not in name


def test_no_list_of_the_childs_page_shows_words_of_a_limited_record(legal: Signed) -> None:
    shown = overview(legal.desk, legal.child_id)
    assert shown.own_words is None
    assert [line.due for line in shown.actions if "kept to" not in line.due] == []


def test_whoever_may_not_have_it_is_put_down_for_no_copy_from_the_start(desk: Desk) -> None:
    child_id = enter_kai(desk)
    meeting_id = prepare(desk, child_id, LEGAL)
    start(desk, meeting_id)
    plans = {plan.id: plan for plan in value_of(desk, meeting_id).copies}
    assert set(plans) >= {"kai", "dana", "gus"}
    assert all(plans[each].copy_kind is CopyKind.NONE for each in plans)
    assert "permission" in plans["dana"].reason
    assert "priya" not in plans
    end(desk, meeting_id)


def _kept_copy(held: Signed, person: str) -> SignedDocument:
    """Return a signed file as if one had been made for a person once."""
    return SignedDocument(
        id="old", reader="family", recipient=person, of_meeting=held.meeting_id, scope="all"
    )


def _said_left_out(held: Signed, person: str) -> None:
    # Somebody for whom a copy was planned on the child's file: not even the list of what is left out is told.
    said_left_out(held.desk, held.meeting_id, person)
