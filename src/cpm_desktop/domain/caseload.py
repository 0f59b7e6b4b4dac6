"""One child and one meeting summed up for the lists, as pure functions of what is kept about them."""

import datetime as dt
from collections.abc import Iterable

from cpm_desktop.domain.child import Child, CopyKind, Review
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.listing import ChildSummary, HeldMeeting, MeetingLine, OpenFollowUp, WaivedMeeting
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.open_items import OpenItem, OpenItemKind
from cpm_desktop.domain.waiver import grounds_of

_NOT_SENT = (CopyKind.NONE, CopyKind.UNDECIDED)


def meeting_line(meeting: Meeting) -> MeetingLine:
    """Return a meeting as a list shows it; until a person's copy is planned, the person's own setting counts."""
    facts = meeting.facts
    signing = meeting.signings[0] if meeting.signings else None
    filing = meeting.filings[0] if meeting.filings else None
    people = {person.id for person in meeting.attendees}
    plans = tuple(copy_plan_of(meeting, person) for person in meeting.attendees) + tuple(
        plan for plan in meeting.copies if plan.id not in people
    )
    to_send = [plan for plan in plans if plan.copy_kind not in _NOT_SENT]
    sent_on = [plan.sent_on for plan in to_send if plan.sent_on]
    cleared = meeting.cleared[0] if meeting.cleared else None
    return MeetingLine(
        id=meeting.id,
        child_id=facts.child_id,
        form_id=facts.form_id,
        form_version=facts.form_version,
        form_hash=facts.form_hash,
        title=facts.title,
        stage=facts.stage,
        date=facts.date,
        starts_at=facts.starts_at,
        venue=facts.venue,
        started_at=facts.started_at,
        ended_at=facts.ended_at,
        signed_at=signing.signed_at if signing else None,
        signer=signing.signer if signing else "",
        copies=cleared.copies_sent if cleared else len(to_send),
        copies_sent=cleared.copies_sent if cleared else len(sent_on),
        copies_undecided=sum(plan.copy_kind in _NOT_SENT and not plan.is_settled() for plan in plans),
        last_sent_on=cleared.last_sent_on if cleared else max(sent_on, default=None),
        loaded_on=filing.loaded_on if filing else None,
        noted_on=filing.noted_on if filing else None,
        officer_needed=facts.officer_needed,
        officer_told_on=filing.officer_told_on if filing else None,
        validity=facts.validity,
        is_waiver=facts.is_waiver,
        grounds=grounds_of(meeting),
        is_extra=facts.is_extra,
        reconvenes=facts.reconvenes,
        follow_ups_open=len(open_follow_ups(meeting)),
        siblings=facts.siblings,
        cleared_at=cleared.cleared_at if cleared else None,
    )


def open_follow_ups(meeting: Meeting) -> tuple[OpenFollowUp, ...]:
    """Return what is still to be done after a meeting; one that has open parts is told by its parts."""
    facts = meeting.facts
    still_open = [entry for entry in meeting.follow_ups if entry.is_open()]
    in_parts = {entry.part_of for entry in still_open}
    return tuple(
        OpenFollowUp(
            id=entry.id,
            meeting_id=meeting.id,
            child_id=facts.child_id,
            form_id=facts.form_id,
            held_on=facts.date,
            text=entry.text,
            owner=entry.owner,
            due=entry.due,
            rule=entry.rule,
        )
        for entry in still_open
        if entry.id not in in_parts
    )


def is_pending(line: MeetingLine) -> bool:
    """Tell whether a meeting is still to be held or handed over, so that the caseload has to know of it."""
    return line.stage is not Stage.CANCELLED and not line.is_handed_over()


def summarise(
    child: Child,
    social_worker: str,
    reviews: Iterable[Review],
    held: Iterable[HeldMeeting],
    items: Iterable[OpenItem],
    care_team: int = 0,
    waivers: Iterable[WaivedMeeting] = (),
) -> ChildSummary:
    """Return what the caseload shows of a child, but for meetings that are pending and follow-ups.

    Args:
        child: the facts on the file.
        social_worker: the allocated social worker's name.
        reviews: all of the child's reviews.
        held: all meetings that count as held, here and elsewhere, and waivers.
        items: the child's actions, unmet needs and proposals; closed ones are passed over.
        care_team: number of people agreed as members of the care team.
        waivers: all records that a meeting is not required.
    """
    done = _dated(review for review in reviews if not review.is_planned)
    last_review = done[-1] if done else None
    planned = _dated(review for review in reviews if review.is_planned)
    since = last_review.date if last_review else None
    meetings = sorted(held, key=lambda meeting: (meeting.date, meeting.form_id))
    is_open = [item for item in items if item.is_open]
    carried = [item.carried for item in is_open if item.carried]
    dues = [item.due for item in is_open if item.due and item.what is OpenItemKind.ACTION]
    return ChildSummary(
        child_id=child.id,
        name=child.name,
        called=child.called(),
        case_number=child.case_number,
        legal_status=child.legal_status,
        date_of_birth=child.date_of_birth,
        expected_birth=child.expected_birth,
        looked_after_since=child.looked_after_since,
        protection_plan_since=child.protection_plan_since,
        is_matched_long_term=child.is_matched_long_term,
        social_worker=social_worker,
        last_review=last_review,
        next_review=planned[0] if planned else None,
        reviews_held=len(done),
        held=tuple(meeting for meeting in meetings if since is None or meeting.date >= since),
        last_held=tuple({(meeting.form_id, meeting.is_waiver): meeting for meeting in meetings}.values()),
        waivers=tuple(
            {waiver.form_id: waiver for waiver in sorted(waivers, key=lambda one: one.date)}.values()
        ),
        open_actions=_count(is_open, OpenItemKind.ACTION),
        open_needs=_count(is_open, OpenItemKind.UNMET_NEED),
        open_proposals=_count(is_open, OpenItemKind.PROPOSAL),
        drifting=sum(item.is_drifting() for item in is_open),
        most_carried=max(carried, default=0),
        most_carried_items=carried.count(max(carried, default=0)),
        earliest_due=min(dues, default=None),
        is_accommodated=child.is_accommodated,
        is_in_need=child.is_in_need,
        placement=child.placement,
        assessment_started_on=child.assessment_started_on,
        assessment_due_on=child.assessment_due_on,
        assessment_finished_on=child.assessment_finished_on,
        significant_change_on=child.significant_change_on,
        filing_on=child.filing_on,
        court_on=child.court_on,
        placement_order_on=child.placement_order_on,
        adopted_on=child.adopted_on,
        care_team=care_team,
    )


def _dated(reviews: Iterable[Review]) -> list[Review]:
    return sorted(
        (review for review in reviews if review.date), key=lambda review: review.date or dt.date.min
    )


def _count(items: Iterable[OpenItem], kind: OpenItemKind) -> int:
    return sum(item.what is kind for item in items)
