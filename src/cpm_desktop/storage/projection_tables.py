"""The tables computed from the others, in the transaction that changes those: they serve the lists."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text, text

from cpm_desktop.storage.columns import (
    claim,
    day,
    maybe_claim,
    metadata,
    moment,
    number,
    time_of_day,
    words,
)

MEETING_LINE: Final = Table(
    "meeting_line",
    metadata,
    Column("id", Text, ForeignKey("aggregate.id"), primary_key=True),
    words("child_id"),
    words("form_id"),
    number("form_version"),
    words("form_hash"),
    words("title"),
    words("stage"),
    day("date"),
    time_of_day("starts_at"),
    words("venue"),
    moment("started_at"),
    moment("ended_at"),
    moment("signed_at"),
    words("signer"),
    number("copies"),
    number("copies_sent"),
    number("copies_undecided"),
    day("last_sent_on"),
    day("loaded_on"),
    day("noted_on"),
    maybe_claim("officer_needed"),
    day("officer_told_on"),
    # Neither cancelled nor wholly handed over: the caseload reads these alone.
    claim("is_pending"),
    sqlite_strict=True,
)

OPEN_ITEM: Final = Table(
    "open_item",
    metadata,
    words("child_id"),
    words("id"),
    words("what"),
    words("text"),
    words("reason"),
    words("owner"),
    words("owner_id"),
    day("due"),
    words("due_words"),
    day("made_on"),
    number("carried"),
    Column("status", Text, nullable=True),
    day("status_on"),
    words("escalated_to"),
    claim("is_open"),
    claim("is_draft"),
    words("born_id"),
    words("born_form_id"),
    words("born_title"),
    day("born_date"),
    Column("born_stage", Text, nullable=True),
    words("audience"),
    PrimaryKeyConstraint("child_id", "id"),
    sqlite_strict=True,
)

CHILD_SUMMARY: Final = Table(
    "child_summary",
    metadata,
    Column("child_id", Text, ForeignKey("aggregate.id"), primary_key=True),
    words("name"),
    words("called"),
    words("case_number"),
    words("legal_status"),
    day("date_of_birth"),
    day("expected_birth"),
    day("looked_after_since"),
    day("protection_plan_since"),
    claim("is_matched_long_term"),
    words("social_worker"),
    # JSON: a review, or nothing.
    Column("last_review", Text, nullable=True),
    Column("next_review", Text, nullable=True),
    number("reviews_held"),
    # JSON: [form, date, title] of each.
    words("held"),
    words("last_held"),
    number("open_actions"),
    number("open_needs"),
    number("open_proposals"),
    number("drifting"),
    number("most_carried"),
    number("most_carried_items"),
    day("earliest_due"),
    sqlite_strict=True,
)

Index("meeting_line_by_child", MEETING_LINE.c.child_id, MEETING_LINE.c.date)
Index("meeting_line_by_date", MEETING_LINE.c.date)
Index("meeting_line_pending", MEETING_LINE.c.child_id, sqlite_where=text("is_pending = 1"))
Index("meeting_line_live", MEETING_LINE.c.id, sqlite_where=text("stage = 'live'"))
Index("open_item_by_due", OPEN_ITEM.c.due, sqlite_where=text("is_open = 1"))
