"""The action list that people take from the room before they leave: drawn once; looked at, saved and printed alike."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.papers import action_list_paper, draw
from cpm_desktop.services.window_thread import OnWindowThread, at_once, never


@dataclass(frozen=True, slots=True)
class RoomList:
    """The drawn list.

    Attributes:
        file_name: to save it under; it names nobody.
        content: the PDF.
    """

    file_name: str
    content: bytes


def room_list(
    desk: Desk,
    meeting_id: str,
    on_window_thread: OnWindowThread = at_once,
    should_stop: Callable[[], bool] = never,
) -> RoomList:
    """Draw the action list as the meeting stands now; slow, for any thread.

    Raises:
        PrivilegedRecord: somebody in the room may not have a record whose reach is limited.
        Stopped: it was asked to stop.
    """

    def look() -> Meeting:
        return desk.meeting(meeting_id).value

    meeting = on_window_thread(look)
    paper = on_window_thread(lambda: action_list_paper(desk, meeting))
    content = draw(desk, paper, desk.now(), should_stop).pdf
    return RoomList(file_name_of(meeting), content)


def file_name_of(meeting: Meeting) -> str:
    """Return "2026-11-24 Action list.pdf"."""
    day = meeting.facts.date.isoformat() if meeting.facts.date else ""
    return f"{' '.join(part for part in (day, 'Action list') if part)}.pdf"


def save_room_list(drawn: RoomList, folder: Path) -> Path:
    """Save those very bytes to a folder the person chose.

    Raises:
        DocumentNotWritten: the disk is full, the folder cannot be written …
    """
    from cpm_desktop.documents.writing import write_atomically  # noqa: PLC0415 - after the first window

    path = folder / drawn.file_name
    write_atomically(path, drawn.content)
    return path
