"""Everything that can be done in the live meeting: a table of acts, each with its key and its menu.

The menu, the palette and the sheet of keys are made of it. A line added here stands in all three.
"""

from __future__ import annotations

import functools
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from cpm_desktop.ui.shell.page import Page


class Doing(NamedTuple):
    """One act of the meeting.

    Attributes:
        group: the menu.
        text: what it is called.
        keys: as Qt reads them; every act of the meeting has some.
        does: what is called, as a path from the page: "item_pane.notes.focus_new".
        icon: beside it in the palette.
        given: what it is called with.
    """

    group: str
    text: str
    keys: str
    does: str
    icon: str
    given: tuple[Any, ...] = ()


DOINGS = (
    Doing("Meeting", "Next item", "Ctrl+Return", "go_next", "arrow-right"),
    Doing("Meeting", "Next item in order, this one stays open", "Ctrl+Down", "step", "arrow-down", (1,)),
    Doing("Meeting", "Previous item", "Ctrl+Up", "step", "arrow-up", (-1,)),
    Doing("Meeting", "Park this item for later", "Alt+P", "park_item", "pause"),
    Doing(
        "Meeting",
        "Not discussed, with a reason…",
        "Ctrl+Shift+N",
        "item_pane.foot.ask_reason",
        "circle-minus",
    ),
    Doing(
        "Meeting",
        "Said so in the room: what was prepared",
        "Alt+R",
        "item_pane.confirm_prepared",
        "file-check",
    ),
    Doing("Meeting", "See to what is left on this item", "Alt+9", "item_pane.press_mend", "wrench"),
    Doing("Meeting", "Room view: hide everything, or show it again", "F9", "room.turn", "eye-off"),
    Doing("Meeting", "Room view: open or close it", "Shift+F9", "room.turn_open", "monitor"),
    Doing("Meeting", "Action list for the room…", "Ctrl+P", "room.open_action_list", "printer"),
    Doing(
        "Meeting", "Attendance sheet and other papers…", "Ctrl+Shift+O", "room.open_papers", "clipboard-list"
    ),
    Doing("Meeting", "Annexes…", "Ctrl+Shift+X", "room.open_annexes", "paperclip"),
    Doing("Meeting", "Close and sign…", "Ctrl+Shift+S", "press_primary", "signature"),
    Doing("Capture", "Decision", "Alt+1", "capture_as", "gavel", ("decision",)),
    Doing("Capture", "Action", "Alt+2", "capture_as", "clipboard-check", ("action",)),
    Doing("Capture", "Different view", "Alt+3", "capture_as", "git-fork", ("different_view",)),
    Doing("Capture", "Unmet need", "Alt+4", "capture_as", "puzzle", ("unmet_need",)),
    Doing("Capture", "Recommendation", "Alt+5", "capture_as", "scale", ("recommendation",)),
    Doing("Capture", "A view in own words", "Alt+6", "capture_as", "message-square-quote", ("view",)),
    Doing("Capture", "The child’s own words", "F2", "capture_childs_words", "message-square-quote"),
    Doing("Capture", "The item just left: a decision", "Ctrl+1", "leaving.want", "gavel", ("decision",)),
    Doing(
        "Capture", "The item just left: an action", "Ctrl+2", "leaving.want", "clipboard-check", ("action",)
    ),
    Doing(
        "Capture",
        "The item just left: a different view",
        "Ctrl+3",
        "leaving.want",
        "git-fork",
        ("different_view",),
    ),
    Doing(
        "Capture", "The item just left: an unmet need", "Ctrl+4", "leaving.want", "puzzle", ("unmet_need",)
    ),
    Doing("Capture", "The item just left: none of them", "Alt+0", "leaving.say_none", "circle"),
    Doing(
        "Capture",
        "Finish what is captured and begin the next",
        "Ctrl+Shift+Return",
        "capture.add",
        "square-check",
    ),
    Doing("Capture", "Take a line as it is offered", "Alt+A", "item_pane.notes.take_reading", "check"),
    Doing(
        "Capture",
        "Captured in the whole meeting, or under this item",
        "Ctrl+Shift+G",
        "capture.turn_whole",
        "list",
    ),
    Doing(
        "Capture",
        "Something new was said: allegation or disclosure",
        "F8",
        "begin_disclosure",
        "lock-keyhole",
    ),
    Doing(
        "Capture", "Open the restricted note written before", "Shift+F8", "disclosure.open_last", "file-lock"
    ),
    Doing("Capture", "Who may read it: this line, or a person…", "Ctrl+R", "who_may_read.ask", "eye-off"),
    Doing("Meeting", "Write the child’s copy…", "Ctrl+F2", "who_may_read.childs_copy.show", "heart"),
    Doing(
        "Meeting", "Read a copy as its reader gets it…", "Ctrl+Shift+E", "who_may_read.preview.show", "eye"
    ),
    Doing("People", "Whose words?", "Alt+V", "item_pane.notes.open_speakers", "quote"),
    Doing(
        "People", "Back to who spoke before", "Ctrl+Shift+B", "item_pane.notes.choose_last_speaker", "repeat"
    ),
    Doing("People", "Who arrives or leaves…", "Ctrl+L", "attending.ask_arrival", "door-open"),
    Doing("People", "Everybody expected is here", "Ctrl+Shift+H", "attending.mark_all_here", "user-check"),
    Doing("People", "Joined remotely: alone and private", "Alt+7", "attending.say_private", "video"),
    Doing("People", "Joined remotely: not alone", "Alt+8", "attending.say_not_alone", "video"),
    Doing("People", "Who was in the room for this item", "Ctrl+Shift+R", "turn_room", "users-round"),
    Doing("People", "Everything the child said", "Shift+F2", "childs_words.turn", "message-square-quote"),
    Doing("People", "Add person…", "Ctrl+Shift+A", "attending.ask_person", "user-plus"),
    Doing("Go", "New note", "Alt+N", "item_pane.notes.focus_new", "notebook-pen"),
    Doing("Go", "Agenda", "Ctrl+G", "focus_agenda", "list-todo"),
    Doing("Go", "People at the meeting", "Ctrl+Shift+P", "strip.focus_chip", "users"),
)
"""In the order in which they stand in their menus."""

ADD_LINE = Doing("Meeting", "Add a line to the agenda…", "Ctrl+Shift+I", "ask_line", "plus")
"""Offered only where no form sets the agenda."""


def offer_doings(page: Page, *, can_shape: bool) -> None:
    """Offer every act on the page of the live meeting; `can_shape` where the agenda can get lines of its own."""
    for each in (*DOINGS, ADD_LINE) if can_shape else DOINGS:
        doing = functools.partial(attrgetter(each.does)(page), *each.given)
        page.offer(each.text, doing, each.keys, group=each.group, icon=each.icon)
