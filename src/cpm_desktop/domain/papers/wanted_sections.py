"""Which sections a copy has: what its kind asks for always, what else it may hold only where something is there."""

from collections.abc import Callable

from cpm_desktop.domain.distribution import is_limited
from cpm_desktop.domain.forms import CheckKind, ItemPart
from cpm_desktop.domain.papers.brought_section import brought_of, stands_in_discussion
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.minutes_sections import SectionKey
from cpm_desktop.domain.papers.numbering import PROPOSAL, carried_of
from cpm_desktop.domain.papers.preparation_section import preparation

_PROPOSALS_RULE = "record.proposals-to-review"


def wanted_sections(context: MinutesContext) -> list[SectionKey]:
    """Return the sections in their order; a heading stays where nothing was recorded under it.

    A copy of some sections only has no heading that would tell of the rest.
    """
    if context.is_in_part:
        return [key for key in SectionKey if key in _IN_PART and _IN_PART[key](context)]
    return [key for key in SectionKey if key not in _ONLY_WHERE or _ONLY_WHERE[key](context)]


def asks_for_next_meeting(context: MinutesContext) -> bool:
    """Tell whether the kind of meeting asks for the next one, or something was said of it all the same."""
    is_asked = any(check.kind is CheckKind.NEXT_MEETING for check in context.form.checks)
    is_said = any(planned.date or planned.none_because for planned in context.meeting.next_meetings)
    return is_asked or is_said or bool(context.form.next_meeting.rule)


def requires_challenge(context: MinutesContext) -> bool:
    """Tell whether the kind of meeting tells people how to challenge a decision (record.how-to-challenge)."""
    return any(check.kind is CheckKind.CHALLENGE_TEXT for check in context.form.checks)


def _hears_child(context: MinutesContext) -> bool:
    """Tell whether the kind of meeting hears the child, or somebody noted what they said all the same."""
    return _has_child_view(context) or any(item.part is ItemPart.CHILD_VIEWS for item in context.form.agenda)


def _hears_family(context: MinutesContext) -> bool:
    return _has_other_view(context) or any(item.part is ItemPart.FAMILY_VIEWS for item in context.form.agenda)


def _makes_proposals(context: MinutesContext) -> bool:
    is_any = any(decision.is_proposal_to_review for decision in context.meeting.decisions)
    return is_any or bool(carried_of(context.meeting, PROPOSAL)) or _PROPOSALS_RULE in context.form.rules


def _has_care_team(context: MinutesContext) -> bool:
    members = [person for person in context.meeting.attendees if person.is_care_team_member]
    return any(not person.has_left for person in members)


def _lists_copies(context: MinutesContext) -> bool:
    """A record whose reach is limited tells nobody but the file who else has it."""
    return context.is_file_copy or not is_limited(context.form)


def _brings_something(context: MinutesContext) -> bool:
    return bool(brought_of(context)) and not stands_in_discussion(context)


def _shows_preparation(context: MinutesContext) -> bool:
    """Where only some sections are permitted, not even what was asked beforehand is told (after.distribute-legal)."""
    is_sectioned = context.leave is not None and bool(context.leave.sections)
    return not is_sectioned and bool(preparation(context))


def _has_child_view(context: MinutesContext) -> bool:
    children = {person.id for person in context.meeting.attendees if person.is_child}
    return any(view.of in children for view in context.meeting.views)


def _has_other_view(context: MinutesContext) -> bool:
    children = {person.id for person in context.meeting.attendees if person.is_child}
    return any(view.of not in children for view in context.meeting.views)


_IN_PART: dict[SectionKey, Callable[[MinutesContext], bool]] = {
    SectionKey.CHILD_VIEWS: _has_child_view,
    SectionKey.FAMILY_VIEWS: _has_other_view,
    SectionKey.DECISIONS: lambda context: bool(context.meeting.decisions),
    SectionKey.ACTIONS: lambda context: bool(context.meeting.actions),
    SectionKey.DISAGREEMENTS: lambda context: bool(context.meeting.disagreements),
    SectionKey.UNMET_NEEDS: lambda context: bool(context.meeting.unmet_needs),
    SectionKey.DISCUSSION: lambda _context: True,
    SectionKey.SIGNATURE: lambda _context: True,
}
_ONLY_WHERE: dict[SectionKey, Callable[[MinutesContext], bool]] = {
    SectionKey.CHILD_VIEWS: _hears_child,
    SectionKey.FAMILY_VIEWS: _hears_family,
    SectionKey.CARE_TEAM: _has_care_team,
    SectionKey.PROPOSALS: _makes_proposals,
    SectionKey.FOLLOW_UPS: lambda context: bool(context.meeting.follow_ups),
    SectionKey.DISCLOSURES: lambda context: context.is_file_copy and bool(context.meeting.disclosures),
    SectionKey.BROUGHT: _brings_something,
    SectionKey.PREPARATION: _shows_preparation,
    SectionKey.PAPERS: lambda context: bool(context.meeting.papers),
    SectionKey.NEXT_MEETING: asks_for_next_meeting,
    SectionKey.REASONS: lambda context: any(given.text for given in context.meeting.given_reasons),
    SectionKey.COPIES: _lists_copies,
    SectionKey.LEFT_OUT: lambda context: context.is_file_copy,
    SectionKey.CHALLENGE: requires_challenge,
}
