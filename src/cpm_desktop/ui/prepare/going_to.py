"""Where things are on the page of preparing: a task, a person, an item; and what the palette finds of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from cpm_desktop.domain.forms import ItemPart
from cpm_desktop.services.holding import agenda_items, agenda_lines
from cpm_desktop.ui.prepare.people_card import reply_words
from cpm_desktop.ui.shell.child_meetings import other_meetings
from cpm_desktop.ui.shell.finding import PaletteEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.prepare.agenda_notes import AgendaNotes
    from cpm_desktop.ui.prepare.details_card import DetailsCard
    from cpm_desktop.ui.prepare.papers_card import PapersCard
    from cpm_desktop.ui.prepare.people_card import PeopleCard
    from cpm_desktop.ui.prepare.questions_box import QuestionsBox
    from cpm_desktop.ui.shell.navigator import Navigator


class Preparing(Protocol):
    """The parts of the page that one goes to."""

    desk: Desk
    meeting_id: str
    navigator: Navigator
    details: DetailsCard
    questions: QuestionsBox
    agenda: AgendaNotes
    people: PeopleCard
    papers: PapersCard

    def show_centre(self) -> None:
        """Have agenda and notes shown, also where the window is narrow."""

    def show_side(self, part: QWidget) -> None:
        """Have people and papers shown, with one of them in sight."""


def go_to_task(page: Preparing, task: str) -> None:
    """Go to where a task is done."""
    if task in ("people", "participation"):
        page.show_side(page.people)
        first = next(iter(page.people.lines.values()), None)
        (first.reply if first is not None else page.people.invite_button).setFocus()
        return
    if task == "papers":
        page.show_side(page.papers)
        first_paper = next(iter(page.papers.lines.values()), None)
        (first_paper.tick if first_paper is not None else page.papers.new_title).setFocus()
        return
    page.show_centre()
    if task in ("details", "complex"):
        page.details.setVisible(True)
        page.details.day.control.setFocus()
    elif task == "questions":
        page.questions.focus_first_open()
    else:
        page.agenda.open_item(_item_for(page, task))


def _item_for(page: Preparing, task: str) -> str:
    meeting = page.desk.meeting(page.meeting_id).value
    wanted = {"views": ItemPart.CHILD_VIEWS, "carried": ItemPart.SINCE_LAST}.get(task)
    items = agenda_items(page.desk, meeting)
    item = next((one for one in items if one.part is wanted), None) if wanted else None
    without = (one for one in items if not meeting.progress_of(one.id).prepared_note)
    return (item or next(without, items[0])).id


def found_in(page: Preparing) -> list[PaletteEntry]:
    """Return what is found: people with their replies, items with their notes, the child's other meetings."""
    others = other_meetings(page.desk, page.navigator, page.meeting_id)
    return [*_people(page), *_items(page), *others]


def _people(page: Preparing) -> Iterator[PaletteEntry]:
    for person in page.desk.meeting(page.meeting_id).value.attendees:
        if person.name and person.id in page.people.lines:
            detail = " · ".join(part for part in (person.role, reply_words(person)) if part)
            go = partial(_go_to_person, page, person.id)
            yield PaletteEntry(person.name, go, detail, icon="user-check", group="People and their replies")


def _items(page: Preparing) -> Iterator[PaletteEntry]:
    meeting = page.desk.meeting(page.meeting_id).value
    for line in agenda_lines(page.desk, meeting):
        has_note = bool(meeting.progress_of(line.item.id).prepared_note.strip())
        yield PaletteEntry(
            f"{line.number}  {line.title}",
            partial(_go_to_item, page, line.item.id),
            "Noted" if has_note else "No note yet",
            icon="list-todo",
            group="Agenda",
        )


def _go_to_person(page: Preparing, person_id: str) -> None:
    line = page.people.lines.get(person_id)
    if line is not None:
        page.show_side(line)
        line.reply.setFocus()


def _go_to_item(page: Preparing, item: str) -> None:
    page.show_centre()
    page.agenda.open_item(item)
