"""The ten captures typed into the live meeting, each looked up in the store afterwards."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from benchmarks.held_meeting import CHEAP
from benchmarks.key_presses.captures import KINDS, SPOKEN
from benchmarks.key_presses.counted import Counted, NotThere, pressed
from benchmarks.key_presses.keyboard import Keyboard
from benchmarks.key_presses.our_keys import BY_FORM, BY_LINE
from benchmarks.key_presses.strokes import Stroke
from benchmarks.typist.session import first_item_place, live_window, opened_again
from benchmarks.window_life import live
from cpm_desktop.domain.attendance import Presence, presence_of
from cpm_desktop.domain.captures import DecisionKind
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_store import make_demo
from cpm_desktop.ui.meeting.meeting_page import MeetingPage

_SETTLE: Final = 0.004  # seconds after a key
_PATIENCE: Final = 4.0  # seconds until what was typed is in the store
_DUE: Final = dt.date(2026, 12, 18)


@dataclass(frozen=True, slots=True)
class Ways:
    """Both ways of the same captures.

    Attributes:
        line: all in one typed line.
        form: in the forms of quick capture.
    """

    line: tuple[Counted, ...]
    form: tuple[Counted, ...]


def count_ours(folder: Path, display: str) -> Ways:
    """Type all captures both ways, each way into a meeting of its own.

    Raises:
        NotThere: what was typed does not stand in the store as meant.
    """
    return Ways(_typed(folder / "line", display, BY_LINE), _typed(folder / "form", display, BY_FORM))


def _typed(folder: Path, display: str, ways: Sequence[Sequence[Stroke]]) -> tuple[Counted, ...]:
    demo = make_demo(folder, with_caseload=False, cost=CHEAP)
    MeetingPlay(demo.desk, demo.meeting_id, demo.script, demo.clock.set).hold(until=first_item_place(demo))
    found: list[Counted] = []
    with live_window(demo.desk, demo.meeting_id) as (page, _window):
        keyboard = Keyboard(display, lambda: live(_SETTLE))
        for kind, strokes, holds in zip(KINDS, ways, _HOLDS, strict=True):
            presses = keyboard.type(strokes)
            _wait_for(kind, page, holds, lambda: demo.desk.meeting(demo.meeting_id).value)
            found.append(pressed(strokes, presses))
        keyboard.close()
    demo.desk.close()
    with opened_again(demo) as desk:
        kept = desk.meeting(demo.meeting_id).value
        for kind, holds in zip(KINDS, _HOLDS, strict=True):
            if not holds(kept):
                message = f"{kind} is not in the store that was opened again"
                raise NotThere(message)
    return tuple(found)


def _wait_for(
    kind: str, page: MeetingPage, holds: Callable[[Meeting], bool], meeting: Callable[[], Meeting]
) -> None:
    """Wait until it stands in the store and the keyboard is back in the empty note, in nobody's name."""
    end = time.monotonic() + _PATIENCE
    while not (holds(meeting()) and _is_at_rest(page)):
        if time.monotonic() > end:
            focused = QApplication.focusWidget()
            where = (
                f"the keyboard is in {type(focused).__name__} “{focused.accessibleName() if focused else ''}”"
            )
            state = "stands in the store" if holds(meeting()) else "does not stand in the store as meant"
            message = f"{kind} {state}; {where}"
            raise NotThere(message)
        live(0.02)


def _is_at_rest(page: MeetingPage) -> bool:
    last = page.item_pane.notes.rows[-1]
    return last.editor.hasFocus() and not last.editor.text and not last.speaker.attendee_id


def _name(meeting: Meeting, attendee_id: str) -> str:
    person = meeting.attendee(attendee_id)
    return person.name if person is not None else ""


def _note(meeting: Meeting) -> bool:
    return any(one.text == SPOKEN.note and not one.speaker for one in meeting.notes)


def _mothers(meeting: Meeting) -> bool:
    return any(
        one.text == SPOKEN.mothers and _name(meeting, one.speaker) == "Dana Avery" for one in meeting.notes
    )


def _childs(meeting: Meeting) -> bool:
    return any(
        one.words == SPOKEN.childs
        and _name(meeting, one.of) == "Kai Avery"
        and _name(meeting, one.heard_by) == "Priya Nair"
        for one in meeting.views
    )


def _decision(meeting: Meeting) -> bool:
    return any(
        (one.text, one.reason, one.decision_kind) == (SPOKEN.decision, SPOKEN.reason, DecisionKind.DECISION)
        for one in meeting.decisions
    )


def _recommendation(meeting: Meeting) -> bool:
    return any(
        (one.text, one.decision_kind) == (SPOKEN.recommended, DecisionKind.RECOMMENDATION)
        for one in meeting.decisions
    )


def _action(meeting: Meeting) -> bool:
    return any(
        (one.text, one.owner, one.due, one.purpose) == (SPOKEN.action, "Priya Nair", _DUE, SPOKEN.purpose)
        for one in meeting.actions
    )


def _shared(meeting: Meeting) -> bool:
    return any(
        one.text == SPOKEN.shared and one.owner == "Priya Nair and Joy Okafọ̀" for one in meeting.actions
    )


def _need(meeting: Meeting) -> bool:
    return any(one.need == SPOKEN.need for one in meeting.unmet_needs)


def _different(meeting: Meeting) -> bool:
    about = {one.id for one in meeting.disagreements if one.about == SPOKEN.about}
    return any(
        one.disagreement in about and one.says == SPOKEN.different and _name(meeting, one.who) == "Dana Avery"
        for one in meeting.positions
    )


def _has_left(meeting: Meeting) -> bool:
    joy = next(one.id for one in meeting.attendees if one.name.startswith("Joy"))
    return presence_of(meeting.attendance, joy) is Presence.LEFT


_HOLDS: Final[tuple[Callable[[Meeting], bool], ...]] = (
    _note,
    _mothers,
    _childs,
    _decision,
    _recommendation,
    _action,
    _shared,
    _need,
    _different,
    _has_left,
)
