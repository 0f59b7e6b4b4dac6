"""What copies leave out is listed on the file copy, from whom and why; other copies say what the note says."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Presence
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.forms import Form, QuestionKind
from cpm_desktop.domain.meeting import Answer, Meeting, MeetingFacts
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key
from tests.domain.kinds_of_meeting import STANDARD
from tests.domain.papers.forms_at_hand import procedure
from tests.paper_text import texts_of

pytestmark = pytest.mark.rule("after.copy-for-each-reader")
DANA = Attendee(id="dana", name="Dana Avery", role="Mother", copy_kind=CopyKind.FAMILY)
TOM = Attendee(id="tom", name="Tom Avery", role="Father", copy_kind=CopyKind.FAMILY)
MICHAEL = Attendee(id="michael", name="Michael Byrne", role="Teacher", copy_kind=CopyKind.PROFESSIONAL)
NOTE = Note(id="n", text="Nan has been ill since May.", at=dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC))
OF_ANOTHER = STANDARD.texts.third_party_left_out


def minutes(
    limit: LimitKind | None,
    *not_for: str,
    reader: str = "",
    form: Form = STANDARD,
    reason: str = "",
    out: str = "",
) -> Paper:
    limits: tuple[ReadingLimit, ...] = ()
    if limit is not None:
        key = limit_key(NOTE.kind, NOTE.id)
        limits = (
            ReadingLimit(id=key, of_kind=NOTE.kind, of=NOTE.id, limit=limit, not_for=not_for, reason=reason),
        )
    events = (AttendanceEvent(id="e", who=out, presence=Presence.ASKED_OUT, at=NOTE.at),) if out else ()
    record = Meeting(
        id="0123456789abcdef",
        facts=MeetingFacts(id="m", date=dt.date(2026, 11, 24)),
        attendees=(DANA, TOM, MICHAEL),
        attendance=events,
        notes=(NOTE,),
        limits=limits,
    )
    person = record.attendee(reader)
    kind = ReaderKind(person.copy_kind.value) if person is not None else ReaderKind.FILE
    return build_minutes(form, record, Reader(kind, reader))


def listed(paper: Paper) -> str:
    texts = texts_of(paper)
    return " ".join(texts[texts.index("What other copies leave out") :])


def test_the_file_copy_tells_from_whom_a_line_is_kept_and_why() -> None:
    told = listed(minutes(LimitKind.NAMED, "tom", reason="It is about his mother."))
    assert "Note: Nan has been ill since May." in told
    assert "the copy of Tom Avery" in told
    assert "It is about his mother." in told
    assert "Dana" not in told.partition("How to challenge")[0]
    told = listed(minutes(LimitKind.NAMED, "tom", "michael"))
    assert "the copies of Tom Avery and Michael Byrne" in told
    told = listed(minutes(LimitKind.PROFESSIONALS, "michael"))
    assert "family copies; the copy of Michael Byrne" in told


def test_an_answer_that_is_kept_back_is_told_as_people_read_it() -> None:
    form = procedure().forms["legal"]
    whose = next(one for item in form.agenda for one in item.questions if one.kind is QuestionKind.PERSON)
    item = next(item.id for item in form.agenda if whose in item.questions)
    answer = Answer(id="a", item=item, question=whose.id, value="michael")
    limit = ReadingLimit(
        id=limit_key("answer", "a"), of_kind="answer", of="a", limit=LimitKind.FILE, reason="-"
    )
    record = Meeting(
        id="0123456789abcdef",
        facts=MeetingFacts(id="m", date=dt.date(2026, 11, 24)),
        attendees=(DANA, TOM, MICHAEL),
        answers=(answer,),
        limits=(limit,),
    )
    told = listed(build_minutes(form, record, Reader(ReaderKind.FILE)))
    assert "Answer: Michael Byrne" in told
    assert "Answer: michael" not in told


def test_the_file_copy_tells_of_whom_it_is_withheld_where_they_are() -> None:
    limit = ReadingLimit(
        id=limit_key("attendee", "dana"),
        of_kind="attendee",
        of="dana",
        limit=LimitKind.ADDRESS,
        reason="She fled.",
    )
    facts = MeetingFacts(id="m", date=dt.date(2026, 11, 24))
    record = Meeting(id="0123456789abcdef", facts=facts, attendees=(DANA, TOM), limits=(limit,))
    told = listed(build_minutes(STANDARD, record, Reader(ReaderKind.FILE)))
    assert "Where Dana Avery is to be found every other copy She fled." in told
    assert "She fled" not in " ".join(
        texts_of(build_minutes(STANDARD, record, Reader(ReaderKind.FAMILY, "tom")))
    )


def test_what_is_for_the_authority_alone_is_kept_from_professionals_outside_it_by_name() -> None:
    told = listed(minutes(LimitKind.AUTHORITY))
    assert "family copies; the copy of Michael Byrne" in told
    assert "professionals’ copies" not in told


def test_the_file_copy_tells_what_was_said_while_somebody_was_out() -> None:
    told = listed(minutes(None, out="dana"))
    assert "the copy of Dana Avery" in told
    assert "Said while they were asked to leave" in told


def test_a_copy_without_what_is_about_somebody_else_says_so_and_no_more() -> None:
    for who, is_told in (("dana", True), ("tom", True), ("michael", False)):
        texts = " ".join(texts_of(minutes(LimitKind.THIRD_PARTY, reader=who)))
        assert (OF_ANOTHER in texts) is is_told
        assert ("Nan has been ill" in texts) is not is_told
    assert OF_ANOTHER not in " ".join(texts_of(minutes(LimitKind.THIRD_PARTY)))


@pytest.mark.parametrize("kind", [LimitKind.ADDRESS, LimitKind.NAMED, LimitKind.PROFESSIONALS])
def test_of_anything_else_a_copy_says_nothing_unless_the_authority_wants_it(kind: LimitKind) -> None:
    texts = dataclasses.replace(STANDARD.texts, left_out="Parts of the record are not on this copy.")
    form = dataclasses.replace(STANDARD, texts=texts)
    named = ("tom",) if kind is LimitKind.NAMED else ()
    quiet = " ".join(texts_of(minutes(kind, *named, reader="tom")))
    told = " ".join(texts_of(minutes(kind, *named, reader="tom", form=form)))
    assert "Nan has been ill" not in quiet + told
    assert OF_ANOTHER not in quiet
    assert texts.left_out not in quiet
    assert (texts.left_out in told) is (kind is not LimitKind.ADDRESS)
    assert texts.left_out not in " ".join(texts_of(minutes(None, reader="tom", form=form)))
