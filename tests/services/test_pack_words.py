"""What a pack changes, and what both sides changed, is told by what people wrote, never by an id or a field's name."""

import dataclasses
import datetime as dt

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Decision,
    Disagreement,
    Note,
    Position,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import EarlierMeeting, Person
from cpm_desktop.domain.codec import to_plain
from cpm_desktop.domain.commands import Put, Record, change
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.legal_holds import LegalHold
from cpm_desktop.domain.meeting import AgendaProgress, Answer, CarriedItem, Paper, PaperState
from cpm_desktop.domain.merging import Conflict
from cpm_desktop.domain.packs import Pack
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit
from cpm_desktop.services.pack_merging import put_together
from cpm_desktop.services.pack_taking import look_into_pack
from cpm_desktop.services.pack_words import OpenQuestion, PackWords
from tests.services.two_laptops import TwoLaptops

TOLD: tuple[tuple[Entity, tuple[str, str]], ...] = (
    (Note(id="n1", text="Kai came."), ("Note", "Kai came.")),
    (View(id="v1", of="a1", words="I want to stay."), ("View", "I want to stay.")),
    (Attendee(id="a1", name="Lou Field"), ("Person at the meeting", "Lou Field")),
    (UnmetNeed(id="u1", need="A tutor", why="None is free."), ("Unmet need", "A tutor")),
    (UnmetNeed(id="u2", why="No place is free."), ("Unmet need", "No place is free.")),
    (Decision(id="d1", text="", reason="The panel met."), ("Decision", "The panel met.")),
    (Disagreement(id="g1", about="Contact"), ("Different view", "Contact")),
    (Position(id="p1", disagreement="g1", who="a1", says="Not yet."), ("Position", "Not yet.")),
    (Answer(id="w1", item="views", question="how", value="Well"), ("Answer", "Well")),
    (Answer(id="w2", item="views", question="who", value="a1"), ("Answer", "Lou Field")),
    (AgendaProgress(id="welcome", reason="Left for next time."), ("Agenda item", "Left for next time.")),
    (Paper(id="r1", title="School report"), ("Paper", "School report")),
    (CarriedItem(id="c1", what="action"), ("Item from before", "action")),
    (AttendanceEvent(id="e1", who="a1"), ("Attendance", "")),
)
TOLD_OF_THE_FILE: tuple[tuple[Entity, tuple[str, str]], ...] = (
    (Person(id="l1", name="Uma Grey"), ("Person", "Uma Grey")),
    (EarlierMeeting(id="f" * 32, title="A talk"), ("Earlier meeting", "A talk")),
    (LegalHold(id="h1", why="The court asked."), ("Legal hold", "The court asked.")),
)


def test_each_new_thing_is_told_by_what_it_says(two: TwoLaptops) -> None:
    two.handed_over()
    pack = two.to_worker()
    meeting, file = pack.meeting.value, pack.child.value
    together = put_together(two.worker, pack, {})
    for entity, _ in TOLD:
        from_there = Put(entity=entity)
        meeting = from_there.apply_to(meeting)
    for entity, _ in TOLD_OF_THE_FILE:
        file = Put(entity=entity).apply_to(file)
    sent = dataclasses.replace(
        pack,
        meeting=dataclasses.replace(pack.meeting, value=meeting),
        child=dataclasses.replace(pack.child, value=file),
    )
    words = PackWords(sent, dataclasses.replace(together, new_meeting=meeting, new_file=file))
    said = [(each.what, each.text) for each in words.differences() if each.how == "new"]
    assert sorted(said) == sorted(told for _, told in (*TOLD, *TOLD_OF_THE_FILE))
    back = PackWords(pack, dataclasses.replace(together, new_meeting=together.new_meeting))
    assert back.differences() == ()


def test_what_was_changed_or_taken_out_is_told_as_it_stood(two: TwoLaptops) -> None:
    two.worker.meeting(two.meeting_id).perform(Record(entity=Note(id="n1", text="Kai came.")))
    two.worker.meeting(two.meeting_id).perform(Record(entity=Action(id="ring", text="Ring the school")))
    two.handed_over()
    there = two.chair.meeting(two.meeting_id)
    told = {each.id: each for each in (*there.value.notes, *there.value.actions)}
    there.perform(change(told["n1"], text="Kai came and spoke."))
    there.perform(change(told["ring"], due=dt.date(2026, 12, 1)))
    look = look_into_pack(two.worker, two.to_worker())
    assert {(each.what, each.how, each.text) for each in look.differences} == {
        ("Note", "changed", "Kai came and spoke."),
        ("Action", "changed", "Ring the school"),
    }
    together = put_together(two.worker, two.to_worker(), {})
    bare = dataclasses.replace(together.new_meeting, notes=(), actions=together.meeting.value.actions)  # type: ignore[union-attr]  # it is here
    words = PackWords(two.to_worker(), dataclasses.replace(together, new_meeting=bare))
    assert ("Note", "taken out", "Kai came.") in [(d.what, d.how, d.text) for d in words.differences()]


