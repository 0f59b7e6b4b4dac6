"""How the kinds of thing that are read back look and are called, and how what the room said is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpm_desktop.domain.meeting import ReadBackResult
from cpm_desktop.domain.naming import called_among
from cpm_desktop.domain.read_back import ReadBackKind
from cpm_desktop.domain.typography import time_text
from cpm_desktop.services.holding import called_of, title_of
from cpm_desktop.ui.kit.lists import ListEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.domain.read_back import ReadBackItem
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.meters import StepState
    from cpm_desktop.ui.kit.tags import TagTone

KIND_FACES: Final[dict[ReadBackKind, tuple[TagTone, str, str]]] = {
    ReadBackKind.DECISION: ("decision", "gavel", "Decision"),
    ReadBackKind.RECOMMENDATION: ("decision", "gavel", "Recommendation"),
    ReadBackKind.ACTION: ("action", "clipboard-check", "Action"),
    ReadBackKind.DISAGREEMENT: ("different_view", "git-fork", "Different view"),
    ReadBackKind.UNMET_NEED: ("unmet_need", "puzzle", "Unmet need"),
    ReadBackKind.NEXT_MEETING: ("plain", "calendar", "Next meeting"),
}


def item_title(desk: Desk, meeting: Meeting, item: str) -> str:
    """Return the title of an agenda item; empty for what stands under none."""
    found = desk.form_of(meeting).item(item)
    return title_of(found, called_of(desk, meeting)) if found is not None else ""


def step_states(items: Sequence[ReadBackItem], current: str) -> tuple[StepState, ...]:
    """Return the state of each step of the bar."""

    def state(item: ReadBackItem) -> StepState:
        if item.key == current:
            return "current"
        if item.mark is None:
            return "open"
        return "done" if item.mark.result is ReadBackResult.AGREED else "problem"

    return tuple(state(item) for item in items)


def list_entries(desk: Desk, meeting: Meeting, items: Sequence[ReadBackItem]) -> tuple[ListEntry, ...]:
    """Return the list below the card: what was read with what the room said, then what is still to read."""
    read = [item for item in items if item.mark is not None]
    unread = [item for item in items if item.mark is None]
    agreed = sum(item.mark is not None and item.mark.result is ReadBackResult.AGREED for item in read)
    entries: list[ListEntry] = []
    if read:
        parts = [f"{agreed} agreed"]
        if len(read) > agreed:
            parts.append(f"{len(read) - agreed} not agreed")
        entries.append(ListEntry("read", "Read so far", trailing=" · ".join(parts), is_heading=True))
        entries += [_entry(desk, meeting, item) for item in read]
    if unread:
        entries.append(ListEntry("unread", "Still to read", trailing=str(len(unread)), is_heading=True))
        entries += [_entry(desk, meeting, item) for item in unread]
    return tuple(entries)


def _entry(desk: Desk, meeting: Meeting, item: ReadBackItem) -> ListEntry:
    tone, icon, words = KIND_FACES[item.kind]
    said, said_tone = _said(desk, meeting, item)
    return ListEntry(
        item.key,
        item.sentence,
        trailing=said,
        trailing_tone=said_tone,
        icon=icon,
        tone=tone,
        name=f"{words}: {item.sentence} {said}".strip(),
    )


def _said(desk: Desk, meeting: Meeting, item: ReadBackItem) -> tuple[str, str]:
    mark = item.mark
    if mark is None:
        facts = dict(item.facts)
        who = called_among(facts["Who"], meeting.attendees) if facts.get("Who") else ""
        return " · ".join(part for part in (who, facts.get("By when", "")) if part), "text3"
    if mark.result is ReadBackResult.AGREED:
        at = f" {time_text(desk.local(mark.at))}" if mark.at else ""
        return f"✓ Agreed{at}", "good"
    does = "do" if "," in mark.who else "does"
    at = f" {time_text(desk.local(mark.at))}" if mark.at else ""
    return f"{mark.who or 'Somebody'} {does} not agree{at}", "different_view"


def what_was_said(desk: Desk, meeting: Meeting, item: ReadBackItem) -> str:
    """Return what the room said to a thing, when, and the words of who does not agree; empty while unread."""
    if item.mark is None:
        return ""
    words = f": “{item.mark.words}”" if item.mark.words.strip() else ""
    return f"{_said(desk, meeting, item)[0]}{words}"
