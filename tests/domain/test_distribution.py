"""Who may have a limited record, by whose leave, and how much of it; nothing of the rest reaches the tree."""

import dataclasses
import datetime as dt
import functools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.aggregate import all_entities, shelves
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Action, Decision, Disagreement, Note, UnmetNeed, View
from cpm_desktop.domain.child import ParentalResponsibility
from cpm_desktop.domain.codec import field_types, to_plain
from cpm_desktop.domain.distribution import (
    advice_is_undecided,
    has_advice,
    is_granted,
    is_limited,
    may_have,
    needs_leave,
    scope_of,
    they_permit,
    who_permits,
)
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.forms import Form, Procedure
from cpm_desktop.domain.handover import CopyPlan, Permission
from cpm_desktop.domain.meeting import (
    AgendaEntry,
    AgendaProgress,
    Answer,
    CarriedItem,
    GivenReason,
    Meeting,
    MeetingFacts,
    Paper,
    ReadBackMark,
)
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.reader import (
    PrivilegedRecord,
    Reader,
    ReaderKind,
    left_out,
    left_out_of_kind,
    seen_by,
    seen_in_room,
)
from cpm_desktop.domain.roles import find_role
from cpm_desktop.storage.forms.loading import load_procedure
from tests.paper_text import texts_of

LEGAL, FINAL = "legal", "final-care-plan"
DAY = dt.date(2026, 11, 24)
CHAIR = Attendee(id="sara", name="Sara Boyd", role_id="service-manager")
WORKER = Attendee(id="priya", name="Priya Nair", role_id="social-worker")
ADVISER = Attendee(id="ada", name="Ada Law", role_id="legal-adviser")
TEACHER = Attendee(id="tess", name="Tess Hill", role_id="teacher", agency="Hill School")
DANA = Attendee(id="dana", name="Dana Avery", role_id="mother")
KAI = Attendee(id="kai", name="Kai Avery", role_id="child", is_child=True)
AUTHORITY = (CHAIR, WORKER, ADVISER)


@functools.cache
def usual_procedure() -> Procedure:
    return load_procedure((forms_folder(),))[0]


@pytest.fixture
def procedure() -> Procedure:
    return usual_procedure()


@pytest.fixture
def legal(procedure: Procedure) -> Form:
    return procedure.forms[LEGAL]


@pytest.fixture
def final(procedure: Procedure) -> Form:
    return procedure.forms[FINAL]


def record(**parts: Any) -> Meeting:  # noqa: ANN401  # fields of a known class
    values: dict[str, Any] = {
        "facts": MeetingFacts(id="m", chair="sara", date=DAY),
        "attendees": (*AUTHORITY, TEACHER, DANA, KAI),
        **parts,
    }
    return Meeting(id="m", **values)


def leave(role: str = "chair", by: str = "Sara Boyd", to: str = "dana", **details: object) -> Permission:
    values: dict[str, Any] = {
        "id": f"p-{role}-{to}",
        "recipient": to,
        "recipient_name": "Dana Avery",
        "granted_by": by,
        "granted_by_role": role,
        "granted_on": DAY,
        "why": "Her solicitor asked for the decision.",
        "adviser_consulted": True,
        **details,
    }
    return Permission(**values)


def said(meeting: Meeting) -> str:
    return json.dumps([to_plain(entity) for entity in all_entities(meeting)])


@pytest.mark.rule("after.distribute-legal")
@pytest.mark.parametrize(
    "person",
    [
        KAI,
        DANA,
        Attendee(id="x", name="X", role="Dad"),
        Attendee(
            id="x", name="X", role_id="aunt", agency="", parental_responsibility=ParentalResponsibility.YES
        ),
        Attendee(id="x", name="X", role_id="guardian", agency="Court service"),
        Attendee(id="x", name="X", role="Child’s solicitor", agency="Reed and Co"),
        Attendee(id="x", name="X", role_id="teacher", agency="School", is_party=True),
        Attendee(id="x", name="X"),
    ],
)
def test_a_legal_record_reaches_no_party_without_leave(
    person: Attendee, legal: Form, procedure: Procedure
) -> None:
    meeting = record(attendees=(*AUTHORITY, person))
    given = may_have(meeting, legal, person, procedure.roles)
    assert not given.is_allowed
    assert "director" in given.sentence
    for kind in (ReaderKind.PROFESSIONAL, ReaderKind.FAMILY, ReaderKind.CHILD):
        reader = Reader(kind, person.id)
        for way in (seen_by, left_out):
            with pytest.raises(PrivilegedRecord):
                way(meeting, reader, legal, procedure.roles)


