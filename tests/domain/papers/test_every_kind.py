"""The papers of every kind that comes with the application, read back from their PDFs."""

import dataclasses
import datetime as dt
import functools
import unicodedata

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.domain.asking import answer_in_words
from cpm_desktop.domain.blocks import Paper, Section
from cpm_desktop.domain.captures import DecisionKind, Note
from cpm_desktop.domain.forms import FollowUpFor, Form, ItemPart, QuestionKind
from cpm_desktop.domain.handover import CopyPlan, FollowUp, Permission
from cpm_desktop.domain.meeting import (
    PREPARATION,
    AgendaEntry,
    Meeting,
    NextMeeting,
    PaperState,
    Stage,
    Validity,
)
from cpm_desktop.domain.papers.action_list import build_action_list
from cpm_desktop.domain.papers.agenda_paper import build_agenda
from cpm_desktop.domain.papers.child_copy import build_child_copy
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.reader import PrivilegedRecord, Reader, ReaderKind
from tests.domain.papers.filled_meeting import (
    ADDRESS,
    ADVICE_NOTE,
    CHALLENGE,
    SAID_IN_ROOM,
    at,
    child,
    filled_meeting,
)
from tests.domain.papers.forms_at_hand import procedure
from tests.paper_text import bare, texts_of

KINDS = (
    "cla-standard",
    "cla-specific-issue",
    "legal",
    "final-care-plan",
    "inter-agency-planning",
    "care-team",
    "core-group",
    "multi-agency",
    "case-discussion",
)
FILE = Reader(ReaderKind.FILE)
FOR_GRACE = Reader(ReaderKind.PROFESSIONAL, "grace")
FOR_SIEW = Reader(ReaderKind.PROFESSIONAL, "siew")
FOR_DANA = Reader(ReaderKind.FAMILY, "dana")
every_kind = pytest.mark.parametrize("kind", KINDS)
RENDERER = PaperRenderer()


def form_of(kind: str) -> Form:
    return procedure().forms[kind]


def minutes(kind: str, reader: Reader = FILE, meeting: Meeting | None = None) -> Paper:
    form = form_of(kind)
    return build_minutes(
        form,
        meeting or filled_meeting(form),
        reader,
        fingerprint="9c41 e07b 22d8 11aa",
        send_by=dt.date(2026, 11, 29),
        roles=procedure().roles,
    )


def pages(paper: Paper) -> tuple[str, ...]:
    pdf = RENDERER.render(paper, at("16:40")).pdf
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    # PDFium gives a sign of its own for a hyphen at the end of a line.
    words = (text.replace("\ufffe", "-").replace("\u00a0", " ").split() for text in texts)
    return tuple(unicodedata.normalize("NFC", " ".join(line)) for line in words)


def whole(paper: Paper) -> str:
    return " ".join(pages(paper))


@functools.cache
def file_copy(kind: str) -> str:
    return whole(minutes(kind))


@functools.cache
def copy_for_grace(kind: str) -> str:
    return whole(minutes(kind, FOR_GRACE))


def with_facts(meeting: Meeting, **details: object) -> Meeting:
    return dataclasses.replace(meeting, facts=dataclasses.replace(meeting.facts, **details))  # type: ignore[arg-type]  # tests name known fields


def in_council(meeting: Meeting) -> Meeting:
    """Return a meeting to which only people of the authority came."""
    own = tuple(one for one in meeting.attendees if one.agency == "Northbeck Council")
    return dataclasses.replace(meeting, attendees=own)


@every_kind
def test_chosen_options_that_are_long_together_stand_as_a_list(kind: str) -> None:
    form, text = form_of(kind), file_copy(kind)
    for answer in filled_meeting(form).answers:
        question = form.question(answer.question)
        chosen = answer.value.split("\n")
        if question is None or question.kind is not QuestionKind.CHOICES or len(chosen) == 1:
            continue
        options = [dict(question.options)[one] for one in chosen]
        is_long = len(", ".join(options)) > 80
        assert all((f"• {words[:20]}" in text) is is_long for words in options)


