"""Nothing that a reader may not have remains anywhere in what they are given."""

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain import reader as readers
from cpm_desktop.domain.aggregate import all_entities, shelves
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Presence
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Capture,
    Decision,
    Disagreement,
    Disclosure,
    Note,
    Outcome,
    Position,
    Sharing,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import Child, CopyKind
from cpm_desktop.domain.cleared import ClearedRecord
from cpm_desktop.domain.codec import field_types, to_plain
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.forms import AgendaItem, Form, Question, QuestionKind
from cpm_desktop.domain.handover import (
    ChildsLine,
    CopyPlan,
    CorrectionRequest,
    Endorsement,
    FollowUp,
    ManagerComment,
    Permission,
    PrintedCopy,
    Release,
)
from cpm_desktop.domain.meeting import (
    PREPARATION,
    AgendaProgress,
    Answer,
    CarriedItem,
    GivenReason,
    Meeting,
    MeetingFacts,
    Paper,
    ReadBackMark,
    Stage,
)
from cpm_desktop.domain.reader import (
    FILE_COPY_DETAILS,
    LeftOut,
    Reader,
    ReaderKind,
    WhyLeftOut,
    withholding_key,
)
from cpm_desktop.domain.reading_limits import ReadingLimit
from tests.domain.kinds_of_meeting import STANDARD, make_form

pytestmark = pytest.mark.rule("after.copy-for-each-reader")
FILE, PROFESSIONAL = Reader(ReaderKind.FILE), Reader(ReaderKind.PROFESSIONAL)
FAMILY, CHILD = Reader(ReaderKind.FAMILY), Reader(ReaderKind.CHILD)
KAI = Attendee(id="kai", name="Kai Avery", is_child=True)
DANA = Attendee(id="dana", name="Dana Avery", role="Mother")


def meeting(**shelf: object) -> Meeting:
    parts: dict[str, Any] = {"facts": MeetingFacts(id="m"), "attendees": (KAI, DANA), **shelf}
    return Meeting(id="m", **parts)


def seen_by(record: Meeting, reader: Reader, form: Form = STANDARD) -> Meeting:
    return readers.seen_by(record, reader, form, {})


def left_out(record: Meeting, reader: Reader, form: Form = STANDARD) -> tuple[LeftOut, ...]:
    return readers.left_out(record, reader, form, {})


def said(value: Meeting) -> str:
    return json.dumps([to_plain(entity) for entity in all_entities(value)])


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.EVERYONE, {FILE, PROFESSIONAL, FAMILY, CHILD}),
        (Audience.PROFESSIONALS, {FILE, PROFESSIONAL}),
        (Audience.FILE_ONLY, {FILE}),
    ],
)
def test_a_line_reaches_those_it_is_for(audience: Audience, readers: set[Reader]) -> None:
    record = meeting(decisions=(Decision(id="d", text="canary", audience=audience, for_child="canary"),))
    for reader in (FILE, PROFESSIONAL, FAMILY, CHILD):
        assert ("canary" in said(seen_by(record, reader))) is (reader in readers)


@pytest.mark.rule("record.child-centred")
@pytest.mark.parametrize(
    ("sharing", "readers"),
    [
        (Sharing.NOT_ASKED, {FILE}),
        (Sharing.CHAIR_ONLY, {FILE}),
        (Sharing.PROFESSIONALS, {FILE, PROFESSIONAL, CHILD}),
        (Sharing.EVERYONE, {FILE, PROFESSIONAL, FAMILY, CHILD}),
    ],
)
def test_the_childs_words_reach_those_the_child_agreed_to(sharing: Sharing, readers: set[Reader]) -> None:
    record = meeting(views=(View(id="v", of="kai", words="canary", sharing=sharing),))
    for reader in (FILE, PROFESSIONAL, FAMILY, CHILD):
        assert ("canary" in said(seen_by(record, reader))) is (reader in readers)


def test_sharing_binds_the_childs_words_only() -> None:
    record = meeting(views=(View(id="v", of="dana", words="He looks well."),))
    assert seen_by(record, FAMILY).views == record.views


