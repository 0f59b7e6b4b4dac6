"""An item that was left with nothing captured under it: whether to ask about it, and "none" as the answer."""

from cpm_desktop.domain.captures import View
from cpm_desktop.domain.forms import ItemPart
from cpm_desktop.domain.item_commands import SayNothingToCapture
from cpm_desktop.domain.meeting import ItemState, Meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items, captured


def lacks_captures(desk: Desk, meeting: Meeting, item: str) -> bool:
    """Tell whether an item that is done holds no capture, and nobody said that there is none.

    Only items that are talked about are asked of; views stand by themselves and are no capture here.
    """
    held = next((one for one in agenda_items(desk, meeting) if one.id == item), None)
    if held is None or held.part is not ItemPart.DISCUSSION:
        return False
    progress = meeting.progress_of(item)
    if progress.state is not ItemState.DONE or progress.nothing_to_capture_at is not None:
        return False
    return all(card.kind == View.kind for card in captured(desk, meeting, item))


def say_nothing_to_capture(desk: Desk, meeting_id: str, item: str) -> None:
    """Note that nothing is to be captured under an item; it ends the asking and settles nothing else."""
    desk.meeting(meeting_id).perform(SayNothingToCapture(item=item, at=desk.now()))