@pytest.mark.parametrize(
    ("kind", "is_asked"),
    [("case-discussion", False), ("final-care-plan", False), ("care-team", True), ("legal", True)],
)
def test_the_next_meeting_stands_only_where_the_kind_asks_for_it_or_it_is_said(
    kind: str, is_asked: bool
) -> None:
    form = form_of(kind)
    none = dataclasses.replace(filled_meeting(form), next_meetings=())
    said = dataclasses.replace(none, next_meetings=(NextMeeting(id="n", date=dt.date(2027, 1, 12)),))
    for meeting, stands in ((none, is_asked), (said, True)):
        headings = [
            block.heading
            for block in build_minutes(form, meeting, FILE, roles=procedure().roles).blocks
            if isinstance(block, Section)
        ]
        assert ("Next meeting" in headings) is stands


@pytest.mark.rule("record.whole-discussion")
@every_kind
def test_the_file_copy_holds_every_answer_note_and_word(kind: str) -> None:
    form = form_of(kind)
    meeting, text = filled_meeting(form), bare(file_copy(kind))
    said = [note.text for note in meeting.notes]
    for answer in meeting.answers:
        question = form.question(answer.question)
        assert question is not None
        chosen = answer.value.split("\n") if question.kind is QuestionKind.CHOICES else [answer.value]
        said += [answer.note, *(answer_in_words(question, one, meeting.attendees) for one in chosen)]
    said += [view.words for view in meeting.views] + [entry.says for entry in meeting.positions]
    said += [decision.text for decision in meeting.decisions] + [action.text for action in meeting.actions]
    assert [words for words in said if bare(words) not in text] == []


@pytest.mark.rule("record.whole-discussion")
def test_a_very_long_note_is_whole_on_the_file_copy() -> None:
    meeting = filled_meeting(form_of("case-discussion"))
    sentences = range(1, 900)
    words = "\n".join(f"Sentence {number} of what Dana told us." for number in sentences)
    long = dataclasses.replace(meeting.notes[0], text=words)
    text = whole(minutes("case-discussion", FILE, dataclasses.replace(meeting, notes=(long,))))
    assert [number for number in sentences if f"Sentence {number} of what Dana told us." not in text] == []


@every_kind
def test_what_is_for_the_file_stands_on_no_professionals_copy(kind: str) -> None:
    form = form_of(kind)
    text = copy_for_grace(kind)
    for hidden in (
        "Only the file knows",
        ADDRESS,
        SAID_IN_ROOM,
        "Circulate the changed plan",
        "genogram-2.pdf",
    ):
        assert hidden in file_copy(kind)
        assert hidden not in text
    for item in form.agenda:
        for question in item.questions:
            if question.is_for_file:
                assert f"Said to {question.id} " not in text
    assert "Allegations and disclosures" not in text
    assert "What other copies leave out" not in text


@every_kind
def test_each_copy_names_its_recipient_on_every_page(kind: str) -> None:
    assert all("Copy for Grace Obi" in page for page in pages(minutes(kind, FOR_GRACE)))


@pytest.mark.rule("kind.one-form-for-all-cla-types", "kind.local-names-and-sources")
def test_one_layout_serves_the_three_types_with_the_type_at_its_top() -> None:
    tops = {kind: pages(minutes(kind))[0] for kind in ("cla-standard", "cla-specific-issue", "legal")}
    for kind, top in tops.items():
        assert form_of(kind).name.casefold() in top[:200].casefold()
        assert "OFFICIAL-SENSITIVE" in top
    renamed = dataclasses.replace(form_of("cla-standard"), name="Care planning forum")
    meeting = filled_meeting(renamed)
    top = pages(build_minutes(renamed, meeting, FILE, roles=procedure().roles))[0]
    assert "Minutes of the care planning forum" in top
    shared = (
        "Decisions and recommendations",
        "Actions",
        "The discussion, item by item",
        "Read-back and signature",
    )
    for kind in tops:
        assert all(heading in file_copy(kind) for heading in shared)
    issue = with_facts(filled_meeting(form_of("cla-specific-issue")), title="Education provision")
    assert ": Education provision" in pages(minutes("cla-specific-issue", FILE, issue))[0][:200]


