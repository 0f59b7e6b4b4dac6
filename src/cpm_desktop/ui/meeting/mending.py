"""The button of the one line that says what an item lacks: it goes to the field, or settles it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cpm_desktop.domain.captures import Disclosure, Outcome
from cpm_desktop.domain.meeting import AgendaProgress, Answer, CarriedItem
from cpm_desktop.domain.readiness import Debt, Mend
from cpm_desktop.services.discussing import confirm_note
from cpm_desktop.services.item_work import note_no_disagreement, note_no_unmet_need
from cpm_desktop.ui.meeting.capture_panel import CAPTURE_KINDS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.meeting.attendance_strip import AttendanceStrip
    from cpm_desktop.ui.meeting.capture_panel import CapturePanel
    from cpm_desktop.ui.meeting.disclosure_panel import DisclosurePanel
    from cpm_desktop.ui.meeting.item_pane import ItemPane


class Mendable(Protocol):
    """The parts of the live meeting that mending works with."""

    desk: Desk
    meeting_id: str
    item_pane: ItemPane
    capture: CapturePanel
    strip: AttendanceStrip
    disclosure: DisclosurePanel

    def show_capture(self, *, is_shown: bool = True) -> None:
        """Bring quick capture to the front where it is folded away."""

    def press_primary(self) -> None:
        """Go to the close."""


def mend(page: Mendable, debt: Debt) -> None:
    """Do what the debt's button says, or move the keyboard to where it is done."""
    place, pane = debt.place, page.item_pane
    pane.finish_showing()
    if debt.mend is Mend.CONFIRM_NOTE:
        confirm_note(page.desk, page.meeting_id, place.id)
    elif debt.mend is Mend.RECORD_VIEW:
        page.show_capture()
        page.capture.record_view(debt.key.rpartition(".")[2])
    elif place.entity_kind in CAPTURE_KINDS and place.id:
        page.show_capture()
        page.capture.edit(place.entity_kind, place.id, place.field)
    elif place.entity_kind == AgendaProgress.kind:
        _mend_progress(page, debt)
    elif place.entity_kind == Answer.kind:
        subject = place.id.removeprefix(f"{place.item}.{place.field}").removeprefix(".")
        pane.questions.focus_question(place.field, subject)
    elif place.entity_kind in (CarriedItem.kind, Outcome.kind):
        _focus_carried(page, debt)
    elif place.entity_kind == "attendee" and (target := _person_field(pane, debt)) is not None:
        target.setFocus()
    elif place.entity_kind == Disclosure.kind:
        page.disclosure.open_last()
    else:
        _mend_elsewhere(page, debt)


def _mend_elsewhere(page: Mendable, debt: Debt) -> None:
    if debt.mend is Mend.MARK_ATTENDANCE:
        page.strip.focus_chip(debt.place.id)
    elif debt.mend is Mend.SET_NEXT_MEETING:
        page.item_pane.next_meeting.day.setFocus()
    else:
        page.press_primary()


def _person_field(pane: ItemPane, debt: Debt) -> QWidget | None:
    """Return the field about a person that the item shows; None where it shows none."""
    place, team = debt.place, pane.care_team.rows
    if place.field.startswith("care_team") and team:
        member = team.get(place.id)
        return member.words if member is not None else next(iter(team.values())).tick
    row = pane.participation.rows.get(place.id)
    if row is None:
        return None
    return row.words if place.field == "participation_note" else row.how


def _mend_progress(page: Mendable, debt: Debt) -> None:
    item = debt.place.item
    if debt.place.field == "no_disagreement_at":
        note_no_disagreement(page.desk, page.meeting_id, item, is_none=True)
    elif debt.place.field == "no_unmet_need_at":
        note_no_unmet_need(page.desk, page.meeting_id, item, is_none=True)
    else:
        page.item_pane.foot.ask_reason()


def _focus_carried(page: Mendable, debt: Debt) -> None:
    rows = page.item_pane.carried.rows
    meeting = page.desk.meeting(page.meeting_id).value
    of = {outcome.id: outcome.of_item for outcome in meeting.outcomes}
    row = rows.get(debt.place.id) or rows.get(of.get(debt.place.id, ""))
    if row is not None:
        page.item_pane.scrolling.ensureWidgetVisible(row)
        row.focus_field(debt.place.field)