def asked(two: TwoLaptops, pack: Pack, conflict: Conflict) -> OpenQuestion:
    together = put_together(two.worker, pack, {})
    (question,) = PackWords(pack, dataclasses.replace(together, conflicts=((), (conflict,)))).questions()
    return question


def test_questions_name_the_thing_and_the_detail_and_both_values(two: TwoLaptops) -> None:
    note = Note(id="n1", item="welcome", text="Kai came.", speaker="")
    two.worker.meeting(two.meeting_id).perform(Record(entity=note))
    two.handed_over()
    pack = two.to_worker()
    first, second = pack.meeting.value.attendees[:2]
    question = asked(two, pack, Conflict("note", "n1", "speaker", "", first.id, second.id))
    assert question.what.startswith("Note “Kai came.”: ")
    assert (question.key, question.mine, question.theirs) == ("note/n1/speaker", first.name, second.name)
    assert not question.allows_both
    text = asked(two, pack, Conflict("note", "n1", "text", "Kai came.", "He came.", "She came."))
    assert "“" not in text.what  # the words themselves are what is asked about
    assert (text.mine, text.theirs, text.allows_both) == ("He came.", "She came.", True)
    called = two.worker.child(two.child_id).value.child.called()
    about, *_ = (each for each in two.worker.form_of(pack.meeting.value).agenda if "{child}" in each.title)
    item = asked(two, pack, Conflict("note", "n1", "item", "welcome", about.id, "elsewhere"))
    assert (item.mine, item.theirs) == (about.title.replace("{child}", called), "elsewhere")
    whole = asked(two, pack, Conflict("note", "n1", "", to_plain(note), None, dict(to_plain(note))))
    assert (whole.what, whole.mine, whole.theirs) == ("Note “Kai came.”", "taken out", "Kai came.")


def test_something_open_from_before_that_stands_in_the_pack_alone_is_named_too(two: TwoLaptops) -> None:
    two.handed_over()
    pack = two.to_chair()
    gone, *_ = two.chair.meeting(two.meeting_id).value.carried
    two.chair.meeting(two.meeting_id).perform(change(gone, text="Find a club for boys"))
    assert gone.id in {each.id for each in pack.carried}
    item = dataclasses.replace(gone, text="Find a club")
    sent = dataclasses.replace(pack, carried=(item,))
    here = dataclasses.replace(
        put_together(two.chair, pack, {}),
        meeting=None,
        conflicts=((), (Conflict("carried_item", item.id, "", to_plain(gone), None, to_plain(item)),)),
    )
    (question,) = PackWords(sent, here).questions()
    assert question.what == "Item from before “Find a club”"


def test_two_files_of_one_name_are_told_apart_and_whose_copies_have_them(two: TwoLaptops) -> None:
    paper = Paper(id="r1", title="Report", file_name="a.png", file_hash="ab" * 32, size=2048)
    two.worker.meeting(two.meeting_id).perform(Record(entity=Paper(id="r1", title="Report")))
    two.handed_over()
    pack = two.to_worker()

    def told(**details: object) -> str:
        value = to_plain(dataclasses.replace(paper, **details))  # type: ignore[arg-type]  # by name
        names = ("file_hash", "file_name", "size", "audience", "state")
        row = {name: value[name] for name in names}
        return asked(two, pack, Conflict("paper", "r1", "file_hash", None, row, row)).theirs

    inside = {"state": PaperState.ATTACHED}
    assert told(**inside, audience=Audience.EVERYONE) == (
        "a.png, 2 kB (SHA-256 abababab …); for everyone with a copy"
    )
    assert told(**inside, audience=Audience.PROFESSIONALS).endswith("; for professionals")
    assert told(**inside, audience=Audience.FILE_ONLY).endswith("; for the file copy only")
    lacking = next(state for state in PaperState if state is not PaperState.ATTACHED)
    assert told(state=lacking) == f"a.png, 2 kB (SHA-256 abababab …); {lacking.value}"
    assert told(state=lacking, file_hash="", file_name="") == f"no file; {lacking.value}"


def test_a_limit_on_something_that_says_nothing_is_told_by_what_it_keeps(two: TwoLaptops) -> None:
    two.handed_over()
    pack = two.to_worker()
    limit = ReadingLimit(id="answer w9", of_kind="answer", of="w9", limit=LimitKind.PROFESSIONALS)
    sent = Put(entity=limit).apply_to(pack.meeting.value)
    given = dataclasses.replace(pack, meeting=dataclasses.replace(pack.meeting, value=sent))
    question = asked(two, given, Conflict("reading_limit", limit.id, "", None, None, dict(to_plain(limit))))
    assert question.what == "Limit on who may read “professionals only”"
    assert (question.mine, question.theirs) == ("taken out", "professionals only")
