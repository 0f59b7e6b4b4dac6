"""The tables of a meeting, but for what is captured in it."""

from typing import Final

from cpm_desktop.storage.child_tables import person_columns
from cpm_desktop.storage.columns import (
    claim,
    day,
    entity_table,
    maybe_claim,
    maybe_number,
    moment,
    number,
    time_of_day,
    words,
)

MEETING_FACTS: Final = entity_table(
    "meeting_facts",
    words("child_id"),
    words("form_id"),
    number("form_version"),
    words("form_hash"),
    words("title"),
    words("stage"),
    day("date"),
    time_of_day("starts_at"),
    words("venue"),
    claim("venue_is_childs_choice"),
    words("chair"),
    words("recorder"),
    claim("is_complex"),
    words("manager_discussion"),
    moment("started_at"),
    moment("ended_at"),
    words("current_item"),
    day("last_review"),
    day("next_review"),
    maybe_number("required_in_period"),
    maybe_number("held_in_period"),
    maybe_claim("officer_needed"),
    words("marking"),
    words("authority"),
    words("service"),
    words("challenge_text"),
    words("validity"),
    words("validity_reason"),
    claim("is_first"),
    claim("is_waiver"),
    words("reconvenes"),
    words("reconvened_because"),
    claim("is_extra"),
    words("extra_because"),
    words("page_mark"),
    words("siblings"),
    words("split_from"),
    words("convenor"),
)

ATTENDEE: Final = entity_table(
    "attendee",
    *person_columns(),
    claim("is_invited"),
    words("reply"),
    words("access_needs"),
    words("participation"),
    words("participation_note"),
    claim("is_participation_note_shared"),
)

ATTENDANCE_EVENT: Final = entity_table("attendance_event", words("who"), words("presence"), moment("at"))

AGENDA_PROGRESS: Final = entity_table(
    "agenda_progress",
    words("state"),
    words("reason"),
    words("prepared_note"),
    words("prepared_by"),
    day("prepared_on"),
    moment("no_disagreement_at"),
    moment("no_unmet_need_at"),
    moment("nothing_to_capture_at"),
)

ITEM_VISIT: Final = entity_table("item_visit", words("item"), moment("opened_at"), moment("left_at"))

ANSWER: Final = entity_table(
    "answer", words("item"), words("question"), words("subject"), words("value"), words("note"), moment("at")
)

AGENDA_ENTRY: Final = entity_table(
    "agenda_entry", words("item"), words("title"), number("minutes"), words("prompts")
)

CARRIED_ITEM: Final = entity_table(
    "carried_item",
    words("what"),
    words("text"),
    words("reason"),
    words("owner"),
    day("due"),
    day("made_on"),
    number("carried"),
    words("source"),
    day("source_on"),
    words("audience"),
    words("child_id"),
)

PAPER: Final = entity_table(
    "paper",
    words("title"),
    words("state"),
    words("note"),
    day("due"),
    words("file_name"),
    words("file_hash"),
    number("size"),
    words("child_id"),
    words("audience"),
)

NEXT_MEETING: Final = entity_table(
    "next_meeting",
    day("date"),
    time_of_day("starts_at"),
    words("venue"),
    words("none_because"),
    words("meeting_id"),
)

GIVEN_REASON: Final = entity_table("given_reason", words("text"), claim("is_on_other_copies"), moment("at"))

READ_BACK_MARK: Final = entity_table(
    "read_back_mark", words("result"), words("who"), words("words"), moment("at")
)

SIGNING: Final = entity_table(
    "signing",
    words("step"),
    words("signer"),
    words("signer_role"),
    moment("signed_at"),
    words("typed_name"),
    words("strokes"),
    number("aspect_per_mille"),
    words("fingerprint"),
)

SIGNED_DOCUMENT: Final = entity_table(
    "signed_document",
    words("reader"),
    words("recipient"),
    words("file_name"),
    words("file_hash"),
    number("size"),
    claim("is_verified"),
    words("scope"),
    words("of_meeting"),
    number("number"),
    words("drawn_from"),
)

COPY_PLAN: Final = entity_table(
    "copy_plan",
    words("copy_kind"),
    words("decided_by"),
    words("reason"),
    day("sent_on"),
    words("channel"),
    maybe_claim("includes_advice"),
    number("sent_number"),
)

FILING: Final = entity_table(
    "filing",
    day("loaded_on"),
    words("loaded_by"),
    day("noted_on"),
    words("noted_by"),
    day("officer_told_on"),
)

FOLLOW_UP: Final = entity_table(
    "follow_up",
    words("follow_up"),
    words("part_of"),
    words("text"),
    words("about"),
    words("owner"),
    words("owner_id"),
    day("due"),
    words("rule"),
    words("message"),
    claim("is_authorisation"),
    day("made_on"),
    day("done_on"),
    words("done_by"),
    words("closed_because"),
    day("closed_on"),
)

PERMISSION: Final = entity_table(
    "permission",
    words("recipient"),
    words("recipient_name"),
    words("granted_by"),
    words("granted_by_role"),
    day("granted_on"),
    words("why"),
    words("sections"),
    claim("includes_advice"),
    maybe_claim("adviser_consulted"),
    day("withdrawn_on"),
)

RELEASE: Final = entity_table(
    "release",
    words("of_item"),
    words("words"),
    words("released_by"),
    day("released_on"),
    words("permission"),
    claim("is_with_date"),
)

MANAGER_COMMENT: Final = entity_table(
    "manager_comment", words("text"), words("by"), words("role"), day("on"), claim("is_management_only")
)

READING_LIMIT: Final = entity_table(
    "reading_limit",
    words("of_kind"),
    words("of"),
    words("limit"),
    words("not_for"),
    words("reason"),
    words("made_by"),
)

CHILDS_LINE: Final = entity_table("childs_line", words("words"))

ENDORSEMENT: Final = entity_table(
    "endorsement",
    words("document"),
    words("what"),
    words("by"),
    words("role"),
    moment("at"),
    words("file_hash"),
    number("size"),
    words("certificate"),
    claim("is_made_here"),
)

CORRECTION_REQUEST: Final = entity_table(
    "correction_request",
    words("text"),
    words("by"),
    day("asked_on"),
    words("reply"),
    words("words"),
    words("answered_by"),
    day("answered_on"),
)

PRINTED_COPY: Final = entity_table(
    "printed_copy",
    number("number"),
    words("what"),
    words("recipient"),
    words("file_hash"),
    number("pages"),
    moment("at"),
    words("by"),
    claim("is_whole"),
)

CLEARED_RECORD: Final = entity_table(
    "cleared_record",
    words("case_number"),
    words("fingerprint"),
    words("file_hashes"),
    number("copies_sent"),
    day("last_sent_on"),
    words("grounds"),
    words("journal_head"),
    moment("cleared_at"),
    words("cleared_by"),
    moment("rest_cleared_at"),
)
