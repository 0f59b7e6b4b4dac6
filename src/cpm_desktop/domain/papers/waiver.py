"""The record that a meeting is not required: who decided it, on which grounds and why (prepare.inter-agency-waiver)."""

import dataclasses
from collections.abc import Mapping

from cpm_desktop.domain.blocks import (
    Block,
    BulletList,
    Column,
    Fact,
    Facts,
    Line,
    Paper,
    Paragraph,
    Section,
    Table,
    TableLine,
    Tone,
)
from cpm_desktop.domain.forms import Form, RoleName, Waiver
from cpm_desktop.domain.meeting import WAIVER, Meeting
from cpm_desktop.domain.minutes_data import AnswerData
from cpm_desktop.domain.minutes_json import minutes_json
from cpm_desktop.domain.papers.annexes import annexes_of
from cpm_desktop.domain.papers.answers_text import answer_block, asked_in, question_text
from cpm_desktop.domain.papers.closing_sections import challenge, papers, reasons
from cpm_desktop.domain.papers.data_of_minutes import data_of_waiver
from cpm_desktop.domain.papers.front_page import born_text
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.numbering import Numbers
from cpm_desktop.domain.papers.signature_place import Signer, second_signature_block, signature_block
from cpm_desktop.domain.papers.wording import NONE_RECORDED, Clock, person_text, upper_first
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.record import printed_record_id
from cpm_desktop.domain.typography import long_day_text, weekday_text
from cpm_desktop.domain.waiver import GROUNDS, contributors

_NOTICES = "Each is told in writing, with the reasoning written for it and how to challenge the decision."


def build_waiver(
    form: Form,
    record: Meeting,
    *,
    fingerprint: str = "",
    time_zone: str = "Europe/London",
    roles: Mapping[str, RoleName] | None = None,
) -> Paper:
    """Build the record for the child's case file.

    Args:
        form: the kind of meeting that is not required.
        record: the record, with `facts.is_waiver`.
        fingerprint: as printed; empty while there is none.
        time_zone: in which times are printed.
        roles: roles of the procedure by id.
    """
    context = MinutesContext(
        form=form,
        whole=record,
        meeting=record,
        reader=Reader(ReaderKind.FILE),
        numbers=Numbers(),
        clock=Clock(time_zone),
        roles=roles or {},
        fingerprint=fingerprint,
        send_by=None,
        sections={},
    )
    facts = record.facts
    title = form.waiver.title if form.waiver is not None else form.name
    day = long_day_text(facts.date) if facts.date else ""
    identity = f"Record {printed_record_id(record.id)}"
    if fingerprint:
        identity += f"  ·  Fingerprint of the content {fingerprint}"
    name = context.child.name or upper_first(context.called)
    paper = Paper(
        kind_line=title,
        title=name,
        subtitle=f"Decided on {weekday_text(facts.date)}" if facts.date else "",
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=_blocks(context, form.waiver),
        file_title=", ".join(filter(None, (title, day))),
        header=" · ".join(filter(None, (name, title, day))),
        footer=" · ".join(filter(None, (context.child.case_number, f"{title}, {day}".rstrip(", ")))),
        footer_small=identity,
        page_mark=context.page_mark,
        annexes=annexes_of(context),
    )
    data = data_of_waiver(context, paper, _answers_as_data(context, form.waiver))
    return dataclasses.replace(paper, data=minutes_json(data))


def _answers_as_data(context: MinutesContext, waiver: Waiver | None) -> tuple[AnswerData, ...]:
    asked = asked_in(context, WAIVER, waiver.questions) if waiver else ()
    return tuple(
        AnswerData(
            question=question_text(context, one),
            answer="\n".join(line.text for line in answer_block(context, one)),
            about=one.about if one.subject else "",
        )
        for one in asked
        if one.is_answered and one.question.id != GROUNDS
    )


def _blocks(context: MinutesContext, waiver: Waiver | None) -> tuple[Block, ...]:
    meeting = context.meeting
    blocks: list[Block] = [_facts(context), Section("The grounds", _grounds(context, waiver), "1")]
    parts: list[tuple[str, tuple[Block, ...]]] = [("What was asked and answered", _answers(context, waiver))]
    parts.append(("Agencies that contributed to the assessment", _agencies(context)))
    if meeting.papers:
        parts.append(("Papers", papers(context)))
    if any(given.text for given in meeting.given_reasons):
        parts.append(("Reasons given", reasons(context)))
    parts += [("How the decision can be challenged", challenge(context)), ("Signature", _signature(context))]
    blocks += [Section(heading, content, str(number)) for number, (heading, content) in enumerate(parts, 2)]
    return tuple(blocks)


def _facts(context: MinutesContext) -> Facts:
    meeting, child = context.meeting, context.child
    decider = meeting.attendee(meeting.facts.chair)
    agency = decider.agency if decider is not None else ""
    return Facts(
        (
            Fact("Decided by", (person_text(decider, NONE_RECORDED), *((agency,) if agency else ()))),
            Fact("Born", (born_text(context),)),
            Fact("Recorder", (person_text(meeting.attendee(meeting.facts.recorder), NONE_RECORDED),)),
            Fact("Case number", (child.case_number or NONE_RECORDED,)),
            Fact(
                "Assessment due",
                (long_day_text(child.assessment_due_on) if child.assessment_due_on else NONE_RECORDED,),
            ),
            Fact("Legal status", (child.legal_status or NONE_RECORDED,)),
        )
    )


def _grounds(context: MinutesContext, waiver: Waiver | None) -> tuple[Block, ...]:
    """Return each ground that was chosen on a line of its own."""
    question = next((entry for entry in waiver.questions if entry.id == GROUNDS), None) if waiver else None
    answers = [
        answer for answer in context.meeting.answers if (answer.item, answer.question) == (WAIVER, GROUNDS)
    ]
    options = dict(question.options) if question is not None else {}
    chosen = [value for answer in answers for value in answer.value.split("\n") if value]
    entries = tuple((Line(options.get(value, value)),) for value in chosen)
    return (BulletList(entries),) if entries else ()


def _answers(context: MinutesContext, waiver: Waiver | None) -> tuple[Block, ...]:
    questions = [entry for entry in waiver.questions if entry.id != GROUNDS] if waiver else []
    rows = tuple(
        TableLine(((Line(question_text(context, asked)),), answer_block(context, asked)))
        for asked in asked_in(context, WAIVER, questions)
    )
    columns = (Column("Asked", 66, is_row_head=True), Column("Answer", 104))
    return (Table(columns, rows, "What was asked and answered"),)


def _agencies(context: MinutesContext) -> tuple[Block, ...]:
    entries = tuple(
        (Line(f"{told.agency}: {told.person}" if told.person != told.agency else told.agency),)
        for told in contributors(context.meeting, context.roles)
    )
    if not entries:
        return ()
    return (BulletList(entries), Paragraph(_NOTICES, Tone.QUIET))


def _signature(context: MinutesContext) -> tuple[Block, ...]:
    meeting = context.meeting
    signer = Signer(
        meaning="Signature under the decision",
        who=meeting.attendee(meeting.facts.chair),
        fingerprint=context.fingerprint,
    )
    signing = next(iter(meeting.signings), None)
    return (signature_block(meeting.id, signing, context.clock, signer), second_signature_block())
