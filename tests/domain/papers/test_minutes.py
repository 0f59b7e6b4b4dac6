"""The minutes say all that was said, and to each reader only what they may read."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.domain.attendance import AttendanceEvent, Participation, Presence
from cpm_desktop.domain.blocks import Paper, Section, SignatureBlock, Table
from cpm_desktop.domain.captures import Audience, DecisionKind, Note, Sharing
from cpm_desktop.domain.child import Child, CopyKind
from cpm_desktop.domain.handover import Signing
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    Answer,
    GivenReason,
    ItemState,
    Meeting,
    MeetingFacts,
    NextMeeting,
    ReadBackMark,
    ReadBackResult,
)
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.papers.numbering import numbers_of
from cpm_desktop.domain.reader import Reader, ReaderKind
from tests.domain.papers.forms_at_hand import procedure, standard_form
from tests.paper_text import bare, printed_text, texts_of
from tests.scenario_meeting import MEETING_ID, ONLY_ON_THE_FILE_COPY, SAID, at, scenario_meeting

FILE = Reader(ReaderKind.FILE)
FAMILY = Reader(ReaderKind.FAMILY, "dana")
PROFESSIONAL = Reader(ReaderKind.PROFESSIONAL, "michael")
SEND_BY = dt.date(2026, 11, 29)


def minutes(meeting: Meeting, reader: Reader = FILE) -> Paper:
    return build_minutes(
        standard_form(),
        meeting,
        reader,
        fingerprint="9c41 e07b 22d8 11aa",
        send_by=SEND_BY,
        roles=procedure().roles,
    )


def said_in(paper: Paper) -> str:
    return "\n".join(texts_of(paper)).replace("\u00a0", " ")


def section(paper: Paper, heading: str) -> str:
    """Return the texts of one section."""
    found = next(block for block in paper.blocks if isinstance(block, Section) and block.heading == heading)
    return said_in(dataclasses.replace(paper, blocks=(found,)))


@pytest.mark.rule("record.whole-discussion", "kind.standard-follows-set-agenda")
def test_everything_said_stands_on_the_file_copy_unchanged() -> None:
    paper = minutes(scenario_meeting())
    text = bare(printed_text(PaperRenderer().render(paper, at("16:40")).pdf))
    assert [words for words in SAID if bare(words) not in text] == []


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize("reader", [FAMILY, PROFESSIONAL])
def test_the_address_stands_on_the_file_copy_only(reader: Reader) -> None:
    whole, copy = said_in(minutes(scenario_meeting())), said_in(minutes(scenario_meeting(), reader))
    assert all(words in whole for words in ONLY_ON_THE_FILE_COPY)
    assert not any(words in copy for words in ONLY_ON_THE_FILE_COPY)
    assert "Address not shown on this copy" in copy


def test_people_first_outcomes_next_evidence_last() -> None:
    paper = minutes(scenario_meeting())
    headings = [f"{block.number} {block.heading}" for block in paper.blocks if isinstance(block, Section)]
    assert headings == [
        "1 Kai’s views",
        "2 Views of parents and carers",
        "3 Who was there",
        "4 Decisions and recommendations",
        "5 Proposals to the review",
        "6 Actions",
        "7 Disagreements",
        "8 Unmet needs",
        "9 The discussion, item by item",
        "10 Next meeting",
        "11 Read-back and signature",
        "12 Who gets a copy",
        "13 What other copies leave out",
        "14 How to challenge a decision",
    ]


def test_numbers_agree_on_every_copy() -> None:
    meeting = scenario_meeting()
    hidden = dataclasses.replace(meeting.decisions[0], audience=Audience.FILE_ONLY)
    meeting = dataclasses.replace(meeting, decisions=(hidden, meeting.decisions[1]))
    assert numbers_of(meeting).by_id["decision-football"] == "D2"
    for_family = said_in(minutes(meeting, FAMILY))
    assert "D2" in for_family
    assert "D1" not in for_family
    assert "new dentist and Joy" not in for_family


@pytest.mark.rule("record.previous-actions")
def test_open_actions_from_before_get_a_number_and_tell_how_often_they_were_carried() -> None:
    text = section(minutes(scenario_meeting()), "Actions")
    assert "A2\nAsk the dentist for a first appointment\nCarried over 2 times\nJoy Okafọ̀\nNo new date" in text
    assert "A3\nChase the sleep clinic about the waiting list\nCarried over 3 times" in text
    assert (
        "–\nSend the personal education plan to both parents\nAgreed 22 Sep 2026\nMichael Byrne\nDone" in text
    )


@pytest.mark.rule("record.decision-with-reason", "chair.decision-authority", "record.proposals-to-review")
def test_decisions_stand_with_reason_and_authority() -> None:
    text = section(minutes(scenario_meeting()), "Decisions and recommendations")
    assert "He will go if he is listened to and accompanied\nWithin the authority of those present" in text
    assert "Kai asked for it\nProposal to the review\nFor the review planned for 8 March 2027" in text


def test_a_recommendation_names_who_authorises_it() -> None:
    meeting = scenario_meeting()
    decision = dataclasses.replace(
        meeting.decisions[0],
        decision_kind=DecisionKind.RECOMMENDATION,
        is_within_authority=False,
        authoriser="the service manager",
        authorise_by=dt.date(2026, 12, 4),
        reason="",
    )
    text = section(
        minutes(dataclasses.replace(meeting, decisions=(decision,))), "Decisions and recommendations"
    )
    labels = "None recorded\nRecommendation\nSubject to authorisation\n"
    assert f"{labels}To be authorised by the service manager by 4 December 2026" in text


@pytest.mark.rule("attend.who-attended")
def test_attendance_tells_how_and_when() -> None:
    text = section(minutes(scenario_meeting()), "Who was there")
    assert "14:02 to 15:15, the whole meeting unless a time is given." in text
    assert "Priya Nair\nSocial worker, chair and recorder, Northbeck Council\nIn the room" in text
    assert "Dr Siew Lee\nCommunity paediatrician, Northbeck Health Trust\nIn the room, from 14:31" in text
    assert "Michael Byrne\nDesignated teacher, Fell Lane Academy\nRemote, left 14:48" in text
    assert "Tom Avery\nFather\nApologies" in text
    assert "Rachel Whitmore" not in text


@pytest.mark.rule("record.child-centred", "attend.family-as-partners")
def test_views_say_how_when_and_by_whom_they_were_heard() -> None:
    paper = minutes(scenario_meeting(), FAMILY)
    assert "Heard by Séan Ó Dálaigh, advocate, on 20 November 2026. Told to the advocate" in said_in(paper)
    assert "Kai was in the meeting." in said_in(paper)
    parents = section(paper, "Views of parents and carers")
    assert "Tom Avery, father\n“I don't agree with the move to Saturdays & I work <most> of them.”" in parents
    assert "By telephone to PN, 23 November 2026" in parents
    assert "Joy Okafọ̀, foster carer\nNone recorded" in parents


@pytest.mark.rule("record.child-centred")
def test_words_that_the_child_does_not_share_are_on_the_file_copy_alone() -> None:
    meeting = scenario_meeting()
    view = dataclasses.replace(meeting.views[0], sharing=Sharing.CHAIR_ONLY)
    meeting = dataclasses.replace(meeting, views=(view, *meeting.views[1:]))
    assert "I want to stay" in said_in(minutes(meeting))
    for reader in (FAMILY, PROFESSIONAL):
        assert "I want to stay" not in said_in(minutes(meeting, reader))
    left_out = section(minutes(meeting), "What other copies leave out")
    assert "professionals’ copies; family copies" in left_out


@pytest.mark.rule("record.unresolved-disagreement", "record.unmet-need")
def test_disagreements_and_unmet_needs_stand_in_full() -> None:
    paper = minutes(scenario_meeting())
    text = section(paper, "Disagreements")
    assert "Tom Avery, father\n“I work <most> Saturdays & want Wednesdays back.”" in text
    assert "Resolved\nNo\nHow it goes on\nTaken to the review on 8 March" in text
    assert "Northbeck Health Trust, School nursing\nJoy keeps a sleep diary" in section(paper, "Unmet needs")


def test_the_discussion_traces_what_came_of_it() -> None:
    text = section(minutes(scenario_meeting()), "The discussion, item by item")
    assert "14:29\n8\nHealth\nNoted beforehand by Priya Nair\nThe annual health assessment" in text
    assert (
        "14:31   Dr Siew Lee arrives, in person\n14:33   Decision D1\n14:34   Action A1\n14:36   Unmet need"
        in text
    )
    assert "Not discussed. Kai asked to leave this for the next meeting." in text
    assert "14:55   Disagreement: family time with Tom on Saturdays\n14:58   Decision D2" in text
    assert "See sections 4 and 6" in text
    assert "14:48   Michael Byrne leaves" in text


@pytest.mark.rule("after.feed-back-to-standard")
def test_a_specific_issue_meeting_is_fed_back() -> None:
    text = section(minutes(scenario_meeting()), "The discussion, item by item")
    fed_back = (
        "From Specific-issue meeting: Contact, 20 October 2026: Family time with Tom moves to Saturdays"
    )
    assert f"{fed_back} for six weeks. Reason: Kai is too tired after school on Wednesdays." in text


def test_what_was_noted_beforehand_is_not_for_the_family() -> None:
    assert "Joy has asked for help with sleep" not in said_in(minutes(scenario_meeting(), FAMILY))


@pytest.mark.rule("record.permanence")
def test_answers_stand_under_their_item_in_words() -> None:
    answers = (
        Answer(id="a", item="permanence", question="primary-plan", value="long-term-foster-care"),
        Answer(id="b", item="family-views", question="parent-agrees", subject="tom", value="disagrees"),
        Answer(id="c", item="education", question="education-plan", value="2026-10-01"),
        Answer(id="d", item="changes", question="significant-event", value="no"),
    )
    text = said_in(minutes(dataclasses.replace(scenario_meeting(), answers=answers)))
    assert "The main plan\nLong-term foster care" in text
    assert "Does this parent agree with the plan?\nTom Avery: Does not agree" in text
    assert "1 October 2026" in text
    assert "Has something happened that the reviewing officer needs to know about?\nNo" in text


def test_notes_stand_under_the_speakers_name() -> None:
    note = Note(id="n", item="health", at=at("14:40"), speaker="siew", text="He sleeps five hours.")
    text = said_in(minutes(dataclasses.replace(scenario_meeting(), notes=(note,))))
    assert "Dr Siew Lee\nHe sleeps five hours." in text


@pytest.mark.rule("record.care-team-next-meeting")
def test_no_further_meeting_gives_its_reason() -> None:
    planned = NextMeeting(id="next", none_because="Kai moves home on 1 December")
    text = said_in(minutes(dataclasses.replace(scenario_meeting(), next_meetings=(planned,))))
    assert "No further meeting, because: Kai moves home on 1 December" in text


def test_what_was_not_agreed_when_read_back_is_told_with_its_number() -> None:
    marks = (
        ReadBackMark(id="decision-dentist", at=at("15:12")),
        ReadBackMark(
            id="action-assessment",
            result=ReadBackResult.NOT_AGREED,
            who="Dana Avery",
            words="Not at that clinic",
            at=at("15:13"),
        ),
    )
    text = section(
        minutes(dataclasses.replace(scenario_meeting(), read_back=marks)), "Read-back and signature"
    )
    assert "read back to everyone at 15:13; not all was agreed." in text
    assert "A1 was not agreed by Dana Avery: “Not at that clinic”." in text


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_copy_says_of_the_read_back_only_what_its_reader_was_there_for() -> None:
    held = scenario_meeting()
    tom = next(one.id for one in held.attendees if one.name == "Tom Avery")
    out = AttendanceEvent(id="out", position=99, who=tom, presence=Presence.ASKED_OUT, at=at("15:13"))
    early = ReadBackMark(id="decision-dentist", at=at("15:12"))
    later = ReadBackMark(
        id="action-assessment", result=ReadBackResult.NOT_AGREED, who="Dana Avery", words="No", at=at("15:14")
    )

    def told(*marks: ReadBackMark) -> str:
        record = dataclasses.replace(held, read_back=marks, attendance=(*held.attendance, out))
        return section(minutes(record, Reader(ReaderKind.FAMILY, tom)), "Read-back and signature")

    both = told(early, later)
    assert "that stand here were read back at 15:12 and agreed." in both
    assert "everyone" not in both
    assert "not agreed" not in both
    assert "read back" not in told(later).replace("Read-back", "")
    assert "read back to everyone at 15:12 and agreed." in told(early)


def test_the_signature_names_record_and_fingerprint() -> None:
    signing = Signing(
        id="signing",
        signer="Priya Nair",
        signer_role="Social worker",
        signed_at=dt.datetime(2026, 7, 1, 15, 40, tzinfo=dt.UTC),
        typed_name="Priya Nair",
    )
    paper = minutes(dataclasses.replace(scenario_meeting(), signings=(signing,)))
    sections = [block for block in paper.blocks if isinstance(block, Section)]
    block, second = (
        inner for entry in sections for inner in entry.blocks if isinstance(inner, SignatureBlock)
    )
    assert (second.field_name, second.name) == ("Countersigner", "")
    assert block.time.replace("\u00a0", " ") == "Signed 1 July 2026 at 16:40"
    assert block.role == "Social worker, Northbeck Council\nChair and recorder"
    assert block.statement[-2:] == ("Record 7f3a9c12-5e0b", "Fingerprint 9c41 e07b 22d8 11aa")
    assert MEETING_ID.startswith("7f3a9c12")


@pytest.mark.rule("after.copy-for-each-reader", "after.distribute-5-days")
def test_who_gets_a_copy_and_why_not_stands_on_the_file_copy() -> None:
    meeting = scenario_meeting()
    tom = dataclasses.replace(
        meeting.attendees[2],
        copy_kind=CopyKind.NONE,
        copy_decided_by="Rachel Whitmore",
        copy_reason="Court order of 3 November",
    )
    meeting = dataclasses.replace(meeting, attendees=(*meeting.attendees[:2], tom, *meeting.attendees[3:]))
    whole = section(minutes(meeting), "Who gets a copy")
    assert "To be sent by 29 November 2026." in whole
    assert "Tom Avery, father\nNone\nReason: Court order of 3 November (Rachel Whitmore)\n–" in whole
    for_dana = said_in(minutes(meeting, FAMILY))
    assert "Court order" not in for_dana
    assert "Tom Avery" not in section(minutes(meeting, FAMILY), "Who gets a copy")


def test_reasons_stand_on_the_file_copy_and_where_ticked_on_others() -> None:
    given = (
        GivenReason(id="debt.one", text="The nurse was ill"),
        GivenReason(id="debt.two", text="The school was closed", is_on_other_copies=True),
    )
    meeting = dataclasses.replace(scenario_meeting(), given_reasons=given)
    assert "The nurse was ill." in section(minutes(meeting), "Reasons given")
    for_family = section(minutes(meeting, FAMILY), "Reasons given")
    assert "The school was closed." in for_family
    assert "nurse" not in for_family


def test_each_reason_says_what_it_is_for_and_on_other_copies_names_nobody() -> None:
    key = f"copies-decided.{scenario_meeting().attendees[2].id}"
    given = (
        GivenReason(id="read-back.room", text="Everybody had to leave", is_on_other_copies=True),
        GivenReason(id=key, text="Asked the court", is_on_other_copies=True),
    )
    undecided = dataclasses.replace(scenario_meeting().attendees[2], copy_kind=CopyKind.UNDECIDED)
    people = scenario_meeting().attendees
    meeting = dataclasses.replace(
        scenario_meeting(),
        given_reasons=given,
        read_back=(),
        attendees=(*people[:2], undecided, *people[3:]),
    )
    whole = section(minutes(meeting), "Reasons given")
    assert "Nothing has been read back. Reason: Everybody had to leave." in whole
    assert "It is not decided which copy Tom Avery gets. Reason: Asked the court." in whole
    for_family = section(minutes(meeting, FAMILY), "Reasons given")
    assert "The read-back. Reason: Everybody had to leave." in for_family
    assert "Who gets which copy. Reason: Asked the court." in for_family


@pytest.mark.rule("record.how-to-challenge")
def test_the_family_copy_is_larger_names_its_reader_and_ends_with_how_to_challenge() -> None:
    paper = minutes(scenario_meeting(), FAMILY)
    assert paper.text_size == 12
    assert paper.recipient == "Dana Avery"
    assert paper.footer.startswith("Copy for Dana Avery")
    last = paper.blocks[-1]
    assert isinstance(last, Section)
    assert last.heading == "How to challenge a decision"
    assert "You can also ask for an advocate to help you say it." in section(paper, last.heading)


def test_the_title_seen_in_a_window_names_no_child() -> None:
    title = minutes(scenario_meeting()).file_title
    assert title.replace("\u00a0", " ") == "Minutes of the standard care planning meeting, 24 November 2026"


@pytest.mark.rule("record.unresolved-disagreement", "record.unmet-need")
@pytest.mark.parametrize("reader", [FILE, FAMILY, PROFESSIONAL])
def test_an_empty_record_says_that_nothing_is_recorded(reader: Reader) -> None:
    paper = minutes(Meeting(id="0" * 32, facts=MeetingFacts(id="0" * 32), children=(Child(id="c"),)), reader)
    for heading in (
        "Disagreements",
        "Unmet needs",
        "Actions",
        "Decisions and recommendations",
        "Next meeting",
    ):
        found = next(
            block for block in paper.blocks if isinstance(block, Section) and block.heading == heading
        )
        says_so = "None recorded" in section(paper, heading)
        is_empty = not found.blocks or any(
            isinstance(block, Table) and not block.rows for block in found.blocks
        )
        assert says_so or is_empty
    assert PaperRenderer().render(paper, at("16:40")).pages >= 2


def test_that_nobody_disagreed_when_asked_is_recorded() -> None:
    progress = AgendaProgress(id="disagreements", state=ItemState.DONE, no_disagreement_at=at("15:08"))
    meeting = dataclasses.replace(scenario_meeting(), disagreements=(), positions=(), agenda=(progress,))
    assert "Asked at 15:08 whether anyone sees it differently, nobody did." in said_in(minutes(meeting))


def test_times_are_local_in_summer() -> None:
    summer = dt.datetime(2026, 7, 1, 13, 2, tzinfo=dt.UTC)
    meeting = scenario_meeting()
    facts = dataclasses.replace(meeting.facts, date=summer.date(), started_at=summer, ended_at=None)
    paper = minutes(dataclasses.replace(meeting, facts=facts, attendance=()))
    assert paper.subtitle.replace("\u00a0", " ") == "Wednesday 1 July 2026, 14:02"


@pytest.mark.rule("attend.who-attended")
def test_whoever_reads_initials_is_told_whom_they_stand_for() -> None:
    meeting = scenario_meeting()
    assert "Initials in this record: PN is Priya Nair." in said_in(minutes(meeting))
    kept_back = Note(id="n91", text="MB rang DA at home.", audience=Audience.FILE_ONLY)
    meeting = dataclasses.replace(meeting, notes=(*meeting.notes, kept_back))
    assert "DA is Dana Avery" in said_in(minutes(meeting))
    assert "DA is Dana Avery" not in said_in(minutes(meeting, FAMILY))


@pytest.mark.rule("attend.family-as-partners", "after.copy-for-each-reader")
@pytest.mark.parametrize("why", [Participation.UNSAFE_TO_ASK, Participation.WHEREABOUTS_UNKNOWN])
@pytest.mark.parametrize("who", ["kai", "tom"])
def test_that_it_was_unsafe_to_ask_somebody_reaches_no_familys_copy(who: str, why: Participation) -> None:
    meeting = scenario_meeting()
    people = tuple(
        dataclasses.replace(one, participation=why) if one.id == who else one for one in meeting.attendees
    )
    meeting = dataclasses.replace(meeting, attendees=people, views=())
    for_family = said_in(minutes(meeting, FAMILY))
    assert "ould not be asked" in for_family
    assert "safely" not in for_family
    assert "whereabouts" not in for_family
    said = "safely" if why is Participation.UNSAFE_TO_ASK else "whereabouts unknown"
    assert said in said_in(minutes(meeting, PROFESSIONAL))


def test_what_was_written_down_after_the_end_says_so_and_bears_no_time() -> None:
    meeting = scenario_meeting()
    note, action = meeting.notes[0], meeting.actions[0]
    assert note.at is not None
    assert meeting.facts.ended_at is not None
    late = meeting.facts.ended_at + dt.timedelta(hours=3)
    before = said_in(minutes(meeting))
    assert "Written down after the meeting" not in before
    mended = dataclasses.replace(
        meeting,
        notes=(dataclasses.replace(note, at=late), *meeting.notes[1:]),
        actions=(dataclasses.replace(action, at=late), *meeting.actions[1:]),
    )
    text = section(minutes(mended), "The discussion, item by item")
    assert text.count("Written down after the meeting") == 2
    assert f"Written down after the meeting\n{note.text}" in text
    assert f"{late:%H:%M}" not in text


def test_what_was_settled_after_the_end_bears_no_time_of_the_meeting() -> None:
    meeting = scenario_meeting()
    assert meeting.facts.ended_at is not None
    late = meeting.facts.ended_at + dt.timedelta(hours=18)
    others = [
        dataclasses.replace(one, no_disagreement_at=None, no_unmet_need_at=None) for one in meeting.agenda[1:]
    ]
    asked = dataclasses.replace(meeting.agenda[0], no_disagreement_at=late, no_unmet_need_at=late)
    mended = dataclasses.replace(
        meeting,
        agenda=(asked, *others),
        disagreements=(),
        positions=(),
        unmet_needs=(),
        read_back=tuple(
            dataclasses.replace(mark, at=late, result=ReadBackResult.AGREED) for mark in meeting.read_back
        ),
        disclosures=tuple(dataclasses.replace(one, at=late) for one in meeting.disclosures),
    )
    text = said_in(minutes(mended))
    assert "Written down after the meeting: asked whether anyone sees it differently, nobody did." in text
    assert "Written down after the meeting: asked, nobody named one." in text
    assert "were read after the meeting, on" in text
    assert ", and agreed." in text
    assert "back to everyone" not in text
    assert text.count(f"{late:%H:%M}") == 1
