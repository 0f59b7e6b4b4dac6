"""What may stand on each paper beside the minutes, said apart from the code that builds it.

A paper says little, so here it is told what may stand on it, and everything else that was planted may not
(after.copy-for-each-reader).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tools.canaries.planting import Planted
from tools.canaries.policy import Policy

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Action, Outcome, UnmetNeed, View
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting
from cpm_desktop.services.other_papers import PaperKind

Allows = Callable[[Planted], bool]
_HEAD = {"title", "authority", "service", "marking", "venue"}
_NAMES = {"name", "known_as"}
_TAKEN_OVER = frozenset({"action", "unmet_need", "decision", "carried_item", "answer", "outcome"})
_OF_TAKEN_OVER = frozenset({"text", "reason", "need", "why", "purpose", "owner", "due", "value", "note"})


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What may not stand on one paper.

    Attributes:
        meeting: whose paper it is, whole.
        policy: what its reader may not read of the meeting; None for a paper on which nothing of it stands.
        planted: every word that was planted, also in meetings before.
        allows: what may stand on this kind of paper, for a reader who may read all.
        unnamed: who may not be named on it.
    """

    meeting: Meeting
    policy: Policy | None
    planted: Sequence[Planted]
    allows: Allows
    unnamed: Sequence[Attendee]

    def forbidden(self) -> dict[str, Planted]:
        """Return every word that may not be found, with where it was planted.

        A name typed as an owner is planted there as well: it may stand where either may, but for who is not named.
        """
        kept = self.policy.forbidden_plantings(self.planted) if self.policy is not None else frozenset()
        kept = frozenset(one for one in kept if not _is_of_working_papers(one))
        everybody = _names_of(self.meeting.attendees)
        found: dict[str, Planted] = {}
        readable: set[str] = set()
        for planted in self.planted:
            if planted.field == "venue" and planted.word in everybody:
                continue  # whose place it is does not make their name one that may be read
            if planted in kept or not self.allows(planted):
                found[planted.word] = planted
            else:
                readable.add(planted.word)
        names = _names_of(self.unnamed)
        return {word: one for word, one in found.items() if word not in readable - names} | {
            one.word: one for one in self.planted if one.word in names
        }


def _is_of_working_papers(planted: Planted) -> bool:
    """Tell whether something is for the file, and stands on one paper for one purpose that tells who may read it.

    What was noted beforehand is on the agenda that is written on; a text to be sent is in its letter; a manager's
    comment is heard by the next meeting.
    """
    return (
        _of(planted, "agenda_progress", {"prepared_note"})
        or _of(planted, "follow_up", {"text", "message"})
        or _of(planted, "manager_comment", {"text", "by", "role"})
    )


def _names_of(people: Iterable[Attendee]) -> set[str]:
    return {word for one in people for word in one.name.casefold().split()}


def allowed_on(kind: PaperKind, meeting: Meeting, about: str, ids: Mapping[str, str]) -> Allows:
    """Return what may stand on a paper of a kind.

    Args:
        kind: which paper.
        meeting: whole.
        about: the attendee or the need that it is for.
        ids: attendee ids by name.
    """
    chair = meeting.facts.chair
    return {
        PaperKind.AGENDA: _on_agenda,
        PaperKind.INVITATION: lambda one: _head(one) or _childs(one, _NAMES) or _whose(one, about, {"name"}),
        PaperKind.ATTENDANCE: lambda one: (
            _head(one) or _childs(one, _NAMES) or _of(one, "attendee", {"name", "role", "agency"})
        ),
        PaperKind.ACTION_LIST: is_of_minutes,
        PaperKind.LETTER: lambda one: (
            _head(one)
            or _childs(one, _NAMES)
            or _whose(one, about, {"name", "role", "agency"})
            or _whose(one, chair, {"name"})
            or _on_letter(one, about, ids, meeting)
        ),
        PaperKind.SLIP: lambda one: (
            _head(one)
            or _childs(one, {"case_number"})
            or _whose(one, chair, {"name"})
            or (isinstance(one.entity, UnmetNeed) and one.entity.id == about)
        ),
        PaperKind.NOTICE: lambda one: _on_notice(one, about, chair),
    }[kind]


def is_of_minutes(planted: Planted, *, for_professional: bool = False) -> bool:
    """Tell whether something may stand in minutes; what was noted beforehand, in those for professionals."""
    is_noted = _of(planted, "agenda_progress", {"prepared_note"})
    return not _is_of_working_papers(planted) or (is_noted and for_professional)


def in_calendar(planted: Planted, about: str) -> bool:
    """Tell whether something may stand in the calendar file of somebody's invitation."""
    return _of(planted, "meeting_facts", {"authority", "service", "venue"}) or _whose(
        planted, about, {"name"}
    )


def in_room(planted: Planted) -> bool:
    """Tell whether something may stand on the second screen, before what nobody but some may read is taken off."""
    entity = planted.entity
    if isinstance(entity, View):
        return planted.field == "words" and entity.of == "kai"
    if isinstance(entity, Action):
        return planted.field in {"text", "owner", "due", "due_words"}
    return (
        planted.field == "title"
        or _of(planted, "decision", {"text"})
        or _childs(planted, _NAMES)
        or _of(planted, "attendee", {"name"})
    )


def taken_over(planted: Planted) -> bool:
    """Tell whether something may come into a later meeting: what is open, and what the child's file holds."""
    entity = planted.entity
    if entity.kind in _TAKEN_OVER:
        return planted.field in _OF_TAKEN_OVER
    return entity.kind in {"child", "attendee"} or _of(planted, "manager_comment", {"text", "by", "role"})


def _on_agenda(planted: Planted) -> bool:
    entity = planted.entity
    if isinstance(entity, CarriedItem):
        return planted.field in {"text", "owner", "due", "source", "source_on"}
    return (
        _head(planted)
        or _childs(planted, {*_NAMES, "case_number"})
        or _of(planted, "attendee", {"name"})
        or _of(planted, "agenda_progress", {"prepared_note"})
        or _of(planted, "agenda_entry", {"title", "prompts"})
    )


def _on_letter(planted: Planted, about: str, ids: Mapping[str, str], meeting: Meeting) -> bool:
    entity = planted.entity
    if isinstance(entity, FollowUp):
        return entity.about == about and planted.field in {"text", "message"}
    if isinstance(entity, Outcome):
        owners = {one.id: one.owner for one in meeting.carried}
        return ids.get(owners.get(entity.of_item, "")) == about
    if isinstance(entity, Action):
        return about in {entity.owner_id, ids.get(entity.owner, "")}
    return isinstance(entity, CarriedItem) and ids.get(entity.owner) == about


def _on_notice(planted: Planted, about: str, chair: str) -> bool:
    entity = planted.entity
    if isinstance(entity, Answer):
        return entity.subject == about
    return (
        _head(planted)
        or planted.field == "challenge_text"
        or _childs(planted, _NAMES)
        or _whose(planted, about, {"name", "agency"})
        or _whose(planted, chair, {"name", "agency", "role"})
    )


def _head(planted: Planted) -> bool:
    return _of(planted, "meeting_facts", _HEAD)


def _childs(planted: Planted, fields: set[str]) -> bool:
    is_childs = planted.entity.kind == "child" or planted.entity.id == "kai"
    return is_childs and planted.field in fields


def _whose(planted: Planted, who: str, fields: set[str]) -> bool:
    return planted.entity.id == who and _of(planted, "attendee", fields)


def _of(planted: Planted, kind: str, fields: set[str]) -> bool:
    return planted.entity.kind == kind and planted.field in fields