@pytest.mark.rule("kind.legal-is-titled-legal")
def test_the_legal_title_stands_on_every_page_and_in_the_file_and_cannot_be_changed() -> None:
    form = form_of("legal")
    meeting = with_facts(filled_meeting(form), title="Quick meeting")
    papers = [
        minutes("legal", FILE, meeting),
        minutes("legal", FOR_GRACE, meeting),
        build_agenda(form, meeting, child()),
        build_action_list(form, in_council(meeting), roles=procedure().roles),
    ]
    for paper in papers:
        assert "Legal Care Planning Meeting" in paper.file_title
        assert all("Legal Care Planning Meeting" in page for page in pages(paper))


@pytest.mark.rule("kind.mdt-name")
def test_the_chosen_mdt_title_stands_on_every_page_with_the_lead_agency() -> None:
    form = form_of("multi-agency")
    question = form.question(form.title_from)
    assert question is not None
    title = dict(question.options)["mdt"]
    assert "MDT" in title
    meeting = with_facts(filled_meeting(form), title=title)
    paper = minutes("multi-agency", FILE, meeting)
    assert paper.kind_line == f"Minutes of the {title[0].lower()}{title[1:]}"
    assert "MDT" in paper.file_title
    assert all(title in page for page in pages(paper))
    assert "Which agency leads, and keeps the record? Social care" in whole(paper)


@pytest.mark.rule("after.distribute-legal")
def test_every_page_of_a_legal_record_bears_the_mark_and_its_copies_leave_the_advice_out() -> None:
    form = form_of("legal")
    meeting = filled_meeting(form)
    for_siew = minutes("legal", FOR_SIEW, meeting)
    for paper in (
        minutes("legal"),
        for_siew,
        minutes("legal", FOR_GRACE),
        build_agenda(form, meeting, child()),
    ):
        assert all("Legally privileged · OFFICIAL-SENSITIVE" in page for page in pages(paper)[1:])
        assert all("Legally privileged" in page for page in pages(paper))
    assert ADVICE_NOTE in file_copy("legal")
    assert ADVICE_NOTE in copy_for_grace("legal")
    text = whole(for_siew)
    assert ADVICE_NOTE not in text
    assert "Said to advice-overview" not in text
    assert "This copy is for Dr Siew Lee alone and may not be passed on" in text
    assert "Not on this copy." in text
    with_advice = dataclasses.replace(meeting, copies=(CopyPlan(id="siew", includes_advice=True),))
    assert ADVICE_NOTE in whole(minutes("legal", FOR_SIEW, with_advice))


@pytest.mark.rule("after.distribute-legal")
def test_a_parent_gets_only_the_sections_that_the_director_permitted() -> None:
    meeting = filled_meeting(form_of("legal"))
    with pytest.raises(PrivilegedRecord):
        minutes("legal", FOR_DANA, meeting)
    permission = Permission(
        id="permission",
        recipient="dana",
        recipient_name="Dana Avery",
        granted_by="Ada Stone",
        granted_by_role="director",
        granted_on=dt.date(2026, 11, 26),
        why="The judge asked for it",
        sections=("children",),
        adviser_consulted=True,
    )
    permitted = dataclasses.replace(meeting, permissions=(permission,))
    text = whole(minutes("legal", FOR_DANA, permitted))
    assert "Talked about children & what follows" in text
    for other in (
        "Talked about concerns",
        "Talked about risk",
        ADVICE_NOTE,
        "The aunt was abroad",
        "Ada Stone",
        "arrives",
        "is not recorded",
    ):
        assert other not in text
    on_file = whole(minutes("legal", FILE, permitted))
    assert "Dana Avery Ada Stone" in on_file
    assert "The judge asked for it" in on_file


