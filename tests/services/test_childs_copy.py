"""The child's copy: what can stand on it, in whose words, and what never does."""

import datetime as dt
import functools
from collections.abc import Callable, Iterator

import pytest

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Action, Decision, Disagreement, Note, Sharing, View
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.reading_age import reading_hint
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key
from cpm_desktop.services.childs_copy import (
    ChildsCopyLine,
    childs_copy_draft,
    hint_for,
    reword,
    tick,
    untick,
)
from cpm_desktop.services.childs_words import childs_words
from cpm_desktop.services.desk import Desk
from tests.a_desk import make_desk, set_clock
from tests.services.a_record import change_person, enter_kai, hold, sign, value_of

KEPT_BACK = ReadingLimit(
    id=limit_key("note", "kept-back"),
    of_kind="note",
    of="kept-back",
    limit=LimitKind.FILE,
    reason="Asked for.",
)
VIEWS = (
    View(
        id="heard",
        of="kai",
        words="I like maths.",
        heard_by="priya",
        heard_on=dt.date(2026, 11, 10),
        how="on a visit",
        sharing=Sharing.EVERYONE,
    ),
    View(id="here", of="kai", words="And football.", at=dt.datetime(2026, 11, 16, 10, 20, tzinfo=dt.UTC)),
    View(id="blank", of="kai", words=" "),
    View(id="mother", of="dana", words="He sleeps well."),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("desk"), set_clock("2026-11-20", "09:00"))
    yield made
    made.close()


def a_meeting(desk: Desk, keep: Callable[..., str] = hold) -> str:
    return keep(
        desk,
        enter_kai(desk),
        "cla-standard",
        decisions=(Decision(id="stays", text="He stays with the carers."),),
        actions=(Action(id="reading", text="Read with him", for_child="Tess reads with you."),),
        disagreements=(Disagreement(id="weekends", about="Weekends at home"),),
        notes=(
            Note(id="maths", text="He did well in maths."),
            Note(id="kept-back", text="A private word."),
            Note(id="empty", text="  "),
        ),
        views=VIEWS,
        limits=(KEPT_BACK,),
    )


def line(desk: Desk, meeting_id: str, identifier: str) -> ChildsCopyLine:
    return next(each for each in childs_copy_draft(desk, meeting_id).lines if each.id == identifier)


def test_what_can_stand_on_it_in_the_order_of_the_copy(desk: Desk) -> None:
    draft = childs_copy_draft(desk, a_meeting(desk))
    assert [(each.kind, each.id, each.section, each.words) for each in draft.lines] == [
        ("decision", "stays", "What was decided", ""),
        ("action", "reading", "Who does what for you", "Tess reads with you."),
        ("disagreement", "weekends", "What is not sorted out yet", ""),
        ("note", "maths", "What people talked about", ""),
    ]
    assert (draft.called, draft.age, draft.attendee_id, draft.gets_copy) == ("Kai", 10, "kai", True)
    assert draft.said == ("I like maths.",)  # who may hear the others was not asked yet
    assert draft.hint == reading_hint("Tess reads with you.") == hint_for("Tess reads with you.")


def test_the_age_is_that_of_the_day_of_the_meeting(desk: Desk) -> None:
    child_id = enter_kai(
        desk, date_of_birth=dt.date(2016, 11, 18)
    )  # held two days before, drawn two days after
    assert childs_copy_draft(desk, hold(desk, child_id, "cla-standard")).age == 9


def test_a_copy_that_was_not_decided_is_said(desk: Desk) -> None:
    meeting_id = a_meeting(desk)
    change_person(desk, meeting_id, "kai", copy_kind=CopyKind.UNDECIDED)
    assert not childs_copy_draft(desk, meeting_id).gets_copy


