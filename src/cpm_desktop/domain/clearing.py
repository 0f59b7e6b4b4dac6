"""Clearing a filed record from this computer: when it may be, what is left of the meeting, and the journal's entry.

What a later meeting still needs stays until it needs it no more: what is open, what is still to be heard, and the
answers that are shown again. Everything else goes.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cpm_desktop.domain.caseload import meeting_line
from cpm_desktop.domain.cleared import ClearedRecord
from cpm_desktop.domain.clearing_commands import ClearRecord
from cpm_desktop.domain.creation import creation_of, numbered
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.handover import SigningStep
from cpm_desktop.domain.journal import Entry
from cpm_desktop.domain.legal_holds import LegalHold, holds_on
from cpm_desktop.domain.meeting import CarriedItem, Meeting, MeetingFacts
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.domain.situation import EARLIER_ANSWER
from cpm_desktop.domain.typography import long_day_text

CLEARED = "cleared"


class NotToBeCleared(CarePlanningError):
    """A record may not be cleared now; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillNeeded:
    """What of a meeting a later one still needs.

    Attributes:
        things: ids of its actions, unmet needs and decisions that are open, or still to be heard.
        followed: ids of all things of the child that are followed and stay somewhere: what became of them stays.
        open: ids of those that are open.
        answers: ids of its answers that later meetings are shown again.
        comments: ids of managers' comments that no meeting has heard.
        releases: ids of releases that still count.
        carried: ids of things it had taken over on which it set a limit that still counts.
        limits: who may not read what stays, as it follows from the meeting before it is cleared.
    """

    things: frozenset[str] = frozenset()
    followed: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    comments: frozenset[str] = frozenset()
    releases: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    limits: tuple[ReadingLimit, ...] = ()


def clearing_due_on(meeting: Meeting, days: int) -> dt.date | None:
    """Return the day from which a record may be cleared: so many days after it was loaded and noted.

    Args:
        meeting: the meeting.
        days: by the authority; 0 where nothing is cleared.

    Returns:
        None while it is not filed, or where nothing is cleared.
    """
    filing = next(iter(meeting.filings), None)
    if filing is None or filing.loaded_on is None or filing.noted_on is None or not days:
        return None
    return max(filing.loaded_on, filing.noted_on) + dt.timedelta(days=days)


def hindrances(
    meeting: Meeting,
    *,
    today: dt.date,
    days: int,
    holds: Iterable[LegalHold],
    corrections_until: dt.date | None,
) -> tuple[str, ...]:
    """Return why a record may not be cleared now, each as a sentence; none where it may.

    Args:
        meeting: the meeting.
        today: the day.
        days: after filing, by the authority; 0 where nothing is cleared.
        holds: on the child's file.
        corrections_until: the last day on which a correction may be asked for; None where nobody can tell.
    """
    if not meeting.is_signed() or any(one.step is not SigningStep.FINISHED for one in meeting.signings):
        return ("The record is not signed yet.",)
    found = [_held(hold) for hold in holds_on(holds, meeting.id)]
    if not days:
        found.append("Your authority has set that nothing is cleared from this computer.")
    found += _not_filed(meeting, today)
    found += _still_to_do(meeting, today, corrections_until)
    due = clearing_due_on(meeting, days)
    if due is not None and due > today:
        found.append(
            f"Your authority keeps a copy here for {days} days after filing: until {long_day_text(due)}."
        )
    return tuple(found)


def _held(hold: LegalHold) -> str:
    on = f" on {long_day_text(hold.placed_on)}" if hold.placed_on else ""
    return f"A legal hold stands, set{on} by {hold.placed_by}: {hold.why}"


def _not_filed(meeting: Meeting, today: dt.date) -> list[str]:
    filing = next(iter(meeting.filings), None)
    found = []
    if filing is None or filing.loaded_on is None or not filing.loaded_by:
        found.append("Nobody has confirmed that the record is loaded into the case system.")
    elif filing.loaded_on > today:
        found.append("The day on which the record was loaded is still to come. Check the date.")
    elif (late := _added_after(meeting, filing.loaded_on)) is not None:
        found.append(
            f"Something was added on {long_day_text(late)}, after the record was loaded. Load that too, and tick the "
            "record as loaded again."
        )
    if filing is None or filing.noted_on is None:
        found.append("The case note is not added yet.")
    elif filing.noted_on > today:
        found.append("The day of the case note is still to come. Check the date.")
    return found