@pytest.mark.rule("after.distribute-final-care-plan", "record.final-plan-proposals")
def test_every_page_of_a_final_plan_says_that_it_is_not_filed() -> None:
    for reader in (FILE, FOR_GRACE):
        found = pages(minutes("final-care-plan", reader))
        assert all("Formulated, not filed" in page for page in found)
    assert "The plan is formulated here and not filed." in file_copy("final-care-plan")
    for reader in (FOR_SIEW, FOR_DANA):
        with pytest.raises(PrivilegedRecord):
            minutes("final-care-plan", reader)


@pytest.mark.rule("after.adoption-cpr", "after.distribute-final-care-plan")
def test_the_permanence_reports_copy_is_marked_and_holds_no_legal_advice() -> None:
    form = form_of("final-care-plan")
    [marked] = form.distribution.marked_copies
    found = pages(minutes("final-care-plan", Reader(ReaderKind.REPORT, marked.id)))
    assert all("For the child permanence report" in page for page in found)
    assert all("Formulated, not filed · OFFICIAL-SENSITIVE" in page for page in found)
    assert all("Fingerprint of the content 9c41 e07b 22d8 11aa" in page for page in found)
    advice = [item.id for item in form.agenda if item.is_advice]
    text = " ".join(found)
    assert all(f"Talked about {item}" not in text for item in advice)
    assert ADVICE_NOTE not in text
    assert ADDRESS not in text


@pytest.mark.rule("prepare.final-plan-after-assessments")
def test_assessments_stand_with_their_dates_and_what_is_outstanding_is_told() -> None:
    form = form_of("final-care-plan")
    text = file_copy("final-care-plan")
    assert "Preparation" in text
    for question in form.preparation:
        if question.rule == "prepare.final-plan-after-assessments":
            assert bare(question.text) in bare(text)
    meeting = filled_meeting(form)
    open_answers = {
        "own-assessment-done": "no",
        "own-assessment-outstanding": "Waits for the school, due 1 December",
        "expert-assessments": "some",
        "expert-assessments-outstanding": "Dr Bell, due 4 December",
    }
    answers = tuple(
        dataclasses.replace(answer, value=open_answers.get(answer.question, answer.value))
        for answer in meeting.answers
        if answer.question != "parent-assessments"
    )
    text = whole(minutes("final-care-plan", FILE, dataclasses.replace(meeting, answers=answers)))
    assert "Waits for the school, due 1 December" in text
    assert "Dr Bell, due 4 December" in text
    assert "when was each completed or received? Not answered" in text


@pytest.mark.rule("prepare.legal-documents")
def test_papers_stand_as_seen_attached_or_missing_with_reason_and_day() -> None:
    form = form_of("legal")
    assert sum(paper.is_required for paper in form.papers) == 6
    meeting = filled_meeting(form)
    titles = tuple(paper.title for paper in form.papers)
    states = (PaperState.SEEN, PaperState.ATTACHED, PaperState.MISSING) * 2
    listed = tuple(
        dataclasses.replace(meeting.papers[2], id=f"p{place}", title=title, state=state)
        for place, (title, state) in enumerate(zip(titles, states, strict=True))
    )
    text = whole(minutes("legal", FILE, dataclasses.replace(meeting, papers=listed)))
    for title, state in zip(titles, states, strict=True):
        assert f"{title} {state.value.capitalize()}" in text
    assert "Missing The aunt was abroad Expected by 3 December 2026" in text