@pytest.mark.rule("after.distribute-legal")
@pytest.mark.parametrize(
    ("role", "agency"),
    [
        ("Barrister", "Garden Chambers"),
        ("Junior counsel", "Garden Chambers"),
        ("Lawyer", "Reed and Co"),
        ("Legal representative", "Reed and Co"),
        ("Solicitor for Ms Avery", "Reed and Co"),
        ("Counsel instructed by Mr Avery", "Garden Chambers"),
        ("Grandmother’s legal adviser", "Reed and Co"),
        ("Partner", "Reed Solicitors LLP"),
        ("", "CAFCASS"),
    ],
)
def test_who_acts_for_a_party_is_taken_for_one_whatever_the_words(
    role: str, agency: str, legal: Form, final: Form, procedure: Procedure
) -> None:
    person = Attendee(id="x", name="Bea Quill", role=role, agency=agency)
    for each in (person, dataclasses.replace(person, role_id=find_role(procedure.roles, role))):
        for form in (legal, final):
            given = may_have(record(attendees=(*AUTHORITY, each)), form, each, procedure.roles)
            assert not given.is_allowed


@pytest.mark.rule("after.distribute-legal")
@pytest.mark.parametrize(
    ("role", "agency"),
    [
        ("Council barrister", "Northbeck Council"),
        ("Senior local authority lawyer", "Northbeck Council"),
        ("Counsel for the local authority", "Garden Chambers"),
        ("Play specialist", "Northbeck Infirmary"),
        ("Mother and baby unit manager", "Rowan House"),
        ("Counsellor", "Hill School"),
        ("", "Hill School"),
    ],
)
def test_the_council_s_own_lawyers_and_professionals_of_an_agency_are_no_parties(
    role: str, agency: str, legal: Form, procedure: Procedure
) -> None:
    person = Attendee(id="x", name="Bea Quill", role=role, agency=agency)
    assert may_have(record(), legal, person, procedure.roles).is_allowed
    chosen = Attendee(id="x", name="Bea Quill", role="Barrister", role_id="legal-adviser")
    assert may_have(record(), legal, chosen, procedure.roles).is_allowed


@pytest.mark.rule("after.distribute-legal")
def test_notes_of_a_legal_meeting_go_to_those_who_attend(legal: Form, procedure: Procedure) -> None:
    for person in (*AUTHORITY, TEACHER, Attendee(id="joy", name="Joy", role_id="foster-carer")):
        assert may_have(record(), legal, person, procedure.roles).is_allowed


@pytest.mark.rule("after.distribute-legal")
def test_only_chair_or_director_permit_for_one_person_with_all_that_belongs_to_it(
    legal: Form, procedure: Procedure
) -> None:
    def allowed(*permissions: Permission) -> bool:
        meeting = record(permissions=permissions)
        return may_have(meeting, legal, DANA, procedure.roles).is_allowed

    assert who_permits(legal, procedure.roles) == "the director of children’s services or the chair"
    assert (
        they_permit(legal, procedure.roles) == "the director of children’s services or the chair permits it"
    )
    assert allowed(leave())
    assert allowed(leave("director", "Dee Moore"))
    assert not allowed(leave("team-manager", "Rachel Moss"))
    assert not allowed(leave("chair", "Priya Nair"))
    assert not allowed(leave(to="kai"))
    assert not allowed(leave(granted_on=None))
    assert not allowed(leave(why=" "))
    assert not allowed(leave(granted_by=""))
    assert not allowed(leave(adviser_consulted=None))
    assert not allowed(leave(withdrawn_on=DAY))
    assert not may_have(record(permissions=(leave(),)), legal, KAI, procedure.roles).is_allowed


