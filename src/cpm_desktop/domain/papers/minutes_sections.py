"""The sections of the minutes: people first, outcomes next, evidence last."""

from collections.abc import Iterable
from enum import StrEnum


class SectionKey(StrEnum):
    """A section, in the order in which it stands."""

    CHILD_VIEWS = "child views"
    FAMILY_VIEWS = "family views"
    ATTENDANCE = "attendance"
    CARE_TEAM = "care team"
    DECISIONS = "decisions"
    PROPOSALS = "proposals"
    ACTIONS = "actions"
    FOLLOW_UPS = "follow-ups"
    DISAGREEMENTS = "disagreements"
    UNMET_NEEDS = "unmet needs"
    DISCLOSURES = "disclosures"
    BROUGHT = "brought"
    DISCUSSION = "discussion"
    PREPARATION = "preparation"
    PAPERS = "papers"
    NEXT_MEETING = "next meeting"
    SIGNATURE = "signature"
    REASONS = "reasons"
    COPIES = "copies"
    LEFT_OUT = "left out"
    CHALLENGE = "challenge"


def numbered(keys: Iterable[SectionKey]) -> dict[str, str]:
    """Number the sections that this copy has."""
    wanted = set(keys)
    return {key: str(number) for number, key in enumerate((key for key in SectionKey if key in wanted), 1)}