@pytest.mark.rule("record.how-to-challenge")
@every_kind
def test_the_family_copy_ends_with_how_to_challenge_where_the_procedure_wants_it(kind: str) -> None:
    form = form_of(kind)
    rule = procedure().rules["record.how-to-challenge"]
    if not rule.is_for(kind):
        assert CHALLENGE not in file_copy(kind)
        return
    last = pages(minutes(kind, FOR_DANA))[-1]
    assert CHALLENGE in last
    assert "the last page says who to tell" in pages(minutes(kind, FOR_DANA))[0]
    if "child" in form.copies:
        letter = build_child_copy(
            form, filled_meeting(form), Reader(ReaderKind.CHILD, "kai"), roles=procedure().roles
        )
        assert CHALLENGE in whole(letter)


@pytest.mark.rule("record.unresolved-disagreement", "record.unmet-need")
@every_kind
def test_that_none_was_recorded_is_said_and_what_was_left_out_is_not_called_none(kind: str) -> None:
    meeting = filled_meeting(form_of(kind))
    empty = dataclasses.replace(meeting, disagreements=(), positions=(), unmet_needs=())
    text = whole(minutes(kind, FILE, empty))
    assert "Disagreements None recorded" in text
    assert "Unmet needs None recorded" in text
    assert "Help with sleep No service within reach" in file_copy(kind)
    assert "Saturdays Who Position" in file_copy(kind)


@pytest.mark.rule("attend.who-attended")
@every_kind
def test_who_attended_stands_with_role_agency_manner_and_times(kind: str) -> None:
    text = copy_for_grace(kind)
    assert "Dr Siew Lee Paediatrician, Northbeck Health Trust Remote, 10:20 to 11:00" in text
    assert "Tom Avery Father Apologies" in text
    assert "Kai Avery Child Absent" in text
    assert "Grace Obi Service manager, chair, Northbeck Council In the room" in text


@pytest.mark.rule("record.recorder")
@pytest.mark.parametrize("kind", ["care-team", "core-group"])
def test_the_recorder_is_named_apart_from_the_chair_and_one_person_may_be_both(kind: str) -> None:
    assert "Recorder Priya Nair, social worker" in pages(minutes(kind))[0]
    assert "Priya Nair Social worker, recorder, Northbeck Council" in file_copy(kind)
    both = with_facts(filled_meeting(form_of(kind)), chair="priya")
    assert "Priya Nair Social worker, chair and recorder" in whole(minutes(kind, FILE, both))


@pytest.mark.rule("record.roles-confirmed", "attend.care-team")
@pytest.mark.parametrize("kind", ["care-team", "core-group"])
def test_each_member_of_the_care_team_stands_with_what_they_are_there_for(kind: str) -> None:
    text = file_copy(kind)
    assert "Joy Okafọ̀ Foster carer Everyday care and the sleep diary" in text
    each = "Joy Okafọ̀ (Everyday care and the sleep diary): Confirmed What this person does: Beside role-confirmed joy."
    assert each in text


@pytest.mark.rule("record.care-team-tasks")
@pytest.mark.parametrize("kind", ["care-team", "core-group"])
def test_a_change_of_the_plan_awaits_agreement_until_a_manager_agreed(kind: str) -> None:
    assert "Change to the plan Awaiting agreement" in file_copy(kind)
    meeting = filled_meeting(form_of(kind))
    changed = dataclasses.replace(
        meeting.decisions[2], agreed_by="Rachel Whitmore", agreed_on=dt.date(2026, 11, 25)
    )
    agreed = dataclasses.replace(meeting, decisions=(*meeting.decisions[:2], changed))
    text = whole(minutes(kind, FILE, agreed))
    assert "Agreed by Rachel Whitmore, 25 November 2026" in text
    assert "Awaiting agreement" not in text


