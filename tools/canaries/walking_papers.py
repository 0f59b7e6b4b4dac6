"""Walks over the papers beside the minutes, the room's screen, notices, and what a later meeting takes over.

Everything is made by the application's own services from a real store, so that what a paper is given counts as well.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools.canaries.lives import GUEST, Life, begin_life, call_next, hold_next, waive
from tools.canaries.looking import words_in, words_in_file, words_in_tree, words_in_word_file
from tools.canaries.on_paper import (
    Allows,
    OnPaper,
    allowed_on,
    in_calendar,
    in_room,
    is_of_minutes,
    taken_over,
)
from tools.canaries.planting import Planted, Planter, planted_in
from tools.canaries.policy import Policy
from tools.canaries.walking import MADE_AT, Walked

from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.documents.word.word_file import word_file
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.reader import PrivilegedRecord
from cpm_desktop.domain.readers import Reader, ReaderKind
from cpm_desktop.domain.reading_limits import limit_on
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.other_papers import PaperKind, PaperOffer, paper_offers, tree_of
from cpm_desktop.services.papers import action_list_paper, agenda_paper, minutes_paper
from cpm_desktop.services.preparing import invitations
from cpm_desktop.services.room_view import RoomView, room_view
from cpm_desktop.services.waiving import notice_of
from tests.a_desk import make_desk

_FILE_STRIDE = 9
_LATE_WORDS = 5_000
_OF_ROOM = frozenset({PaperKind.AGENDA, PaperKind.ATTENDANCE, PaperKind.ACTION_LIST})


@dataclass(frozen=True, slots=True)
class Shown:
    """What one reader sees.

    Attributes:
        told: which, for people.
        forbidden: what may not be found, by the word.
        found: the words that stand there.
        paper: its tree, where it is a paper.
    """

    told: str
    forbidden: dict[str, Planted]
    found: set[str]
    paper: Paper | None = None

    def leaks(self, found: set[str] | None = None) -> list[str]:
        """Return what was found and may not be, in words."""
        held = self.found if found is None else found
        return [
            f"{self.told}: {planted.entity.kind} {planted.entity.id}, {planted.field}: {word}"
            for word, planted in self.forbidden.items()
            if word in held
        ]


def walk_papers(lives: int, stride: int = _FILE_STRIDE) -> Walked:
    """Look through what the readers of so many children's meetings see; each `stride`-th paper is drawn as well."""
    looked_at, planted, leaks = 0, 0, []
    renderer = PaperRenderer()
    for number, shown in enumerate(shown_in(lives)):
        looked_at, planted = looked_at + 1, planted + len(shown.forbidden)
        leaks += shown.leaks()
        if shown.paper is not None and number % stride == 0:
            leaks += shown.leaks(words_in_file(renderer.render(shown.paper, MADE_AT).pdf))
            leaks += shown.leaks(words_in_word_file(word_file(shown.paper, MADE_AT)))
    return Walked(looked_at, planted, tuple(leaks))


def shown_in(lives: int, first: int = 0) -> Iterator[Shown]:
    """Yield what each reader sees of so many children's meetings, kinds by turns, from the `first` one."""
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        try:
            forms = list(desk.procedure.forms.values())
            for number in range(first, first + lives):
                form = forms[number % len(forms)]
                yield from _shown(begin_life(desk, form, number), forms, number)
        finally:
            desk.close()


