"""What each detail that travels between laptops is called on the screens, and its values as a person reads them."""

import datetime as dt
from collections.abc import Mapping

from cpm_desktop.domain.codec import Plain
from cpm_desktop.domain.typography import long_day_text

_OWN: dict[tuple[str, str], str] = {
    ("child", "name"): "full name",
    ("child", "known_as"): "called",
    ("child", "placement"): "where the child lives",
    ("child", "placement_since"): "lives there since",
    ("child", "placement_address"): "address where the child lives",
    ("review", "number"): "number of the review",
    ("review", "date"): "day of the review",
    ("review", "is_planned"): "only planned",
    ("earlier_meeting", "title"): "kind",
    ("earlier_meeting", "date"): "day",
    ("action", "text"): "what will happen",
    ("action", "due"): "by when",
    ("action", "owner"): "who does it",
    ("decision", "text"): "what was decided",
    ("decision", "reason"): "because …",
    ("attendance_event", "who"): "who",
    ("attendance_event", "at"): "when",
    ("agenda_progress", "reason"): "why it was not discussed",
    ("answer", "value"): "answer",
    ("view", "of"): "whose view",
    ("view", "words"): "what they said",
    ("disagreement", "about"): "what it is about",
    ("disagreement_position", "who"): "who",
    ("disclosure", "words"): "what was said",
    ("carried_item", "due"): "by when",
    ("meeting_facts", "date"): "day of the meeting",
    ("meeting_facts", "title"): "kind of meeting",
    ("next_meeting", "date"): "day of the next meeting",
    ("paper", "note"): "why it is missing",
    ("paper", "due"): "here by",
    ("paper", "title"): "name of the paper",
    ("paper", "file_hash"): "attached file, and who may read it",
    ("given_reason", "text"): "reason",
    ("read_back_mark", "who"): "who did not agree",
    ("read_back_mark", "words"): "their words",
    ("copy_plan", "reason"): "why",
    ("release", "words"): "in which words",
    ("childs_line", "words"): "line of the child’s copy",
    ("follow_up", "text"): "what is to be done",
    ("follow_up", "owner"): "whose it is",
}
_WORDS = {
    "about": "what it is about",
    "access_needs": "what they need to take part",
    "address": "address",
    "adopted_on": "adopted on",
    "adviser_consulted": "whether the legal adviser was consulted",
    "agency": "agency",
    "agreed_by": "agreed by",
    "agreed_meetings": "meetings agreed",
    "agreed_on": "agreed on",
    "asked": "who was asked",
    "assessment_due_on": "assessment due on",
    "assessment_finished_on": "assessment finished on",
    "assessment_started_on": "assessment began on",
    "at": "when it was entered",
    "audience": "who may read it",
    "authorise_by": "by when it is authorised",
    "authoriser": "who has to authorise it",
    "authority": "council",
    "born_in": "the meeting it comes from",
    "care_team_role": "what they do in the care team",
    "carried": "how often it was carried over",
    "carried_before": "how often it was carried over",
    "case_number": "case number",
    "category": "category",
    "chair": "chair",
    "challenge_text": "how to challenge a decision",
    "channel": "how it was sent",
    "child_id": "child",
    "closed_because": "why it is closed without being done",
    "closed_on": "closed on",
    "contact_restriction": "restriction of contact",
    "convenor": "arranged by",
    "copy_decided_by": "who decided on their copy",
    "copy_decided_on": "when their copy was decided",
    "copy_kind": "which copy they get",
    "copy_reason": "why they get this copy",
    "court_on": "day in court",
    "current_item": "item of the agenda at which it stands",
    "date": "day",
    "date_of_birth": "date of birth",
    "decided_by": "decided by",
    "decision_kind": "decision or recommendation",
    "disagreement": "which different view",
    "done_by": "done by",
    "done_on": "done on",
    "due": "by when",
    "due_words": "by when, in words",
    "email": "e-mail",
    "ended_at": "when it ended",
    "escalated_to": "escalated to",
    "expected_birth": "expected birth",
    "extra_because": "what changed",
    "file_hash": "attached file",
    "file_name": "attached file",
    "filing_on": "filed at court on",
    "follow_up": "which follow-up",
    "for_child": "which child it is about",
    "form_hash": "form",
    "form_id": "form",
    "form_version": "version of the form",
    "goes_on": "how it goes on",
    "granted_by": "permitted by",
    "granted_by_role": "role of who permitted it",
    "granted_on": "permitted on",
    "has_left": "whether they left",
    "heard_by": "heard by",
    "heard_on": "heard on",
    "held_in_period": "meetings held in the period",
    "how": "how it was heard",
    "includes_advice": "whether it holds legal advice",
    "initials": "initials",
    "is_accommodated": "whether accommodated",
    "is_brought_forward": "brought forward",
    "is_care_team_member": "whether they are in the care team",
    "is_child": "whether this is the child",
    "is_complex": "whether the case is complex",
    "is_authorisation": "whether it is an authorisation",
    "is_extra": "whether it is an extra meeting",
    "is_first": "whether it is the first",
    "is_in_need": "whether a child in need",
    "is_invited": "whether they are invited",
    "is_matched_long_term": "whether matched long term",
    "is_on_other_copies": "whether it stands on other copies",
    "is_participation_note_shared": "whether how they took part is shared",
    "is_party": "whether a party to proceedings",
    "is_plan_change": "whether it changes the plan",
    "is_planned": "whether it is only planned",
    "is_prepared": "whether it was prepared",
    "is_proposal_to_review": "whether it is proposed to a review",
    "is_resolved": "whether it is resolved",
    "is_waiver": "whether it stands for a meeting that is not held",
    "is_with_date": "whether with its day",
    "is_within_authority": "whether within the authority of those present",
    "item": "item of the agenda",
    "languages": "languages",
    "last_review": "last review",
    "left_at": "until when",
    "legal_status": "legal status",
    "looked_after_since": "looked after since",
    "made_on": "made on",
    "manager_discussion": "discussion with the team manager",
    "marking": "marking",
    "matter": "what it is about",
    "meanwhile": "what happens meanwhile",
    "measure": "how one will know",
    "meeting_id": "which meeting",
    "message": "message",
    "minutes": "minutes",
    "minutes_sent_on": "minutes sent on",
    "name": "name",
    "need": "the need",
    "new_due": "new date",
    "new_owner": "who does it now",
    "next_review": "next review",
    "next_step": "next step",
    "no_disagreement_at": "when it was said that nobody sees it differently",
    "no_unmet_need_at": "when it was said that no need is unmet",
    "none_because": "why there is none",
    "note": "note",
    "nothing_to_capture_at": "when it was said that there is nothing to write down",
    "of": "whom or what it is about",
    "of_item": "what it is about",
    "officer_needed": "whether an officer is needed",
    "opened_at": "from when",
    "owner": "who does it",
    "owner_id": "who does it, of those invited",
    "page_mark": "mark on each page",
    "parental_responsibility": "parental responsibility",
    "part_of": "what it is part of",
    "participation": "how they took part",
    "participation_note": "how they took part, in a few words",
    "permission": "which permission",
    "placement_order_on": "placement order on",
    "prepared_by": "prepared by",
    "prepared_note": "prepared words",
    "prepared_on": "prepared on",
    "presence": "there or not",
    "prompts": "prompts",
    "pronouns": "pronouns",
    "protection_plan_since": "child protection plan since",
    "purpose": "so that …",
    "question": "question",
    "reason": "reason",
    "recipient": "who may read it",
    "recipient_name": "name of who may read it",
    "reconvened_because": "why it was called again",
    "reconvenes": "which meeting it calls again",
    "recorder": "writes the record",
    "released_by": "released by",
    "released_on": "released on",
    "reply": "reply",
    "required_in_period": "meetings required in the period",
    "result": "whether they agreed",
    "role": "role",
    "role_id": "role, of those the form knows",
    "rule": "rule",
    "said_by": "who said it",
    "says": "what they say",
    "sections": "which parts",
    "sent_number": "number of the copy sent",
    "sent_on": "sent on",
    "service": "service",
    "sharing": "who may hear or read it",
    "sharing_reason": "why not everybody",
    "siblings": "brothers and sisters",
    "significant_change_on": "significant change on",
    "size": "size of the file",
    "social_worker": "social worker",
    "source": "where it comes from",
    "source_on": "day of where it comes from",
    "speaker": "who spoke",
    "split_from": "which meeting it was parted from",
    "stage": "how far the meeting is",
    "started_at": "when it began",
    "starts_at": "time",
    "state": "how far it is",
    "status": "what became of it",
    "subject": "whom it is about",
    "telephone": "telephone",
    "text": "words",
    "title": "title",
    "told": "who was told",
    "told_at": "when they were told",
    "validity": "whether it counts as a meeting of its kind",
    "validity_reason": "why it does not count as a meeting of its kind",
    "venue": "where",
    "venue_is_childs_choice": "whether the child chose the place",
    "was_held": "whether it was held",
    "what": "what it is",
    "who": "who",
    "why": "why",
    "withdrawn_on": "withdrawn on",
    "words": "words",
}
_TELLING = ("text", "words", "name", "need", "about", "value", "title", "says", "why", "reason", "what")


