"""Checks of the close: the reviewing officer, the next meeting, the read-back, copies, how to challenge."""

import datetime as dt
from collections.abc import Iterator

from cpm_desktop.domain.aggregate import entities_of, shelves
from cpm_desktop.domain.attendance import Attendee, Presence, presence_of
from cpm_desktop.domain.captures import Audience, Capture
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.forms import Check, ItemPart
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, NextMeeting, ReadBackMark, ReadBackResult
from cpm_desktop.domain.read_back import WHOLE_MEETING, is_read_back, read_back_items
from cpm_desktop.domain.reader import withholding_key
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.readiness.ground import Ground, joined, quoted
from cpm_desktop.domain.reading_limits import owes_reason
from cpm_desktop.domain.told_addresses import lines_telling_addresses
from cpm_desktop.domain.typography import listed, long_day_text
from cpm_desktop.domain.what_it_says import words_of

_OFFICER_ROLE = "independent-reviewing-officer"


def officer_asked(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask whether the reviewing officer must hear of this before the review (after.iro-consulted)."""
    facts = ground.meeting.facts
    if facts.officer_needed is not None:
        return
    officers = [person for person in ground.meeting.attendees if ground.role(person) == _OFFICER_ROLE]
    sent_apologies = [
        person.name
        for person in officers
        if presence_of(ground.meeting.attendance, person.id) is Presence.APOLOGIES
    ]
    detail = (
        f"{listed(sent_apologies)} sent apologies" if sent_apologies else listed([p.name for p in officers])
    )
    yield ground.owe(
        check,
        "officer",
        "Does the reviewing officer need to hear of this before the review?",
        Mend.ANSWER_YES_NO,
        Place("", MeetingFacts.kind, facts.id, "officer_needed"),
        detail,
    )


def next_meeting(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for the next meeting's date, time and venue, or why there is none."""
    planned = ground.meeting.next_meetings[0] if ground.meeting.next_meetings else NextMeeting(id="next")
    if planned.none_because.strip():
        return
    lacks = [
        words
        for is_there, words in (
            (planned.date is not None, "date"),
            (planned.starts_at is not None, "time"),
            (bool(planned.venue.strip()), "place"),
        )
        if not is_there
    ]
    if lacks:
        sentence = f"The next meeting has no {listed(lacks)}."
        item = ground.item_for(ItemPart.CLOSE)
        place = Place(
            item, NextMeeting.kind, planned.id, {"place": "venue", "time": "starts_at"}.get(lacks[0], "date")
        )
        yield ground.owe(check, "next", sentence, Mend.SET_NEXT_MEETING, place, "Or say why there is none")


def read_back(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for the read-back: all of it, or each thing; who did not agree is named."""
    item = ground.item_for(ItemPart.CLOSE)
    items = read_back_items(ground.form, ground.meeting)
    unread = [entry for entry in items if entry.mark is None]
    if not is_read_back(ground.form, ground.meeting):
        count = (
            "Nothing has been read back."
            if len(unread) == len(items)
            else f"{len(unread)} of {len(items)} things have not been read back."
        )
        place = Place(item, ReadBackMark.kind, unread[0].key if unread else WHOLE_MEETING)
        yield ground.owe(check, "room", count, Mend.READ_BACK, place, "Decisions, actions, different views")
    for mark in ground.meeting.read_back:
        if mark.result is ReadBackResult.NOT_AGREED and not mark.who.strip():
            sentence = "It is not said who did not agree when it was read back."
            place = Place(item, ReadBackMark.kind, mark.id, "who")
            yield ground.owe(check, f"{mark.id}.who", sentence, Mend.ADD_OWNER, place)


def challenge_text(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for the text on how to challenge a decision, where the authority's settings have none."""
    facts = ground.meeting.facts
    if not facts.challenge_text.strip():
        yield ground.owe(
            check,
            "text",
            "The record does not say how to challenge a decision and where to find help.",
            Mend.ADD_CHALLENGE_TEXT,
            Place("", MeetingFacts.kind, facts.id, "challenge_text"),
            "It stands at the end of the family’s copy",
        )


def copies_decided(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask which copy each person gets, and for a reason where a copy or a passage is withheld."""
    for person in ground.meeting.attendees:
        plan = copy_plan_of(ground.meeting, person)
        place = Place("", CopyPlan.kind, person.id, "copy_kind")
        if plan.copy_kind is CopyKind.UNDECIDED:
            sentence = f"It is not decided which copy {person.name} gets."
            yield ground.owe(check, person.id, sentence, Mend.DECIDE_COPY, place, person.role)
        elif (since := _to_decide_again(ground, person)) is not None:
            day, what = since
            sentence = f"{person.name}’s copy was decided before the {what} of {long_day_text(day)}."
            detail = joined(person.role, "Decide it again")
            yield ground.owe(check, f"{person.id}.again", sentence, Mend.DECIDE_COPY, place, detail)
        elif plan.copy_kind is CopyKind.NONE and not plan.reason.strip():
            sentence = f"{person.name} gets no copy, and it is not said why."
            place = Place("", CopyPlan.kind, person.id, "reason")
            yield ground.owe(check, f"{person.id}.reason", sentence, Mend.ADD_REASON, place, person.role)
    yield from _passages_withheld(ground, check)
    yield from _limits_without_reason(ground, check)
    yield from _addresses_told(ground, check)


def _to_decide_again(ground: Ground, person: Attendee) -> tuple[dt.date, str] | None:
    """Return since when and what every copy has to be decided again; None where it was, or where nothing happened.

    A placement order or an adoption changes who may know what. What is decided for this meeting is decided after it.
    """
    if any(plan.id == person.id for plan in ground.meeting.copies):
        return None
    happened = [
        (day, what)
        for child in ground.meeting.children
        for day, what in ((child.placement_order_on, "placement order"), (child.adopted_on, "adoption"))
        if day is not None and day <= ground.day()
    ]
    latest = max(happened, default=None)
    if latest is None or (person.copy_decided_on is not None and person.copy_decided_on >= latest[0]):
        return None
    return latest


def _passages_withheld(ground: Ground, check: Check) -> Iterator[Debt]:
    meeting = ground.meeting
    given = {reason.id for reason in meeting.given_reasons if reason.text.strip()}
    captures: tuple[Capture, ...] = (
        *meeting.notes,
        *meeting.views,
        *meeting.decisions,
        *meeting.actions,
        *meeting.unmet_needs,
        *meeting.disagreements,
    )
    for capture in captures:
        key = withholding_key(capture.id)
        if capture.audience is Audience.EVERYONE or key in given:
            continue
        yield Debt(
            key=key,
            check=check.kind,
            sentence=f"{quoted(words_of(capture))} is kept for {_audience(capture.audience)}, and it is not said why.",
            detail=joined(ground.title(capture.item), capture.noun),
            place=Place(capture.item, capture.kind, capture.id, "audience"),
            rule=check.rule,
            can_be_reasoned=True,
            mend=Mend.ADD_REASON,
        )


def _limits_without_reason(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask why a thing was kept from readers by hand, where the limit does not say so by itself."""
    meeting = ground.meeting
    given = {reason.id for reason in meeting.given_reasons if reason.text.strip()}
    shelf = shelves(Meeting)
    for limit in meeting.limits:
        key = withholding_key(limit.of)
        thing = next((one for one in entities_of(meeting, limit.of_kind) if one.id == limit.of), None)
        if thing is None or not owes_reason(limit) or key in given:
            continue
        item, noun = str(getattr(thing, "item", "")), shelf[limit.of_kind].entity.noun
        yield Debt(
            key=key,
            check=check.kind,
            sentence=f"{quoted(words_of(thing) or noun)} is kept from readers, and it is not said why.",
            detail=joined(ground.title(item), f"{noun}, {limit.limit.value}"),
            place=Place(item, limit.of_kind, limit.of, "audience"),
            rule=check.rule,
            can_be_reasoned=True,
            mend=Mend.ADD_REASON,
        )


def _addresses_told(ground: Ground, check: Check) -> Iterator[Debt]:
    """Point at lines that tell an address, or how to reach somebody, and would stand on other copies too."""
    meeting = ground.meeting
    given = {reason.id for reason in meeting.given_reasons if reason.text.strip()}
    for thing in lines_telling_addresses(meeting):
        key, item = f"address-told.{thing.id}", str(getattr(thing, "item", ""))
        if key not in given:
            yield Debt(
                key=key,
                check=check.kind,
                sentence=f"{quoted(words_of(thing))} tells an address, or how to reach somebody.",
                detail=joined(ground.title(item), "for the file copy only: decide who may read it"),
                place=Place(item, thing.kind, thing.id, "audience"),
                rule=check.rule,
                can_be_reasoned=True,
                mend=Mend.SAY_WHO_MAY_READ,
            )


def _audience(audience: Audience) -> str:
    return "the file" if audience is Audience.FILE_ONLY else "professionals"
