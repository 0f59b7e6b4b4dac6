"""Nothing that is not for its reader gets onto a paper beside the minutes, the room's screen or a later meeting."""

from collections.abc import Callable
from typing import Any

import pytest
from tools.canaries.walking_papers import shown_in, walk_papers

from cpm_desktop.domain import limits_for_reader
from cpm_desktop.domain.limits_for_reader import LimitsFor
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers import agenda_paper, waiver_notice
from cpm_desktop.services import creating, paper_trees, preparing, room_view, waiving
from cpm_desktop.services.isolation import Wall

pytestmark = pytest.mark.rule("after.copy-for-each-reader")
LIVES = 9
"""A child of each kind of meeting; `python -m tools.canaries` looks through the papers of 500."""
_PATIENCE = 18  # children, before a filter that is switched off has to be noticed
_WAIVED = 6  # the first child whose meeting may be waived


def test_no_word_gets_onto_a_paper_of_somebody_it_is_not_for() -> None:
    walked = walk_papers(LIVES, stride=67)
    assert walked.leaks == ()
    assert walked.looked_at > 15 * LIVES
    assert walked.planted > 50 * walked.looked_at


def _whole(meeting: Any, *_: object, **__: object) -> Any:  # noqa: ANN401 - stands in for several of different types
    return meeting


def _audience(*given: Any) -> Any:  # noqa: ANN401 - as above
    return given[-1]


def _of_papers(patch: pytest.MonkeyPatch) -> None:
    """Switch off what each paper leaves out; no two of them meet on the same paper."""
    patch.setattr(agenda_paper, "limits_for", lambda *_, **__: limits_for_reader.NO_LIMITS)
    patch.setattr(paper_trees, "venue_for", lambda _desk, meeting, _who: meeting.facts.venue)
    patch.setattr(preparing, "venue_for", lambda _desk, meeting, _who: meeting.facts.venue)
    patch.setattr(paper_trees, "seen_in_room", _whole)
    patch.setattr(room_view, "seen_in_room", _whole)
    patch.setattr("cpm_desktop.domain.papers.follow_up_letter.seen_by", _whole)
    patch.setattr(paper_trees, "seen_by", _whole)
    for module in (waiver_notice, waiving):
        patch.setattr(module, "notice_text", _told_to_all)


def _told_to_all(_form: object, meeting: Meeting, *_: object) -> str:
    return " ".join(answer.value for answer in meeting.answers)


PAPERS = (
    *("AGENDA.", "INVITATION.", "calendar of", "ATTENDANCE.", "the room", "LETTER.", "SLIP."),
    *("NOTICE.", "e-mail to"),
)


def test_each_paper_is_missed_where_nothing_is_left_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _of_papers(monkeypatch)
    missed = set(PAPERS)
    for shown in shown_in(_PATIENCE, first=_WAIVED):
        missed -= {where for where in PAPERS if where in shown.told and shown.leaks()}
        if not missed:
            break
    assert missed == set()


# For each: where it is missed, what is switched off and how, and from which child on it is looked for.
FILTERS: dict[str, tuple[str, object, str, Callable[..., object], int]] = {
    "names in a letter's texts": ("LETTER.", paper_trees, "_names", lambda *_: False, 0),
    "names typed as owners": ("minutes for", LimitsFor, "unnamed", lambda _, entity: entity, 0),
    "limits on what is taken over": (" after ", Wall, "audience_of", _audience, 0),
    "owners of what is taken over": (" after ", Wall, "audience_naming", _audience, 13),
    "another child's, taken over": (" after ", Wall, "whose", lambda *_: "", 4),
    "limits on the file": (" after ", creating, "with_standing_limits", _whole, 0),
}


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_is_missed_where_it_is_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, holder, function, instead, first = FILTERS[name]
    monkeypatch.setattr(holder, function, instead)
    assert any(where in leak for shown in shown_in(_PATIENCE, first) for leak in shown.leaks())
