"""Decisions and recommendations, each with its reason and authority.

Rules: record.decision-with-reason, record.powers, record.care-team-tasks, after.authorise-looked-after.
"""

from cpm_desktop.domain.blocks import Block, Box, Column, Line, Mark, Paragraph, Table, TableLine, Tone
from cpm_desktop.domain.captures import Decision, DecisionKind
from cpm_desktop.domain.forms import DecisionMatter, FollowUpFor
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.wording import NONE_RECORDED, lower_usual
from cpm_desktop.domain.typography import long_day_text

PROPOSAL_LABEL = "Proposal to the review"
RECOMMENDATION_LABEL = "Recommendation"
SUBJECT_LABEL = "Subject to authorisation"
AWAITING_LABEL = "Awaiting agreement"


def decisions(context: MinutesContext) -> tuple[Block, ...]:
    """Return what the meeting may decide, and the table of what it decided and recommends."""
    columns = (
        Column("No.", 12, is_row_head=True),
        Column("Decision", 68),
        Column("Reason", 44),
        Column("Authority", 46),
    )
    rows = tuple(_row(context, decision) for decision in context.meeting.decisions)
    powers = context.filled(context.form.texts.powers)
    said: tuple[Block, ...] = (Paragraph(powers, Tone.QUIET),) if powers else ()
    said += _of_the_whole_plan(context)
    if not rows:
        return (*said, Paragraph(context.nothing("decisions")))
    return (*said, Table(columns, rows, "Decisions and recommendations with reason and authority"))


def _of_the_whole_plan(context: MinutesContext) -> tuple[Block, ...]:
    """Say what somebody has to authorise of the plan as a whole, until they did (after.authorise-looked-after)."""
    situation, boxes = context.situation, []
    for rule in context.form.follow_ups:
        if (
            not rule.is_authorisation
            or rule.each is not FollowUpFor.MEETING
            or not situation.holds(rule.when)
        ):
            continue
        text = context.filled(rule.text)
        done = _done_of(context, rule.id, "")
        if done is not None and done.done_on is not None:
            boxes.append(Box(f"Authorised by {done.done_by}, {long_day_text(done.done_on)}", (text,)))
        else:
            boxes.append(Box(SUBJECT_LABEL, (text,)))
    return tuple(boxes)


def _row(context: MinutesContext, decision: Decision) -> TableLine:
    reason = Line(decision.reason) if decision.reason else Line(NONE_RECORDED, Tone.QUIET)
    what = [Line(decision.text, Tone.STRONG)]
    matter = context.form.matter(decision.matter)
    if matter is not None:
        what.append(Line(f"About: {context.filled(matter.text)}", Tone.QUIET))
    return TableLine(
        (
            (Line(context.numbers.of(decision.id), Tone.STRONG),),
            (*what, *context.audience_lines(decision.audience)),
            (reason,),
            authority_lines(context, decision),
        )
    )


def authority_lines(context: MinutesContext, decision: Decision) -> tuple[Line, ...]:
    """Return what is said of the authority for a decision, and of the plan that it changes."""
    matter = context.form.matter(decision.matter)
    return (*_authority(context, decision, matter), *_plan_change(context, decision))


def _authority(
    context: MinutesContext, decision: Decision, matter: DecisionMatter | None
) -> tuple[Line, ...]:
    """Say within whose authority a decision is (chair.decision-authority, record.proposals-to-review)."""
    lines: list[Line] = []
    if is_recommendation(decision, matter):
        lines.append(Line(RECOMMENDATION_LABEL, is_label=True))
    if decision.is_proposal_to_review:
        lines.append(Line(PROPOSAL_LABEL, is_label=True))
        planned = context.meeting.facts.next_review
        if planned:
            lines.append(Line(f"For the review planned for {long_day_text(planned)}"))
    lines += _authorisation(context, decision, matter)
    if decision.is_within_authority and not lines:
        lines.append(Line("Within the authority of those present", mark=Mark.DONE))
    elif decision.is_within_authority is False and not lines:
        lines.append(Line("Not within the authority of those present", mark=Mark.UP))
    return tuple(lines) or (Line(NONE_RECORDED, Tone.QUIET),)


def is_recommendation(decision: Decision, matter: DecisionMatter | None) -> bool:
    """Tell whether it can only be recommended (record.powers)."""
    is_beyond_powers = matter is not None and matter.is_recommendation_only
    return is_beyond_powers or decision.decision_kind is DecisionKind.RECOMMENDATION


def _authorisation(context: MinutesContext, decision: Decision, matter: DecisionMatter | None) -> list[Line]:
    """Say who has to authorise it until they did, and then who did (after.authorise-looked-after)."""
    given = _done(context, decision, FollowUpFor.EACH_DECISION_TO_AUTHORISE)
    if given is not None and given.done_on is not None:
        return [Line(f"Authorised by {given.done_by}, {long_day_text(given.done_on)}", mark=Mark.DONE)]
    authoriser = lower_usual(decision.authoriser) or _role_name(context, matter.authoriser if matter else "")
    if not authoriser:
        return []
    by = f" by {long_day_text(decision.authorise_by)}" if decision.authorise_by else ""
    to_be = Line(f"To be authorised by {authoriser}{by}", mark=Mark.UP)
    return [to_be] if decision.is_proposal_to_review else [Line(SUBJECT_LABEL, is_label=True), to_be]


def _role_name(context: MinutesContext, role: str) -> str:
    known = context.roles.get(role)
    name = known.name if known is not None else role.replace("-", " ")
    return f"the {name[:1].lower()}{name[1:]}" if name else ""


def _plan_change(context: MinutesContext, decision: Decision) -> list[Line]:
    """Say which manager agreed to a change of the plan, or that nobody did yet (record.care-team-tasks)."""
    if not decision.is_plan_change:
        return []
    by, on = decision.agreed_by, decision.agreed_on
    agreed = _done(context, decision, FollowUpFor.EACH_PLAN_CHANGE)
    if not (by and on) and agreed is not None:
        by, on = agreed.done_by, agreed.done_on
    if by and on:
        return [Line("Change to the plan"), Line(f"Agreed by {by}, {long_day_text(on)}", mark=Mark.DONE)]
    return [Line("Change to the plan"), Line(AWAITING_LABEL, is_label=True)]


def _done(context: MinutesContext, decision: Decision, each: FollowUpFor) -> FollowUp | None:
    """Return the authorisation of a decision, where its follow-up is done; whoever reads, it is no secret.

    One of the whole plan, by whom the decision's matter names, is one of the decision too.
    """
    matter = context.form.matter(decision.matter)
    for rule in context.form.follow_ups:
        if not rule.is_authorisation:
            continue
        is_of_plan = (
            rule.each is FollowUpFor.MEETING and matter is not None and rule.owner == matter.authoriser
        )
        is_asked = rule.each is each or (is_of_plan and each is FollowUpFor.EACH_DECISION_TO_AUTHORISE)
        done = _done_of(context, rule.id, decision.id if rule.each is each else "") if is_asked else None
        if done is not None:
            return done
    return None


def _done_of(context: MinutesContext, rule: str, about: str) -> FollowUp | None:
    return next(
        (
            entry
            for entry in context.whole.follow_ups
            if (entry.follow_up, entry.about) == (rule, about) and entry.done_on is not None
        ),
        None,
    )