def test_one_childs_words_stay_off_another_childs_copy() -> None:
    mia = Attendee(id="mia", name="Mia", is_child=True)
    words = View(id="v", of="mia", words="canary", sharing=Sharing.EVERYONE)
    record = meeting(attendees=(KAI, mia), views=(words,))
    assert seen_by(record, Reader(ReaderKind.CHILD, "mia")).views == (words,)
    assert seen_by(record, Reader(ReaderKind.CHILD, "kai")).views == ()


def test_addresses_and_contact_details_stand_on_the_file_copy_only() -> None:
    details = FILE_COPY_DETAILS["attendee"]
    hidden: dict[str, Any] = dict.fromkeys(details, "canary")
    person = dataclasses.replace(DANA, **hidden, participation_note="canary")
    child = Child(id="c", name="Kai Avery", placement="With Joy", placement_address="canary")
    plan = CopyPlan(
        id="dana", copy_kind=CopyKind.FAMILY, channel="canary", reason="canary", decided_by="canary"
    )
    record = meeting(attendees=(person,), children=(child,), copies=(plan,))
    assert seen_by(record, FILE) is record
    for reader in (PROFESSIONAL, FAMILY, CHILD):
        seen = seen_by(record, reader)
        assert "canary" not in said(seen)
        assert seen.children[0].placement == "With Joy"
        gone = {entry.field for entry in left_out(record, reader)}
        assert gone == {
            *details,
            "participation_note",
            "placement_address",
            "channel",
            "reason",
            "decided_by",
        }


@pytest.mark.rule("attend.family-as-partners")
def test_a_note_on_taking_part_is_shared_where_ticked() -> None:
    shared = dataclasses.replace(DANA, participation_note="By telephone", is_participation_note_shared=True)
    assert seen_by(meeting(attendees=(shared,)), FAMILY).attendees[0].participation_note == "By telephone"


def test_what_hangs_on_something_hidden_goes_with_it() -> None:
    record = meeting(
        disagreements=(Disagreement(id="x", about="canary", audience=Audience.PROFESSIONALS),),
        positions=(Position(id="p", disagreement="x", who="dana", says="canary"),),
        carried=(CarriedItem(id="a", text="canary", audience=Audience.FILE_ONLY),),
        outcomes=(Outcome(id="o", of_item="a", note="canary"),),
        read_back=(ReadBackMark(id="x", words="canary"), ReadBackMark(id="meeting")),
    )
    seen = seen_by(record, FAMILY)
    assert "canary" not in said(seen)
    assert [mark.id for mark in seen.read_back] == ["meeting"]
    assert {entry.id for entry in left_out(record, FAMILY)} == {"x", "p", "a", "o"}


def test_reasons_given_at_the_close_are_shared_where_ticked() -> None:
    ticked = GivenReason(id="k1", text="ticked", is_on_other_copies=True)
    record = meeting(given_reasons=(GivenReason(id="k2", text="canary"), ticked))
    assert seen_by(record, PROFESSIONAL).given_reasons == (ticked,)


def test_a_withheld_copy_shows_on_the_file_copy_only() -> None:
    plan = CopyPlan(id="dana", copy_kind=CopyKind.NONE, reason="canary")
    record = meeting(copies=(plan,), attendees=(dataclasses.replace(DANA, copy_kind=CopyKind.NONE),))
    seen = seen_by(record, PROFESSIONAL)
    assert seen.copies == ()
    assert seen.attendees[0].copy_kind is CopyKind.UNDECIDED


def test_preparation_stays_with_those_who_prepared() -> None:
    prepared = Note(id="n", text="canary", is_prepared=True)
    progress = AgendaProgress(id="health", prepared_note="canary", prepared_by="Priya Nair")
    record = meeting(notes=(prepared,), agenda=(progress,))
    assert "canary" not in said(seen_by(record, FAMILY))
    assert seen_by(record, PROFESSIONAL).agenda == (progress,)
    assert seen_by(record, PROFESSIONAL).notes == ()