def detail_words(kind: str, field: str) -> str:
    """Return what a detail of a kind of thing is called; its name in plain letters where nobody gave it words."""
    return _OWN.get((kind, field)) or _WORDS.get(field) or field.replace("_", " ")


def has_words(kind: str, field: str) -> bool:
    """Tell whether somebody gave a detail words of its own."""
    return (kind, field) in _OWN or field in _WORDS


def value_in_words(value: Plain, named: Mapping[str, str]) -> str:
    """Return the value of a detail as a person reads it.

    Args:
        value: as the journal keeps it.
        named: what the ids that may stand in it are the ids of.
    """
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case dict():
            said = next((str(value[name]) for name in _TELLING if value.get(name)), "")
            return said or "it is there"
        case list():
            return ", ".join(value_in_words(each, named) for each in value) or "nothing"
        case str():
            return named.get(value) or _moment_in_words(value) or value or "nothing"
        case _:
            return str(value)


def _moment_in_words(value: str) -> str:
    """Return a day, or a time of day, in words; empty for what is neither."""
    try:
        return (
            long_day_text(dt.date.fromisoformat(value)) if len(value) == len("2026-11-20") else _time(value)
        )
    except ValueError:
        return ""


def _time(value: str) -> str:
    return dt.time.fromisoformat(value).strftime("%H:%M") if len(value) == len("14:00:00") else ""
