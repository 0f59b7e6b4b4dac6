"""Walks over generated meetings and every reader of each, and tells where a word got to that is not for them."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.canaries.looking import words_in_file, words_in_tree, words_in_word_file
from tools.canaries.planting import Planted, Planter, planted_in
from tools.canaries.policy import Policy

from cpm_desktop.data_files import forms_folder
from cpm_desktop.documents.agreement import compare_data
from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.documents.word.word_file import word_file
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.filenames import file_name
from cpm_desktop.domain.forms import Form, Procedure
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.action_list import build_action_list
from cpm_desktop.domain.papers.child_copy import build_child_copy
from cpm_desktop.domain.papers.copy_number import numbered_copy
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.reader import PrivilegedRecord
from cpm_desktop.domain.readers import Reader, ReaderKind
from cpm_desktop.storage.forms.loading import load_procedure

MADE_AT = dt.datetime(2026, 11, 24, 16, 40, tzinfo=dt.UTC)
_WORD_STRIDE = 4
_KINDS = {
    "kai": ReaderKind.CHILD,
    "dana": ReaderKind.FAMILY,
    "tom": ReaderKind.FAMILY,
    "joy": ReaderKind.PROFESSIONAL,
    "imran": ReaderKind.PROFESSIONAL,
    "siew": ReaderKind.PROFESSIONAL,
}


@dataclass(frozen=True, slots=True)
class Copy:
    """One reader's copy of a generated meeting.

    Attributes:
        told: which, for people: the form, the number of the meeting and the reader.
        paper: its tree.
        forbidden: what may not be found, by the word.
        name: of its file.
    """

    told: str
    paper: Paper
    forbidden: dict[str, Planted]
    name: str

    def leaks(self, found: set[str]) -> list[str]:
        """Return what was found and may not be, in words."""
        return [
            f"{self.told}: {planted.entity.kind} {planted.entity.id}, {planted.field}: {word}"
            for word, planted in self.forbidden.items()
            if word in found
        ]


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk found.

    Attributes:
        looked_at: how many trees or files.
        planted: how many words might not be found in them, all together.
        leaks: what was found all the same, in words.
    """

    looked_at: int
    planted: int
    leaks: tuple[str, ...]


def copies() -> Iterator[Copy]:
    """Yield copies of generated meetings of every kind without end, for every reader who may have one."""
    procedure = load_procedure([forms_folder()])[0]
    for seed in itertools.count():
        for form in procedure.forms.values():
            meeting = Planter(form, seed).meeting()
            held = _Held(procedure, form, meeting, planted_in(meeting), f"{form.id} {seed}")
            for reader in _readers(form):
                if (paper := _paper(held, reader)) is not None:
                    yield _copy(held, reader, paper)


@dataclass(frozen=True, slots=True)
class _Held:
    """A generated meeting with what is known of it."""

    procedure: Procedure
    form: Form
    meeting: Meeting
    planted: Sequence[Planted]
    told: str


def walk_trees(count: int) -> Walked:
    """Look through the trees of so many copies."""
    planted, leaks = 0, []
    for copy in itertools.islice(copies(), count):
        planted += len(copy.forbidden)
        leaks += copy.leaks(words_in_tree(copy.paper))
    return Walked(count, planted, tuple(leaks))


def walk_files(count: int, stride: int = 7) -> Walked:
    """Draw so many copies, each `stride`-th of those whose trees are walked, and look through their files.

    Every fourth is written as a Word file too. That the data inside differ from what is printed is told with the leaks.
    """
    renderer, planted, leaks = PaperRenderer(), 0, []
    for number, copy in enumerate(itertools.islice(copies(), 0, count * stride, stride), 1):
        planted += len(copy.forbidden)
        drawn = renderer.render(numbered_copy(copy.paper, number), MADE_AT).pdf
        leaks += copy.leaks(words_in_file(drawn, copy.name))
        leaks += [f"{copy.told}: {finding}" for finding in compare_data(drawn).findings]
        if number % _WORD_STRIDE == 0:
            leaks += copy.leaks(words_in_word_file(word_file(copy.paper, MADE_AT)))
    return Walked(count, planted, tuple(leaks))


def _readers(form: Form) -> list[Reader | None]:
    found: list[Reader | None] = [Reader(kind, who) for who, kind in _KINDS.items()]
    found += [Reader(ReaderKind.PROFESSIONAL), Reader(ReaderKind.FAMILY), None]
    found += [Reader(ReaderKind.REPORT, copy.id) for copy in form.distribution.marked_copies]
    return found


def _paper(held: _Held, reader: Reader | None) -> Paper | None:
    """Build a reader's paper; for nobody, the one for the room; None where there is none for them."""
    roles = held.procedure.roles
    try:
        if reader is None:
            return build_action_list(held.form, held.meeting, send_by=None, roles=roles)
        build = build_child_copy if reader.kind is ReaderKind.CHILD else build_minutes
        return build(held.form, held.meeting, reader, roles=roles)
    except PrivilegedRecord:
        return None


def _copy(held: _Held, reader: Reader | None, paper: Paper) -> Copy:
    policy = Policy(held.meeting, held.form, held.procedure.roles, reader, held.planted)
    child = held.meeting.children[0]
    whose = f"{reader.kind.value} {reader.attendee_id}".strip() if reader is not None else "the room"
    names = [child.name, *(person.name for person in held.meeting.attendees)]
    values = {"case_number": child.case_number, "date": "2026-11-24", "kind": held.form.short_name}
    name = file_name(held.form.texts.file_name, values, names, qualifier=whose.split(" ", 1)[0])
    return Copy(f"{held.told}, {whose}", paper, policy.forbidden(), name)