def test_the_childs_copy_holds_what_was_put_into_words_for_it() -> None:
    told = Decision(id="d1", text="told", for_child="You choose a dentist.")
    record = meeting(decisions=(told, Decision(id="d2", text="canary")), notes=(Note(id="n", text="canary"),))
    assert seen_by(record, CHILD).decisions == (dataclasses.replace(told, text=""),)
    assert "canary" not in said(seen_by(record, CHILD))
    whole = {entry.why for entry in left_out(record, CHILD) if not entry.field}
    assert whole == {WhyLeftOut.NO_PLAIN_WORDS}
    assert not any(entry.is_withheld() for entry in left_out(record, CHILD))
    assert seen_by(record, FAMILY).decisions[0].for_child == ""


def test_of_what_was_put_into_words_for_the_child_nothing_else_stands_on_the_childs_copy() -> None:
    unsaid = {"text": "canary", "item": "school", "born_in": "m0"}
    action = Action(
        id="a",
        for_child="We ring.",
        owner="Priya",
        due_words="soon",
        due=dt.date(2026, 12, 1),
        purpose="canary",
        measure="canary",
        **unsaid,  # type: ignore[arg-type]  # texts by name
    )
    said_of = {"reason": "canary", "authoriser": "canary", "matter": "canary", "agreed_by": "canary"}
    decision = Decision(id="d", for_child="You stay.", **unsaid, **said_of)  # type: ignore[arg-type]  # texts by name
    need = UnmetNeed(id="u", for_child="We look on.", need="canary", why="canary", meanwhile="canary")
    view = Disagreement(id="g", for_child="Not agreed.", about="canary", goes_on="canary")
    record = meeting(actions=(action,), decisions=(decision,), unmet_needs=(need,), disagreements=(view,))
    seen = seen_by(record, CHILD)
    assert "canary" not in said(seen)
    (told,) = seen.actions
    assert (told.for_child, told.owner, told.due_words, told.due) == ("We ring.", "Priya", "soon", action.due)
    assert (told.item, told.born_in) == ("school", "m0")
    words = [each.for_child for each in (*seen.decisions, *seen.unmet_needs, *seen.disagreements)]
    assert words == ["You stay.", "We look on.", "Not agreed."]


def test_details_of_the_file_copy_stand_on_no_other() -> None:
    kept = dict.fromkeys(FILE_COPY_DETAILS["attendee"], "canary") | {"copy_decided_on": dt.date(2026, 1, 1)}
    record = meeting(
        facts=MeetingFacts(id="m", manager_discussion="canary"),
        children=(Child(id="c", name="Kai Avery", placement="With Joy", placement_address="canary"),),
        attendees=(KAI, dataclasses.replace(DANA, **kept)),  # type: ignore[arg-type]  # details by name
        views=(View(id="v", of="dana", words="I work.", sharing=Sharing.EVERYONE, sharing_reason="canary"),),
        copies=(CopyPlan(id="dana", decided_by="canary", reason="canary", channel="canary", sent_number=3),),
        papers=(Paper(id="p", title="Report", file_name="canary", file_hash="canary"),),
    )
    assert said(seen_by(record, FILE)).count("canary") == 15
    for reader in (PROFESSIONAL, FAMILY, CHILD):
        seen = seen_by(record, reader)
        assert "canary" not in said(seen)
        assert all(each.copy_decided_on is None for each in seen.attendees)
        assert all(each.sent_number == 0 for each in seen.copies)
    seen = seen_by(record, FAMILY)
    assert [each.id for each in (*seen.children, *seen.attendees, *seen.views, *seen.papers)] == [
        *("c", "kai", "dana", "v", "p")
    ]


def test_the_file_copys_list_gives_the_reason_for_withholding() -> None:
    note = Note(id="n", item="health", text="secret", audience=Audience.FILE_ONLY)
    reason = GivenReason(id=withholding_key("n"), text="It would tell where they live.")
    (entry, _) = left_out(meeting(notes=(note,), given_reasons=(reason,)), FAMILY)
    assert (entry.item, entry.why, entry.reason) == ("health", WhyLeftOut.FILE_ONLY, reason.text)
    assert entry.is_withheld()


