"""The minutes as data: what stands on one reader's copy, so that no later system has to type it in again.

It goes with every copy as JSON inside the file. Its schema is written from these classes by
`tools/make_minutes_schema.py`. It holds what is printed on that copy and nothing else, which
`cpm_desktop.domain.data_agreement` compares. What is empty is left out.
"""

import datetime as dt
from dataclasses import dataclass

SCHEMA = "cpm-desktop minutes 1"
"""What `MinutesData.schema` says; another number where a detail changes its meaning or goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyData:
    """Whose copy it is.

    Attributes:
        kind: file, professional, family, child, or report for one made for a purpose.
        reader: the reader's name, or the purpose; left out on the file copy.
        number: the number of this copy, where copies are numbered.
        language: of the text.
    """

    kind: str
    reader: str = ""
    number: str = ""
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordData:
    """Which record it is a copy of.

    Attributes:
        number: of the record.
        fingerprint: of the record's content: the first 16 hexadecimal digits of a SHA-256.
    """

    number: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormData:
    """The form by which the meeting was held.

    Attributes:
        id: of the form.
        version: of the form.
    """

    id: str
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingData:
    """The meeting as a whole.

    Attributes:
        kind: the kind of meeting.
        issue: what it was about, where its kind leaves that open.
        date: the day.
        starts_at: the time of day for which it was planned, where it has not begun.
        started_at: the time of day at which it began.
        ended_at: the time of day at which it ended.
        venue: the place.
        chair: who chaired.
        recorder: who took the minutes.
        arranged_by: who arranged it.
        last_review: the day of the last review.
        next_review: the day planned for the next review.
        authority: the local authority.
        service: its team.
        marking: the protective marking.
        page_mark: what every page bears beside it.
    """

    kind: str = ""
    issue: str = ""
    date: dt.date | None = None
    starts_at: dt.time | None = None
    started_at: dt.time | None = None
    ended_at: dt.time | None = None
    venue: str = ""
    chair: str = ""
    recorder: str = ""
    arranged_by: str = ""
    last_review: dt.date | None = None
    next_review: dt.date | None = None
    authority: str = ""
    service: str = ""
    marking: str = ""
    page_mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildData:
    """The child that the record is about, as this copy names them.

    Attributes:
        name: the name.
        case_number: in the case system.
        date_of_birth: the birthday.
        expected_birth: the day on which the birth is expected.
        legal_status: the legal status.
        home: where the child lives, in words.
        address: the address; on the file copy only.
    """

    name: str = ""
    case_number: str = ""
    date_of_birth: dt.date | None = None
    expected_birth: dt.date | None = None
    legal_status: str = ""
    home: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StayData:
    """A stretch of time that somebody was in the meeting.

    Attributes:
        how: in the room, or remote.
        came_at: the time of day at which they came; left out where they were there from the start.
        left_at: the time of day at which they left; left out where they stayed to the end.
    """

    how: str
    came_at: dt.time | None = None
    left_at: dt.time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """Somebody who was invited or took part.

    Attributes:
        name: the name.
        role: the role, in words.
        agency: the employer.
        presence: how they took part, as it is printed: "Apologies", or where and at what times.
        stays: when they were in the meeting.
    """

    name: str
    role: str = ""
    agency: str = ""
    presence: str = ""
    stays: tuple[StayData, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteData:
    """What was said.

    Attributes:
        text: as it was written down.
        speaker: who said it; left out for a note of the discussion.
    """

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerData:
    """A question of the form with its answer.

    Attributes:
        question: as it was asked.
        answer: in words, with what was noted beside it.
        about: whom it is about, where it was asked of several.
    """

    question: str
    answer: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemData:
    """An item of the agenda.

    Attributes:
        number: on the agenda.
        title: its title.
        opened_at: the time of day at which it was opened.
        noted_beforehand: what was written for it before the meeting.
        not_discussed_because: why it was not discussed.
        notes: what was said.
        answers: what was asked and answered.
    """

    number: str
    title: str
    opened_at: dt.time | None = None
    noted_beforehand: str = ""
    not_discussed_because: str = ""
    notes: tuple[NoteData, ...] = ()
    answers: tuple[AnswerData, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteData:
    """Somebody's own words.

    Attributes:
        words: the words, unchanged.
        of: whose they are; left out for the child's where there is one child.
        heard_by: who heard them.
        heard_on: the day on which they were heard.
        how: how they were heard.
    """

    words: str
    of: str = ""
    heard_by: str = ""
    heard_on: dt.date | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionData:
    """A decision or recommendation.

    Attributes:
        text: what was decided or is recommended.
        number: on every copy.
        reason: why.
        is_recommendation: others decide it.
        is_proposal_to_review: it is put to the review.
        authority: what is said of the authority for it, line by line.
        authorise_by: the day by which it has to be authorised.
    """

    text: str
    number: str = ""
    reason: str = ""
    is_recommendation: bool = False
    is_proposal_to_review: bool = False
    authority: tuple[str, ...] = ()
    authorise_by: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionData:
    """An action that is open when the meeting ends.

    Attributes:
        text: what will happen.
        number: on every copy.
        owner: who does it.
        due: by when.
        due_in_words: the same where it is no date.
        purpose: so that what.
        measure: how people will know.
        state: in a word.
        carried_over: how often it was carried over, in words.
        was_due: the day by which it was to be done before.
    """

    text: str
    number: str = ""
    owner: str = ""
    due: dt.date | None = None
    due_in_words: str = ""
    purpose: str = ""
    measure: str = ""
    state: str = ""
    carried_over: str = ""
    was_due: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedData:
    """Something from an earlier meeting, and what became of it.

    Attributes:
        what: action, unmet need or proposal.
        text: what it is.
        outcome: in words.
        owner: whose it is.
        note: what was said about it.
        new_due: the new date.
        escalated_to: to whom it is escalated.
    """

    what: str
    text: str
    outcome: str = ""
    owner: str = ""
    note: str = ""
    new_due: dt.date | None = None
    escalated_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionData:
    """What one person says to a different view.

    Attributes:
        who: the name.
        says: their words, unchanged.
    """

    who: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferentViewData:
    """A different view that stands.

    Attributes:
        about: what it is about.
        resolved: Yes, No or Not answered.
        goes_on: how it goes on.
        positions: who holds which.
    """

    about: str = ""
    resolved: str = ""
    goes_on: str = ""
    positions: tuple[PositionData, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetNeedData:
    """A need for which nothing can be offered.

    Attributes:
        need: the need.
        why: why nothing can be offered.
        asked: who was asked.
        meanwhile: what happens meanwhile.
    """

    need: str
    why: str = ""
    asked: tuple[str, ...] = ()
    meanwhile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureData:
    """An allegation or disclosure in the room; on the file copy only.

    Attributes:
        words: as they were said.
        said_by: who said them.
        told: who was told.
        next_step: what happens now.
    """

    words: str = ""
    said_by: str = ""
    told: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineData:
    """Something with a day by which it has to be done, beside the actions.

    Attributes:
        what: what it is.
        by: the day.
        owner: whose it is.
    """

    what: str
    by: dt.date
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeetingData:
    """The next meeting, or why there is none.

    Attributes:
        date: the day.
        starts_at: the time of day.
        venue: the place.
        none_because: why there is none.
    """

    date: dt.date | None = None
    starts_at: dt.time | None = None
    venue: str = ""
    none_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedGroup:
    """A row of a table, an entry of a list, a fact, or a figure.

    Attributes:
        cells: from left to right, each with its lines.
    """

    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBlock:
    """A block as it is printed, in the order of reading.

    Attributes:
        block: section, paragraph, quotation, facts, figures, table, box, list, numbered list, boxes to tick,
            lines to write on, or signature.
        number: of a section.
        heading: of a section or a box.
        texts: lines of text; of a table, the heads of its columns.
        rows: of a table, a list, facts or figures.
        blocks: what stands in a section.
    """

    block: str
    number: str = ""
    heading: str = ""
    texts: tuple[str, ...] = ()
    rows: tuple[PrintedGroup, ...] = ()
    blocks: tuple["PrintedBlock", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedData:
    """The whole copy as it is printed.

    Attributes:
        head: the lines above the first block: authority, marking, kind of paper, title, day.
        blocks: from top to bottom.
        edges: what stands at the top and the bottom of pages beside their numbers.
    """

    head: tuple[str, ...] = ()
    blocks: tuple[PrintedBlock, ...] = ()
    edges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesData:
    """One reader's copy of the minutes of a meeting.

    Attributes:
        schema: the name and number of this form of data.
        copy: whose copy it is.
        record: which record it is a copy of.
        form: the form by which the meeting was held.
        meeting: the meeting as a whole.
        children: the children that it is about.
        people: who was there, and who was not.
        agenda: the items with what was said and answered.
        prepared: what was asked and answered beforehand.
        quotes: people's own words.
        decisions: decisions and recommendations.
        actions: what is open when the meeting ends.
        reviewed: what was open from before, and what became of it.
        different_views: views that differ.
        unmet_needs: needs for which nothing can be offered.
        disclosures: allegations and disclosures.
        deadlines: other days that have to be kept.
        next_meeting: the next meeting, or why there is none.
        printed: the whole copy as it is printed.
    """

    schema: str = SCHEMA
    copy: CopyData
    record: RecordData
    form: FormData
    meeting: MeetingData
    children: tuple[ChildData, ...] = ()
    people: tuple[PersonData, ...] = ()
    agenda: tuple[AgendaItemData, ...] = ()
    prepared: tuple[AnswerData, ...] = ()
    quotes: tuple[QuoteData, ...] = ()
    decisions: tuple[DecisionData, ...] = ()
    actions: tuple[ActionData, ...] = ()
    reviewed: tuple[ReviewedData, ...] = ()
    different_views: tuple[DifferentViewData, ...] = ()
    unmet_needs: tuple[UnmetNeedData, ...] = ()
    disclosures: tuple[DisclosureData, ...] = ()
    deadlines: tuple[DeadlineData, ...] = ()
    next_meeting: NextMeetingData | None = None
    printed: PrintedData = PrintedData()