def test_a_meeting_that_the_child_is_not_on_the_list_of_has_a_draft_all_the_same(desk: Desk) -> None:
    mother = Attendee(id="dana", name="Dana Avery", role="Mother")
    meeting_id = hold(
        desk,
        enter_kai(desk, date_of_birth=None),
        "cla-standard",
        attendees=(mother,),
        notes=(Note(id="maths", text="He did well in maths."),),
        views=VIEWS,
    )
    draft = childs_copy_draft(desk, meeting_id)
    assert (draft.attendee_id, draft.gets_copy, draft.said, draft.age) == ("", False, (), None)
    assert childs_words(desk, value_of(desk, meeting_id)) == ()


def test_what_a_child_said_with_no_time_noted_is_listed_by_who_said_it(desk: Desk) -> None:
    said = View(id="no-time", of="kai", words="I like the dog.", how="in a drawing")
    meeting_id = hold(desk, enter_kai(desk), "cla-standard", views=(said,))
    (words,) = childs_words(desk, value_of(desk, meeting_id))
    assert (words.view_id, words.words, words.source) == ("no-time", "I like the dog.", "Kai, in a drawing")


def test_a_thing_is_put_on_it_in_the_words_of_the_record_reworded_and_taken_off(desk: Desk) -> None:
    meeting_id = a_meeting(desk)
    tick(desk, meeting_id, "decision", "stays")
    assert line(desk, meeting_id, "stays").words == "He stays with the carers."
    reword(desk, meeting_id, "decision", "stays", "You stay with Joy.")
    tick(desk, meeting_id, "decision", "stays")  # what a person wrote is not overwritten
    ticked = line(desk, meeting_id, "stays")
    assert (ticked.words, ticked.is_ticked) == ("You stay with Joy.", True)
    assert value_of(desk, meeting_id).decisions[0].for_child == "You stay with Joy."
    assert value_of(desk, meeting_id).decisions[0].text == "He stays with the carers."
    untick(desk, meeting_id, "decision", "stays")
    assert not line(desk, meeting_id, "stays").is_ticked


def test_the_same_words_again_are_no_change(desk: Desk) -> None:
    meeting_id = a_meeting(desk)
    before = value_of(desk, meeting_id).revision
    reword(desk, meeting_id, "action", "reading", "Tess reads with you.")
    assert value_of(desk, meeting_id).revision == before


@pytest.mark.parametrize("identifier", ["kept-back", "empty", "nobody"])
def test_what_is_not_for_the_child_cannot_be_put_on_it(desk: Desk, identifier: str) -> None:
    meeting_id = a_meeting(desk)
    for put in (tick, untick, functools.partial(reword, words="For you.")):
        with pytest.raises(InvalidDetail, match="cannot stand on the child’s copy"):
            put(desk, meeting_id, "note", identifier)
    assert all(not note.for_child for note in value_of(desk, meeting_id).notes)


def test_words_that_are_found_after_the_signature_stand_beside_the_record(desk: Desk) -> None:
    meeting_id = a_meeting(desk, sign)
    record = value_of(desk, meeting_id).decisions
    reword(desk, meeting_id, "decision", "stays", "You stay\u00a0with Joy.\r\nGood.")
    assert value_of(desk, meeting_id).decisions == record
    assert line(desk, meeting_id, "stays").is_ticked
    (beside,) = value_of(desk, meeting_id).childs_lines
    assert (beside.id, beside.words) == ("stays", "You stay\u00a0with Joy.\nGood.")


def test_the_childs_own_words_say_who_heard_them_when_and_for_whom(desk: Desk) -> None:
    said = {each.view_id: each for each in childs_words(desk, value_of(desk, a_meeting(desk)))}
    assert set(said) == {"heard", "here"}
    assert said["heard"].words == "I like maths."
    assert said["heard"].source.replace("\u00a0", " ") == "Kai, heard by Priya Nair, 10 Nov, on a visit"
    assert said["heard"].sharing == "for everybody"
    assert said["here"].source.replace("\u00a0", " ") == "Kai, written down 10:20"
    assert said["here"].sharing == "who may hear it was not asked yet"