def test_answers_for_the_file_stay_there() -> None:
    asked = (
        Question(id="agrees", text="Agrees?", kind=QuestionKind.TEXT),
        Question(id="apart", text="Without whom?", kind=QuestionKind.TEXT, is_for_file=True),
    )
    form = make_form(agenda=(AgendaItem(id="welcome", title="Welcome", minutes=3, questions=asked),))
    answers = tuple(
        Answer(id=question, item="welcome", question=question, value=f"value of {question}")
        for question in ("agrees", "apart", "gone")
    )
    record = meeting(answers=answers)
    assert seen_by(record, FAMILY, form).answers == answers[:1]
    assert seen_by(record, PROFESSIONAL).answers == ()
    assert seen_by(record, FILE).answers == answers
    assert {entry.id for entry in left_out(record, FAMILY, form)} == {"apart", "gone"}


captures = st.sampled_from([Note, View, Decision, Action, UnmetNeed, Disagreement])
parts = st.lists(
    st.tuples(captures, st.sampled_from(Audience), st.sampled_from(Sharing), st.booleans()), max_size=12
)


@given(parts, st.sampled_from([PROFESSIONAL, FAMILY, CHILD]))
def test_nothing_hidden_remains_anywhere(
    drawn: list[tuple[type[Capture], Audience, Sharing, bool]], reader: Reader
) -> None:
    """Every text of a capture is a token of its own; none of one that is left out is to be found."""
    record = meeting()
    for number, (cls, audience, sharing, is_childs) in enumerate(drawn):
        details: dict[str, Any] = {
            name: f"token-{number}-" for name, hint in field_types(cls).items() if hint is str
        }
        entity = cls(**{**details, "id": f"id-{number}-", "audience": audience})
        if isinstance(entity, View):
            entity = dataclasses.replace(entity, of="kai" if is_childs else "dana", sharing=sharing)
        field = shelves(Meeting)[cls.kind].field
        more: dict[str, Any] = {field: (*getattr(record, field), entity)}
        record = dataclasses.replace(record, **more)
    seen, gone = seen_by(record, reader), left_out(record, reader)
    for entry in gone:
        if not entry.field:
            assert entry.id.replace("id", "token") not in said(seen)
            assert entry.id not in said(seen)
    kept = {entity.id for entity in all_entities(seen)}
    assert kept | {entry.id for entry in gone} == {entity.id for entity in all_entities(record)}
    assert seen_by(seen, reader) == seen


# Every text that a meeting holds is here, or among the details of the file copy: a new one has to be placed.
ON_COPIES = {
    "meeting_facts": "child_id form_id form_hash title venue chair recorder current_item marking authority"
    " service challenge_text validity_reason reconvenes reconvened_because extra_because page_mark split_from"
    " convenor",
    "child": "name known_as pronouns case_number legal_status placement social_worker",
    "attendee": "name role role_id agency initials participation_note care_team_role",
    "attendance_event": "who",
    "agenda_progress": "reason prepared_note prepared_by",
    "item_visit": "item",
    "answer": "item question subject value note",
    "note": "item born_in child_id for_child speaker text",
    "view": "item born_in child_id for_child of words heard_by how",
    "decision": "item born_in child_id for_child text reason authoriser matter agreed_by",
    "action": "item born_in child_id for_child text owner owner_id due_words purpose measure",
    "unmet_need": "item born_in child_id for_child need why meanwhile category",
    "disagreement": "item born_in child_id for_child about goes_on",
    "agenda_entry": "item title",
    "disagreement_position": "disagreement who says",
    "carried_item": "child_id what text reason owner source",
    "outcome": "of_item note escalated_to new_owner",
    "paper": "child_id title note",
    "next_meeting": "venue none_because meeting_id",
    "given_reason": "text",
    "read_back_mark": "who words",
    "signing": "signer signer_role typed_name fingerprint",
    "signed_document": "reader recipient file_name file_hash scope of_meeting drawn_from",
    "copy_plan": "",
    "filing": "loaded_by noted_by",
}
# These never stand on anybody's copy, whatever they hold: the file alone has them.
FOR_THE_FILE_ALONE = {
    *("disclosure", "follow_up", "permission", "release", "manager_comment"),
    *("reading_limit", "childs_line", "endorsement", "correction_request", "printed_copy"),
    "cleared_record",
}


