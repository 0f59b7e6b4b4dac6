"""One typed line, understood without losing a letter."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.dates_as_typed import DateGround, WarningKind
from cpm_desktop.domain.forms import RoleName
from cpm_desktop.domain.shorthand import parse_line
from cpm_desktop.domain.typed_line import LineKind, TypedLine

PEOPLE = (
    Person(id="kai", name="Kai Avery"),
    Person(id="priya", name="Priya Nair", initials="PN"),
    Person(id="joy", name="Joy Okafọ̀"),
    Person(id="john", name="John Smith"),
    Person(id="jane", name="Jane Smith"),
    Person(id="sean", name="Séan Ó Dálaigh"),
    Person(id="tom", name="Tom Avery"),
    Person(id="lee", name="Dr Siew Lee"),
)
TUESDAY = dt.date(2026, 11, 24)
GROUND = DateGround(TUESDAY, next_review=dt.date(2027, 3, 8))
SCENARIO = (
    "@PN book the health assessment at the clinic Kai chooses by 18 Dec so that it is done before Christmas"
)


def read(line: str) -> TypedLine:
    return parse_line(line, PEOPLE, GROUND)


@pytest.mark.rule("record.smart-plan")
def test_the_scenarios_line() -> None:
    line = read(SCENARIO)
    assert line.kind is LineKind.ACTION
    assert line.text == "book the health assessment at the clinic Kai chooses"
    assert (line.people, line.owner, line.unknown) == (("priya",), "Priya Nair", ())
    assert line.due is not None
    assert (line.due.date, line.due.warnings) == (dt.date(2026, 12, 18), ())
    assert line.because == "it is done before Christmas"


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("> ask the dentist", LineKind.ACTION, "ask the dentist"),
        (">@PN ask", LineKind.ACTION, "ask"),
        ("= Kai chooses", LineKind.DECISION, "Kai chooses"),
        ("~a new school", LineKind.RECOMMENDATION, "a new school"),
        ('" I want to stay "', LineKind.VIEW, "I want to stay"),
        ("“I want to stay”", LineKind.VIEW, "I want to stay"),
        ("? help with sleep", LineKind.UNMET_NEED, "help with sleep"),
        ("x Saturdays", LineKind.DISAGREEMENT, "Saturdays"),
        ("xylophone lessons go well", LineKind.NOTE, "xylophone lessons go well"),
        ("Sleep has got worse @ 2", LineKind.NOTE, "Sleep has got worse @ 2"),
        ("", LineKind.NOTE, ""),
        ("   ", LineKind.NOTE, ""),
    ],
)
def test_the_first_sign_tells_what_it_is(line: str, kind: LineKind, text: str) -> None:
    assert (read(line).kind, read(line).text) == (kind, text)


def test_several_people_may_see_to_it() -> None:
    line = read("@PN, @JO ring the clinic by fri")
    assert (line.people, line.owner, line.text) == (
        ("priya", "joy"),
        "Priya Nair and Joy Okafọ̀",
        "ring the clinic",
    )


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("@pn", "priya"),
        ("@JS", "john"),
        ("@js2", "jane"),
        ("@sod", "sean"),
        ("@SL", "lee"),
        ("@joy", "joy"),
        ("@PN:", "priya"),
        ("@Nair", "priya"),
        ("@siew", "lee"),
        ("@Dálaigh", "sean"),
        ("@dalaigh", "sean"),
        ("@Priya Nair", "priya"),
        ("@priya nair:", "priya"),
        ("@Jane Smith", "jane"),
        ("@Sean O Dalaigh", "sean"),
        ("@Dr Siew Lee", "lee"),
    ],
)
def test_initials_and_first_names_find_people(typed: str, person: str) -> None:
    line = read(f"{typed} ring the clinic")
    assert (line.people, line.text) == ((person,), "ring the clinic")


FAMILY = (
    *PEOPLE,
    Person(id="mum", name="Dee Avery", role="Mum", role_id="mother"),
    Person(id="nurse", name="Sara Bell", role="School nurse", role_id="school-nurse"),
    Person(id="jack", name="Jack May"),
)
ROLES = {
    name: RoleName(id=name, name=spelt, group=group, also=also)
    for name, spelt, group, also in (
        ("mother", "Mother", "family", ("Mum",)),
        ("school-nurse", "School nurse", "professional", ()),
    )
}


@pytest.mark.parametrize(
    ("line", "people", "text"),
    [
        (
            "@Priya Nair, @John Smith and @JO ring the clinic by fri",
            ("priya", "john", "joy"),
            "ring the clinic",
        ),
        ("@Priya Nair and John Smith ring the clinic", ("priya", "john"), "ring the clinic"),
        ("@Joy Okafọ̀ ring", ("joy",), "ring"),
        ("@Dr. Siew Lee ring", ("lee",), "ring"),
        ("@Siew Lee ring", ("lee",), "ring"),
        ("@Priya Nair. Ring the clinic", ("priya",), "Ring the clinic"),
        ("> ring the clinic (@Priya Nair) by fri", ("priya",), "ring the clinic"),
        ("> ring @Priya Nair.", ("priya",), "ring"),
        ("@Priya Smith to ring", ("priya",), "Smith to ring"),
        ("@Priya\nNair ring", ("priya",), "Nair ring"),
        ("@Jack May visits", ("jack",), "visits"),
        ("@Jack may visit on Sundays", ("jack",), "may visit on Sundays"),
    ],
)
def test_a_whole_name_is_one_person_and_ends_with_the_name(
    line: str, people: tuple[str, ...], text: str
) -> None:
    found = parse_line(line, FAMILY, GROUND, ROLES)
    assert (found.people, found.text) == (people, text)


@pytest.mark.parametrize(
    ("line", "people", "text"),
    [
        ("@PN ask Mum by fri", ("priya",), "ask Mum"),
        ("@PN Mum needs a call", ("priya",), "Mum needs a call"),
        ("@JS call school nurse", ("john",), "call school nurse"),
        ("@JS and Mum ring", ("john", "mum"), "ring"),
        ("> PN ask Mum", ("priya",), "ask Mum"),
        ("> Priya and Mum to ring", ("priya", "mum"), "ring"),
        ("> School nurse to ring", ("nurse",), "ring"),
        ("x @Tom wants Mum at contact", ("tom",), "wants Mum at contact"),
        ('"@Kai tell Mum I miss her', ("kai",), "tell Mum I miss her"),
        ("@home Mum says he sleeps well", (), "@home Mum says he sleeps well"),
    ],
)
def test_whom_something_is_done_to_is_not_who_does_it(line: str, people: tuple[str, ...], text: str) -> None:
    found = parse_line(line, FAMILY, GROUND, ROLES)
    assert (found.people, found.text) == (people, text)


def test_a_last_name_that_two_have_is_nobody_and_without_a_sign_it_is_a_word() -> None:
    assert read("@Avery ring the clinic").people == ()
    people = (*PEOPLE, Person(id="may", name="Ann May"))
    assert parse_line("May to ring the clinic", people, GROUND).offer is None


def test_a_letter_with_a_stroke_is_found_without_it() -> None:
    people = (Person(id="lukasz", name="Łukasz Wójcik"), Person(id="soren", name="Søren Holm"))
    meant = [parse_line(f"@{typed} ring", people, GROUND).people for typed in ("Lukasz", "Soren")]
    assert meant == [("lukasz",), ("soren",)]


def test_who_is_not_known_is_reported_and_kept() -> None:
    line = read("@XY,@PN ring the clinic")
    assert (line.people, line.unknown, line.owner) == (("priya",), ("XY",), "XY and Priya Nair")


@pytest.mark.parametrize(
    ("typed", "text", "due", "because"),
    [
        ("@PN stand by Kai at school", "stand by Kai at school", None, ""),
        ("@PN drive by the school by Fri", "drive by the school", "2026-11-27", ""),
        ("@PN ring so that Kai can go by 18 Dec", "ring", "2026-12-18", "Kai can go"),
        (
            "@PN ring by 18 Dec so that it is done by Christmas",
            "ring",
            "2026-12-18",
            "it is done by Christmas",
        ),
        ("@PN ring BY 18/12 SO THAT it is done", "ring", "2026-12-18", "it is done"),
        ("@PN ring mum fri", "ring mum", "2026-11-27", ""),
        ("@PN ring mum 2w", "ring mum", "2026-12-08", ""),
        ("@PN ring mum 2/52", "ring mum", "2026-12-08", ""),
        (
            "@PN ring mum by Good Friday",
            "ring mum by Good Friday",
            None,
            "",
        ),  # no calendar knows its day here
        ("@PN stay at home on Ash Wednesday", "stay at home on Ash Wednesday", None, ""),
        ("@PN see where the cat sat", "see where the cat sat", None, ""),
        ("@PN find respite for 2w", "find respite for 2w", None, ""),
        ("@PN ring every 2w", "ring every 2w", None, ""),
        ("@PN", "", None, ""),
    ],
)
def test_dates_and_purposes_are_found_where_they_are(
    typed: str, text: str, due: str | None, because: str
) -> None:
    line = read(typed)
    assert (line.text, line.because) == (text, because)
    assert (line.due.date.isoformat() if line.due and line.due.date else None) == due


def test_a_date_comes_with_its_warnings() -> None:
    due = read("@PN ring by 19 Dec").due
    assert due is not None
    assert [warning.kind for warning in due.warnings] == [WarningKind.WEEKEND]


@pytest.mark.rule("record.decision-with-reason")
def test_a_decision_takes_its_reason_along() -> None:
    line = read("= A new dentist because he will go")
    assert (line.kind, line.text, line.because) == (LineKind.DECISION, "A new dentist", "he will go")


def test_a_quote_names_its_speaker_and_a_different_view_its_holder() -> None:
    assert (read('"@KA I want to stay"').people, read('"@KA I want to stay"').text) == (
        ("kai",),
        "I want to stay",
    )
    assert read("x @TA Saturdays").people == ("tom",)


@pytest.mark.rule("record.unresolved-disagreement")
@pytest.mark.parametrize(
    ("line", "about", "says"),
    [
        ('x @TA Saturdays: "I work most of them"', "Saturdays", "I work most of them"),
        ("x @TA Saturdays – “I work most of them.”", "Saturdays", "I work most of them."),
        ('x @TA "I work most of them"', "", "I work most of them"),
        ('x @TA says no to "respite"', 'says no to "respite"', ""),
        ('x @TA "respite" or "weekends"', '"respite" or "weekends"', ""),
        ('x @TA Saturdays: ""', 'Saturdays: ""', ""),
        ('x @XY Saturdays: "I work"', 'Saturdays: "I work"', ""),
        ('x Saturdays: "I work"', 'Saturdays: "I work"', ""),
    ],
)
def test_a_different_view_in_its_holders_words(line: str, about: str, says: str) -> None:
    found = read(line)
    assert (found.kind, found.text, found.says) == (LineKind.DISAGREEMENT, about, says)
    assert "".join(piece.text for piece in found.pieces) == line


words = st.sampled_from(
    [
        ">",
        "@PN",
        "@XY",
        ",@JO",
        "=",
        "~",
        '"',
        "“",
        "”",
        "?",
        "x",
        " by ",
        "18 Dec",
        " so that ",
        " because ",
        "fri",
        "a",
        "\n",
    ]
)


@given(
    st.one_of(
        st.text(), st.lists(words, max_size=10).map("".join), st.lists(words, max_size=10).map(" ".join)
    )
)
def test_no_letter_is_lost(line: str) -> None:
    found = read(line)
    assert "".join(piece.text for piece in found.pieces) == line
    if found.kind is LineKind.NOTE:
        assert found.text == line.strip()


@pytest.mark.rule("record.smart-plan", "record.whole-discussion")
@pytest.mark.parametrize(
    ("what", "due"),
    [
        ("visit every Friday", None),
        ("call her each Monday", None),
        ("ring after 18 Dec", None),
        ("not to ring before 18 Dec", None),
        ("make sure that nobody rings before fri", None),
        ("don’t ring before Monday", None),
        ("ring by 18 Dec or 20 Dec", dt.date(2026, 12, 20)),
        ("visit Mon, Wed and Fri", dt.date(2026, 11, 27)),
        ("visit between 1 and 4 Dec", dt.date(2026, 12, 4)),
        ("visit 7 to 9 Dec", dt.date(2026, 12, 9)),
        ("ring by fri. @JO to visit by mon", dt.date(2026, 11, 27)),
        ("ring by fri; @JO to visit by mon so that Kai eats", dt.date(2026, 11, 27)),
        ("ring by fri, then @JO to visit by mon", dt.date(2026, 11, 27)),
    ],
)
def test_no_day_is_torn_out_of_what_would_say_something_else_without_it(
    what: str, due: dt.date | None
) -> None:
    line = read(f"@PN {what}")
    assert (line.text, line.because, line.owner) == (what, "", "Priya Nair")
    assert (line.due.date if line.due is not None else None) == due


def test_of_two_days_the_one_that_is_not_meant_is_not_taken() -> None:
    line = read("@PN ring by 18 Dec, not 20 Dec")
    assert line.due is not None
    assert line.due.date == dt.date(2026, 12, 18)
    assert "not 20 Dec" in line.text