@pytest.mark.rule("after.authorise-looked-after", "record.powers")
def test_becoming_looked_after_is_subject_to_authorisation_until_a_service_manager_authorised_it() -> None:
    form = form_of("inter-agency-planning")
    meeting = filled_meeting(form)
    decision = dataclasses.replace(
        meeting.decisions[1], decision_kind=DecisionKind.DECISION, matter="looked-after", authoriser=""
    )
    meeting = dataclasses.replace(meeting, decisions=(decision,))
    text = whole(minutes(form.id, FILE, meeting))
    label = "Recommendation Subject to authorisation To be authorised by the service manager"
    assert label in text
    assert "About: The child becomes looked after" in text
    assert "It cannot decide that a child becomes looked after" in text
    [rule] = [each.id for each in form.follow_ups if each.each is FollowUpFor.EACH_DECISION_TO_AUTHORISE]
    done = FollowUp(
        id="f",
        follow_up=rule,
        about=decision.id,
        is_authorisation=True,
        done_on=dt.date(2026, 11, 27),
        done_by="Grace Obi",
    )
    text = whole(minutes(form.id, FOR_GRACE, dataclasses.replace(meeting, follow_ups=(done,))))
    assert "Authorised by Grace Obi, 27 November 2026" in text
    assert "Recommendation Subject" not in text


@pytest.mark.rule("after.authorise-looked-after")
@pytest.mark.parametrize("question", ["needs-care", "care-contingency"])
def test_a_plan_that_means_care_is_subject_to_authorisation_whatever_was_decided(question: str) -> None:
    form = form_of("inter-agency-planning")
    meeting = filled_meeting(form)
    no = [
        dataclasses.replace(answer, value="no")
        if answer.question in {"needs-care", "care-contingency"}
        else answer
        for answer in meeting.answers
    ]
    without = dataclasses.replace(meeting, answers=tuple(no), decisions=())
    assert "Subject to authorisation" not in whole(minutes(form.id, FILE, without))
    yes = [
        dataclasses.replace(answer, value="yes") if answer.question == question else answer for answer in no
    ]
    planned = dataclasses.replace(without, answers=tuple(yes))
    assert "Subject to authorisation Authorisation by a service manager" in whole(
        minutes(form.id, FOR_DANA, planned)
    )
    done = FollowUp(
        id="f", follow_up="authorise-looked-after", done_on=dt.date(2026, 11, 27), done_by="Grace Obi"
    )
    text = whole(minutes(form.id, FILE, dataclasses.replace(planned, follow_ups=(done,))))
    assert "Authorised by Grace Obi, 27 November 2026" in text
    assert "Subject to authorisation" not in text


@pytest.mark.rule("record.proposals-to-review")
@pytest.mark.parametrize("kind", ["cla-standard", "cla-specific-issue"])
def test_proposals_to_the_review_are_gathered_in_a_section_of_their_own(kind: str) -> None:
    meeting = filled_meeting(form_of(kind))
    assert "Proposals to the review None recorded" in whole(minutes(kind, FILE, meeting))
    proposal = dataclasses.replace(meeting.decisions[0], is_proposal_to_review=True)
    meeting = dataclasses.replace(meeting, decisions=(proposal, *meeting.decisions[1:]))
    text = whole(minutes(kind, FILE, meeting))
    section = text.partition("Proposals to the review For the review planned for 8 March 2027.")[2]
    assert "D1 Kai chooses a dentist He will go then Awaiting review" in section[:200]


@pytest.mark.rule("chair.multi-agency")
def test_a_chair_in_another_role_is_noted_on_the_record() -> None:
    meeting = filled_meeting(form_of("multi-agency"))
    unusual = with_facts(meeting, chair="siew")
    noted = "Dr Siew Lee, paediatrician Usually: practice manager, team manager, service manager"
    assert noted in pages(minutes("multi-agency", FILE, unusual))[0]
    assert "Usually:" not in pages(minutes("multi-agency", FILE, meeting))[0]