@pytest.mark.rule("after.distribute-final-care-plan")
def test_nobody_outside_the_authority_gets_a_final_plan_until_chair_and_adviser_release_it(
    final: Form, procedure: Procedure
) -> None:
    def allowed(person: Attendee, *permissions: Permission) -> bool:
        meeting = record(permissions=permissions)
        return may_have(meeting, final, person, procedure.roles).is_allowed

    assert all(allowed(person) for person in AUTHORITY)
    for person in (TEACHER, DANA, KAI):
        assert not allowed(person)
    chairs, advisers = leave(), leave("legal-adviser", "Ada Law")
    assert not allowed(DANA, chairs)
    assert not allowed(DANA, advisers)
    assert allowed(DANA, chairs, advisers)
    assert not allowed(DANA, chairs, dataclasses.replace(advisers, withdrawn_on=DAY))
    assert who_permits(final, procedure.roles) == "the chair and the local authority legal adviser"
    sentence = may_have(record(), final, TEACHER, procedure.roles).sentence
    assert sentence.startswith("Tess Hill is not from the authority")
    assert "First record that the chair and the local authority legal adviser permit it, when" in sentence


def test_what_all_have_to_permit_is_what_all_permit(final: Form, procedure: Procedure) -> None:
    chairs = leave(sections=("a", "b"), includes_advice=True)
    advisers = leave("legal-adviser", "Ada Law", sections=("b", "c"))
    given = may_have(record(permissions=(chairs, advisers)), final, DANA, procedure.roles)
    assert (given.sections, given.includes_advice) == (("b",), False)
    apart = dataclasses.replace(advisers, sections=("c",))
    assert not may_have(record(permissions=(chairs, apart)), final, DANA, procedure.roles).is_allowed


@pytest.mark.rule("after.distribute-legal")
def test_the_advice_stays_out_unless_it_was_allowed(legal: Form, procedure: Procedure) -> None:
    assert has_advice(legal)
    advice = next(item.id for item in legal.agenda if item.is_advice)
    note = Note(id="n1", item=advice, text="canary")
    meeting = record(
        notes=(note, Note(id="n2", item="welcome", text="plain")),
        answers=(Answer(id="a", item=advice, question="advice-overview", value="canary"),),
        decisions=(Decision(id="d", item=advice, text="canary"),),
        agenda=(AgendaProgress(id=advice, prepared_note="canary"),),
        read_back=(ReadBackMark(id="d", words="canary"),),
        given_reasons=(
            GivenReason(id=f"every-item-discussed.{advice}", text="canary", is_on_other_copies=True),
        ),
    )

    def seen(who: str, **parts: Any) -> str:  # noqa: ANN401  # fields of a known class
        whole = dataclasses.replace(meeting, **parts)
        return said(seen_by(whole, Reader(ReaderKind.PROFESSIONAL, who), legal, procedure.roles))

    assert "canary" in seen("priya")
    assert "canary" not in seen("tess")
    assert advice_is_undecided(meeting, legal, TEACHER, procedure.roles)
    assert not advice_is_undecided(meeting, legal, WORKER, procedure.roles)
    assert "canary" in seen("tess", copies=(CopyPlan(id="tess", includes_advice=True),))
    assert "canary" not in seen("priya", copies=(CopyPlan(id="priya", includes_advice=False),))
    permitted = seen("dana", permissions=(leave(),))
    assert "plain" in permitted
    assert "canary" not in permitted
    assert "canary" in seen("dana", permissions=(leave(includes_advice=True),))
    named = seen("dana", permissions=(leave(sections=(advice,)),))
    assert "canary" in named
    assert "plain" not in named
    assert "canary" not in said(
        seen_in_room(dataclasses.replace(meeting, attendees=AUTHORITY), legal, procedure.roles)
    )