def test_every_text_of_a_meeting_was_thought_about() -> None:
    for kind, shelf in shelves(Meeting).items():
        if kind in FOR_THE_FILE_ALONE:
            continue
        texts = {name for name, hint in field_types(shelf.entity).items() if hint is str} - {"id"}
        hidden = {name for name in FILE_COPY_DETAILS.get(kind, ()) if field_types(shelf.entity)[name] is str}
        assert texts == {*ON_COPIES[kind].split(), *hidden}, kind


def test_dates_and_times_pass_unchanged() -> None:
    facts = MeetingFacts(id="m", date=dt.date(2026, 11, 24), manager_discussion="canary")
    seen = seen_by(meeting(facts=facts), PROFESSIONAL)
    assert seen.facts == dataclasses.replace(facts, manager_discussion="")


@pytest.mark.parametrize(
    "cls",
    [
        *(Disclosure, FollowUp, Permission, Release, ManagerComment, ReadingLimit, ChildsLine),
        *(Endorsement, CorrectionRequest, PrintedCopy, ClearedRecord),
    ],
)
def test_what_is_kept_beside_the_record_stands_on_no_copy(cls: type[Entity]) -> None:
    details: dict[str, Any] = {name: "canary" for name, hint in field_types(cls).items() if hint is str}
    if cls is Disclosure:
        details["audience"] = Audience.EVERYONE
    record = meeting(**{shelves(Meeting)[cls.kind].field: (cls(**{**details, "id": "x"}),)})
    assert cls.kind in FOR_THE_FILE_ALONE
    for reader in (PROFESSIONAL, FAMILY, CHILD):
        assert "canary" not in said(seen_by(record, reader))
    assert "canary" in said(seen_by(record, FILE))


def test_a_copy_holds_nothing_that_is_about_another_child() -> None:
    facts = MeetingFacts(id="m", child_id="kai-file")
    record = meeting(
        facts=facts,
        notes=(Note(id="n1", text="shared"), Note(id="n2", text="canary", child_id="mia-file")),
        decisions=(Decision(id="d", text="own", child_id="kai-file"),),
    )
    for reader in (PROFESSIONAL, FAMILY):
        seen = seen_by(record, reader)
        assert "canary" not in said(seen)
        assert "shared" in said(seen)
        assert "own" in said(seen)
    assert {entry.why for entry in left_out(record, FAMILY)} == {WhyLeftOut.ANOTHER_CHILD}


def test_answers_of_the_preparation_stay_among_professionals() -> None:
    asked = (
        Question(id="convened", text="Who decided?", kind=QuestionKind.TEXT),
        Question(id="private", text="Why?", kind=QuestionKind.TEXT, is_for_file=True),
    )
    form = make_form(preparation=asked)
    answers = tuple(
        Answer(id=question, item=PREPARATION, question=question, value=question)
        for question in ("convened", "private")
    )
    record = meeting(answers=answers)
    assert [each.id for each in seen_by(record, PROFESSIONAL, form).answers] == ["convened"]
    assert seen_by(record, FAMILY, form).answers == ()


def test_a_reason_stays_off_a_copy_with_what_it_was_given_for() -> None:
    hidden = Decision(id="d", text="x", audience=Audience.FILE_ONLY)
    told = GivenReason(id="decision-reason.d", text="canary", is_on_other_copies=True)
    assert "canary" not in said(seen_by(meeting(decisions=(hidden,), given_reasons=(told,)), PROFESSIONAL))


def test_what_was_said_while_somebody_was_asked_to_leave_is_left_off_their_copy_alone() -> None:
    def at(minute: int) -> dt.datetime:
        return dt.datetime(2026, 11, 24, 14, minute, tzinfo=dt.UTC)

    events = (
        AttendanceEvent(id="e1", who="dana", presence=Presence.PRESENT, at=at(0)),
        AttendanceEvent(id="e2", who="dana", presence=Presence.ASKED_OUT, at=at(10)),
        AttendanceEvent(id="e3", who="dana", presence=Presence.PRESENT, at=at(20)),
    )
    meeting = Meeting(
        id="m",
        facts=MeetingFacts(id="m"),
        attendees=(KAI, DANA, Attendee(id="tom", name="Tom Avery", role="Father")),
        attendance=events,
        notes=tuple(Note(id=f"n{minute}", text=f"at {minute}", at=at(minute)) for minute in (9, 10, 19, 20)),
        views=(View(id="v", of="dana", words="Her own, told beforehand.", at=at(15)),),
        answers=(Answer(id="a", item="welcome", question="q", value="canary", at=at(12)),),
    )
    dana = Reader(ReaderKind.FAMILY, "dana")
    assert [note.text for note in seen_by(meeting, dana).notes] == ["at 9", "at 20"]
    assert [view.words for view in seen_by(meeting, dana).views] == ["Her own, told beforehand."]
    tom = seen_by(meeting, Reader(ReaderKind.FAMILY, "tom"))
    assert [note.text for note in tom.notes] == ["at 9", "at 10", "at 19", "at 20"]
    whys = {thing.id: thing for thing in left_out(meeting, dana)}
    assert whys["n10"].why is WhyLeftOut.WHILE_OUT
    assert whys["n10"].is_withheld()


