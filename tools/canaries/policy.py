"""Who may not read what, said a second time and apart from the application's own filter, so that each checks the other.

A copy holds what its reader may see. Whatever somebody marked, and whatever the procedure keeps to the file, has to
be nowhere on it (after.copy-for-each-reader, record.child-centred, after.distribute-legal).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tools.canaries.planting import Planted

from cpm_desktop.domain.attendance import Attendee, Presence
from cpm_desktop.domain.captures import Audience, Capture, Note, Outcome, Position, Sharing, View
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.forms import Form, RoleGroup, RoleName
from cpm_desktop.domain.handover import CopyPlan, Permission
from cpm_desktop.domain.meeting import (
    PREPARATION,
    AgendaProgress,
    Answer,
    CarriedItem,
    GivenReason,
    Meeting,
    MeetingFacts,
    Paper,
    ReadBackMark,
)
from cpm_desktop.domain.readers import Reader, ReaderKind
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit

FOR_THE_FILE = frozenset(
    [
        "disclosure",
        "follow_up",
        "permission",
        "release",
        "manager_comment",
        "reading_limit",
        "endorsement",
        "correction_request",
        "printed_copy",
        "cleared_record",
        "filing",
        "signed_document",
    ]
)
DETAILS_FOR_THE_FILE = {
    "child": {"placement_address"},
    "attendee": {
        *(
            "email",
            "telephone",
            "address",
            "contact_restriction",
            "copy_reason",
            "copy_decided_by",
            "copy_decided_on",
        ),
        "access_needs",
    },
    "view": {"sharing_reason"},
    "meeting_facts": {"manager_discussion"},
    "copy_plan": {"decided_by", "reason", "channel", "sent_number"},
    "paper": {"file_name", "file_hash"},
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What one reader may not read of one meeting.

    Attributes:
        meeting: the whole record.
        form: its kind.
        roles: roles of the procedure.
        reader: who reads; None for a paper for everybody in the room.
        planted: every word of the record with where it stands.
    """

    meeting: Meeting
    form: Form
    roles: Mapping[str, RoleName]
    reader: Reader | None
    planted: Sequence[Planted]
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def forbidden(self) -> dict[str, Planted]:
        """Return every word and day that may not be found, with where it was planted."""
        everything = self.planted
        found = {planted.word: planted for planted in everything if self._is_forbidden(planted)}
        # The chair's name stands also where the chair permitted something.
        elsewhere = {planted.word for planted in everything if found.get(planted.word) not in (None, planted)}
        return {word: planted for word, planted in found.items() if word not in elsewhere}

    def forbidden_plantings(self, planted: Iterable[Planted]) -> frozenset[Planted]:
        """Return those of some plantings that this reader may not read, each for itself."""
        return frozenset(one for one in planted if self._is_forbidden(one))

    def unnamed(self) -> tuple[Attendee, ...]:
        """Return who may not be named to this reader."""
        return tuple(
            one for one in self.meeting.attendees if self._is_limited(one) and self._can_be_left_out(one)
        )

    def keeps_off(self, limit: ReadingLimit) -> bool:
        """Tell whether a limit, wherever it stands, keeps something from this reader."""
        return self._keeps_off(limit)

    def _is_forbidden(self, planted: Planted) -> bool:
        entity, name = planted.entity, planted.field
        if entity.kind in FOR_THE_FILE or name in DETAILS_FOR_THE_FILE.get(entity.kind, ()):
            return True
        return self._is_kept_off(entity) or self._is_detail_kept_off(entity, name)

    @property
    def _kind(self) -> ReaderKind:
        return self.reader.kind if self.reader is not None else ReaderKind.FAMILY

    @property
    def _is_family(self) -> bool:
        return self._kind in {ReaderKind.FAMILY, ReaderKind.CHILD}

    @property
    def _who(self) -> str:
        is_person = self.reader is not None and self.reader.kind is not ReaderKind.REPORT
        return self.reader.attendee_id if self.reader is not None and is_person else ""

    def _is_detail_kept_off(self, entity: Entity, name: str) -> bool:  # noqa: PLR0911 - a kind of thing a case
        match entity:
            case Attendee(is_participation_note_shared=False) if name == "participation_note":
                return True
            case Attendee() if name in {"agency", "care_team_role"}:
                return any(
                    limit.limit is LimitKind.ADDRESS
                    for limit in self.meeting.limits
                    if (limit.of_kind, limit.of) == (entity.kind, entity.id)
                )
            case AgendaProgress() if name in {"prepared_note", "prepared_by"}:
                return self._is_family
            case MeetingFacts() if name in {"reconvened_because", "extra_because"}:
                return bool(self._sections())
            case Capture() if self._kind is ReaderKind.CHILD:
                is_own = isinstance(entity, View) and entity.of == "kai"
                return (
                    name not in {"for_child", "owner", "due_words"}
                    and _holds_text(entity, name)
                    and not is_own
                )
            case Capture():
                return name == "for_child"
            case _:
                return False

    def _is_kept_off(self, entity: Entity) -> bool:
        """Tell whether a whole thing may not be read."""
        key = (entity.kind, entity.id)
        if key not in self._known:
            self._known[key] = self._is_whole_kept_off(entity)
        return self._known[key]

    def _is_whole_kept_off(self, entity: Entity) -> bool:  # noqa: PLR0911, C901 - a kind of thing a case
        match entity:
            case Position(disagreement=owner):
                return (
                    self._is_on_childs_copy_never(entity) or self._is_gone(owner) or self._is_limited(entity)
                )
            case Outcome(of_item=owner):
                return (
                    self._is_on_childs_copy_never(entity)
                    or bool(self._sections())
                    or self._is_gone(owner)
                    or self._was_out(entity.at)
                )
            case ReadBackMark(id=owner):
                return (
                    self._is_on_childs_copy_never(entity)
                    or bool(self._sections())
                    or self._is_gone(owner)
                    or self._was_out(entity.at)
                )
            case GivenReason(id=key, is_on_other_copies=is_shared):
                hidden = any(self._is_gone(part) for part in key.split("."))
                return (
                    not is_shared or hidden or bool(self._sections()) or self._is_on_childs_copy_never(entity)
                )
            case Answer():
                return self._is_answer_kept_off(entity)
            case CarriedItem(audience=audience, child_id=child_id):
                return (
                    self._is_on_childs_copy_never(entity)
                    or bool(self._sections())
                    or self._is_beyond(audience)
                    or child_id == "child-mia"
                    or self._is_limited(entity)
                )
            case Paper(child_id=child_id):
                return (
                    child_id == "child-mia" or bool(self._sections()) or self._is_on_childs_copy_never(entity)
                )
            case CopyPlan(copy_kind=kind):
                return kind is CopyKind.NONE
            case Attendee():
                return self._is_limited(entity) and self._can_be_left_out(entity)
            case Capture():
                return self._is_capture_kept_off(entity)
            case _:
                return False

    def _is_capture_kept_off(self, capture: Capture) -> bool:
        if (
            self._is_beyond(capture.audience)
            or capture.child_id == "child-mia"
            or self._is_off_sections(capture.item)
        ):
            return True
        if isinstance(capture, Note) and capture.is_prepared:
            return True
        if isinstance(capture, View) and capture.of == "kai" and self._is_unshared(capture):
            return True
        is_own = isinstance(capture, View) and capture.of == self._who and self.reader is not None
        if self._was_out(capture.at) and not is_own:
            return True
        is_childs = isinstance(capture, View) and capture.of == "kai"
        if self._kind is ReaderKind.CHILD and not capture.for_child and not is_childs:
            return True
        return self._is_limited(capture)

    def _is_unshared(self, view: View) -> bool:
        if view.sharing in {Sharing.NOT_ASKED, Sharing.CHAIR_ONLY}:
            return True
        return view.sharing is Sharing.PROFESSIONALS and self._kind is ReaderKind.FAMILY

    def _is_answer_kept_off(self, answer: Answer) -> bool:
        asked = {(item.id, question.id): question for item in self.form.agenda for question in item.questions}
        asked |= {(PREPARATION, question.id): question for question in self.form.preparation}
        question = asked[answer.item, answer.question]
        is_among_professionals = answer.item == PREPARATION and self._kind is not ReaderKind.PROFESSIONAL
        return (
            question.is_for_file
            or is_among_professionals
            or self._is_on_childs_copy_never(answer)
            or self._is_off_sections(answer.item)
            or self._was_out(answer.at)
            or self._is_limited(answer)
        )

    def _is_on_childs_copy_never(self, _entity: Entity) -> bool:
        return self._kind is ReaderKind.CHILD

    def _is_beyond(self, audience: Audience) -> bool:
        return audience is Audience.FILE_ONLY or (audience is Audience.PROFESSIONALS and self._is_family)

    def _is_gone(self, identifier: str) -> bool:
        """Tell whether a thing that others hang on may not be read."""
        for shelf in ("notes", "views", "decisions", "actions", "unmet_needs", "disagreements", "carried"):
            for entity in getattr(self.meeting, shelf):
                if entity.id == identifier:
                    return self._is_kept_off(entity)
        return False

    def _is_off_sections(self, item: str) -> bool:
        """Tell whether what stands under an item is legal advice, or under no section that was permitted."""
        is_advice = any(one.id == item and one.is_advice for one in self.form.agenda)
        sections = self._sections()
        if item in sections:
            return False
        return not self._has_advice() if is_advice else bool(sections)

    def _permissions(self) -> list[Permission]:
        return [
            permission
            for permission in self.meeting.permissions
            if permission.recipient == self._who and self._who
        ]

    def _needs_leave(self) -> bool:
        """Tell whether this reader has the record by permission alone."""
        return self.form.distribution.reach.value != "everybody" and bool(self._permissions())

    def _sections(self) -> set[str]:
        permitted = self._permissions()
        if not self._is_by_permission() or any(not permission.sections for permission in permitted):
            return set()
        return {section for permission in permitted for section in permission.sections}

    def _is_by_permission(self) -> bool:
        """Tell whether they are from outside, so that they read by permission, as far as the form limits its reach."""
        person = self.meeting.attendee(self._who)
        if person is None or not self._needs_leave():
            return False
        role = self.roles.get(person.role_id)
        is_inside = role is not None and role.group == RoleGroup.AUTHORITY and not person.is_child
        if self.form.distribution.reach.value == "nobody who is a party":
            return person.is_child or person.role_id in {"mother", "father", *self.form.distribution.parties}
        return not is_inside

    def _has_advice(self) -> bool:
        if self._is_by_permission():
            permitted = self._permissions()
            allowed = [permission.includes_advice for permission in permitted]
            return all(allowed) if self.form.distribution.needs_all else any(allowed)
        person = self.meeting.attendee(self._who)
        role = self.roles.get(person.role_id) if person is not None else None
        is_inside = role is not None and role.group == RoleGroup.AUTHORITY
        decided = next((plan.includes_advice for plan in self.meeting.copies if plan.id == self._who), None)
        return person is not None and (decided is True or (is_inside and decided is None))

    def _was_out(self, moment: dt.datetime | None) -> bool:
        if moment is None:
            return False
        if self.reader is None:
            return any(
                self._is_out(person.id, moment) and self._is_back_later(person.id, moment)
                for person in self.meeting.attendees
            )
        return bool(self._who) and self._is_out(self._who, moment)

    def _is_out(self, who: str, moment: dt.datetime) -> bool:
        events = [
            event for event in self.meeting.attendance if event.who == who and event.at and event.at <= moment
        ]
        return bool(events) and events[-1].presence is Presence.ASKED_OUT

    def _is_back_later(self, who: str, moment: dt.datetime) -> bool:
        return any(
            event.who == who
            and event.presence is Presence.PRESENT
            and event.at is not None
            and event.at > moment
            for event in self.meeting.attendance
        )

    def _can_be_left_out(self, person: Attendee) -> bool:
        return not person.is_child and person.id not in (self._who, self.meeting.facts.chair)

    def _is_limited(self, entity: Entity) -> bool:
        """Tell whether somebody marked a thing, or whose it is, as not for this reader."""
        of = getattr(entity, "of", "") or getattr(entity, "who", "") or getattr(entity, "subject", "")
        person = self.meeting.attendee(of) if of else None
        if person is not None and self._can_be_left_out(person) and self._is_limited(person):
            return True
        return any(
            self._keeps_off(limit)
            for limit in self.meeting.limits
            if (limit.of_kind, limit.of) == (entity.kind, entity.id)
        )

    def _keeps_off(self, limit: ReadingLimit) -> bool:
        if (
            self._kind is not ReaderKind.REPORT
            and limit.not_for
            and (not self._who or self._who in limit.not_for)
        ):
            return True
        person = self.meeting.attendee(self._who)
        role = self.roles.get(person.role_id) if person is not None else None
        is_inside = (
            self._kind is ReaderKind.PROFESSIONAL and role is not None and role.group == RoleGroup.AUTHORITY
        )
        keeps = {
            LimitKind.FILE: True,
            LimitKind.AUTHORITY: not is_inside,
            LimitKind.PROFESSIONALS: self._is_family,
            LimitKind.THIRD_PARTY: self._is_family or self._kind is ReaderKind.REPORT,
        }
        return keeps.get(limit.limit, False)


def _holds_text(entity: Entity, name: str) -> bool:
    """Tell whether a field of an entity holds text."""
    return isinstance(getattr(entity, name), str | tuple)