@pytest.mark.rule("after.distribute-legal")
def test_a_copy_of_some_sections_holds_those_and_no_list_of_the_rest(
    legal: Form, procedure: Procedure
) -> None:
    first, second = [item.id for item in legal.agenda if not item.is_advice][:2]
    meeting = record(
        permissions=(leave(sections=(second,)),),
        notes=(Note(id="n1", item=first, text="canary"), Note(id="n2", item=second, text="permitted")),
        carried=(CarriedItem(id="c", text="canary"),),
        papers=(Paper(id="p", title="canary"),),
        read_back=(ReadBackMark(id="meeting", words="canary"),),
        agenda=(AgendaProgress(id=first, reason="canary"), AgendaProgress(id=second)),
    )
    reader = Reader(ReaderKind.FAMILY, "dana")
    seen = seen_by(meeting, reader, legal, procedure.roles)
    assert "canary" not in said(seen)
    assert [note.text for note in seen.notes] == ["permitted"]
    paper = " ".join(texts_of(build_minutes(legal, meeting, reader, roles=procedure.roles)))
    assert "canary" not in paper
    assert "permitted" in paper
    assert "Not answered" not in paper
    others = [item for item in legal.agenda if item.id != second and "{" not in item.title]
    headings = ("Unmet needs",)
    assert not [item.title for item in others if item.title in paper and item.title not in headings]


def test_a_limited_record_goes_to_named_readers_only(legal: Form, procedure: Procedure) -> None:
    for reader in (
        Reader(ReaderKind.PROFESSIONAL),
        Reader(ReaderKind.FAMILY, "nobody"),
        Reader(ReaderKind.REPORT, "x"),
    ):
        with pytest.raises(PrivilegedRecord):
            seen_by(record(), reader, legal, procedure.roles)
    with pytest.raises(PrivilegedRecord):
        seen_in_room(record(), legal, procedure.roles)
    some = record(attendees=(*AUTHORITY, invited := dataclasses.replace(DANA, is_invited=True)))
    some = dataclasses.replace(some, permissions=(leave(sections=("welcome",)),))
    with pytest.raises(PrivilegedRecord, match=f"{invited.name} may have only some sections"):
        seen_in_room(some, legal, procedure.roles)
    absent = dataclasses.replace(invited, is_invited=False)  # neither invited nor there
    asked = dataclasses.replace(some, attendees=(*AUTHORITY, absent))
    assert seen_in_room(asked, legal, procedure.roles).attendees
    assert (
        left_out_of_kind(
            record(notes=(Note(id="n", item="welcome", text="x"),)), ReaderKind.PROFESSIONAL, legal
        )
        == ()
    )


def test_who_is_not_known_is_taken_for_a_party(legal: Form, procedure: Procedure) -> None:
    assert needs_leave(Attendee(id="x", name="X", role="Neighbour"), legal, procedure.roles)
    assert needs_leave(WORKER, procedure.forms[FINAL], {})
    assert not is_limited(procedure.forms["cla-standard"])
    nameless = dataclasses.replace(leave(), recipient="")
    assert not is_granted(nameless, record(), legal.distribution)


CAPTURES: tuple[type[Entity], ...] = (Note, View, Decision, Action, UnmetNeed, Disagreement)
parts = st.lists(st.tuples(st.sampled_from(CAPTURES), st.integers(0, 8)), max_size=10)


