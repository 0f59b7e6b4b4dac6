"""Builds the minutes as data for one reader, out of what that reader may see and no more than their copy prints."""

import datetime as dt
from collections.abc import Iterator, Sequence

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.captures import Action, Capture, Outcome
from cpm_desktop.domain.data_agreement import agreed_part
from cpm_desktop.domain.forms import AgendaItem, Form
from cpm_desktop.domain.meeting import PREPARATION, CarriedItem, ItemState, Meeting
from cpm_desktop.domain.minutes_data import (
    ActionData,
    AgendaItemData,
    AnswerData,
    ChildData,
    CopyData,
    DeadlineData,
    DecisionData,
    DifferentViewData,
    DisclosureData,
    FormData,
    MeetingData,
    MinutesData,
    NextMeetingData,
    NoteData,
    PersonData,
    PositionData,
    QuoteData,
    RecordData,
    ReviewedData,
    StayData,
    UnmetNeedData,
)
from cpm_desktop.domain.papers.actions_section import open_actions
from cpm_desktop.domain.papers.answers_text import answer_block, asked_in, question_text
from cpm_desktop.domain.papers.attendance_section import attending
from cpm_desktop.domain.papers.decisions_section import authority_lines, is_recommendation
from cpm_desktop.domain.papers.front_page import dates_turned_on
from cpm_desktop.domain.papers.kind_name import issue_of, kind_of
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.minutes_sections import SectionKey
from cpm_desktop.domain.papers.numbering import ACTION, PROPOSAL, UNMET_NEED, carried_of, outcome_of
from cpm_desktop.domain.papers.presence_text import presence_text, stays_of
from cpm_desktop.domain.papers.printed_data import printed_data
from cpm_desktop.domain.papers.status_text import status_line
from cpm_desktop.domain.papers.wording import name_of, times, upper_first
from cpm_desktop.domain.reader import ReaderKind
from cpm_desktop.domain.record import printed_record_id

_RESOLVED = {True: "Yes", False: "No", None: "Not answered"}
_HOW = {"present": "in the room", "remote": "remote"}


def data_of_minutes(context: MinutesContext, paper: Paper) -> MinutesData:
    """Return the minutes as data.

    Args:
        context: what the minutes were built from; everything is taken from the record as the reader may see it.
        paper: the same minutes as they are printed.
    """
    data = MinutesData(
        copy=CopyData(kind=context.reader.kind.value, reader=paper.recipient, language=paper.language),
        record=RecordData(number=printed_record_id(context.meeting.id), fingerprint=context.fingerprint),
        form=FormData(id=context.form.id, version=context.form.version),
        meeting=_meeting(context),
        children=_children(context),
        people=tuple(_people(context)),
        agenda=tuple(_agenda(context)),
        prepared=tuple(_prepared(context)),
        quotes=tuple(_quotes(context)),
        decisions=tuple(_decisions(context)),
        actions=tuple(_actions(context)),
        reviewed=tuple(_reviewed(context)),
        different_views=tuple(_different_views(context)),
        unmet_needs=tuple(
            UnmetNeedData(need=need.need, why=need.why, asked=need.asked, meanwhile=need.meanwhile)
            for need in context.meeting.unmet_needs
        ),
        disclosures=tuple(_disclosures(context)),
        deadlines=tuple(_deadlines(context)),
        next_meeting=_next_meeting(context),
        printed=printed_data(paper),
    )
    return agreed_part(data)


def _time(context: MinutesContext, moment: dt.datetime | None) -> dt.time | None:
    return None if moment is None else context.clock.local(moment).time().replace(second=0, microsecond=0)


def _meeting(context: MinutesContext) -> MeetingData:
    facts, people = context.meeting.facts, context.meeting.attendees
    return MeetingData(
        kind=kind_of(context.form, context.meeting),
        issue=issue_of(context.form, context.meeting),
        date=facts.date,
        starts_at=facts.starts_at if facts.started_at is None else None,
        started_at=_time(context, facts.started_at),
        ended_at=_time(context, facts.ended_at),
        venue=facts.venue,
        chair=name_of(people, facts.chair),
        recorder=name_of(people, facts.recorder),
        arranged_by=facts.convenor,
        last_review=facts.last_review,
        next_review=facts.next_review,
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        page_mark=context.page_mark,
    )


def _children(context: MinutesContext) -> tuple[ChildData, ...]:
    """Return each child by name, and what is told of the one whose record it is."""
    found = [ChildData(name=child.name) for child in context.meeting.children]
    child = context.child
    found[:1] = [
        ChildData(
            name=child.name,
            case_number=child.case_number,
            date_of_birth=child.date_of_birth,
            expected_birth=None if child.date_of_birth else child.expected_birth,
            legal_status=child.legal_status,
            home=child.placement,
            address=child.placement_address if context.is_file_copy else "",
        )
    ]
    return tuple(found)


