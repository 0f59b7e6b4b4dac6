"""A placement order or an adoption makes every copy be decided again."""

import datetime as dt
from dataclasses import replace

import pytest

from cpm_desktop.domain.child import Child, ChildFile, CopyKind, Person
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.services.copies_again import (
    CopiesAgain,
    DecidedCopy,
    copies_to_decide_again,
    decide_copies_again,
    with_decision_day,
)
from cpm_desktop.services.desk import Desk

RULE = "after.copy-for-each-reader"
ORDER = dt.date(2026, 11, 20)


@pytest.mark.rule(RULE)
@pytest.mark.parametrize(
    ("field", "what"), [("placement_order_on", "placement order"), ("adopted_on", "adoption")]
)
def test_every_copy_is_decided_again_by_whom_and_when(
    desk: Desk, child_id: str, field: str, what: str
) -> None:
    editing = desk.child(child_id)
    assert copies_to_decide_again(editing.value, desk.today()) is None
    editing.perform(change(editing.value.child, **{field: ORDER}))
    again = copies_to_decide_again(editing.value, desk.today())
    assert again is not None
    assert what in again.sentence
    assert {person.name for person in again.people} >= {"Dana Avery", "Tom Avery", "Joy Okafọ̀"}
    dana = next(person for person in again.people if person.name == "Dana Avery")
    with pytest.raises(InvalidDetail, match="Decide which copy Dana Avery gets"):
        decide_copies_again(desk, child_id, [DecidedCopy(dana.id, CopyKind.UNDECIDED, "")])
    with pytest.raises(InvalidDetail, match="Say why Dana Avery gets no copy"):
        decide_copies_again(desk, child_id, [DecidedCopy(dana.id, CopyKind.NONE, " ")])
    decided = [DecidedCopy(one.id, CopyKind.NONE, "Adoption") for one in again.people]
    decide_copies_again(desk, child_id, decided)
    assert copies_to_decide_again(editing.value, desk.today()) is None
    kept = next(person for person in editing.value.people if person.id == dana.id)
    assert (kept.copy_kind, kept.copy_reason) == (CopyKind.NONE, "Adoption")
    assert (kept.copy_decided_by, kept.copy_decided_on) == ("Priya Nair", desk.today())


@pytest.mark.rule(RULE)
def test_an_order_still_to_come_and_a_copy_decided_after_it_ask_nothing(desk: Desk, child_id: str) -> None:
    editing = desk.child(child_id)
    editing.perform(change(editing.value.child, placement_order_on=dt.date(2027, 1, 1)))
    assert copies_to_decide_again(editing.value, desk.today()) is None
    editing.perform(change(editing.value.child, placement_order_on=ORDER))
    first, second, *others = [person for person in editing.value.people if not person.is_child]
    editing.perform(change(first, copy_kind=CopyKind.UNDECIDED))
    editing.perform(change(second, copy_kind=CopyKind.FAMILY, copy_decided_on=ORDER))
    for person in others:
        before = ORDER - dt.timedelta(days=1)
        editing.perform(change(person, copy_kind=CopyKind.FAMILY, copy_decided_on=before))
    again = copies_to_decide_again(editing.value, desk.today())
    assert again is not None
    named = {person.id for person in again.people}
    assert named.isdisjoint({first.id, second.id})
    assert named >= {person.id for person in others}


def test_a_changed_decision_bears_its_day() -> None:
    before = Person(id="p", name="Dana Avery", copy_kind=CopyKind.FAMILY)
    same = with_decision_day(before, replace(before, telephone="1"), ORDER, "Priya Nair")
    assert same.copy_decided_on is None
    changed = with_decision_day(before, replace(before, copy_kind=CopyKind.PROFESSIONAL), ORDER, "Priya Nair")
    assert (changed.copy_decided_on, changed.copy_decided_by) == (ORDER, "Priya Nair")
    new = with_decision_day(None, Person(id="q", copy_kind=CopyKind.UNDECIDED), ORDER, "Priya Nair")
    assert new.copy_decided_on is None
    decided = with_decision_day(None, Person(id="q", copy_kind=CopyKind.FAMILY), ORDER, "Priya Nair")
    assert (decided.copy_decided_on, decided.copy_decided_by) == (ORDER, "Priya Nair")
    again = with_decision_day(before, replace(before, copy_reason="He asked."), ORDER, "Priya Nair")
    assert again.copy_decided_on == ORDER


def test_who_has_left_is_not_asked_about_and_one_copy_is_told_as_one() -> None:
    child = Child(id="c", placement_order_on=ORDER, adopted_on=ORDER - dt.timedelta(days=9))
    dana = Person(id="dana", copy_kind=CopyKind.FAMILY)
    tom = Person(id="tom", copy_kind=CopyKind.FAMILY, has_left=True)

    def asked(*people: Person) -> CopiesAgain | None:
        return copies_to_decide_again(ChildFile(id="c", child=child, people=people), ORDER)

    assert asked(tom) is None
    one, two = asked(dana, tom), asked(dana, replace(tom, has_left=False))
    assert one is not None
    assert two is not None
    assert (one.people, one.what, one.on) == ((dana,), "placement order", ORDER)
    assert one.sentence.replace("\u00a0", " ") == (
        "One copy was decided before the placement order of 20 November 2026. Decide again who gets which."
    )
    assert two.sentence.startswith("2 copies were decided before")