@pytest.mark.rule("record.lived-experience-by-agency")
def test_every_agency_in_the_round_stands_with_its_entry_or_with_none() -> None:
    meeting = filled_meeting(form_of("multi-agency"))
    answers = tuple(answer for answer in meeting.answers if answer.subject != "michael")
    text = whole(minutes("multi-agency", FILE, dataclasses.replace(meeting, answers=answers)))
    assert "Northbeck Health Trust: Said to agency-knows <siew>" in text
    assert "Fell Lane Academy: No entry" in text


@pytest.mark.rule("kind.care-planning-is-multi-agency")
@pytest.mark.parametrize(
    ("validity", "words"),
    [
        (Validity.INQUORATE, "Not quorate: The school did not come."),
        (Validity.CASE_DISCUSSION, "Recorded as a case discussion: The school did not come."),
        (Validity.ABANDONED, "Abandoned: The school did not come."),
    ],
)
def test_a_meeting_that_does_not_count_says_so_first(validity: Validity, words: str) -> None:
    meeting = with_facts(
        filled_meeting(form_of("care-team")), validity=validity, validity_reason="The school did not come"
    )
    first = pages(minutes("care-team", FILE, meeting))[0]
    assert words in first[: first.index("Place")]
    assert "does not count" in first
    for_family = pages(minutes("care-team", FOR_DANA, meeting))[0]
    assert words.partition(":")[0] in for_family
    assert "The school did not come" not in for_family


def test_a_cancelled_meeting_says_so_with_its_reason() -> None:
    meeting = with_facts(
        filled_meeting(form_of("core-group")), stage=Stage.CANCELLED, validity_reason="The venue was flooded"
    )
    assert "Cancelled: The venue was flooded." in pages(minutes("core-group", FILE, meeting))[0]


@pytest.mark.rule("kind.reconvened-is-linked", "frequency.extra-on-change")
def test_a_reconvened_or_extra_meeting_says_which_and_why() -> None:
    meeting = with_facts(
        filled_meeting(form_of("care-team")),
        reconvenes="earlier",
        reconvened_because="Kai came home",
        is_extra=True,
        extra_because="Dana moved in with her sister",
    )
    first = pages(minutes("care-team", FILE, meeting))[0]
    assert "It reconvenes the meeting “Core group, 6 October 2026”. Why: Kai came home." in first
    assert "What changed: Dana moved in with her sister." in first
    text = file_copy("care-team")
    assert "Every member shares the responsibility that its meetings are held" in text
    assert "Decided at the meeting that this one reconvenes" in text


@pytest.mark.rule("prepare.arranged-by-social-worker")
@every_kind
def test_who_arranged_it_stands_at_its_top(kind: str) -> None:
    assert "Arranged by Rachel Whitmore" in pages(minutes(kind))[0]


@pytest.mark.rule("record.manager-oversight")
@pytest.mark.parametrize("kind", ["care-team", "core-group"])
def test_a_managers_comment_on_the_last_record_is_heard(kind: str) -> None:
    assert "Manager’s comment on Core group, 6 October 2026: The plan says nothing about sleep." in file_copy(
        kind
    )
    assert "Chase the clinic" not in copy_for_grace(kind)


@pytest.mark.rule("record.family-group-conference")
@pytest.mark.parametrize("kind", ["inter-agency-planning", "care-team", "core-group"])
def test_the_answer_given_last_time_stands_beside_the_new_one(kind: str) -> None:
    question = next(
        question
        for item in form_of(kind).agenda
        for question in item.questions
        if question.rule == "record.family-group-conference"
    )
    expected = (
        f"Reason: Beside {question.id} . Last time, 6 October 2026: No. Reason: Then answer.{question.id}."
    )
    assert bare(expected) in bare(file_copy(kind))


