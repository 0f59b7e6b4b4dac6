"""A typed line becomes what it means, in one step; nothing of it is lost in the store."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Action, Audience, DecisionKind
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.forms.procedure import VaguePhrase
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.typed_line import PieceKind
from cpm_desktop.services.attending import arrival_typed
from cpm_desktop.services.capturing import add_named, capture_line, read_line, turn_note, with_line
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.discussing import record_note
from cpm_desktop.services.holding import chips, start
from cpm_desktop.services.line_reading import NOBODYS_WORDS, reading_of
from tests.domain.shorthand_corpus.meaning import corpus

LINE = "@PN book the health assessment by 18 Dec so that it is done before Christmas"


@pytest.fixture
def live(desk: Desk, meeting_id: str) -> str:
    start(desk, meeting_id)
    return meeting_id


def held(desk: Desk, live: str) -> Meeting:
    return desk.meeting(live).value


def noted(desk: Desk, live: str, text: str, speaker: str = "") -> str:
    return record_note(desk, live, "health", speaker, text)


def who(desk: Desk, live: str, name: str) -> str:
    return next(one.id for one in held(desk, live).attendees if one.name.startswith(name))


def with_all_words(desk: Desk, *words: VaguePhrase) -> None:
    authority = dataclasses.replace(desk.procedure.authority, vague_words=words)
    desk.procedure = dataclasses.replace(desk.procedure, authority=authority)


@pytest.mark.rule("record.smart-plan")
def test_a_note_becomes_an_action_in_one_step_and_a_note_again_with_undo(desk: Desk, live: str) -> None:
    note = noted(desk, live, LINE)
    turn_note(desk, live, note)
    action = held(desk, live).actions[-1]
    assert (action.text, action.owner, action.item) == ("book the health assessment", "Priya Nair", "health")
    assert (action.due, action.purpose) == (dt.date(2026, 12, 18), "it is done before Christmas")
    assert note not in [one.id for one in held(desk, live).notes]
    assert desk.meeting(live).undo_label() == "make the note an action"
    desk.meeting(live).undo()
    assert [one.text for one in held(desk, live).notes if one.id == note] == [LINE]
    assert action.id not in [one.id for one in held(desk, live).actions]
    desk.meeting(live).redo()
    assert action in held(desk, live).actions


@pytest.mark.parametrize(
    ("line", "due", "words"),
    [
        ("@PN ring them by 18 Dec", dt.date(2026, 12, 18), ""),
        ("@PN ring them at the next meeting", None, "next meeting"),
        ("@PN ring them", None, "once the form is back"),
    ],
)
def test_a_date_in_a_line_takes_the_place_of_what_stood_for_one(
    desk: Desk, live: str, line: str, due: dt.date | None, words: str
) -> None:
    action = with_line(
        Action(id="a", text=line, due_words="once the form is back"), read_line(desk, live, line)
    )
    assert (action.due, action.due_words) == (due, words)


def test_what_is_only_like_an_action_stays_a_note_until_the_offer_is_taken(desk: Desk, live: str) -> None:
    note = noted(desk, live, "Priya to book the health assessment by 18 Dec")
    assert turn_note(desk, live, note) is None
    assert reading_of(desk, live, "Priya to book the health assessment by 18 Dec").offer.startswith(
        "Reads like an action: Priya Nair"
    )
    turn_note(desk, live, note, is_offer=True)
    assert held(desk, live).actions[-1].text == "book the health assessment"
    assert note not in [one.id for one in held(desk, live).notes]


@pytest.mark.rule("record.child-centred")
def test_own_words_are_kept_with_who_heard_them_when_and_how(desk: Desk, live: str) -> None:
    note = noted(desk, live, '"@KA I want to stay" (told to PN on 17 Nov in the car)')
    turn_note(desk, live, note)
    view = held(desk, live).views[-1]
    assert (view.of, view.words) == (who(desk, live, "Kai"), "I want to stay")
    assert view.heard_by == who(desk, live, "Priya")
    assert (view.heard_on, view.how) == (dt.date(2026, 11, 17), "in the car")


def test_a_note_of_a_speaker_is_their_words_or_their_view(desk: Desk, live: str) -> None:
    tom = who(desk, live, "Tom")
    turn_note(desk, live, noted(desk, live, '"I work most Saturdays"', tom))
    assert (held(desk, live).views[-1].of, held(desk, live).views[-1].words) == (tom, "I work most Saturdays")
    turn_note(desk, live, noted(desk, live, "x Saturdays", tom))
    view = held(desk, live).disagreements[-1]
    assert [one.who for one in held(desk, live).positions if one.disagreement == view.id] == [tom]


@pytest.mark.rule("record.unresolved-disagreement")
def test_a_different_view_stands_in_its_holders_words(desk: Desk, live: str) -> None:
    tom = who(desk, live, "Tom")
    for line, about in (
        ('x @TA Saturdays: "I work most of them"', "Saturdays"),
        ('x @TA "I work most of them"', ""),
    ):
        turn_note(desk, live, noted(desk, live, line))
        view = held(desk, live).disagreements[-1]
        positions = [one for one in held(desk, live).positions if one.disagreement == view.id]
        assert view.about == about
        assert [(one.who, one.says) for one in positions] == [(tom, "I work most of them")]
        assert reading_of(desk, live, line).details == "Tom Avery · says “I work most of them”"


def test_words_of_nobody_known_stay_a_note(desk: Desk, live: str) -> None:
    for line in ('"I want to stay"', '"@QQ I want to stay"'):
        note = noted(desk, live, line)
        assert turn_note(desk, live, note) is None
        assert line in [one.text for one in held(desk, live).notes]


def test_words_that_name_nobody_are_the_childs_where_the_childs_views_are_asked_for(
    desk: Desk, live: str
) -> None:
    line = '"I like my school'
    assert reading_of(desk, live, line, "health").warnings == NOBODYS_WORDS
    assert reading_of(desk, live, line, "child-views").details == "Kai Avery"
    capture_line(desk, live, "health", line)
    assert held(desk, live).notes[-1].text == line
    before = len(held(desk, live).views)
    capture_line(desk, live, "child-views", line)
    kai = next(person.id for person in held(desk, live).attendees if person.is_child)
    assert [(view.of, view.words) for view in held(desk, live).views[before:]] == [(kai, "I like my school")]


def test_a_recommendation_stays_one(desk: Desk, live: str) -> None:
    turn_note(desk, live, noted(desk, live, "~ fund the club because it helps"))
    decision = held(desk, live).decisions[-1]
    assert (decision.decision_kind, decision.reason) == (DecisionKind.RECOMMENDATION, "it helps")


@pytest.mark.rule("record.smart-plan")
def test_somebody_named_before_they_were_known_owns_the_action_once_added(desk: Desk, live: str) -> None:
    assert reading_of(desk, live, "@XY weigh Kai by Fri").unknown == "XY"
    capture_line(desk, live, "health", "@XY weigh Kai by Fri")
    assert held(desk, live).actions[-1].owner == "XY"
    added = add_named(desk, live, "XY", Attendee(id="guest-1", name="Ada Quist", role="Health visitor"))
    action = held(desk, live).actions[-1]
    assert (action.owner, action.owner_id) == ("Ada Quist", added)
    assert reading_of(desk, live, "@XY weigh Kai by Fri").details.startswith("Ada Quist · by Fri")


@pytest.mark.rule("record.smart-plan")
def test_what_is_missing_and_vague_is_said_while_typing(desk: Desk, live: str) -> None:
    reading = reading_of(desk, live, "@PN support Kai as soon as possible")
    assert reading.lacks == "Still to say: what it is to achieve, by when"
    assert "“support”: What exactly, how often, and until when?" in reading.vague
    assert "Still to say" in reading.spoken
    assert reading_of(desk, live, LINE).lacks == ""
    warned = reading_of(desk, live, "@PN book it by 26 Dec").warnings
    assert warned == "A Saturday. A bank holiday: Boxing Day."


@pytest.mark.rule("record.smart-plan")
def test_the_authority_adds_vague_words_of_its_own(desk: Desk, live: str) -> None:
    assert reading_of(desk, live, "@PN touch base with Tom").vague == ""
    with_all_words(desk, VaguePhrase(words="Touch base", ask="About what, and by which day?"))
    assert reading_of(desk, live, "@PN touch base with Tom").vague == (
        "“touch base”: About what, and by which day?"
    )


def stored_text(desk: Desk, live: str) -> str:
    meeting = held(desk, live)
    people = {one.id: one.name for one in meeting.attendees}
    said = [note.text for note in meeting.notes]
    for action in meeting.actions:
        said += (action.text, action.owner, people.get(action.owner_id, ""), action.purpose, action.due_words)
    said += [text for decision in meeting.decisions for text in (decision.text, decision.reason)]
    said += [text for view in meeting.views for text in (view.words, people[view.of], view.how)]
    said += [need.need for need in meeting.unmet_needs]
    said += [view.about for view in meeting.disagreements]
    said += [people[one.who] for one in meeting.positions]
    return "".join(said)


LINES = [meant.line for part in ("first", "fresh", "later") for meant in corpus(part)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.sampled_from(LINES), st.text(min_size=1), st.tuples(st.sampled_from(LINES), st.text()).map("".join)
    )
)
@pytest.mark.rule("record.whole-discussion")
def test_every_letter_typed_is_stored(desk: Desk, live: str, typed: str) -> None:
    if any(0xD800 <= ord(letter) < 0xE000 for letter in typed):
        return  # half a character, refused by every command
    before = stored_text(desk, live)
    note = noted(desk, live, typed)
    kept = next(one.text for one in held(desk, live).notes if one.id == note)
    line = read_line(desk, live, kept)
    turn_note(desk, live, note)
    after = stored_text(desk, live)
    for piece in line.pieces:
        if piece.kind in (PieceKind.TEXT, PieceKind.BECAUSE):
            for letter in {letter for letter in piece.text if not letter.isspace()}:
                assert after.count(letter) >= before.count(letter) + piece.text.count(letter)
    assert all(name in after for name in line.unknown)


@pytest.mark.rule("record.smart-plan")
def test_two_people_with_the_same_initials_get_distinct_ones_on_their_chips(desk: Desk, live: str) -> None:
    for number, name in enumerate(("Joan Sand", "Jude Salt"), start=1):
        add_named(desk, live, name, Attendee(id=f"guest-{number}", name=name), is_here=True)
    shown = {chip.attendee_id: chip.initials for chip in chips(desk, held(desk, live))}
    assert (shown["guest-1"], shown["guest-2"]) == ("JS", "JS2")
    assert read_line(desk, live, "@JS2 ring").people == ("guest-2",)
    assert len(set(shown.values())) == len(shown)


def with_people(desk: Desk, live: str, *names: str) -> None:
    for name in names:
        desk.meeting(live).perform(Record(entity=Attendee(id=name, name=name, is_invited=True)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Jo", "Jo Smith"), ("JO", "Joy Okafọ̀"), ("jo", ""), ("Joy", "Joy Okafọ̀"), ("js", "Jo Smith")],
)
def test_a_short_first_name_is_not_taken_for_the_initials_of_another(
    desk: Desk, live: str, typed: str, meant: str
) -> None:
    with_people(desk, live, "Jo Smith")  # Joy Okafọ̀ is JO
    line = read_line(desk, live, f"@{typed} ring the school")
    assert (line.owner if line.people else "") == meant


def test_a_word_that_two_are_called_by_is_said_to_be_so_and_nobody_is_added(desk: Desk, live: str) -> None:
    with_people(desk, live, "Ama Boateng", "Ama Mensah")
    found = reading_of(desk, live, "@Ama ring the school")
    assert found.warnings == "“Ama” may be Ama Boateng (AB) or Ama Mensah (AM): type the initials."
    assert (found.unknown, found.unknown_text) == ("", "")
    assert reading_of(desk, live, "@Zoe ring the school").unknown_text == "“Zoe” is not known here."


def test_initials_that_two_share_are_said_to_be_the_first_ones(desk: Desk, live: str) -> None:
    with_people(desk, live, "Peter Norris")  # Priya Nair is PN already
    assert reading_of(desk, live, "@PN ring the school").warnings == "PN2 is Peter Norris."
    assert reading_of(desk, live, "@PN2 ring the school").warnings == "PN is Priya Nair."
    assert reading_of(desk, live, "@Priya ring the school").warnings == ""


def test_who_is_added_takes_the_place_of_the_whole_name_alone(desk: Desk, live: str) -> None:
    turn_note(desk, live, noted(desk, live, "@J and Jane Janes ring the school"))
    before = held(desk, live).actions[-1]
    assert before.owner.startswith("J")
    desk.meeting(live).perform(change(before, owner="J, Jane Janes and J Jones"))
    add_named(desk, live, "J", Attendee(id="jack", name="Jack Smith"))
    assert held(desk, live).actions[-1].owner == "Jack Smith, Jane Janes and J Jones"


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_a_restricted_note_means_is_as_restricted(desk: Desk, live: str) -> None:
    note_id = noted(desk, live, LINE)
    note = next(one for one in held(desk, live).notes if one.id == note_id)
    desk.meeting(live).perform(change(note, audience=Audience.PROFESSIONALS, for_child="A check-up."))
    turn_note(desk, live, note_id)
    action = held(desk, live).actions[-1]
    assert (action.audience, action.for_child) == (Audience.PROFESSIONALS, "A check-up.")


def test_who_arrives_is_found_by_the_initials_on_the_chips(desk: Desk, live: str) -> None:
    desk.meeting(live).perform(
        Record(entity=Attendee(id="named", name="Jill Sand"))
    )  # named, not invited: JS
    with_people(desk, live, "Jane Smith", "Jack Stone")  # JS2 and JS3 on their chips
    for initials, name in (("JS2", "Jane Smith"), ("JS3", "Jack Stone")):
        assert arrival_typed(desk, held(desk, live), f"{initials} ").who == name


def test_signs_that_other_tools_sort_by_are_said_to_stay_words(desk: Desk, live: str) -> None:
    def warned(text: str) -> str:
        return reading_of(desk, live, text).warnings

    assert warned("@PN ring by 18 Dec #health !urgent") == "“#health” and “!urgent” stay among the words."
    assert warned("? mentor #education") == "“#education” stays among the words."
    assert warned("@PN ring house #4 by 18 Dec!") == ""
    assert reading_of(desk, live, "Room #health").warnings == ""
    assert warned("@PN ring by 18 Dec. @JO to visit by 21 Dec") == (
        "“@JO” stays among the words. Type another person’s action on a line of its own."
    )