@pytest.mark.parametrize(
    ("comes_back", "noted"), [(True, ["at 9", "at 20"]), (False, ["at 9", "at 15", "at 20"])]
)
def test_a_paper_for_the_room_leaves_off_what_somebody_back_in_it_was_not_to_hear(
    *, comes_back: bool, noted: list[str]
) -> None:
    def at(minute: int) -> dt.datetime:
        return dt.datetime(2026, 11, 24, 14, minute, tzinfo=dt.UTC)

    came = [
        (0, Presence.PRESENT),
        (10, Presence.ASKED_OUT),
        *([(20, Presence.PRESENT)] if comes_back else []),
    ]
    record = meeting(
        attendees=(KAI, DANA),
        attendance=tuple(
            AttendanceEvent(id=f"e{minute}", who="dana", presence=presence, at=at(minute))
            for minute, presence in came
        ),
        actions=tuple(Action(id=f"a{minute}", text=f"at {minute}", at=at(minute)) for minute in (9, 15, 20)),
    )
    assert [action.text for action in readers.seen_in_room(record, STANDARD, {}).actions] == noted


@pytest.mark.parametrize(
    ("stage", "is_taken_home", "noted"),
    [
        (Stage.LIVE, True, ["at 9"]),
        (Stage.LIVE, False, ["at 9", "at 15"]),
        (Stage.ENDED, True, ["at 9", "at 15"]),
    ],
)
def test_what_is_taken_home_from_a_running_meeting_waits_for_nobodys_return_to_be_noted(
    stage: Stage, *, is_taken_home: bool, noted: list[str]
) -> None:
    """Who is out may come back and be handed the paper before anybody notes it."""
    events = tuple(
        AttendanceEvent(id=f"e{minute}", who="dana", presence=presence, at=at_minute(minute))
        for minute, presence in ((0, Presence.PRESENT), (10, Presence.ASKED_OUT))
    )
    record = meeting(
        facts=MeetingFacts(id="m", stage=stage),
        attendance=events,
        actions=tuple(
            Action(id=f"a{minute}", text=f"at {minute}", at=at_minute(minute)) for minute in (9, 15)
        ),
    )
    seen = readers.seen_in_room(record, STANDARD, {}, is_taken_home=is_taken_home)
    assert [action.text for action in seen.actions] == noted


def at_minute(minute: int) -> dt.datetime:
    return dt.datetime(2026, 11, 24, 14, minute, tzinfo=dt.UTC)


def test_the_file_copy_leaves_out_nothing() -> None:
    record = meeting(notes=(Note(id="n", text="For the file.", audience=Audience.FILE_ONLY),))
    assert left_out(record, FILE) == ()
    assert [each.why for each in left_out(record, FAMILY)] == [WhyLeftOut.FILE_ONLY]


def test_a_file_is_inside_the_copies_of_those_it_is_for_alone() -> None:
    paper = Paper(id="p", title="Report", file_hash="ab" * 32, audience=Audience.PROFESSIONALS)
    record = meeting(papers=(paper,))
    assert [each.file_hash for each in seen_by(record, PROFESSIONAL).papers] == ["ab" * 32]
    assert [each.file_hash for each in seen_by(record, FAMILY).papers] in ([], [""])
    assert [each.file_hash for each in seen_by(record, FILE).papers] == ["ab" * 32]