@every_kind
def test_the_agenda_and_the_action_list_of_every_kind_can_be_printed(kind: str) -> None:
    form = form_of(kind)
    meeting = filled_meeting(form)
    agenda = pages(build_agenda(form, meeting, child(), meeting.carried))
    assert all("genda" in page for page in agenda)
    assert bare(form.agenda[-1].title.replace("{child}", "Kai")) in bare(" ".join(agenda))
    assert "Then answer." not in " ".join(agenda)
    actions = whole(build_action_list(form, in_council(meeting), roles=procedure().roles))
    assert "Book the health check" in actions
    assert ADVICE_NOTE not in actions
    assert SAID_IN_ROOM not in actions
    if form.distribution.page_mark:
        with pytest.raises(PrivilegedRecord):
            build_action_list(form, meeting, roles=procedure().roles)
        assert form.distribution.page_mark in actions


def test_preparation_stays_among_professionals() -> None:
    for kind in ("care-team", "inter-agency-planning"):
        text = whole(minutes(kind, FOR_DANA))
        for question in form_of(kind).preparation:
            assert f"Said to {question.id} " not in text
    assert "Preparation" in copy_for_grace("care-team")
    asked = {
        answer.question
        for answer in filled_meeting(form_of("care-team")).answers
        if answer.item == PREPARATION
    }
    assert asked == {question.id for question in form_of("care-team").preparation}


@pytest.mark.rule("kind.specific-issue-free-agenda")
def test_an_agenda_shaped_freely_stands_on_agenda_and_minutes_as_it_was_shaped() -> None:
    form = form_of("cla-specific-issue")
    first = form.agenda[0]
    entries = (
        AgendaEntry(
            id="own", position=1, title="The bus to school", minutes=7, prompts=("Who pays for it?",)
        ),
        AgendaEntry(id="kept", position=2, item=first.id, title="Who is here", minutes=2),
    )
    note = Note(id="note-own", item="own", at=at("10:08"), text="The bus comes at <seven> & leaves")
    answer = next(answer for answer in filled_meeting(form).answers if answer.value.startswith("Said to"))
    meeting = dataclasses.replace(
        filled_meeting(form), agenda_entries=entries, notes=(note,), visits=(), answers=(answer,)
    )
    agenda = whole(build_agenda(form, meeting, child()))
    assert "1 The bus to school Who pays for it?" in agenda
    assert "2 Who is here" in agenda
    text = whole(minutes(form.id, FILE, meeting))
    assert "1 The bus to school The bus comes at <seven> & leaves" in text
    assert answer.value in text
    untouched = [item for item in form.agenda if item.id not in {first.id, answer.item}]
    assert [item.title for item in untouched if f" {item.title} " in text] == []


@every_kind
def test_the_child_and_the_family_are_heard_first_where_the_kind_hears_them(kind: str) -> None:
    form = form_of(kind)
    quiet = dataclasses.replace(filled_meeting(form), views=())
    text = whole(minutes(kind, FILE, quiet))
    parts = {item.part for item in form.agenda}
    assert ("Kai’s views None recorded" in text) is (ItemPart.CHILD_VIEWS in parts)
    assert ("Views of parents and carers Who" in text) is (ItemPart.FAMILY_VIEWS in parts)


@pytest.mark.rule("after.copy-for-each-reader", "record.child-centred", "attend.family-as-partners")
@pytest.mark.parametrize(
    ("kind", "question"),
    [
        *((kind, "sixteen-copies") for kind in KINDS[:2] + KINDS[4:8]),
        *((kind, "sixteen-attendance") for kind in KINDS[:2] + KINDS[4:8]),
        *((kind, "sharing-ground") for kind in KINDS[4:8]),
    ],
)
def test_whom_the_child_keeps_out_and_what_is_shared_unknown_to_the_family_stand_on_the_file_copy_only(
    kind: str, question: str
) -> None:
    said = f"Said to {question}"
    assert said in " ".join(texts_of(minutes(kind)))
    for reader in (FOR_DANA, FOR_SIEW):
        assert said not in " ".join(texts_of(minutes(kind, reader)))
