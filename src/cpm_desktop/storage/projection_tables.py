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
    words("validity"),
    claim("is_waiver"),
    words("grounds"),
    claim("is_extra"),
    words("reconvenes"),
    number("follow_ups_open"),
    # JSON: ids of the other children.
    words("siblings"),
    moment("cleared_at"),
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
    words("waivers"),
    number("open_actions"),
    number("open_needs"),
    number("open_proposals"),
    number("drifting"),
    number("most_carried"),
    number("most_carried_items"),
    day("earliest_due"),
    claim("is_accommodated"),
    claim("is_in_need"),
    words("placement"),
    day("assessment_started_on"),
    day("assessment_due_on"),
    day("assessment_finished_on"),
    day("significant_change_on"),
    day("filing_on"),
    day("court_on"),
    day("placement_order_on"),
    day("adopted_on"),
    number("care_team"),
    sqlite_strict=True,
)

# Only what is still to be done after meetings: the caseload reads all of it.
OPEN_FOLLOW_UP: Final = Table(
    "open_follow_up",
    metadata,
    Column("meeting_id", Text, ForeignKey("aggregate.id")),
    words("id"),
    words("child_id"),
    words("form_id"),
    day("held_on"),
    words("text"),
    words("owner"),
    day("due"),
    words("rule"),
    PrimaryKeyConstraint("meeting_id", "id"),
    sqlite_strict=True,
)

Index("meeting_line_by_child", MEETING_LINE.c.child_id, MEETING_LINE.c.date)
Index("meeting_line_by_date", MEETING_LINE.c.date)
Index("meeting_line_pending", MEETING_LINE.c.child_id, sqlite_where=text("is_pending = 1"))
Index("meeting_line_live", MEETING_LINE.c.id, sqlite_where=text("stage = 'live'"))
Index("open_item_by_due", OPEN_ITEM.c.due, sqlite_where=text("is_open = 1"))
Index("open_item_needs", OPEN_ITEM.c.child_id, sqlite_where=text("is_open = 1 AND what = 'unmet need'"))
