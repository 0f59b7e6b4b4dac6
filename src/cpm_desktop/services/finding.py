"""What the palette finds besides what can be done: the child's meetings, and where each of them is worked on."""

from dataclasses import dataclass

from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.caseload import form_name
from cpm_desktop.services.desk import Desk

_SCREENS = {
    Stage.PREPARED: "prepare",
    Stage.LIVE: "meeting",
    Stage.ENDED: "close",
    Stage.SIGNED: "after",
}
_STAGES = {
    Stage.PREPARED: "Being prepared",
    Stage.LIVE: "Being held",
    Stage.ENDED: "Held, not signed yet",
    Stage.SIGNED: "Signed",
}


@dataclass(frozen=True, slots=True)
class MeetingFound:
    """A meeting of a child.

    Attributes:
        meeting_id: identity.
        title: "Standard meeting, Tue 24 Nov 2026".
        detail: how far it has come.
        screen: where it is worked on now: prepare, meeting, close or after.
    """

    meeting_id: str
    title: str
    detail: str
    screen: str


def meetings_found(desk: Desk, child_id: str, without: str = "") -> tuple[MeetingFound, ...]:
    """Return a child's meetings but one, the latest first; those that were cancelled are left out."""
    lines = [line for line in desk.wait(desk.store.meetings_of(child_id)) if line.stage in _SCREENS]
    lines.sort(key=lambda line: (line.date is not None, line.date), reverse=True)
    return tuple(
        MeetingFound(
            line.id,
            ", ".join(
                part
                for part in (
                    line.title or form_name(desk, line.form_id),
                    day_text(line.date) if line.date else "",
                )
                if part
            ),
            _STAGES[line.stage],
            _SCREENS[line.stage],
        )
        for line in lines
        if line.id != without
    )