def _shown(life: Life, forms: Sequence[Form], number: int) -> Iterator[Shown]:
    yield from _papers(life, life.prepared)
    yield from _calendar(life)
    yield from _papers(life, life.held)
    yield from _room(life)
    yield from _minutes(life)
    later = forms[(number * 2 + number // len(forms)) % len(forms)]
    yield from _later(life, later, number)
    if life.form.waiver is not None:
        yield from _waived(life, number)


def _papers(life: Life, meeting_id: str) -> Iterator[Shown]:
    desk = life.desk
    for offer in paper_offers(desk, meeting_id):
        try:
            paper = tree_of(desk, meeting_id, offer)
        except PrivilegedRecord:
            continue
        meeting = desk.meeting(meeting_id).value
        ids = {one.name: one.id for one in meeting.attendees}
        allows = allowed_on(offer.kind, meeting, offer.about, ids)
        forbidden = _forbidden(life, meeting, _reader(meeting, offer), allows, planted_in(meeting))
        yield _of_paper(f"{_told(life, meeting)}, {offer.key}", forbidden, paper)


def _calendar(life: Life) -> Iterator[Shown]:
    """Yield the calendar file of each who is invited."""
    meeting = life.desk.meeting(life.prepared).value
    try:
        made = invitations(life.desk, life.prepared)
    except PrivilegedRecord:
        return
    for one in made:
        reader = _reader(meeting, PaperOffer(PaperKind.INVITATION, one.attendee_id, "", ""))
        forbidden = _forbidden(
            life, meeting, reader, partial(in_calendar, about=one.attendee_id), planted_in(meeting)
        )
        found = words_in(one.content.decode().replace("\r\n ", "") + one.file_name)
        yield Shown(f"{_told(life, meeting)}, calendar of {one.attendee_id}", forbidden, found)


def _room(life: Life) -> Iterator[Shown]:
    meeting = life.desk.meeting(life.held).value
    try:
        seen = room_view(life.desk, life.held)
    except PrivilegedRecord:
        return
    forbidden = _forbidden(life, meeting, None, in_room, planted_in(meeting))
    yield Shown(f"{_told(life, meeting)}, the room", forbidden, words_in(_shown_there(seen)))


def _minutes(life: Life) -> Iterator[Shown]:
    """Yield everybody's minutes of what was held, in which names stand where people type them."""
    meeting = life.desk.meeting(life.held).value
    for reader in [*(_kind_of(one) for one in meeting.attendees), Reader(ReaderKind.FAMILY)]:
        try:
            paper = minutes_paper(life.desk, meeting, reader)
        except PrivilegedRecord:
            continue
        allows = partial(is_of_minutes, for_professional=reader.kind is ReaderKind.PROFESSIONAL)
        forbidden = _forbidden(life, meeting, reader, allows, planted_in(meeting))
        told = f"{_told(life, meeting)}, minutes for {reader.kind.value} {reader.attendee_id}"
        yield _of_paper(told, forbidden, paper)


def _shown_there(seen: RoomView) -> str:
    """Return what stands on the second screen."""
    lines = (*seen.words, *seen.decisions, *seen.actions)
    texts = [seen.title, *(item.title for item in seen.agenda)]
    return " | ".join([*texts, *(part for one in lines for part in (one.label, one.text, one.who, one.when))])


def _later(life: Life, form: Form, number: int) -> Iterator[Shown]:
    """Yield what a later meeting's readers see: its agenda, its action list, and everybody's minutes."""
    desk = life.desk
    identifier = call_next(life, form, number)
    yield from _of_later(life, desk.meeting(identifier).value, None, "agenda", agenda_paper)
    meeting = hold_next(life, identifier)
    readers = [*(_kind_of(one) for one in meeting.attendees), Reader(ReaderKind.FAMILY)]
    for reader in readers:
        told = f"{reader.kind.value} {reader.attendee_id}"
        yield from _of_later(life, meeting, reader, told, partial(minutes_paper, reader=reader))
    yield from _of_later(life, meeting, None, "action list", action_list_paper)


def _of_later(
    life: Life, meeting: Meeting, reader: Reader | None, told: str, build: Callable[[Desk, Meeting], Paper]
) -> Iterator[Shown]:
    try:
        paper = build(life.desk, meeting)
    except PrivilegedRecord:
        return
    before = life.desk.meeting(life.held).value
    policy = Policy(before, life.form, life.desk.procedure.roles, reader, ())
    words = planted_in(before)
    gone = [one for one in before.attendees if _is_unnamed_later(life, meeting, policy, one)]
    forbidden = OnPaper(before, policy, words, taken_over, gone).forbidden()
    held = {one.word for one in planted_in(meeting) if one.entity.kind in {"child", "attendee"}}
    names = {word for one in gone for word in one.name.casefold().split()}
    forbidden = {word: one for word, one in forbidden.items() if word not in held - names}
    forbidden |= _own(life, meeting, reader)
    yield _of_paper(f"{_told(life, meeting)} after {life.form.id}, {told}", forbidden, paper)


def _own(life: Life, meeting: Meeting, reader: Reader | None) -> dict[str, Planted]:
    """Return what of the later meeting itself may not be found."""
    form = life.desk.form_of(meeting)
    planted = planted_in(meeting)
    policy = Policy(meeting, form, life.desk.procedure.roles, reader, planted)
    return policy.forbidden()


def _is_unnamed_later(life: Life, meeting: Meeting, before: Policy, person: Attendee) -> bool:
    """Tell whether somebody may not be named in a later meeting: by the child's file, or as a guest from before."""
    who = before.reader.attendee_id if before.reader is not None else ""
    if person.is_child or person.id in {who, meeting.facts.chair}:
        return False
    if person.id == GUEST:
        return person in before.unnamed()
    limit = limit_on(life.desk.child(life.child_id).value.limits, Attendee.kind, person.id)
    return limit is not None and before.keeps_off(limit)


def _waived(life: Life, number: int) -> Iterator[Shown]:
    desk = life.desk
    planter = Planter(life.form, number, _LATE_WORDS)
    identifier = waive(life, planter)
    yield from _papers(life, identifier)
    meeting = desk.meeting(identifier).value
    for offer in paper_offers(desk, identifier):
        allows = allowed_on(offer.kind, meeting, offer.about, {})
        forbidden = _forbidden(life, meeting, _reader(meeting, offer), allows, planted_in(meeting))
        found = words_in(notice_of(desk, identifier, offer.about))
        yield Shown(f"{_told(life, meeting)}, e-mail to {offer.about}", forbidden, found)


def _forbidden(
    life: Life, meeting: Meeting, reader: Reader | None, allows: Allows, planted: Sequence[Planted]
) -> dict[str, Planted]:
    if meeting.facts.is_waiver:
        return OnPaper(meeting, None, planted, allows, ()).forbidden()
    form, roles = life.desk.form_of(meeting), life.desk.procedure.roles
    policy = Policy(meeting, form, roles, reader, planted)
    return OnPaper(meeting, policy, planted, allows, policy.unnamed()).forbidden()


def _reader(meeting: Meeting, offer: PaperOffer) -> Reader | None:
    """Return whose a paper is; nobody's for one that lies on the table."""
    if offer.kind in _OF_ROOM:
        return None
    if offer.kind is PaperKind.SLIP:
        return Reader(ReaderKind.PROFESSIONAL)
    return _kind_of(next(one for one in meeting.attendees if one.id == offer.about))


def _kind_of(person: Attendee) -> Reader:
    kind = person.copy_kind
    if kind in (CopyKind.NONE, CopyKind.UNDECIDED):
        return Reader(ReaderKind.PROFESSIONAL, person.id)
    return Reader(ReaderKind(kind.value), person.id)


def _told(life: Life, meeting: Meeting) -> str:
    stage = "waived" if meeting.facts.is_waiver else Stage(meeting.facts.stage).value
    return f"{life.child_id}, {stage} {meeting.facts.form_id}"


def _of_paper(told: str, forbidden: dict[str, Planted], paper: Paper) -> Shown:
    return Shown(told, forbidden, words_in_tree(paper), paper)
