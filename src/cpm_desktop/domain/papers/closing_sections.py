"""What ends the minutes: papers, next meeting, read-back and signature, copies, reasons, how to challenge."""

import datetime as dt

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blocks import (
    Block,
    Box,
    BulletList,
    Column,
    Line,
    Paragraph,
    Section,
    Table,
    TableLine,
    Tone,
)
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.handover import CopyPlan, Permission
from cpm_desktop.domain.meeting import Paper as MeetingPaper
from cpm_desktop.domain.meeting import PaperState, ReadBackMark, ReadBackResult
from cpm_desktop.domain.papers.annexes import annex_lines
from cpm_desktop.domain.papers.attendance_section import office_text
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.signature_place import Signer, second_signature_block, signature_block
from cpm_desktop.domain.papers.wording import (
    NONE_RECORDED,
    Clock,
    person_text,
    quoted,
    sentence,
    short_date,
    upper_first,
)
from cpm_desktop.domain.readiness import title_behind, what_reasons_are_for
from cpm_desktop.domain.typography import listed, long_day_text, time_text, weekday_text

WHOLE_MEETING = "meeting"
_COPY_TEXT = {
    CopyKind.PROFESSIONAL: "Full, without the address",
    CopyKind.FAMILY: "Family, without the address",
    CopyKind.CHILD: "The child’s copy",
    CopyKind.NONE: "None",
    CopyKind.UNDECIDED: "Not decided",
}
_PAPER_TEXT = {
    PaperState.SEEN: "Seen",
    PaperState.ATTACHED: "Attached",
    PaperState.MISSING: "Missing",
    PaperState.NOT_TICKED: "Not recorded",
}


def papers(context: MinutesContext) -> tuple[Block, ...]:
    """Return the papers: seen, attached, or missing with the reason and the day (prepare.legal-documents)."""
    rows = tuple(
        TableLine(((Line(paper.title),), (Line(_PAPER_TEXT[paper.state]),), _paper_notes(context, paper)))
        for paper in context.meeting.papers
    )
    return (Table((Column("Paper", 80, is_row_head=True), Column("State", 32), Column("Note", 58)), rows),)


def _paper_notes(context: MinutesContext, paper: MeetingPaper) -> tuple[Line, ...]:
    lines = [Line(paper.note, Tone.QUIET)] if paper.note else []
    if paper.state is PaperState.MISSING and paper.due is not None:
        lines.append(Line(f"Expected by {long_day_text(paper.due)}", Tone.QUIET))
    if paper.file_name:
        lines.append(Line(f"File: {paper.file_name}", Tone.QUIET))
    lines += annex_lines(context, paper)
    return tuple(lines) or (Line("–", Tone.QUIET),)


def next_meeting(context: MinutesContext) -> tuple[Block, ...]:
    """Return when and where the next meeting is, or why there is none (record.care-team-next-meeting)."""
    planned = next(iter(context.meeting.next_meetings), None)
    if planned is None:
        return ()
    if planned.date is None:
        if planned.none_because:
            return (Paragraph(f"No further meeting, because: {planned.none_because}"),)
        return ()
    at = f", {time_text(planned.starts_at)}" if planned.starts_at else ""
    when = Paragraph(f"{weekday_text(planned.date)}{at}", Tone.STRONG)
    return (when, Paragraph(planned.venue)) if planned.venue else (when,)


def read_back_text(
    marks: tuple[ReadBackMark, ...], clock: Clock, ended: dt.datetime | None = None, *, is_part: bool = False
) -> str:
    """Return "The decisions and actions were read back to everyone at 15:14 and agreed.".

    Args:
        marks: what the room said, as far as the reader may see it.
        clock: the moments as local times.
        ended: when the meeting ended; what was agreed later was not read back to everyone.
        is_part: the room said more, of what this copy leaves out; neither everyone nor everything is spoken of then.
    """
    if is_part and not marks:
        return ""
    what = "The decisions and actions "
    whole = next((mark for mark in marks if mark.id == WHOLE_MEETING), None)
    latest = whole.at if whole else max((mark.at for mark in marks if mark.at), default=None)
    is_late = latest is not None and ended is not None and latest > ended
    read = f"{'that stand here ' if is_part else ''}were read {_to_whom(is_part=is_part, is_late=is_late)}"
    at = _moment(latest, clock, is_late=is_late)
    agreed = ", and agreed" if is_late else " and agreed"
    if whole is None and marks:
        disagreed = any(mark.result is ReadBackResult.NOT_AGREED for mark in marks)
        end = "; not all was agreed" if disagreed else agreed
        return f"{what}{read}{at}{end}."
    if whole is None:
        return "That the decisions and actions were read back is not recorded."
    if whole.result is ReadBackResult.AGREED:
        return f"{what}{read}{at}{agreed}."
    return f"{what}{read}{at}. Not agreed{_said(whole)}."


def _to_whom(*, is_part: bool, is_late: bool) -> str:
    return "after the meeting" if is_late else "back" if is_part else "back to everyone"


def _moment(at: dt.datetime | None, clock: Clock, *, is_late: bool) -> str:
    if at is None:
        return ""
    day = f", on {short_date(clock.local(at).date())}" if is_late else ""
    return f"{day} at {clock.time(at)}"


def _said(mark: ReadBackMark) -> str:
    by = f" by {mark.who}" if mark.who else ""
    return f"{by}: {quoted(mark.words)}" if mark.words else by


