"""Nothing that is not for a reader gets into their copy: not into its tree, not into any byte of its file."""

import dataclasses
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from tools.canaries import planting, walking
from tools.canaries.looking import words_in, words_in_bytes, words_in_file, words_in_tree, words_in_word_file
from tools.canaries.walking import Copy, copies, walk_files, walk_trees

from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.documents.word.word_file import word_file
from cpm_desktop.domain import limits_for_reader, reader
from cpm_desktop.domain.aggregate import shelves
from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers import action_list, child_copy, minutes
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.readers import Reader, ReaderKind
from tests.domain.papers.forms_at_hand import procedure, standard_form

TREES, FILES = 2000, 50
"""`python -m tools.canaries` looks through ten times as many trees, and 500 files."""
_PATIENCE = 700  # trees, before a filter that is switched off has to be noticed


def test_no_word_gets_into_the_tree_of_somebody_it_is_not_for() -> None:
    walked = walk_trees(TREES)
    assert walked.leaks == ()
    assert walked.planted > 100 * TREES


def test_no_word_gets_into_the_file_of_somebody_it_is_not_for() -> None:
    walked = walk_files(FILES)
    assert walked.leaks == ()
    assert walked.planted > 100 * FILES


def _first_leak(count: int = _PATIENCE) -> list[str]:
    found: Any = (copy.leaks(words_in_tree(copy.paper)) for copy in itertools.islice(copies(), count))
    return next((leaks for leaks in found if leaks), [])


def _switch_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (minutes, child_copy):
        monkeypatch.setattr(module, "seen_by", lambda meeting, *_: meeting)
    monkeypatch.setattr(action_list, "seen_in_room", lambda meeting, *_, **__: meeting)


def test_with_the_filter_off_every_word_is_found_in_trees_and_files(monkeypatch: pytest.MonkeyPatch) -> None:
    _switch_off(monkeypatch)
    assert len(walk_trees(20).leaks) > 200
    assert len(walk_files(2).leaks) > 20


def _nothing(*_: object, **__: object) -> None:
    return None


FILTERS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "audience": lambda patch: patch.setattr(reader, "_by_audience", _nothing),
    "sharing": lambda patch: patch.setattr(reader, "_by_sharing", _nothing),
    "asked out": lambda patch: patch.setattr(reader, "_said_while_out", _nothing),
    "another child": lambda patch: patch.setattr(reader, "_of_another_child", _nothing),
    "legal advice and sections": lambda patch: patch.setattr(reader, "_by_leave", _nothing),
    "the file's own": lambda patch: patch.setattr(reader, "_is_for_file", lambda _: False),
    "details of the file": lambda patch: patch.setattr(reader, "FILE_COPY_DETAILS", {}),
    "what was prepared": lambda patch: patch.setattr(reader, "_PREPARATION", ()),
    "what hangs on something": lambda patch: patch.setattr(reader, "_belongs_to", lambda _: ()),
    "limits set by hand": lambda patch: patch.setattr(
        reader, "limits_for", lambda *_, **__: limits_for_reader.NO_LIMITS
    ),
    "answers": lambda patch: patch.setattr(reader, "_answers_on_copies", lambda form, _: _every_answer(form)),
}


def _every_answer(form: Any) -> frozenset[tuple[str, str]]:  # noqa: ANN401 - stands in for one of its own
    asked = [(item.id, question.id) for item in form.agenda for question in item.questions]
    return frozenset([*asked, *(("preparation", question.id) for question in form.preparation)])


@pytest.mark.parametrize("name", FILTERS)
def test_each_part_of_the_filter_is_missed_where_it_is_off(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    FILTERS[name](monkeypatch)
    assert _first_leak()


def _copy_for_the_file() -> Copy:
    form = standard_form()
    meeting = planting.Planter(form, 1).meeting()
    paper = build_minutes(form, meeting, Reader(ReaderKind.FILE), roles=procedure().roles)
    planted = {one.word: one for one in planting.planted_in(meeting)}
    return Copy("file", paper, planted, "")


def test_what_is_planted_is_found_where_it_may_be_read() -> None:
    copy = _copy_for_the_file()
    in_tree = words_in_tree(copy.paper)
    in_file = words_in_file(PaperRenderer().render(copy.paper, walking.MADE_AT).pdf)
    assert in_tree <= in_file
    said = words_in_tree(dataclasses.replace(copy.paper, data=""))
    assert said <= words_in_word_file(word_file(copy.paper, walking.MADE_AT))
    kinds = {copy.forbidden[word].entity.kind for word in in_tree if word in copy.forbidden}
    assert kinds >= {
        "note",
        "view",
        "decision",
        "action",
        "unmet_need",
        "disagreement",
        "attendee",
        "carried_item",
    }
    assert kinds >= {"disagreement_position", "outcome", "answer", "given_reason", "follow_up", "disclosure"}


def test_words_are_found_however_they_are_written() -> None:
    assert words_in("of Qzabc\n def 12") == {"qzabcdef"}
    assert words_in("due 18\u00a0Jan 2031, 2031-02-03") == {"2031-01-18", "2031-02-03"}
    hexadecimal = "qzabcdef".encode("utf-16-be").hex().encode()
    for content in (b"(qzabcdef)", b"<FEFF" + hexadecimal + b">", "qzabcdef".encode("utf-16-be")):
        assert words_in_bytes(content) == {"qzabcdef"}


def test_every_text_of_a_meeting_is_planted_or_names_something_else() -> None:
    planted = {
        (one.entity.kind, one.field)
        for seed in range(3)
        for form in procedure().forms.values()
        for one in planting.planted_in(planting.Planter(form, seed).meeting())
    }
    for kind, shelf in shelves(Meeting).items():
        if kind in planting.KEPT_EMPTY:
            continue
        texts = {name for name, hint in field_types(shelf.entity).items() if hint is str}
        missed = {name for name in texts - planting.NAMES_OF_OTHERS if (kind, name) not in planted}
        assert missed <= _GIVEN.get(kind, set()), kind


_GIVEN = {
    "disclosure": {"said_by"},
    "next_meeting": {"venue", "none_because"},
    "permission": {"recipient_name"},
}
"""Texts that are the same in every generated meeting, or the id of somebody."""


def test_the_same_seed_makes_the_same_meeting() -> None:
    first, second = (planting.Planter(standard_form(), 5).meeting() for _ in range(2))
    assert dataclasses.replace(first) == second
