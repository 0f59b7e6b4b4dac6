"""Brothers and sisters at one meeting, on a real store: chosen, held together, and a record for each at the end."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.attendance import Participation, Presence
from cpm_desktop.domain.captures import Action, Decision, Disclosure, Note, Outcome, Status, View
from cpm_desktop.domain.child import Child, CopyKind, ParentalResponsibility, Person
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.due import DueKind
from cpm_desktop.domain.errors import InvalidDetail, WrongStage
from cpm_desktop.domain.meeting import Meeting, NextMeeting, ReadBackResult, Stage
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.record import record_json
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.calling_again import reconvene
from cpm_desktop.services.capturing import keep_capture
from cpm_desktop.services.caseload import CaseloadLine, caseload, due_of
from cpm_desktop.services.child_overview import overview
from cpm_desktop.services.closing import end, mark_read_back, owed, take_up_again
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.discussing import record_note
from cpm_desktop.services.editing import NothingToUndo
from cpm_desktop.services.holding import chips, mark_presence, start
from cpm_desktop.services.item_work import answer, review_carried, set_next_meeting, set_participation
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.next_meeting import follow_next_meeting
from cpm_desktop.services.papers import agenda_pdf, minutes_paper
from cpm_desktop.services.siblings import add_sibling, children_at, remove_sibling, sibling_choices
from cpm_desktop.services.splitting import part_records, records_of_siblings
from cpm_desktop.services.week import week
from tests.paper_text import bare, printed_text

MIA = "mia-of-the-averys"
SECRETS_OF_KAI = ("Kai was frightened", "Kai said it himself", "Kai’s own action", "Kai took part by drawing")
SECRETS_OF_MIA = (
    "Mia was frightened",
    "Mia said it herself",
    "Mia’s own action",
    "Mia took part by telephone",
    "Mum sees Mia supervised",
    "Mia’s old action",
    "Mia’s disclosure",
)


@pytest.fixture
def mia(desk: Desk) -> str:
    child = Child(id=MIA, name="Mia Avery", known_as="Mia", date_of_birth=dt.date(2016, 4, 2))
    identifier = add_child(desk, child)
    file = desk.child(identifier)
    mother = Person(
        id="mia-mother",
        name="Dana Avery",
        role="Mother",
        role_id="mother",
        parental_responsibility=ParentalResponsibility.YES,
        contact_restriction="Mum sees Mia supervised",
        copy_kind=CopyKind.FAMILY,
        copy_decided_by="Priya Nair",
    )
    keep(file, mother)
    keep(
        file,
        Action(id="old-action", text="Mia’s old action", owner="Dana Avery", made_on=dt.date(2026, 9, 1)),
    )
    return identifier


@pytest.fixture
def held(desk: Desk, meeting_id: str, mia: str) -> str:
    """Hold the meeting about Kai and Mia, with something shared and something private of each; it has ended."""
    add_sibling(desk, meeting_id, mia)
    start(desk, meeting_id)
    meeting = desk.meeting(meeting_id).value
    people = {child.id: person_of(desk, child.id) for child in meeting.children}
    item = meeting.facts.current_item
    for who in (*people.values(), *(one.id for one in meeting.attendees if one.is_invited)):
        mark_presence(desk, meeting_id, who, Presence.PRESENT)
    kai = meeting.facts.child_id
    record_note(desk, meeting_id, item, "", "Both children like the new house")
    for child, name, himself in ((kai, "Kai", "himself"), (mia, "Mia", "herself")):
        note = Note(id=f"note-{name}", item=item, child_id=child, text=f"{name} was frightened")
        view = View(id=f"view-{name}", item=item, of=people[child], words=f"{name} said it {himself}")
        own = Action(id=f"action-{name}", item=item, child_id=child, text=f"{name}’s own action", owner="Joy")
        for capture in (note, view, own):
            keep_capture(desk, meeting_id, capture)
    shared = Decision(id="shared", item=item, text="They stay together", reason="Both want to")
    keep_capture(desk, meeting_id, shared)
    told = Disclosure(id="told", item=item, child_id=mia, words="Mia’s disclosure", told="Priya Nair")
    keep_capture(desk, meeting_id, told)
    set_participation(desk, meeting_id, people[kai], Participation.PRESENT, "Kai took part by drawing")
    set_participation(desk, meeting_id, people[mia], Participation.PRESENT, "Mia took part by telephone")
    review_carried(desk, meeting_id, "old-action", status=Status.IN_PROGRESS, note="Half of Mia’s old action")
    end(desk, meeting_id)
    return meeting_id


def person_of(desk: Desk, child_id: str) -> str:
    return next(person.id for person in desk.child(child_id).value.people if person.is_child)


def records(desk: Desk, meeting_id: str) -> tuple[Meeting, Meeting]:
    (other,) = part_records(desk, meeting_id)
    return desk.meeting(meeting_id).value, desk.meeting(other).value


def test_a_further_child_stands_on_the_list_and_leaves_it(desk: Desk, meeting_id: str, mia: str) -> None:
    first = next(one for one in sibling_choices(desk, desk.meeting(meeting_id).value) if one.child_id == mia)
    assert first.is_likely
    add_sibling(desk, meeting_id, mia)
    meeting = desk.meeting(meeting_id).value
    assert meeting.facts.siblings == (mia,)
    assert [person.name for person in meeting.attendees if person.is_child] == ["Kai Avery", "Mia Avery"]
    remove_sibling(desk, meeting_id, mia)
    meeting = desk.meeting(meeting_id).value
    assert meeting.facts.siblings == ()
    assert [person.name for person in meeting.attendees if person.is_child] == ["Kai Avery"]


def test_the_agenda_names_every_child_and_what_is_open_of_each(desk: Desk, meeting_id: str, mia: str) -> None:
    add_sibling(desk, meeting_id, mia)
    text = bare(printed_text(agenda_pdf(desk, meeting_id)))
    assert bare("Kai Avery and Mia Avery") in text
    assert bare("Kai and Mia’s views") in text
    assert bare("Mia: Mia’s old action") in text
    remove_sibling(desk, meeting_id, mia)
    assert "Mia" not in printed_text(agenda_pdf(desk, meeting_id))


def test_who_a_meeting_is_about_is_chosen_before_it_starts(desk: Desk, meeting_id: str, mia: str) -> None:
    with pytest.raises(InvalidDetail):
        add_sibling(desk, meeting_id, desk.meeting(meeting_id).value.facts.child_id)
    start(desk, meeting_id)
    with pytest.raises(InvalidDetail):
        add_sibling(desk, meeting_id, mia)


def test_the_meeting_holds_every_child_and_what_is_open_of_each(
    desk: Desk, meeting_id: str, mia: str
) -> None:
    add_sibling(desk, meeting_id, mia)
    start(desk, meeting_id)
    meeting = desk.meeting(meeting_id).value
    assert [called for _, called in children_at(meeting)] == ["Kai", "Mia"]
    assert {item.id: item.child_id for item in meeting.carried}["old-action"] == mia
    assert [chip.name for chip in chips(desk, meeting) if chip.name in {"Kai", "Mia"}] == ["Kai", "Mia"]


def test_no_child_s_record_or_paper_holds_another_s_private_part(desk: Desk, held: str) -> None:
    for record, secrets, own in zip(
        records(desk, held), (SECRETS_OF_MIA, SECRETS_OF_KAI), (SECRETS_OF_KAI, SECRETS_OF_MIA), strict=True
    ):
        texts = [record_json(record), str(minutes_paper(desk, record, Reader(ReaderKind.FILE)))]
        kinds = (ReaderKind.PROFESSIONAL, ReaderKind.FAMILY, ReaderKind.CHILD)
        readers = [
            Reader(kind, person.id)
            for person in record.attendees
            for kind in kinds
            if kind is not ReaderKind.CHILD or person.is_child
        ]
        texts += [str(minutes_paper(desk, record, reader)) for reader in readers]
        for text in texts:
            assert [secret for secret in secrets if secret in text] == []
        for secret in own:
            assert secret in texts[0]
        assert all("They stay together" in text for text in texts[:2])
        assert "Both children like the new house" in texts[1]


def test_a_different_view_on_what_is_one_child_s_own_stays_with_that_child(desk: Desk, held: str) -> None:
    who = next(one.id for one in desk.meeting(held).value.attendees if not one.is_child)
    mark_read_back(desk, held, "action-Kai", ReadBackResult.NOT_AGREED, (who,), "It is too soon for him")
    lead, other = records(desk, held)
    assert [one.about for one in lead.disagreements] == ["Kai’s own action"]
    assert (other.disagreements, other.positions) == ((), ())
    assert "too soon" not in record_json(other)


def test_each_record_is_a_meeting_of_its_child(desk: Desk, held: str, mia: str) -> None:
    lead, other = records(desk, held)
    assert [child.id for child in lead.children] == [lead.facts.child_id]
    assert (other.facts.child_id, other.facts.split_from, other.facts.stage) == (mia, held, Stage.ENDED)
    assert [child.called() for child in other.children] == ["Mia"]
    mother = next(person for person in other.attendees if person.name == "Dana Avery")
    assert mother.contact_restriction == "Mum sees Mia supervised"
    assert records_of_siblings(desk, lead) == (("Mia", other.id),)
    assert other.id in {line.id for line in desk.wait(desk.store.meetings_of(mia))}


def test_open_items_and_outcomes_go_to_the_child_whose_they_are(desk: Desk, held: str, mia: str) -> None:
    lead, other = records(desk, held)
    kais = {item.id for item in desk.wait(desk.store.open_items(lead.facts.child_id))}
    mias = {item.id: item.carried for item in desk.wait(desk.store.open_items(mia))}
    assert "action-Kai" in kais
    assert not {"action-Mia", "old-action"} & kais
    assert {"action-Mia", "old-action"} <= set(mias)
    assert "action-Kai" not in mias
    assert mias["old-action"] == 1
    assert [outcome.of_item for outcome in other.outcomes] == ["old-action"]
    assert "old-action" not in {outcome.of_item for outcome in lead.outcomes}
    assert desk.wait(desk.store.check()).is_whole()


@pytest.mark.rule("record.previous-actions")
def test_what_became_of_an_action_agreed_for_all_reaches_each_child_s_record(
    desk: Desk, held: str, mia: str
) -> None:
    take_up_again(desk, held)
    item = desk.form_of(desk.meeting(held).value).agenda[0].id
    for identifier in ("for-all", "for-kai-by-now"):
        keep_capture(desk, held, Action(id=identifier, item=item, text="Find a swimming class", owner="Joy"))
    end(desk, held)
    facts = records(desk, held)[0].facts
    done = Outcome(id="o", of_item="for-kai-by-now", status=Status.DONE, made_on=desk.today())
    desk.child(mia).perform(Record(entity=done))
    again = new_meeting(desk, facts.child_id, facts.form_id, dt.date(2026, 12, 24), None)
    add_sibling(desk, again, mia)
    start(desk, again)
    assert [item.id for item in desk.meeting(again).value.carried].count("for-all") == 1
    for identifier in ("for-all", "for-kai-by-now"):
        review_carried(desk, again, identifier, status=Status.DONE, note="Every Monday")
    end(desk, again)
    lead, other = records(desk, again)
    said = [(one.of_item, one.note) for one in other.outcomes]
    assert said == [("for-all", "Every Monday")]
    assert [(item.text, item.child_id) for item in other.carried if item.id == "for-all"] == [
        ("Find a swimming class", "")
    ]
    assert {one.of_item for one in lead.outcomes} == {"for-all", "for-kai-by-now"}
    for child in (lead.facts.child_id, mia):
        still = {item.id for item in desk.wait(desk.store.open_items(child)) if item.is_open}
        assert "for-all" not in still
    assert desk.wait(desk.store.check()).is_whole()


def test_each_record_is_closed_by_itself(desk: Desk, held: str) -> None:
    lead, other = records(desk, held)
    assert owed(desk, lead.id).debts
    assert owed(desk, other.id).debts
    take_up_again(desk, other.id)
    assert desk.meeting(lead.id).value.facts.stage is Stage.ENDED


def test_the_next_meeting_is_about_both_again(desk: Desk, meeting_id: str, mia: str) -> None:
    add_sibling(desk, meeting_id, mia)
    start(desk, meeting_id)
    agreed = NextMeeting(id="next", date=dt.date(2027, 1, 12), starts_at=dt.time(10), venue="School")
    set_next_meeting(desk, meeting_id, agreed)
    end(desk, meeting_id)
    lead, _ = records(desk, meeting_id)
    following = desk.meeting(lead.next_meetings[0].meeting_id)
    assert following.value.facts.siblings == (mia,)
    start(desk, following.value.id)
    assert [child.called() for child in following.value.children] == ["Kai", "Mia"]
    assert sum(person.is_child for person in following.value.attendees) == 2


def line_of(desk: Desk, child_id: str) -> CaseloadLine:
    return next(line for line in caseload(desk) if line.child_id == child_id)


def held_until(desk: Desk, meeting_id: str, mia: str, day: dt.date | None) -> Meeting:
    """Hold a meeting about both children that agreed on a day for the next one."""
    add_sibling(desk, meeting_id, mia)
    start(desk, meeting_id)
    set_next_meeting(desk, meeting_id, NextMeeting(id="next", date=day, starts_at=dt.time(10)))
    end(desk, meeting_id)
    return desk.meeting(meeting_id).value


@pytest.mark.rule("record.care-team-next-meeting")
def test_the_one_next_meeting_stands_on_the_caseload_line_and_file_of_each_child(
    desk: Desk, meeting_id: str, mia: str
) -> None:
    day = desk.today() + dt.timedelta(days=14)
    meeting = held_until(desk, meeting_id, mia, day)
    following, kai = meeting.next_meetings[0].meeting_id, meeting.facts.child_id
    for child, other in ((kai, "Mia"), (mia, "Kai")):
        assert line_of(desk, child).planned_meeting_id == following
        booked = [thing for thing in due_of(desk, child) if thing.kind is DueKind.BOOKED]
        assert [thing.meeting_id for thing in booked] == [following]
        (record,) = [one for one in overview(desk, child).records if one.meeting_id == following]
        assert record.detail.startswith(f"Together with {other}")
    days = [*week(desk).days, *week(desk).following]
    entries = [one for each in days for one in each.entries if one.meeting_id == following]
    assert [one.text.partition(" · ")[0] for one in entries] in ([], ["Kai A., Mia A."])

    _, other_record = records(desk, meeting_id)
    follow_next_meeting(desk, other_record.id)
    linked = desk.meeting(other_record.id).value.next_meetings[0].meeting_id
    assert linked == following, "parted, both records still agree on the one meeting"
    for child in (kai, mia):
        planned = [line for line in desk.wait(desk.store.meetings_of(child)) if line.stage is Stage.PREPARED]
        assert [line.id for line in planned if line.id != following] == []
    start(desk, following)
    assert line_of(desk, mia).live_meeting_id == line_of(desk, kai).live_meeting_id == following


@pytest.mark.rule("record.care-team-next-meeting")
def test_a_child_for_whom_another_day_is_agreed_after_the_parting_meets_alone(
    desk: Desk, meeting_id: str, mia: str
) -> None:
    day, other_day = dt.date(2027, 1, 12), dt.date(2027, 1, 19)
    meeting = held_until(desk, meeting_id, mia, day)
    shared = meeting.next_meetings[0].meeting_id
    lead, other = records(desk, meeting_id)
    set_next_meeting(desk, other.id, dataclasses.replace(other.next_meetings[0], date=other_day))
    follow_next_meeting(desk, other.id)
    own = desk.meeting(other.id).value.next_meetings[0].meeting_id
    assert own != shared
    assert (desk.meeting(own).value.facts.child_id, desk.meeting(own).value.facts.date) == (mia, other_day)
    assert desk.meeting(shared).value.facts.siblings == ()
    assert desk.meeting(shared).value.facts.date == day
    assert line_of(desk, mia).planned_meeting_id == own
    assert line_of(desk, lead.facts.child_id).planned_meeting_id == shared


@pytest.mark.rule("record.care-team-next-meeting")
def test_where_the_first_child_s_day_is_moved_after_the_parting_the_other_keeps_hers(
    desk: Desk, meeting_id: str, mia: str
) -> None:
    day, moved = dt.date(2027, 1, 12), dt.date(2027, 1, 19)
    shared = held_until(desk, meeting_id, mia, day).next_meetings[0].meeting_id
    lead, other = records(desk, meeting_id)
    set_next_meeting(desk, lead.id, dataclasses.replace(lead.next_meetings[0], date=moved))
    follow_next_meeting(desk, lead.id)
    own = desk.meeting(other.id).value.next_meetings[0].meeting_id
    assert desk.meeting(shared).value.facts.date == moved
    assert desk.meeting(shared).value.facts.siblings == ()
    assert (desk.meeting(own).value.facts.child_id, desk.meeting(own).value.facts.date) == (mia, day)


@pytest.mark.rule("record.care-team-next-meeting")
def test_a_next_meeting_of_another_kind_is_about_both_with_the_care_team_of_each(
    desk: Desk, child_id: str, mia: str
) -> None:
    for file, name, identifier in ((child_id, "Ida Moss", "ida"), (mia, "Ola Reed", "ola")):
        person = Person(id=identifier, name=name, role="Youth worker", is_care_team_member=True)
        keep(desk.child(file), person)
    planning = new_meeting(desk, child_id, "inter-agency-planning", desk.today(), dt.time(9))
    held_until(desk, planning, mia, desk.today() + dt.timedelta(days=10))
    following = desk.meeting(desk.meeting(planning).value.next_meetings[0].meeting_id).value
    assert (following.facts.form_id, following.facts.siblings) == ("care-team", (mia,))
    assert sorted(one.name for one in following.attendees if one.is_invited and not one.is_child) == [
        "Ida Moss",
        "Ola Reed",
        "Priya Nair",
    ]
    assert [one.name for one in following.attendees if one.is_child] == ["Kai Avery", "Mia Avery"]
    assert line_of(desk, mia).planned_meeting_id == following.id


def test_a_reconvened_meeting_is_about_both_again(desk: Desk, held: str, mia: str) -> None:
    records(desk, held)
    again = desk.meeting(reconvene(desk, held, "A new assessment came in")).value
    assert again.facts.siblings == (mia,)
    assert [person.name for person in again.attendees if person.name == "Mia Avery"] == ["Mia Avery"]
    assert [person.name for person in again.attendees if person.is_child] == ["Kai Avery", "Mia Avery"]


def test_parting_cannot_be_undone_and_is_done_once(desk: Desk, held: str) -> None:
    lead, _ = records(desk, held)
    assert part_records(desk, held) == ()
    with pytest.raises(NothingToUndo):
        desk.meeting(held).undo()
    assert desk.meeting(held).value == lead


def test_a_parted_meeting_is_not_taken_up_again_for_one_child_alone(desk: Desk, held: str) -> None:
    records(desk, held)
    with pytest.raises(WrongStage, match="a record of their own already"):
        take_up_again(desk, held)
    assert desk.meeting(held).value.facts.stage is Stage.ENDED


def test_parting_goes_on_where_it_was_interrupted(desk: Desk, held: str) -> None:
    whole = desk.meeting(held).value
    (other,) = part_records(desk, held)
    first = desk.meeting(other).value
    desk.meeting(held)._value = whole  # as if the laptop had stopped between
    assert part_records(desk, held) == (other,)
    assert desk.meeting(other).value == first


def test_a_meeting_about_one_child_is_left_as_it_is(desk: Desk, meeting_id: str) -> None:
    start(desk, meeting_id)
    answer(desk, meeting_id, "changes", "significant-event", "no")
    end(desk, meeting_id)
    before = desk.meeting(meeting_id).value
    assert part_records(desk, meeting_id) == ()
    assert dataclasses.asdict(desk.meeting(meeting_id).value.facts) == dataclasses.asdict(before.facts)
