"""The tables of a child's file and of the workplace: one for each kind of entity."""

from typing import Final

from sqlalchemy import Column, Index

from cpm_desktop.storage.columns import claim, day, entity_table, maybe_number, number, words


def person_columns() -> tuple[Column[str] | Column[int], ...]:
    """The fields that a person has on the file and at a meeting alike."""
    return (
        words("name"),
        words("role"),
        words("role_id"),
        words("agency"),
        words("initials"),
        words("parental_responsibility"),
        words("email"),
        words("telephone"),
        words("address"),
        words("copy_kind"),
        words("copy_decided_by"),
        words("copy_reason"),
        words("contact_restriction"),
        claim("is_child"),
        claim("is_party"),
        claim("has_left"),
        day("copy_decided_on"),
        claim("is_care_team_member"),
        words("care_team_role"),
    )


CHILD: Final = entity_table(
    "child",
    words("name"),
    words("known_as"),
    words("pronouns"),
    day("date_of_birth"),
    day("expected_birth"),
    words("case_number"),
    words("legal_status"),
    day("looked_after_since"),
    day("protection_plan_since"),
    claim("is_matched_long_term"),
    words("placement"),
    day("placement_since"),
    words("placement_address"),
    words("languages"),
    words("social_worker"),
    claim("is_accommodated"),
    claim("is_in_need"),
    day("assessment_started_on"),
    day("assessment_due_on"),
    day("assessment_finished_on"),
    day("significant_change_on"),
    day("filing_on"),
    day("court_on"),
    day("placement_order_on"),
    day("adopted_on"),
)

PERSON: Final = entity_table("person", *person_columns())

REVIEW: Final = entity_table(
    "review",
    number("number"),
    day("date"),
    claim("is_planned"),
    claim("is_brought_forward"),
    maybe_number("agreed_meetings"),
)

EARLIER_MEETING: Final = entity_table(
    "earlier_meeting",
    words("form_id"),
    day("date"),
    words("title"),
    claim("was_held"),
    day("minutes_sent_on"),
)

CASE_TRANSFER: Final = entity_table(
    "case_transfer", words("from_worker"), words("to_worker"), day("on"), words("note")
)

LEGAL_HOLD: Final = entity_table(
    "legal_hold",
    words("meeting_id"),
    words("why"),
    words("placed_by"),
    day("placed_on"),
    words("lifted_by"),
    day("lifted_on"),
    words("lifted_because"),
)

WORKER: Final = entity_table("worker", words("name"), words("role"), words("email"), words("telephone"))
SETTING: Final = entity_table("setting", words("value"))
PHRASE: Final = entity_table("phrase", words("text"))
OWN_WORD: Final = entity_table("own_word", words("text"))

Index("person_by_name", PERSON.c.name)

Index("earlier_meeting_by_date", EARLIER_MEETING.c.date)
