"""What an invitation may tell its own guest: where the meeting is, and who invites (after.copy-for-each-reader)."""

from dataclasses import replace

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.limits_for_reader import LimitsFor, limits_for
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.readers import Reader, ReaderKind
from cpm_desktop.domain.roles import AROUND_THE_CHILD, group_of
from cpm_desktop.domain.text import fold
from cpm_desktop.domain.unnamed_venue import UNTOLD, venue_without_names
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import children_of


def venue_for(desk: Desk, meeting: Meeting, invited: Attendee) -> str:
    """Return where the meeting is: without the name of a child or of another guest, or an address that is withheld."""
    children = children_of(desk, meeting)
    venue = _limits(desk, meeting, invited).unnamed(meeting.facts).venue
    if meeting.facts.venue and not venue:
        return UNTOLD
    names = [name for child in children for name in (child.name, child.known_as)]
    guests = (person.name for person in meeting.attendees if person.id != invited.id and not person.is_child)
    return venue_without_names(venue, names, guests)


def organiser_for(desk: Desk, meeting: Meeting, invited: Attendee) -> Worker:
    """Return who invites; without name and ways to reach them where this guest may not read about them."""
    worker = desk.workplace().value.worker
    kept = {fold(name) for name in _limits(desk, meeting, invited).names}
    if fold(worker.name) not in kept:
        return worker
    return replace(worker, name="", telephone="", email="")


def _limits(desk: Desk, meeting: Meeting, invited: Attendee) -> LimitsFor:
    """Return what is kept from a guest, whether or not it is decided which copy they get."""
    roles = desk.procedure.roles
    whole = replace(meeting, children=children_of(desk, meeting))
    return limits_for(whole, Reader(_kind(invited, group_of(invited, roles)), invited.id), roles)


def _kind(invited: Attendee, group: str) -> ReaderKind:
    if invited.is_child:
        return ReaderKind.CHILD
    if invited.copy_kind not in (CopyKind.NONE, CopyKind.UNDECIDED):
        return ReaderKind(invited.copy_kind.value)
    is_family = not group or group in AROUND_THE_CHILD
    return ReaderKind.FAMILY if is_family else ReaderKind.PROFESSIONAL