def _people(context: MinutesContext) -> Iterator[PersonData]:
    meeting = context.meeting
    for person in attending(context):
        stays = tuple(
            StayData(
                how=_HOW[stay.presence.value],
                came_at=_time(context, stay.came),
                left_at=_time(context, stay.left),
            )
            for stay in stays_of(meeting, person)
        )
        yield PersonData(
            name=person.name,
            role=person.role,
            agency=person.agency,
            presence=presence_text(meeting, person, context.clock),
            stays=stays,
        )


def _agenda(context: MinutesContext) -> Iterator[AgendaItemData]:
    meeting = context.meeting
    for number, item in enumerate(context.items(), 1):
        if not context.may_know_of(item):
            continue
        title = upper_first(context.filled(item.title))
        if not context.may_see(item):
            yield AgendaItemData(number=str(number), title=title)
            continue
        progress = meeting.progress_of(item.id)
        is_left = progress.state is ItemState.NOT_DISCUSSED
        yield AgendaItemData(
            number=str(number),
            title=title,
            opened_at=_opened(context, item),
            noted_beforehand=progress.prepared_note,
            not_discussed_because=progress.reason if is_left else "",
            notes=tuple(
                NoteData(text=note.text, speaker=name_of(meeting.attendees, note.speaker))
                for note in meeting.notes
                if note.item == item.id
            ),
            answers=tuple(_answers(context, item)),
        )


def _opened(context: MinutesContext, item: AgendaItem) -> dt.time | None:
    opened = [
        visit.opened_at for visit in context.meeting.visits if visit.item == item.id and visit.opened_at
    ]
    opened = [at for at in opened if not context.is_late(at)]
    return _time(context, min(opened)) if opened else None


def _answers(context: MinutesContext, item: AgendaItem) -> Iterator[AnswerData]:
    for asked in asked_in(context, item.id, item.questions):
        if asked.is_answered:
            yield AnswerData(
                question=question_text(context, asked),
                answer="\n".join(line.text for line in answer_block(context, asked)),
                about=asked.about if asked.subject else "",
            )


def _prepared(context: MinutesContext) -> Iterator[AnswerData]:
    if SectionKey.PREPARATION not in context.sections:
        return
    for asked in asked_in(context, PREPARATION, context.form.preparation):
        if asked.is_answered:
            yield AnswerData(
                question=question_text(context, asked),
                answer="\n".join(line.text for line in answer_block(context, asked)),
                about=asked.about if asked.subject else "",
            )


def _quotes(context: MinutesContext) -> Iterator[QuoteData]:
    people = context.meeting.attendees
    children = [person.id for person in people if person.is_child]
    for view in context.meeting.views:
        is_only_child = children == [view.of]
        yield QuoteData(
            words=view.words,
            of="" if is_only_child else name_of(people, view.of),
            heard_by=name_of(people, view.heard_by) if view.heard_by != view.of else "",
            heard_on=view.heard_on,
            how=view.how,
        )


def _decisions(context: MinutesContext) -> Iterator[DecisionData]:
    for decision in context.meeting.decisions:
        matter = context.form.matter(decision.matter)
        yield DecisionData(
            text=decision.text,
            number=context.numbers.of(decision.id),
            reason=decision.reason,
            is_recommendation=is_recommendation(decision, matter),
            is_proposal_to_review=decision.is_proposal_to_review,
            authority=tuple(line.text for line in authority_lines(context, decision)),
            authorise_by=decision.authorise_by,
        )


def _actions(context: MinutesContext) -> Iterator[ActionData]:
    said = {context.numbers.of(action.id): action for action in context.meeting.actions}
    for entry in open_actions(context):
        new = said.get(entry.number, Action(id=""))
        yield ActionData(
            text=entry.text,
            number=entry.number,
            owner=entry.owner,
            due=entry.due,
            due_in_words=entry.due_words if entry.due is None else "",
            purpose=new.purpose,
            measure=new.measure,
            state=entry.state.text,
            carried_over=times(entry.carried) if entry.is_carried else "",
            was_due=entry.was_due if entry.was_due != entry.due else None,
        )


def _reviewed(context: MinutesContext) -> Iterator[ReviewedData]:
    for what in (ACTION, UNMET_NEED, PROPOSAL):
        for item in carried_of(context.meeting, what):
            yield _reviewed_one(item, outcome_of(context.meeting, item.id))


def _reviewed_one(item: CarriedItem, outcome: Outcome | None) -> ReviewedData:
    return ReviewedData(
        what=item.what,
        text=item.text,
        outcome=status_line(outcome).text,
        owner=item.owner if item.what == ACTION else "",
        note=outcome.note if outcome else "",
        new_due=outcome.new_due if outcome else None,
        escalated_to=outcome.escalated_to if outcome else "",
    )


