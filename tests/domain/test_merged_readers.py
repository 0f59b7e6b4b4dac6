"""Whatever two sides changed apart: nobody gets to read what neither side let them read, unless a person was asked."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.aggregate import all_entities, with_put, without
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Disagreement,
    Note,
    Position,
    Sharing,
    View,
)
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.codec import Plain, Row, to_plain
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.forms import Source
from cpm_desktop.domain.meeting import CarriedItem, GivenReason, Meeting, MeetingFacts, Paper, PaperState
from cpm_desktop.domain.merged_readers import loosens
from cpm_desktop.domain.merging import Conflict, Merging, Side, merge
from cpm_desktop.domain.packs import packed_kinds
from cpm_desktop.domain.reader import Reader, ReaderKind, seen_by
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key
from tests.domain.kinds_of_meeting import make_form

pytestmark = pytest.mark.rule("after.copy-for-each-reader")
KINDS = packed_kinds(Meeting)
FORM = make_form(source=Source(document="A procedure"))
READERS = (*map(Reader, (ReaderKind.PROFESSIONAL, ReaderKind.FAMILY, ReaderKind.CHILD)),)
READERS += (Reader(ReaderKind.PROFESSIONAL, "tom"), Reader(ReaderKind.FAMILY, "dana"))


def limit(kind: str, of: str, how: LimitKind, *not_for: str) -> ReadingLimit:
    return ReadingLimit(
        id=limit_key(kind, of), position=1, of_kind=kind, of=of, limit=how, not_for=not_for, reason="He said."
    )


BASE = Meeting(
    id="m",
    facts=MeetingFacts(id="m", position=1),
    attendees=(
        Attendee(id="kai", position=1, name="Kai Avery", is_child=True, participation_note="Drew it."),
        Attendee(id="dana", position=2, name="Dana Avery", role="Mother"),
        Attendee(id="tom", position=3, name="Tom Reed", role="Teacher"),
    ),
    notes=(
        Note(
            id="n1",
            position=1,
            item="school",
            text="Kai likes maths and reading.",
            audience=Audience.FILE_ONLY,
        ),
        Note(id="n2", position=2, item="school", text="The move went well.", speaker="tom", is_prepared=True),
    ),
    views=(View(id="v", position=1, of="kai", words="I want to stay.", for_child="You want to stay."),),
    actions=(Action(id="a", position=1, text="Ring the school", for_child="We ring the school."),),
    disagreements=(Disagreement(id="d", position=1, about="Contact"),),
    positions=(Position(id="p", position=1, disagreement="d", who="dana", says="No."),),
    carried=(CarriedItem(id="c", position=1, text="Find a club", audience=Audience.PROFESSIONALS),),
    papers=(
        Paper(
            id="paper",
            position=1,
            title="Report",
            state=PaperState.ATTACHED,
            file_name="a.png",
            file_hash="a" * 64,
        ),
    ),
    given_reasons=(GivenReason(id="late.d", position=1, text="Snow."),),
    limits=(limit("disagreement", "d", LimitKind.PROFESSIONALS), limit("note", "n1", LimitKind.NAMED, "tom")),
)
Change = Callable[[Meeting], Meeting]
words = st.sampled_from(["Mia rang.", "He has left.", "Kai likes maths, music and reading.", ""])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("text", "words", "about", "says", "title", "note", "participation_note"), words),
    **dict.fromkeys(("for_child", "reason", "owner"), words),
    "audience": st.sampled_from(Audience),
    "sharing": st.sampled_from(Sharing),
    "copy_kind": st.sampled_from(CopyKind),
    "state": st.sampled_from(PaperState),
    "file_hash": st.sampled_from(["", "b" * 64, "c" * 64]),
    **dict.fromkeys(("is_on_other_copies", "is_prepared", "is_participation_note_shared"), st.booleans()),
    "of": st.sampled_from(["kai", "dana"]),
    "speaker": st.sampled_from(["", "dana"]),
    "is_child": st.booleans(),
    "disagreement": st.sampled_from(["d", "d2"]),
}
GATES = {"audience", "sharing", "copy_kind", "of", "is_child", "disagreement", "id", "position", "state"}
PLACES = [
    (entity.kind, entity.id, name)
    for entity in all_entities(BASE)
    for name in to_plain(entity)
    if name in VALUES and not isinstance(entity, ReadingLimit)
]


def held(meeting: Meeting, kind: str, identifier: str) -> Entity | None:
    return next((each for each in all_entities(meeting) if (each.kind, each.id) == (kind, identifier)), None)


def said(kind: str, identifier: str, **values: object) -> Change:
    def change(meeting: Meeting) -> Meeting:
        entity = held(meeting, kind, identifier)
        details: Any = values
        return meeting if entity is None else with_put(meeting, dataclasses.replace(entity, **details))

    return change


def put(entity: Entity) -> Change:
    return lambda meeting: with_put(meeting, entity)


def taken_out(kind: str, identifier: str) -> Change:
    return lambda meeting: without(meeting, kind, identifier) if held(meeting, kind, identifier) else meeting


limited = st.sampled_from([("disagreement", "d"), ("note", "n1"), ("attendee", "dana"), ("action", "a")])
changes = st.one_of(
    st.sampled_from(PLACES).flatmap(
        lambda place: VALUES[place[2]].map(lambda value: said(place[0], place[1], **{place[2]: value}))
    ),
    st.builds(
        lambda thing, how, who: put(limit(*thing, how, *who)),
        limited,
        st.sampled_from(LimitKind),
        st.sampled_from([("tom",), ("dana",), ("dana", "tom"), ()]),
    ),
    limited.map(lambda thing: taken_out("reading_limit", limit_key(*thing))),
    st.sampled_from([("disagreement", "d"), ("note", "n2"), ("paper", "paper")]).map(
        lambda thing: taken_out(*thing)
    ),
    st.builds(
        lambda at, text: put(Position(id=at, disagreement="d", who="tom", says=text)), st.just("p2"), words
    ),
    st.builds(lambda of, text: put(View(id="v2", of=of, words=text)), st.sampled_from(["kai", "tom"]), words),
)


def changed(several: list[Change]) -> Meeting:
    meeting = BASE
    for change in several:
        meeting = change(meeting)
    return meeting


versions = st.lists(changes, min_size=1, max_size=4).map(changed)


def merged(mine: list[Change], theirs: list[Change], side: Side = Side.MINE) -> Merging[Meeting]:
    here, there = changed(mine), changed(theirs)
    asked = merge(BASE, here, there, KINDS).conflicts
    return merge(BASE, here, there, KINDS, {each.key: side for each in asked})


def seen(meeting: Meeting, reader: Reader) -> dict[tuple[str, str], Row]:
    return {(each.kind, each.id): to_plain(each) for each in all_entities(seen_by(meeting, reader, FORM, {}))}


def asked_about(conflicts: tuple[Conflict, ...]) -> set[str]:
    """Return ids of what a person was asked about: a thing, or what a limit is on."""
    return {part for each in conflicts for part in (each.id, each.id.partition(" ")[2]) if part}


def is_asked(entity: Entity, asked: set[str]) -> bool:
    texts = [text for text in to_plain(entity).values() if isinstance(text, str)]
    return not asked.isdisjoint((*texts, *entity.id.split(".")))


def is_given(value: Plain, name: str, raw: list[Row | None], shown: list[Row | None]) -> bool:
    """Tell whether a side that holds a value shows it; of words joined from both, whether both show theirs."""
    sides = [(one, other) for one, other in zip(raw, shown, strict=True) if one is not None]
    holding = [(one, other) for one, other in sides if one[name] == value]
    given = [other is not None and other[name] == one[name] for one, other in holding or sides]
    return any(given) if holding else all(given)


@given(versions, versions, st.sampled_from([Side.MINE, Side.THEIRS]))
def test_nobody_reads_what_neither_side_let_them_read(mine: Meeting, theirs: Meeting, side: Side) -> None:
    conflicts = merge(BASE, mine, theirs, KINDS).conflicts
    after = merge(BASE, mine, theirs, KINDS, {each.key: side for each in conflicts}).value
    asked = asked_about(conflicts)
    for reader in READERS:
        shown, sides = seen(after, reader), [seen(each, reader) for each in (mine, theirs)]
        for entity in all_entities(after):
            key, row = (entity.kind, entity.id), to_plain(entity)
            if key not in shown or is_asked(entity, asked):
                continue
            raw = [None if (one := held(each, *key)) is None else to_plain(one) for each in (mine, theirs)]
            for name, value in shown[key].items():
                if name not in GATES and value and value == row[name]:
                    assert is_given(value, name, raw, [each.get(key) for each in sides]), (reader, key, name)


NEW_FILE = said("paper", "paper", file_hash="b" * 64, file_name="b.png", size=3)
WIDER = said("paper", "paper", audience=Audience.PROFESSIONALS)


@pytest.mark.parametrize(
    ("opened", "written", "key"),
    [
        (WIDER, NEW_FILE, "paper/paper/file_hash"),
        (
            said("note", "n1", audience=Audience.EVERYONE),
            said("note", "n1", text="Police."),
            "note/n1/audience",
        ),
        (said("view", "v", sharing=Sharing.EVERYONE), said("view", "v", words="No."), "view/v/sharing"),
        (said("note", "n2", is_prepared=False), said("note", "n2", text="He left."), "note/n2/is_prepared"),
        (
            said("given_reason", "late.d", is_on_other_copies=True),
            said("given_reason", "late.d", text="Police."),
            "given_reason/late.d/is_on_other_copies",
        ),
        (
            said("attendee", "kai", is_participation_note_shared=True),
            said("attendee", "kai", participation_note="Hid."),
            "attendee/kai/is_participation_note_shared",
        ),
        (
            said("attendee", "dana", copy_kind=CopyKind.FAMILY),
            said("attendee", "dana", contact_restriction="None at all."),
            "attendee/dana/copy_kind",
        ),
        (
            taken_out("reading_limit", limit_key("disagreement", "d")),
            put(Position(id="p2", disagreement="d", who="tom", says="Police.")),
            "reading_limit/disagreement d/",
        ),
        (
            taken_out("disagreement", "d"),
            put(Position(id="p2", disagreement="d", who="tom", says="Police.")),
            "disagreement/d/",
        ),
        (
            put(limit("note", "n1", LimitKind.NAMED, "dana")),
            said("note", "n1", text="Police."),
            "reading_limit/note n1/",
        ),
    ],
)
def test_what_one_side_opened_and_the_other_wrote_behind_is_asked_on_either_side(
    opened: Change, written: Change, key: str
) -> None:
    for mine, theirs in ((opened, written), (written, opened)):
        assert key in [each.key for each in merged([mine], [theirs]).conflicts]


def test_a_file_stands_with_the_readers_that_the_same_side_gave_it() -> None:
    for side, file, audience in (
        (Side.MINE, "b.png", Audience.FILE_ONLY),
        (Side.THEIRS, "a.png", Audience.PROFESSIONALS),
    ):
        merging = merged([NEW_FILE], [WIDER], side)
        (paper,) = merging.value.papers
        assert (paper.file_name, paper.audience) == (file, audience)
        assert len(merging.conflicts) == 1


def test_what_one_side_opened_and_the_other_left_alone_or_closed_is_not_asked() -> None:
    opened = said("note", "n1", audience=Audience.EVERYONE)
    for other in (said("note", "n2", text="He left."), said("note", "n1", audience=Audience.EVERYONE)):
        assert merged([opened], [other]).conflicts == ()
    closed = said("action", "a", audience=Audience.FILE_ONLY)
    assert merged([closed], [said("action", "a", text="Police.")]).conflicts == ()
    assert merged([WIDER], [said("note", "n2", text="He left.")]).conflicts == ()


def test_which_limits_may_let_somebody_read_more() -> None:
    named = limit("note", "n1", LimitKind.NAMED, "tom")
    assert loosens(None, named)
    assert loosens(limit("note", "n1", LimitKind.FILE), named)  # nobody is named any more
    assert not loosens(limit("note", "n1", LimitKind.THIRD_PARTY, "dana", "tom"), named)
    kept = limit("attendee", "kai", LimitKind.PROFESSIONALS)
    assert not loosens(limit("attendee", "kai", LimitKind.FILE), kept)
    assert loosens(limit("attendee", "kai", LimitKind.THIRD_PARTY), kept)
    # A child is named on every copy, so the file alone does not keep where they live.
    assert loosens(limit("attendee", "kai", LimitKind.FILE), limit("attendee", "kai", LimitKind.ADDRESS))
