"""Somebody who may not be named to a reader is named to them by no paper, nor is an address that is withheld."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Action, Decision
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import Put, change
from cpm_desktop.domain.meeting import AgendaProgress, NextMeeting
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit
from cpm_desktop.domain.standing_limits import key_of_person
from cpm_desktop.domain.unnamed_venue import UNTOLD
from cpm_desktop.services.carrying import carried_items
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import start
from cpm_desktop.services.other_papers import PaperOffer, paper_offers, tree_of
from cpm_desktop.services.papers import FILE_READER, minutes_paper
from cpm_desktop.services.preparing import invitations
from cpm_desktop.services.siblings import add_sibling
from tests.paper_text import texts_of
from tests.services.a_record import HELD_ON, a_desk, enter_kai, everybody, hold, prepare, sign, value_of

pytestmark = pytest.mark.rule("after.copy-for-each-reader")
STANDARD = "cla-standard"
HOME = "14 Mallard Row, Northbeck"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    yield made
    made.close()


def limit(who: str, kind: LimitKind, *not_for: str) -> ReadingLimit:
    return ReadingLimit(
        id=key_of_person(who), of_kind=Attendee.kind, of=who, limit=kind, not_for=not_for, reason="Asked for."
    )


def said(desk: Desk, meeting_id: str, key: str) -> str:
    offer: PaperOffer = next(each for each in paper_offers(desk, meeting_id) if each.key == key)
    paper = tree_of(desk, meeting_id, offer)
    return "\n".join((*texts_of(paper), paper.header, paper.footer)).replace("\u00a0", " ")


def minutes_for(desk: Desk, meeting_id: str, reader: Reader) -> str:
    return "\n".join(texts_of(minutes_paper(desk, value_of(desk, meeting_id), reader)))


def set_facts(desk: Desk, meeting_id: str, **details: object) -> None:
    desk.meeting(meeting_id).perform(change(value_of(desk, meeting_id).facts, **details))


def calendar_text(desk: Desk, meeting_id: str, who: str) -> str:
    content = next(each.content for each in invitations(desk, meeting_id) if each.attendee_id == who)
    return content.decode().replace("\r\n ", "")


def with_carried_action(desk: Desk, owner: str) -> tuple[str, str]:
    """Return the child and a prepared meeting that takes over an action from one before."""
    child_id = enter_kai(desk)
    action = Action(id="act", item="x", text="Read with him", owner=owner, due=dt.date(2026, 12, 1))
    guest = Attendee(id="gil", name="Gil West", role="Neighbour")
    people = (*everybody(desk, child_id, ("priya", "tess")), guest)
    kept = (limit("gil", LimitKind.PROFESSIONALS),)
    sign(desk, child_id, STANDARD, actions=(action,), attendees=people, limits=kept)
    return child_id, prepare(desk, child_id, STANDARD, HELD_ON + dt.timedelta(days=30))


def test_the_agenda_on_the_table_names_nobody_who_is_kept_from_anybody(desk: Desk) -> None:
    _, meeting_id = with_carried_action(desk, "Tess Hill")
    form = desk.form_of(value_of(desk, meeting_id))
    first, second = [item.id for item in form.agenda if not item.is_advice][:2]
    for item, note in ((first, "NOTED: Tess saw him"), (second, "NOTED: all is well")):
        desk.meeting(meeting_id).perform(Put(entity=AgendaProgress(id=item, prepared_note=note)))
    set_facts(desk, meeting_id, recorder="tess", venue="The hall, Tess Hill’s school")
    before = said(desk, meeting_id, "AGENDA.")
    assert before.count("Tess") == 5
    desk.meeting(meeting_id).perform(Put(entity=limit("tess", LimitKind.NAMED, "dana")))
    after = said(desk, meeting_id, "AGENDA.")
    assert "Tess" not in after
    assert "Sara Boyd, service manager" in after
    assert "NOTED: all is well" in after
    assert "Read with him" in after
    assert "Tess" not in said(desk, meeting_id, "ATTENDANCE.")


def test_an_invitation_names_its_sender_to_those_only_who_may_read_about_them(desk: Desk) -> None:
    meeting_id = prepare(desk, enter_kai(desk), STANDARD, invited=("priya", "sara", "dana", "tess"))
    desk.workplace().perform(change(desk.workplace().value.worker, telephone="01632 960199"))
    desk.meeting(meeting_id).perform(Put(entity=limit("priya", LimitKind.NAMED, "dana")))
    for words in ("Priya", "960199"):
        assert words in said(desk, meeting_id, "INVITATION.tess")
        assert words not in said(desk, meeting_id, "INVITATION.dana")
    assert "Tell the person who sent you this." in said(desk, meeting_id, "INVITATION.dana")
    assert "Priya" in calendar_text(desk, meeting_id, "tess")
    assert "Priya" not in calendar_text(desk, meeting_id, "dana")
    desk.meeting(meeting_id).perform(Put(entity=limit("priya", LimitKind.AUTHORITY)))
    assert "Priya" not in calendar_text(desk, meeting_id, "tess")
    assert "Priya" in calendar_text(desk, meeting_id, "sara")


def test_a_withheld_address_is_told_by_no_venue(desk: Desk) -> None:
    child_id = enter_kai(desk, placement_address=HOME)
    people = everybody(desk, child_id, ("priya", "dana", "joy"))
    people = tuple(replace(each, address=HOME) if each.id == "joy" else each for each in people)
    meeting_id = prepare(desk, child_id, STANDARD, attendees=people)
    following = NextMeeting(id="next", date=dt.date(2027, 1, 12), venue="14, Mallard Row")
    desk.meeting(meeting_id).perform(Put(entity=following))
    set_facts(desk, meeting_id, venue="Upstairs at 14 Mallard Row")
    keys = ("AGENDA.", "INVITATION.dana", "ATTENDANCE.")
    assert all("Mallard" in said(desk, meeting_id, key) for key in keys)
    for who in ("joy", "kai"):
        desk.meeting(meeting_id).perform(Put(entity=limit(who, LimitKind.ADDRESS)))
        assert [key for key in keys if "Mallard" in said(desk, meeting_id, key)] == []
        assert UNTOLD in said(desk, meeting_id, "INVITATION.dana")
        assert "Mallard" not in calendar_text(desk, meeting_id, "dana")
        own = "INVITATION.joy"
        assert ("Mallard" in said(desk, meeting_id, own)) is (who == "joy")
        if who == "joy":
            desk.meeting(meeting_id).undo()
    start(desk, meeting_id)
    assert "Mallard" in minutes_for(desk, meeting_id, FILE_READER)
    assert "Mallard" not in minutes_for(desk, meeting_id, Reader(ReaderKind.FAMILY, "dana"))


def test_a_place_in_somebodys_calendar_names_no_brother_or_sister(desk: Desk) -> None:
    meeting_id = prepare(desk, enter_kai(desk), STANDARD)
    mia = add_child(desk, Child(id="", name="Mia Avery", date_of_birth=dt.date(2018, 5, 2)))
    add_sibling(desk, meeting_id, mia)
    set_facts(desk, meeting_id, venue="The hall, Mia’s school")
    assert "LOCATION:The hall\r\n" in calendar_text(desk, meeting_id, "tess")


@pytest.mark.parametrize("owner", ["Tess Hill", "Gil West"])
def test_what_is_taken_over_names_nobody_to_more_people_than_before(desk: Desk, owner: str) -> None:
    child_id, meeting_id = with_carried_action(desk, owner)
    desk.child(child_id).perform(Put(entity=limit("tess", LimitKind.NAMED, "tom")))
    meeting = value_of(desk, meeting_id)
    if owner == "Tess Hill":  # who is on the list is left unnamed there
        assert [item.audience.value for item in carried_items(desk, meeting)] == ["everyone"]
        people = tuple(one for one in meeting.attendees if one.id != "tess")
        meeting = replace(meeting, attendees=people, limits=())
    (item,) = carried_items(desk, meeting)
    assert item.audience.value == ("file only" if owner == "Tess Hill" else "professionals")


def test_what_is_about_a_brother_or_sister_does_not_come_into_a_meeting_without_them(desk: Desk) -> None:
    child_id = enter_kai(desk)
    mia = add_child(desk, Child(id="", name="Mia Avery", date_of_birth=dt.date(2018, 5, 2)))
    actions = (
        Action(id="hers", item="x", text="Ring her school", owner="Tess Hill", child_id=mia),
        Action(id="his", item="x", text="Ring his school", owner="Tess Hill", child_id=child_id),
        Action(id="theirs", item="x", text="Write to both", owner="Tess Hill"),
    )
    proposal = Decision(id="prop", item="x", text="Move her", is_proposal_to_review=True, child_id=mia)
    facts = {"siblings": (mia,)}
    hold(desk, child_id, STANDARD, actions=actions, decisions=(proposal,), facts=facts)
    meeting_id = prepare(desk, child_id, "core-group", HELD_ON + dt.timedelta(days=30))
    assert {item.id for item in carried_items(desk, value_of(desk, meeting_id))} == {"his", "theirs"}
    assert "her" not in said(desk, meeting_id, "AGENDA.").split()
    add_sibling(desk, meeting_id, mia)
    whose = {item.id: item.child_id for item in carried_items(desk, value_of(desk, meeting_id))}
    assert whose == {"hers": mia, "prop": mia, "his": "", "theirs": ""}
    assert "Mia: Ring her school" in said(desk, meeting_id, "AGENDA.")