@given(parts, st.booleans(), st.booleans())
def test_no_string_of_what_they_may_not_have_reaches_anybodys_tree(
    drawn: list[tuple[type[Entity], int]], by_sections: bool, has_leave: bool
) -> None:
    """Every text of a capture is a token of its own; a party's minutes hold those of permitted sections alone."""
    procedure = usual_procedure()
    legal = procedure.forms[LEGAL]
    items = list(legal.agenda)
    allowed = {items[place].id for place in (0, 3, 5)}
    meeting = record(
        permissions=(leave(sections=tuple(sorted(allowed)) if by_sections else ()),) if has_leave else ()
    )
    for number, (cls, place) in enumerate(drawn):
        texts: dict[str, Any] = {
            name: f"token-{number}-"
            for name, hint in field_types(cls).items()
            if hint is str and name not in ("child_id", "born_in")
        }
        entity = cls(**{**texts, "id": f"token-{number}-", "item": items[place % len(items)].id})
        if isinstance(entity, View):
            entity = dataclasses.replace(entity, of="dana")
        field = shelves(Meeting)[cls.kind].field
        held: dict[str, Any] = {field: (*getattr(meeting, field), entity)}
        meeting = dataclasses.replace(meeting, **held)
    reader = Reader(ReaderKind.FAMILY, "dana")
    if not has_leave:
        with pytest.raises(PrivilegedRecord):
            build_minutes(legal, meeting, reader, roles=procedure.roles)
        return
    tree = " ".join(texts_of(build_minutes(legal, meeting, reader, roles=procedure.roles)))
    for number, (_, place) in enumerate(drawn):
        item = items[place % len(items)]
        is_theirs = item.id in allowed if by_sections else not item.is_advice
        if not is_theirs:
            assert f"token-{number}-" not in tree


def test_whoever_may_have_nothing_may_have_no_item_of_it(legal: Form, procedure: Procedure) -> None:
    advice = next(item.id for item in legal.agenda if item.is_advice)
    refused = may_have(record(), legal, DANA, procedure.roles)
    assert not refused.allows_item("welcome")
    assert not refused.allows_item(advice, is_advice=True)
    whole = may_have(record(permissions=(leave(),)), legal, DANA, procedure.roles)
    assert whole.allows_item("welcome")
    assert not whole.allows_item(advice, is_advice=True)
    named = may_have(record(permissions=(leave(sections=(advice,)),)), legal, DANA, procedure.roles)
    assert named.allows_item(advice, is_advice=True)
    assert not named.allows_item("welcome")


def test_what_of_a_record_somebody_may_have_is_said_to_tell_one_copy_from_another(
    legal: Form, final: Form, procedure: Procedure
) -> None:
    def scope(form: Form, person: Attendee, *permissions: Permission) -> str:
        return scope_of(record(permissions=permissions), form, person, procedure.roles)

    assert scope(procedure.forms["cla-standard"], DANA) == ""
    assert scope(legal, DANA) == "nothing"
    assert scope(legal, DANA, leave()) == "all, without advice"
    assert scope(legal, DANA, leave(includes_advice=True)) == "all, with advice"
    assert scope(legal, DANA, leave(sections=("welcome", "close"))) == "welcome, close, without advice"
    assert scope(legal, WORKER) == "all, with advice"
    assert scope(final, TEACHER) == "nothing"


def test_where_nobody_may_permit_it_nobody_is_named(legal: Form, procedure: Procedure) -> None:
    nobody = dataclasses.replace(legal, distribution=dataclasses.replace(legal.distribution, permitted_by=()))
    assert who_permits(nobody, procedure.roles) == "nobody"
    sentence = may_have(record(), nobody, DANA, procedure.roles).sentence
    assert sentence == "Dana Avery is a party, or a likely party, and this record may not reach them."
    unknown = dataclasses.replace(DANA, name="", role_id="", role="")
    sentence = may_have(record(), nobody, unknown, procedure.roles).sentence
    assert sentence.startswith("Nobody has said what This person’s role is")


@pytest.mark.rule("after.distribute-legal")
def test_of_a_shaped_agenda_only_the_lines_of_permitted_sections_are_seen(
    legal: Form, procedure: Procedure
) -> None:
    lines = (AgendaEntry(id="e1", item="welcome", title="Hello"), AgendaEntry(id="own", title="canary"))
    meeting = record(permissions=(leave(sections=("welcome",)),), agenda_entries=lines)
    reader = Reader(ReaderKind.FAMILY, "dana")
    assert seen_by(meeting, reader, legal, procedure.roles).agenda_entries == lines[:1]
    own = record(permissions=(leave(sections=("own",)),), agenda_entries=lines)
    assert seen_by(own, reader, legal, procedure.roles).agenda_entries == lines[1:]
