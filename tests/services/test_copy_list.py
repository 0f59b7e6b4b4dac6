"""The list of copies: what each line says of a person, what a copy leaves out, and which file stands for it."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest

from cpm_desktop.domain.captures import Note, Sharing, View
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import CopyPlan, SignedDocument
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.copy_list import (
    CopyLine,
    copy_groups,
    decide_copy,
    document_for,
    mark_sent,
)
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.left_out import said_left_out
from cpm_desktop.services.limits_since_signed import LimitsSinceSigned
from cpm_desktop.services.reading_limits import MeetingLimits, set_limit, things_to_limit
from tests.a_desk import make_desk, set_clock
from tests.services.a_record import change_person, enter_kai, hold, sign, value_of

SENT_ON = dt.date(2026, 11, 26)
DOCUMENTS = (
    SignedDocument(id="d1", number=1, recipient="dana", reader="family", drawn_from="a", scope="all"),
    SignedDocument(id="d2", number=2, recipient="tom", reader="family", drawn_from="a"),
    SignedDocument(id="d3", number=3, recipient="dana", reader="professional", drawn_from="b"),
    SignedDocument(id="d0", number=0, recipient="", reader="file"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("desk"), set_clock("2026-11-20", "09:00"))
    yield made
    made.close()


def lines_of(desk: Desk, meeting_id: str) -> dict[str, CopyLine]:
    return {line.attendee_id: line for group in copy_groups(desk, meeting_id) for line in group.lines}


@pytest.mark.rule("after.copy-for-each-reader")
def test_people_stand_under_the_copy_they_get_the_unsent_first(desk: Desk) -> None:
    meeting_id = sign(desk, enter_kai(desk), "cla-standard")
    decide_copy(desk, meeting_id, "likely", CopyKind.NONE, "A court order.")
    decide_copy(desk, meeting_id, "unknown", CopyKind.UNDECIDED)
    mark_sent(desk, meeting_id, "dana", SENT_ON, "by hand")
    groups = copy_groups(desk, meeting_id)
    assert [(group.copy_kind, group.title) for group in groups] == [
        (CopyKind.PROFESSIONAL, "Full record"),
        (CopyKind.FAMILY, "Family copies"),
        (CopyKind.CHILD, "Child’s copy"),
        (CopyKind.UNDECIDED, "Not decided yet"),
        (CopyKind.NONE, "No copy"),
    ]
    family = [line.attendee_id for line in groups[1].lines]
    assert family[-1] == "dana"
    assert set(family) >= {"tom", "gran", "dana"}
    lines = lines_of(desk, meeting_id)
    assert (lines["tess"].name, lines["tess"].role) == ("Tess Hill", "Teacher, Hill School")
    assert (lines["dana"].role, lines["unknown"].role) == ("Mother", "")
    assert (lines["dana"].plan.sent_on, lines["dana"].plan.channel) == (SENT_ON, "by hand")
    withheld = lines["likely"].plan
    assert (withheld.reason, withheld.decided_by) == ("A court order.", "Priya Nair")
    assert not any(line.refusal or line.asks_about_advice or line.is_outdated for line in lines.values())
    mark_sent(desk, meeting_id, "dana", None)
    assert lines_of(desk, meeting_id)["dana"].plan.sent_on is None


@pytest.mark.rule("after.distribute-legal")
def test_whoever_may_not_have_a_record_stands_under_no_copy_with_why_and_is_asked_nothing(desk: Desk) -> None:
    limited = next(form for form in desk.procedure.forms.values() if form.distribution.asks_about_advice)
    lines = lines_of(desk, sign(desk, enter_kai(desk), limited.id))
    groups = {
        line.attendee_id: group.copy_kind
        for group in copy_groups(desk, sign(desk, enter_kai(desk), limited.id))
        for line in group.lines
    }
    dana = lines["dana"]
    assert groups["dana"] is CopyKind.NONE
    assert dana.refusal.startswith("Dana Avery is a party, or a likely party")
    assert (dana.document, dana.withheld) == (None, 0)
    assert (dana.asks_about_advice, dana.includes_advice, dana.is_outdated) == (False, False, False)
    assert lines["priya"].refusal == ""
    assert (lines["priya"].asks_about_advice, lines["priya"].includes_advice) == (False, True)
    assert lines["tess"].asks_about_advice


def test_the_file_that_stands_for_somebody_is_the_one_made_last_of_that_kind(desk: Desk) -> None:
    meeting = value_of(desk, hold(desk, enter_kai(desk), "cla-standard", documents=DOCUMENTS))

    def found(*asked: str | None) -> str:
        document = document_for(meeting, *asked)  # type: ignore[arg-type]  # a recipient, a reader, a scope
        return document.id if document is not None else ""

    assert (found("dana"), found("tom"), found(""), found("gran")) == ("d3", "d2", "d0", "")
    assert (found("dana", "family"), found("dana", "child")) == ("d1", "")
    assert (found("dana", "", "all"), found("dana", "", ""), found("dana", "professional", "all")) == (
        "d1",
        "d3",
        "",
    )


def test_a_copy_that_was_sent_is_out_of_date_once_what_it_was_drawn_from_is_another(desk: Desk) -> None:
    plan = CopyPlan(id="dana", copy_kind=CopyKind.FAMILY, sent_on=SENT_ON, sent_number=1)
    for plans, is_outdated in (
        ((plan,), True),
        ((dataclasses.replace(plan, sent_on=None),), False),
        ((dataclasses.replace(plan, sent_number=0),), False),
        ((dataclasses.replace(plan, sent_number=9),), False),
        ((dataclasses.replace(plan, copy_kind=CopyKind.NONE),), True),
    ):
        meeting_id = hold(desk, enter_kai(desk), "cla-standard", documents=DOCUMENTS, copies=plans)
        line = lines_of(desk, meeting_id)["dana"]
        assert (line.document, line.is_outdated) == (None, is_outdated)


def test_what_is_left_out_of_something_that_is_shown_has_words(desk: Desk) -> None:
    child_id = enter_kai(desk, placement_address="14 Mallard Row")
    view = View(id="v", of="kai", words="I like maths.", sharing=Sharing.EVERYONE, sharing_reason="He asked.")
    meeting_id = hold(
        desk, child_id, "cla-standard", views=(view,), facts={"manager_discussion": "Costs were discussed."}
    )
    change_person(
        desk,
        meeting_id,
        "tom",
        contact_restriction="Not alone.",
        access_needs="Large print.",
        participation_note="Left early.",
        copy_reason="He moved.",
    )
    said = [each for each in said_left_out(desk, meeting_id, "tess") if each.endswith("file copy only.")]
    assert sorted(said) == sorted(
        f"{words}: stands on the file copy only."
        for words in (
            "The address where the child lives",
            "Restrictions on contact",
            "What people need to take part",
            "How somebody took part, in detail",
            "Why a copy is withheld",
            "The discussion with the team manager",
            "Why words are shared",
        )
    )


def test_whom_it_is_kept_from_is_told_under_its_item_and_no_disclosure_is_told_of(desk: Desk) -> None:
    note = Note(id="n", item="placement", text="He was late.")
    meeting_id = hold(desk, enter_kai(desk), "cla-standard", notes=(note,))
    set_limit(desk, meeting_id, "note", "n", LimitKind.NAMED, ("dana",), "He asked.")
    assert [each for each in said_left_out(desk, meeting_id, "dana") if each.startswith("Note")] == [
        "Note under “Where Kai lives”: marked as not for this reader. Reason: He asked."
    ]
    assert said_left_out(desk, meeting_id, "nobody") == ()
    assert not any("limit" in each.casefold() for each in said_left_out(desk, meeting_id, "dana"))


def test_the_last_who_gets_every_record_is_named_by_role(desk: Desk) -> None:
    meeting_id = hold(desk, enter_kai(desk), "core-group")
    with pytest.raises(InvalidDetail) as refused:
        decide_copy(desk, meeting_id, "rachel", CopyKind.NONE, "On leave.")
    assert refused.value.sentence == (
        "The team manager or senior practitioner gets every record of this kind, and nobody else on the "
        "list does. Give somebody else with that role a copy first."
    )


def test_things_stand_as_they_were_said_then_answers_then_people(desk: Desk) -> None:
    notes = (Note(id="b", text="Said first."), Note(id="a", text="Said next."))
    meeting_id = hold(desk, enter_kai(desk), "cla-standard", notes=notes)
    kinds = [each.kind for each in things_to_limit(desk, meeting_id)]
    assert [each.words for each in things_to_limit(desk, meeting_id)[:2]] == ["Said first.", "Said next."]
    assert kinds == sorted(kinds, key="attendee".__eq__)
    limits = MeetingLimits(desk, meeting_id)
    limits.keep_from(limits.thing("attendee", "tess"), LimitKind.PROFESSIONALS, (), "She asked.")
    assert limits.thing("attendee", "tess").told == "professionals only"
    assert LimitsSinceSigned(desk, meeting_id).sentences() == ()
