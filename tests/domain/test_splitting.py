"""Brothers and sisters at one meeting: no child's record holds another's private part, whatever was said of whom."""

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Participation, Presence
from cpm_desktop.domain.captures import (
    Action,
    Capture,
    Decision,
    Disagreement,
    Disclosure,
    Note,
    Outcome,
    Position,
    Status,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import Child, ChildFile, Person
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.handover import ChildsLine
from cpm_desktop.domain.meeting import (
    Answer,
    CarriedItem,
    GivenReason,
    Meeting,
    MeetingFacts,
    Paper,
    ReadBackMark,
    Stage,
)
from cpm_desktop.domain.reading_limits import ReadingLimit, limit_key, limit_on
from cpm_desktop.domain.record import record_json
from cpm_desktop.domain.situation import of_further_child
from cpm_desktop.domain.splitting import SIBLING, KeepOwnPart, OwnPart, own_part, record_of_sibling

AT = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
KAI, MIA, ZOE = "a" * 32, "b" * 32, "c" * 32
KAI_HIMSELF, MIA_HERSELF, ZOE_HERSELF = "1" * 32, "2" * 32, "3" * 32
MUM = "4" * 32
CHILDREN = {KAI: KAI_HIMSELF, MIA: MIA_HERSELF, ZOE: ZOE_HERSELF}
CAPTURES: tuple[type[Capture], ...] = (Note, View, Decision, Action, UnmetNeed, Disagreement, Disclosure)
SHELVES = {
    Note: "notes",
    View: "views",
    Decision: "decisions",
    Action: "actions",
    UnmetNeed: "unmet_needs",
    Disagreement: "disagreements",
    Disclosure: "disclosures",
}
owners = st.sampled_from(["", KAI, MIA, ZOE])


def private(owner: str, what: str) -> str:
    """Return words that may stand in the record of their owner only; shared ones bear no child."""
    return f"<{owner or 'shared'}:{what}>"


def filled(cls: type[Entity], identifier: str, owner: str, **details: object) -> Entity:
    """Return an entity each of whose free texts says whose it is."""
    values: dict[str, object] = {
        field.name: private(owner, f"{identifier}.{field.name}")
        for field in dataclasses.fields(cls)
        if field.type in (str, "str") and field.name not in {"id", "item", "child_id", "born_in", *details}
    }
    return cls(id=identifier, **(values | details))  # type: ignore[arg-type]  # texts and the details given


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    kept: dict[str, list[Entity]] = {shelf: [] for shelf in SHELVES.values()}
    positions, reasons, marks, outcomes = [], [], [], []
    for number, owner in enumerate(draw(st.lists(owners, max_size=14))):
        cls = CAPTURES[number % len(CAPTURES)]
        identifier = f"{number:032x}"
        held = filled(cls, identifier, owner, child_id=owner)
        kept[SHELVES[cls]].append(held)
        reasons.append(GivenReason(id=f"action-complete.{identifier}.due", text=private(owner, "reason")))
        marks.append(ReadBackMark(id=identifier, words=private(owner, "mark")))
        if cls is Disagreement:
            positions.append(
                Position(id=f"p{number}", disagreement=identifier, who=MUM, says=private(owner, "position"))
            )
    answers = [
        Answer(id=f"q{number}", item="x", question="q", subject=subject, value=private(owner, "answer"))
        for number, owner in enumerate(draw(st.lists(owners, max_size=6)))
        for subject in ({CHILDREN.get(owner, ""), owner} if number % 2 else {owner})
    ]
    carried = []
    for number, owner in enumerate(draw(st.lists(st.sampled_from([KAI, MIA, ZOE]), max_size=6))):
        identifier = f"c{number:031x}"
        carried.append(
            filled(CarriedItem, identifier, owner, child_id="" if owner == KAI else owner, what="action")
        )
        outcomes.append(
            Outcome(id=f"o{number}", of_item=identifier, status=Status.DONE, note=private(owner, "outcome"))
        )
    papers = [
        filled(Paper, f"d{number}", owner, child_id=owner)
        for number, owner in enumerate(draw(st.lists(owners, max_size=4)))
    ]
    people = [
        Attendee(
            id=person,
            name=f"Child {child[:1]}",
            is_child=True,
            participation=Participation.PRESENT,
            participation_note=private(child, "participation"),
            access_needs=private(child, "needs"),
            copy_reason=private(child, "copy"),
            contact_restriction=private(child, "contact"),
        )
        for child, person in CHILDREN.items()
    ]
    people.append(Attendee(id=MUM, name="Dana Avery", contact_restriction=private(KAI, "of-mum")))
    came = draw(st.lists(st.sampled_from([*CHILDREN.values()]), unique=True))
    return Meeting(
        id="e" * 32,
        facts=MeetingFacts(id="e" * 32, child_id=KAI, siblings=(MIA, ZOE), stage=Stage.ENDED, date=AT.date()),
        children=tuple(Child(id=child, name=private(child, "name")) for child in CHILDREN),
        attendees=tuple(people),
        attendance=tuple(AttendanceEvent(id=who, who=who, presence=Presence.PRESENT, at=AT) for who in came),
        answers=tuple(answers),
        carried=tuple(carried),  # type: ignore[arg-type]  # made as carried items above
        outcomes=tuple(outcomes),
        papers=tuple(papers),  # type: ignore[arg-type]  # made as papers above
        positions=tuple(positions),
        given_reasons=tuple(reasons),
        read_back=tuple(marks),
        **{shelf: tuple(held) for shelf, held in kept.items()},  # type: ignore[arg-type]  # by shelf
    )


def part_of(meeting: Meeting, child: str) -> OwnPart:
    return own_part(meeting, child, [person for other, person in CHILDREN.items() if other != child])


def records_of(meeting: Meeting) -> dict[str, str]:
    """Return each child's record as JSON."""
    own = KeepOwnPart(people=(MIA_HERSELF, ZOE_HERSELF)).apply_to(meeting)
    made = {KAI: record_json(own)}
    for child in (MIA, ZOE):
        mother = Person(id=f"f{MUM[1:]}", name="dana avery", contact_restriction=private(child, "of-mum"))
        file = ChildFile(id=child, child=Child(id=child), people=(mother,))
        made[child] = record_json(
            record_of_sibling(meeting, child[::-1] + "0", file, part_of(meeting, child))
        )
    return made


@given(meetings())
def test_no_record_holds_another_child_s_private_part(meeting: Meeting) -> None:
    for child, record in records_of(meeting).items():
        for other in CHILDREN:
            if other != child:
                assert private(other, "")[:-1] not in record


@given(meetings())
def test_every_record_holds_what_is_shared_and_the_child_s_own(meeting: Meeting) -> None:
    records = records_of(meeting)
    captures = [one for shelf in SHELVES.values() for one in getattr(meeting, shelf)]
    for child, record in records.items():
        for capture in captures:
            assert (f'"{capture.id}"' in record) == (capture.child_id in ("", child))
        assert private(child, "name") in record


@given(meetings())
def test_parting_twice_changes_nothing(meeting: Meeting) -> None:
    command = KeepOwnPart(people=(MIA_HERSELF, ZOE_HERSELF))
    once = command.apply_to(meeting)
    assert command.apply_to(once) == once


@given(meetings())
def test_another_child_stands_among_the_people_by_name_alone(meeting: Meeting) -> None:
    own = KeepOwnPart(people=(MIA_HERSELF, ZOE_HERSELF)).apply_to(meeting)
    came = {event.who for event in meeting.attendance}
    for person in own.attendees:
        if person.id in (MIA_HERSELF, ZOE_HERSELF):
            assert person.role == SIBLING
            assert not person.is_child
    there = {person.id for person in own.attendees}
    assert came <= there


def test_what_is_kept_from_readers_goes_with_the_record_that_holds_it() -> None:
    notes = (Note(id="own", child_id=MIA, text="x"), Note(id="shared", text="y"))
    limits = tuple(ReadingLimit(id=f"note {each.id}", of_kind="note", of=each.id) for each in notes)
    lines = tuple(ChildsLine(id=each.id, words="plain") for each in notes)
    meeting = Meeting(
        id="m",
        facts=MeetingFacts(id="m", child_id=KAI, siblings=(MIA,), stage=Stage.ENDED),
        children=(Child(id=KAI), Child(id=MIA)),
        notes=notes,
        limits=limits,
        childs_lines=lines,
    )
    kept = KeepOwnPart(people=(MIA_HERSELF,)).apply_to(meeting)
    assert (kept.limits, kept.childs_lines) == (limits[1:], lines[1:])
    file = ChildFile(id=MIA, child=Child(id=MIA))
    assert record_of_sibling(meeting, "n", file, own_part(meeting, MIA, ())).limits == limits


def test_an_earlier_answer_stays_kept_from_readers_in_the_record_of_the_child_whose_it_is() -> None:
    told = of_further_child(CarriedItem(id="answer.home", what="answer", text="with an aunt"), MIA)
    limit = ReadingLimit(id=limit_key("carried_item", told.id), of_kind="carried_item", of=told.id)
    meeting = Meeting(
        id="m",
        facts=MeetingFacts(id="m", child_id=KAI, siblings=(MIA,), stage=Stage.ENDED),
        children=(Child(id=KAI), Child(id=MIA)),
        carried=(told,),
        limits=(limit,),
    )
    file = ChildFile(id=MIA, child=Child(id=MIA))
    kept = record_of_sibling(meeting, "n", file, own_part(meeting, MIA, ()))
    (held,) = kept.carried
    assert limit_on(kept.limits, "carried_item", held.id) is not None


def test_a_child_s_own_words_are_not_shared_by_forgetting_to_say_whose() -> None:
    words = View(id="v", of=MIA_HERSELF, words="I do not want to go back")
    meeting = Meeting(
        id="m",
        facts=MeetingFacts(id="m", child_id=KAI, siblings=(MIA,), stage=Stage.ENDED),
        children=(Child(id=KAI), Child(id=MIA)),
        attendees=(Attendee(id=MIA_HERSELF, name="Mia", is_child=True),),
        views=(words,),
    )
    assert KeepOwnPart(people=(MIA_HERSELF,)).apply_to(meeting).views == ()
    file = ChildFile(id=MIA, child=Child(id=MIA))
    kept = record_of_sibling(meeting, "n", file, own_part(meeting, MIA, ()))
    assert kept.views == (words,)
