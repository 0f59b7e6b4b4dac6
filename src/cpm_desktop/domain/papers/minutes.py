"""The minutes of a meeting for one reader (after.copy-for-each-reader).

What a reader may not see is left out before anything is built, so that it can never reach a file. Numbers are
given on the whole record, so that all copies agree.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

from cpm_desktop.domain.blocks import Block, Paper, Section
from cpm_desktop.domain.forms import Form, RoleName
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.minutes_json import minutes_json
from cpm_desktop.domain.papers.actions_section import actions
from cpm_desktop.domain.papers.annexes import annexes_of
from cpm_desktop.domain.papers.attendance_section import attendance
from cpm_desktop.domain.papers.brought_section import brought
from cpm_desktop.domain.papers.care_team_section import care_team
from cpm_desktop.domain.papers.closing_sections import (
    challenge,
    copies,
    next_meeting,
    papers,
    reasons,
    signature,
)
from cpm_desktop.domain.papers.data_of_minutes import data_of_minutes
from cpm_desktop.domain.papers.decisions_section import decisions
from cpm_desktop.domain.papers.differences_sections import disagreements, unmet_needs
from cpm_desktop.domain.papers.disclosures_section import disclosures
from cpm_desktop.domain.papers.discussion_section import discussion
from cpm_desktop.domain.papers.follow_ups_section import follow_ups
from cpm_desktop.domain.papers.front_page import front_page
from cpm_desktop.domain.papers.kind_name import in_running_text, issue_of, kind_of
from cpm_desktop.domain.papers.left_out_section import left_out_of_copies
from cpm_desktop.domain.papers.minutes_context import MinutesContext, marked_copy
from cpm_desktop.domain.papers.minutes_sections import SectionKey, numbered
from cpm_desktop.domain.papers.numbering import numbers_of
from cpm_desktop.domain.papers.preparation_section import preparation
from cpm_desktop.domain.papers.proposals_section import proposals
from cpm_desktop.domain.papers.views_section import child_views, family_views
from cpm_desktop.domain.papers.wanted_sections import wanted_sections
from cpm_desktop.domain.papers.wording import Clock, possessive, upper_first
from cpm_desktop.domain.reader import Reader, ReaderKind, leave_of, seen_by
from cpm_desktop.domain.record import printed_record_id
from cpm_desktop.domain.typography import long_day_text, time_text, weekday_text

USUAL_TEXT_SIZE = 10.5
FAMILY_TEXT_SIZE = 12.0

_BUILDERS: dict[SectionKey, Callable[[MinutesContext], tuple[Block, ...]]] = {
    SectionKey.CHILD_VIEWS: child_views,
    SectionKey.FAMILY_VIEWS: family_views,
    SectionKey.ATTENDANCE: attendance,
    SectionKey.CARE_TEAM: care_team,
    SectionKey.DECISIONS: decisions,
    SectionKey.PROPOSALS: proposals,
    SectionKey.ACTIONS: actions,
    SectionKey.FOLLOW_UPS: follow_ups,
    SectionKey.DISAGREEMENTS: disagreements,
    SectionKey.UNMET_NEEDS: unmet_needs,
    SectionKey.DISCLOSURES: disclosures,
    SectionKey.BROUGHT: brought,
    SectionKey.DISCUSSION: discussion,
    SectionKey.PREPARATION: preparation,
    SectionKey.PAPERS: papers,
    SectionKey.NEXT_MEETING: next_meeting,
    SectionKey.SIGNATURE: signature,
    SectionKey.REASONS: reasons,
    SectionKey.COPIES: copies,
    SectionKey.LEFT_OUT: left_out_of_copies,
    SectionKey.CHALLENGE: challenge,
}
_HEADINGS = {
    SectionKey.FAMILY_VIEWS: "Views of parents and carers",
    SectionKey.ATTENDANCE: "Who was there",
    SectionKey.CARE_TEAM: "The care team",
    SectionKey.DECISIONS: "Decisions and recommendations",
    SectionKey.PROPOSALS: "Proposals to the review",
    SectionKey.ACTIONS: "Actions",
    SectionKey.FOLLOW_UPS: "To be done after the meeting",
    SectionKey.DISAGREEMENTS: "Disagreements",
    SectionKey.UNMET_NEEDS: "Unmet needs",
    SectionKey.DISCLOSURES: "Allegations and disclosures",
    SectionKey.BROUGHT: "From elsewhere",
    SectionKey.DISCUSSION: "The discussion, item by item",
    SectionKey.PREPARATION: "Preparation",
    SectionKey.PAPERS: "Papers for the meeting",
    SectionKey.NEXT_MEETING: "Next meeting",
    SectionKey.SIGNATURE: "Read-back and signature",
    SectionKey.REASONS: "Reasons given",
    SectionKey.COPIES: "Who gets a copy",
    SectionKey.LEFT_OUT: "What other copies leave out",
    SectionKey.CHALLENGE: "How to challenge a decision",
}


def build_minutes(
    form: Form,
    record: Meeting,
    reader: Reader,
    *,
    fingerprint: str = "",
    send_by: dt.date | None = None,
    time_zone: str = "Europe/London",
    roles: Mapping[str, RoleName] | None = None,
) -> Paper:
    """Build the minutes for a reader of the file, professional or family copy, or of a copy for a report.

    Args:
        form: the kind of meeting, in the version it was held under.
        record: the whole record; it is filtered here.
        reader: whose copy it is.
        fingerprint: as printed (`record.printed_fingerprint`); empty while there is none.
        send_by: last day for sending the copies.
        time_zone: in which times are printed.
        roles: roles of the procedure by id; without them, parents and carers are told by the words of their roles.

    Raises:
        PrivilegedRecord: the record may not reach this reader.
    """
    meeting = seen_by(record, reader, form, roles or {})
    context = MinutesContext(
        form=form,
        whole=record,
        meeting=meeting,
        reader=reader,
        numbers=numbers_of(record),
        clock=Clock(time_zone),
        roles=roles or {},
        fingerprint=fingerprint,
        send_by=send_by,
        sections={},
        leave=leave_of(record, reader, form, roles or {}),
        marked=marked_copy(form, reader),
    )
    context = dataclasses.replace(context, sections=numbered(wanted_sections(context)))
    paper = _paper(context, (*front_page(context), *_sections(context)))
    paper = dataclasses.replace(paper, annexes=annexes_of(context))
    return dataclasses.replace(paper, data=minutes_json(data_of_minutes(context, paper)))


def _sections(context: MinutesContext) -> tuple[Section, ...]:
    headings = {SectionKey.CHILD_VIEWS: f"{upper_first(possessive(context.called))} views", **_HEADINGS}
    return tuple(
        Section(headings[key], _BUILDERS[key](context), context.sections[key])
        for key in SectionKey
        if key in context.sections
    )


def _paper(context: MinutesContext, blocks: tuple[Block, ...]) -> Paper:
    facts = context.meeting.facts
    kind, issue = kind_of(context.form, context.meeting), issue_of(context.form, context.meeting)
    day = long_day_text(facts.date) if facts.date else ""
    name = " and ".join(child.name for child in context.meeting.children if child.name) or upper_first(
        context.called
    )
    recipient = context.recipient.name if context.recipient else context.purpose
    for_whom = f"Copy for {recipient} · " if recipient else ""
    if context.marked is not None:
        for_whom = f"{context.marked.mark} · "
    identity = f"Record {printed_record_id(context.meeting.id)}"
    if context.fingerprint:
        identity += f"  ·  Fingerprint of the content {context.fingerprint}"
    minutes_of = f"Minutes of the {in_running_text(kind)}"
    return Paper(
        kind_line=f"{minutes_of}: {issue}" if issue else minutes_of,
        title=name,
        subtitle=_subtitle(context),
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=blocks,
        file_title=", ".join(filter(None, (minutes_of, day))),
        header=" · ".join(filter(None, (name, kind, day))),
        footer=for_whom
        + " · ".join(filter(None, (context.child.case_number, f"{kind}, {day}".rstrip(", ")))),
        footer_small=identity,
        recipient=recipient,
        text_size=FAMILY_TEXT_SIZE if context.reader.kind is ReaderKind.FAMILY else USUAL_TEXT_SIZE,
        page_mark=context.page_mark,
    )


def _subtitle(context: MinutesContext) -> str:
    facts, clock = context.meeting.facts, context.clock
    day = weekday_text(facts.date) if facts.date else ""
    start = clock.time(facts.started_at) or (time_text(facts.starts_at) if facts.starts_at else "")
    end = f" to {clock.time(facts.ended_at)}" if facts.ended_at else ""
    return ", ".join(filter(None, (day, f"{start}{end}")))