def signature(context: MinutesContext) -> tuple[Block, ...]:
    """Return what was said when it was read back, and the place of the chair's signature, kept whole."""
    facts = context.meeting.facts
    blocks: list[Block] = []
    if (
        not context.is_in_part
    ):  # such a copy holds no marks of the reading back, and does not say that none were made
        is_part = len(context.meeting.read_back) < len(context.whole.read_back)
        said = read_back_text(context.meeting.read_back, context.clock, facts.ended_at, is_part=is_part)
        blocks += [Paragraph(said)] if said else []
    blocks += [
        Paragraph(f"{context.numbers.of(mark.id)} was not agreed{_said(mark)}.")
        for mark in context.meeting.read_back
        if mark.id != WHOLE_MEETING and mark.result is ReadBackResult.NOT_AGREED
    ]
    if facts.ended_at is not None:
        blocks.append(Paragraph(f"The meeting ended at {context.clock.time(facts.ended_at)}."))
    return (
        *blocks,
        signature_block(
            context.meeting.id,
            next(iter(context.meeting.signings), None),
            context.clock,
            _signing_chair(context),
        ),
        *((second_signature_block(),) if context.is_file_copy else ()),
    )


def _signing_chair(context: MinutesContext) -> Signer:
    meeting = context.meeting
    chair = meeting.attendee(meeting.facts.chair)
    return Signer(
        meaning="Signature of the chair",
        who=chair,
        office=office_text(context, chair) if chair else "",
        fingerprint=context.fingerprint,
    )


def copies(context: MinutesContext) -> tuple[Block, ...]:
    """Return who gets which copy; what is withheld, and why, stands on the file copy only."""
    meeting = context.meeting
    rows = []
    for person in meeting.attendees:
        plan = copy_plan_of(meeting, person)
        if context.is_file_copy or plan.copy_kind not in {CopyKind.NONE, CopyKind.UNDECIDED}:
            rows.append(_copy_row(context, person, plan))
    columns = (Column("Name", 90, is_row_head=True), Column("Copy", 52), Column("Sent", 28))
    blocks: list[Block] = []
    if context.send_by is not None and rows:
        blocks.append(Paragraph(f"To be sent by {long_day_text(context.send_by)}."))
    blocks.append(Table(columns, tuple(rows), "Who gets which copy"))
    blocks += _permissions(context)
    if context.form.texts.confidentiality:
        blocks.append(Paragraph(context.filled(context.form.texts.confidentiality), Tone.QUIET))
    return tuple(blocks)


def _permissions(context: MinutesContext) -> tuple[Block, ...]:
    """Return the leave that was recorded for named persons; on the file copy only (after.distribute-legal)."""
    if not context.is_file_copy or not context.meeting.permissions:
        return ()
    columns = (Column("For", 50, is_row_head=True), Column("Permitted by", 54), Column("What and why", 66))
    rows = tuple(_permission_row(context, permission) for permission in context.meeting.permissions)
    return (Section("Permissions", (Table(columns, rows, "Permissions for named persons"),), level=3),)


def _permission_row(context: MinutesContext, permission: Permission) -> TableLine:
    titles = [context.filled(item.title) for item in context.form.agenda if item.id in permission.sections]
    what = listed([f"“{title}”" for title in titles]) if titles else "The record"
    advice = "with the legal advice" if permission.includes_advice else "without the legal advice"
    lines = [Line(f"{what}, {advice}"), Line(f"Why: {permission.why}", Tone.QUIET)]
    consulted = {True: "was consulted", False: "was not consulted", None: "not recorded whether consulted"}
    lines.append(Line(f"Legal adviser: {consulted[permission.adviser_consulted]}", Tone.QUIET))
    if permission.withdrawn_on is not None:
        lines.append(Line(f"Withdrawn on {long_day_text(permission.withdrawn_on)}", Tone.STRONG))
    day = f", {long_day_text(permission.granted_on)}" if permission.granted_on else ""
    role = context.roles.get(permission.granted_by_role)
    office = role.name if role is not None else upper_first(permission.granted_by_role.replace("-", " "))
    by = (Line(permission.granted_by), Line(f"{office}{day}", Tone.QUIET))
    return TableLine(((Line(permission.recipient_name, Tone.STRONG),), by, tuple(lines)))


def _copy_row(context: MinutesContext, person: Attendee, plan: CopyPlan) -> TableLine:
    what = [Line(_COPY_TEXT[plan.copy_kind])]
    if context.is_file_copy and plan.reason:
        by = f" ({plan.decided_by})" if plan.decided_by else ""
        what.append(Line(f"Reason: {plan.reason}{by}", Tone.QUIET))
    gets_one = plan.copy_kind not in {CopyKind.NONE, CopyKind.UNDECIDED}
    sent = "To be sent" if gets_one else "–"
    if plan.sent_on is not None:
        sent = long_day_text(plan.sent_on)
    return TableLine(((Line(person_text(person)),), tuple(what), (Line(sent),)))


def reasons(context: MinutesContext) -> tuple[Block, ...]:
    """Return reasons given in place of what the record owes, each with what it is for.

    On other copies those stand that were ticked, each under the title of what was looked at: what exactly is missing
    may be about somebody else.
    """
    owed: dict[str, str] = {}
    if context.is_file_copy:
        owed = what_reasons_are_for(context.form, context.whole, context.roles)
    entries = []
    for given in context.meeting.given_reasons:
        if given.text:
            title = title_behind(given.id)
            about = owed.get(given.id) or (f"{title}." if title else "")
            reason = upper_first(sentence(given.text))
            entries.append((Line(f"{about} Reason: {reason}" if about else reason),))
    return (BulletList(tuple(entries)),) if entries else ()


def challenge(context: MinutesContext) -> tuple[Block, ...]:
    """Return how to challenge a decision and find help (record.how-to-challenge)."""
    text = context.meeting.facts.challenge_text.strip()
    return (Box("", (text,)),) if text else (Paragraph(NONE_RECORDED),)