def _added_after(meeting: Meeting, loaded_on: dt.date) -> dt.date | None:
    """Return the day of what came upon the record after it was loaded: a signature, an answer, a comment."""
    days = [one.at.date() for one in meeting.endorsements if one.at is not None]
    days += [one.answered_on for one in meeting.corrections if one.answered_on is not None]
    days += [one.on for one in meeting.comments if one.on is not None]
    return max((day for day in days if day > loaded_on), default=None)


def _still_to_do(meeting: Meeting, today: dt.date, corrections_until: dt.date | None) -> list[str]:
    line, found = meeting_line(meeting), []
    waiting = line.copies - line.copies_sent + line.copies_undecided
    if waiting:
        found.append(f"{_count(waiting, 'person has', 'people have')} no copy yet, and no reason why not.")
    if line.follow_ups_open:
        found.append(f"{_count(line.follow_ups_open, 'follow-up is', 'follow-ups are')} still to be done.")
    if line.officer_needed and line.officer_told_on is None:
        found.append("The reviewing officer has not been told.")
    asked = sum(request.is_open() for request in meeting.corrections)
    if asked:
        found.append(f"{_count(asked, 'request', 'requests')} for correction not answered yet.")
    if corrections_until is not None and corrections_until >= today:
        found.append(f"A correction may be asked for until {long_day_text(corrections_until)}.")
    return found


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def emptied(meeting: Meeting, needed: StillNeeded, proof: ClearedRecord) -> Meeting:
    """Return what is left of a meeting whose record is cleared: what it was, the proof, and what is still needed."""
    things = needed.things
    return numbered(
        Meeting(
            id=meeting.id,
            revision=meeting.revision,
            facts=_facts_left(meeting.facts),
            actions=tuple(one for one in meeting.actions if one.id in things),
            unmet_needs=tuple(one for one in meeting.unmet_needs if one.id in things),
            decisions=tuple(one for one in meeting.decisions if one.id in things),
            outcomes=tuple(
                replace(
                    one,
                    note="",
                    escalated_to=one.escalated_to if one.of_item in needed.open else "",
                    new_owner=one.new_owner if one.of_item in needed.open else "",
                )
                for one in meeting.outcomes
                if one.of_item in needed.followed
            ),
            answers=tuple(one for one in meeting.answers if one.id in needed.answers),
            comments=tuple(one for one in meeting.comments if one.id in needed.comments),
            releases=tuple(one for one in meeting.releases if one.id in needed.releases),
            permissions=meeting.permissions if needed.releases else (),
            carried=tuple(_limited_only(one) for one in meeting.carried if one.id in needed.carried),
            limits=needed.limits,
            signings=tuple(replace(one, typed_name="", strokes=()) for one in meeting.signings),
            filings=meeting.filings,
            cleared=(proof,),
        )
    )


def clearing_of(left: Meeting) -> Entry:
    """Return the journal's entry of a clearing: like a creation it holds all that is left, and begins it anew."""
    by = left.cleared[0].cleared_by if left.cleared else ""
    return replace(creation_of(left), command=ClearRecord(cleared_by=by))


def has_rest(meeting: Meeting) -> bool:
    """Tell whether words of a cleared record stay because later meetings still need them."""
    kept = (meeting.actions, meeting.unmet_needs, meeting.decisions, meeting.answers)
    return any((*kept, meeting.comments, meeting.releases, meeting.carried))


def _facts_left(facts: MeetingFacts) -> MeetingFacts:
    return MeetingFacts(
        id=facts.id,
        position=facts.position,
        child_id=facts.child_id,
        form_id=facts.form_id,
        form_version=facts.form_version,
        form_hash=facts.form_hash,
        stage=facts.stage,
        date=facts.date,
        started_at=facts.started_at,
        ended_at=facts.ended_at,
        officer_needed=facts.officer_needed,
        service=facts.service,
        validity=facts.validity,
        is_first=facts.is_first,
        is_waiver=facts.is_waiver,
        reconvenes=facts.reconvenes,
        is_extra=facts.is_extra,
        siblings=facts.siblings,
        split_from=facts.split_from,
    )


def _limited_only(item: CarriedItem) -> CarriedItem:
    """Return something taken over as far as a limit on it needs it; an answer is known by its words."""
    return CarriedItem(
        id=item.id,
        what=item.what,
        text=item.text if item.what == EARLIER_ANSWER else "",
        made_on=item.made_on,
        child_id=item.child_id,
        audience=item.audience,
    )
