"""What the palette finds in the live meeting: its people, its agenda, the child's other meetings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from cpm_desktop.domain.naming import initials_among
from cpm_desktop.services.discussing import speakers
from cpm_desktop.services.holding import agenda_lines, chips
from cpm_desktop.ui.shell.child_meetings import other_meetings
from cpm_desktop.ui.shell.finding import PaletteEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.meeting.attending_bar import AttendingBar
    from cpm_desktop.ui.meeting.item_pane import ItemPane
    from cpm_desktop.ui.shell.navigator import Navigator


class Findable(Protocol):
    """The parts of the live meeting that are found, or that what is found is done with."""

    desk: Desk
    meeting_id: str
    navigator: Navigator
    attending: AttendingBar
    item_pane: ItemPane

    def go_to(self, item: str) -> None:
        """Go to an item of the agenda."""


def found_in(page: Findable) -> list[PaletteEntry]:
    """Return everything that is found, grouped."""
    others = other_meetings(page.desk, page.navigator, page.meeting_id)
    return [*_people(page), *_items(page), *others]


def _people(page: Findable) -> Iterator[PaletteEntry]:
    meeting = page.desk.meeting(page.meeting_id).value
    initials = initials_among(meeting.attendees)
    for speaker in speakers(meeting):
        say = partial(page.item_pane.notes.choose_speaker, speaker.attendee_id)
        letters = initials.get(speaker.attendee_id, "")
        detail = " · ".join(part for part in ("The next words are theirs", letters) if part)
        yield PaletteEntry(speaker.name, say, detail, icon="quote", group="Whose words")
    for chip in chips(page.desk, meeting):
        detail = " · ".join(part for part in (chip.detail, initials.get(chip.attendee_id, "")) if part)
        arrive = partial(page.attending.ask_arrival, chip.attendee_id)
        yield PaletteEntry(chip.name, arrive, detail, icon="door-open", group="Arrives or leaves")


def _items(page: Findable) -> Iterator[PaletteEntry]:
    for line in agenda_lines(page.desk, page.desk.meeting(page.meeting_id).value):
        state = line.state.value.capitalize()
        yield PaletteEntry(
            f"{line.number}  {line.title}",
            partial(page.go_to, line.item.id),
            state,
            icon="list-todo",
            group="Agenda",
        )
