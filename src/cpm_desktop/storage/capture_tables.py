"""The tables of what is captured: some of it on children's files and in meetings alike."""

from typing import Final

from sqlalchemy import Column, Index

from cpm_desktop.storage.columns import claim, day, entity_table, maybe_claim, moment, number, words


def captured_columns() -> tuple[Column[str] | Column[int], ...]:
    """The fields that all captures have."""
    return (
        words("item"),
        words("born_in"),
        words("child_id"),
        moment("at"),
        words("audience"),
        words("for_child"),
    )


NOTE: Final = entity_table("note", *captured_columns(), words("speaker"), words("text"), claim("is_prepared"))

VIEW: Final = entity_table(
    "view",
    *captured_columns(),
    words("of"),
    words("words"),
    words("heard_by"),
    day("heard_on"),
    words("how"),
    words("sharing"),
    words("sharing_reason"),
)

DECISION: Final = entity_table(
    "decision",
    *captured_columns(),
    words("decision_kind"),
    words("text"),
    words("reason"),
    maybe_claim("is_within_authority"),
    words("authoriser"),
    day("authorise_by"),
    claim("is_proposal_to_review"),
    words("matter"),
    claim("is_plan_change"),
    words("agreed_by"),
    day("agreed_on"),
)

ACTION: Final = entity_table(
    "action",
    *captured_columns(),
    words("text"),
    words("owner"),
    words("owner_id"),
    day("due"),
    words("due_words"),
    words("purpose"),
    words("measure"),
    day("made_on"),
    number("carried_before"),
)

UNMET_NEED: Final = entity_table(
    "unmet_need",
    *captured_columns(),
    words("need"),
    words("why"),
    words("asked"),
    words("meanwhile"),
    words("category"),
    day("made_on"),
    number("carried_before"),
)

DISAGREEMENT: Final = entity_table(
    "disagreement", *captured_columns(), words("about"), maybe_claim("is_resolved"), words("goes_on")
)

DISCLOSURE: Final = entity_table(
    "disclosure",
    *captured_columns(),
    words("said_by"),
    words("words"),
    words("told"),
    moment("told_at"),
    words("next_step"),
)

POSITION: Final = entity_table("disagreement_position", words("disagreement"), words("who"), words("says"))

OUTCOME: Final = entity_table(
    "outcome",
    words("of_item"),
    words("status"),
    words("note"),
    day("new_due"),
    words("escalated_to"),
    moment("at"),
    day("made_on"),
    words("new_owner"),
)

# What is open is followed by permanent id from meeting to meeting.
Index("action_by_id", ACTION.c.id)
Index("unmet_need_by_id", UNMET_NEED.c.id)
Index("decision_by_id", DECISION.c.id)
Index("outcome_by_item", OUTCOME.c.of_item)