def _different_views(context: MinutesContext) -> Iterator[DifferentViewData]:
    meeting = context.meeting
    for view in meeting.disagreements:
        yield DifferentViewData(
            about=view.about,
            resolved=_RESOLVED[view.is_resolved],
            goes_on=view.goes_on,
            positions=tuple(
                PositionData(who=name_of(meeting.attendees, position.who), says=position.says)
                for position in meeting.positions
                if position.disagreement == view.id
            ),
        )


def _disclosures(context: MinutesContext) -> Iterator[DisclosureData]:
    if not context.is_file_copy:
        return
    for entry in context.meeting.disclosures:
        said_by = name_of(context.meeting.attendees, entry.said_by)
        yield DisclosureData(words=entry.words, said_by=said_by, told=entry.told, next_step=entry.next_step)


def _deadlines(context: MinutesContext) -> Iterator[DeadlineData]:
    if not context.is_in_part:
        for label, day in dates_turned_on(context):
            yield DeadlineData(what=label, by=day)
    if context.send_by is not None and SectionKey.COPIES in context.sections:
        yield DeadlineData(what="To be sent", by=context.send_by)
    for entry in context.meeting.follow_ups:
        if entry.due is not None and context.is_file_copy:
            owner = name_of(context.meeting.attendees, entry.owner_id) or entry.owner
            yield DeadlineData(what=entry.text, by=entry.due, owner=owner)


def _next_meeting(context: MinutesContext) -> NextMeetingData | None:
    planned = next(iter(context.meeting.next_meetings), None)
    if planned is None or SectionKey.NEXT_MEETING not in context.sections:
        return None
    if planned.date is None:
        return NextMeetingData(none_because=planned.none_because) if planned.none_because else None
    return NextMeetingData(date=planned.date, starts_at=planned.starts_at, venue=planned.venue)


def data_of_waiver(context: MinutesContext, paper: Paper, answers: tuple[AnswerData, ...]) -> MinutesData:
    """Return as data the record that a meeting is not required.

    Args:
        context: what the record was built from.
        paper: the same record as it is printed.
        answers: what was asked and answered.
    """
    facts = context.meeting.facts
    child = context.child
    data = MinutesData(
        copy=CopyData(kind=context.reader.kind.value, language=paper.language),
        record=RecordData(number=printed_record_id(context.meeting.id), fingerprint=context.fingerprint),
        form=FormData(id=context.form.id, version=context.form.version),
        meeting=MeetingData(
            kind=paper.kind_line,
            date=facts.date,
            chair=name_of(context.meeting.attendees, facts.chair),
            recorder=name_of(context.meeting.attendees, facts.recorder),
            authority=facts.authority,
            service=facts.service,
            marking=facts.marking,
            page_mark=context.page_mark,
        ),
        children=(
            ChildData(
                name=child.name,
                case_number=child.case_number,
                date_of_birth=child.date_of_birth,
                expected_birth=None if child.date_of_birth else child.expected_birth,
                legal_status=child.legal_status,
            ),
        ),
        prepared=answers,
        printed=printed_data(paper),
    )
    return agreed_part(data)


def data_of_child_copy(form: Form, meeting: Meeting, paper: Paper) -> MinutesData:
    """Return the child's copy as data: what was put into words for it, and nothing that stands behind them.

    Args:
        form: the kind of meeting.
        meeting: the record as the child may see it.
        paper: the same copy as it is printed.
    """
    facts, children = meeting.facts, {person.id for person in meeting.attendees if person.is_child}
    planned = next(iter(meeting.next_meetings), None)
    following = None
    if planned is not None and planned.date is not None:
        following = NextMeetingData(date=planned.date, starts_at=planned.starts_at, venue=planned.venue)
    data = MinutesData(
        copy=CopyData(kind=ReaderKind.CHILD.value, reader=paper.recipient, language=paper.language),
        record=RecordData(number=printed_record_id(meeting.id)),
        form=FormData(id=form.id, version=form.version),
        meeting=MeetingData(
            date=facts.date,
            venue=facts.venue,
            authority=facts.authority,
            service=facts.service,
            marking=facts.marking,
            page_mark=paper.page_mark,
        ),
        children=tuple(
            ChildData(name=child.called(), case_number=child.case_number) for child in meeting.children
        ),
        quotes=tuple(QuoteData(words=view.words) for view in meeting.views if view.of in children),
        decisions=tuple(DecisionData(text=text) for text in _told(meeting.decisions)),
        actions=tuple(
            ActionData(
                text=action.for_child, owner=action.owner, due=action.due, due_in_words=action.due_words
            )
            for action in meeting.actions
            if action.for_child
        ),
        unmet_needs=tuple(UnmetNeedData(need=text) for text in _told(meeting.unmet_needs)),
        next_meeting=following,
        printed=printed_data(paper),
    )
    return agreed_part(data)


def _told(captures: Sequence[Capture]) -> tuple[str, ...]:
    return tuple(capture.for_child for capture in captures if capture.for_child)
