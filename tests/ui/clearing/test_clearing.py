"""Clearing a filed record at the window: what goes is said, nothing goes without a tick, the proof is found again."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.handover import ManagerComment
from cpm_desktop.services.clearing import clear_record
from cpm_desktop.services.clearing_offer import find_offers
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import mark_loaded, mark_noted
from cpm_desktop.services.holding import start
from cpm_desktop.services.legal_holding import lift_hold, place_hold
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.caseload.caseload_page import CaseloadPage
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.clearing.clear_dialog import ClearDialog
from cpm_desktop.ui.clearing.clear_offer import ClearOffer
from cpm_desktop.ui.clearing.cleared_page import ClearedPage
from cpm_desktop.ui.clearing.filed_records_dialog import FiledRecordsDialog
from cpm_desktop.ui.clearing.holds_dialog import HoldsDialog
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.shell.acts import acts_of
from tests.a_desk import SetClock, set_clock
from tests.services.a_filed_record import DUE, FILED, at, filed, place_of, with_backups
from tests.services.a_record import a_desk, enter_kai, prepare, value_of
from tests.ui.a_window import OpenWindow, unnamed

PATIENCE = 60_000


@pytest.fixture
def clock() -> SetClock:
    return set_clock("2026-11-20", "09:00")


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Desk:
    return with_backups(a_desk(tmp_path, clock))


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, desk: Desk) -> Iterator[OpenWindow]:
    window = OpenWindow(qtbot, theme, desk)
    yield window
    window.close()


def do(opened: OpenWindow, text: str) -> None:
    """Do something that stands in menu and palette."""
    page = opened.workspace.page
    assert page is not None
    next(act for act in acts_of(opened.workspace, page) if act.text == text).run()


def test_a_record_is_cleared_only_once_it_is_ticked_and_its_proof_takes_its_place(
    opened: OpenWindow, desk: Desk, clock: SetClock, tmp_path: Path
) -> None:
    child_id = enter_kai(desk)
    meeting_id = filed(desk, child_id)
    page = opened.go("after", meeting_id)
    assert isinstance(page, AfterPage)
    assert "It can be cleared from 20" in page.clearing.told
    assert page.clearing.clear_button.isHidden()
    at(clock, DUE)
    child_page = opened.go("child", child_id)
    assert isinstance(child_page, ChildPage)
    assert not child_page.notices.filed.isHidden()
    child_page.notices.filed.button.click()
    offer = opened.dialog()
    assert isinstance(offer, FiledRecordsDialog)
    offer.accept()
    due_page = opened.workspace.page
    assert isinstance(due_page, AfterPage)
    assert "its days here have passed" in due_page.clearing.told
    do(opened, "Clear this record…")
    dialog = opened.dialog()
    assert isinstance(dialog, ClearDialog)
    assert unnamed(dialog) == []
    dialog.agree_button.click()
    assert "Tick the box first" in dialog.message.accessibleName()
    assert value_of(desk, meeting_id).notes != ()
    dialog.seen.setChecked(True)
    dialog.agree_button.click()
    opened.qtbot.waitUntil(lambda: dialog.is_done, timeout=PATIENCE)
    assert dialog.message.accessibleName() == "The record is cleared from this computer"
    assert "made and checked; no older backup had to be deleted." in dialog.message.accessibleDescription()
    assert value_of(desk, meeting_id).notes == ()
    assert len(list_backups(place_of(desk))) == 1
    dialog.agree_button.click()
    child_again = opened.workspace.page
    assert isinstance(child_again, ChildPage)
    assert child_again.notices.filed.isHidden()
    opened.workspace.open_after(meeting_id)
    shown = opened.workspace.page
    assert isinstance(shown, ClearedPage)
    assert unnamed(shown) == []
    texts = " ".join(label.text() for label in shown.facts.findChildren(type(shown.clearing._about)))
    assert "LL-204417" in texts
    assert "abab abab abab abab" in texts
    assert "1 open action" in shown.clearing.told
    for name in ("proofs.csv", "proofs.pdf"):
        shown.proofs.choose_file = lambda name=name: str(tmp_path / name)  # type: ignore[misc]  # the name is bound now
        shown.proofs.save()
        opened.qtbot.waitUntil((tmp_path / name).exists, timeout=PATIENCE)
    assert "LL-204417" in (tmp_path / "proofs.csv").read_text("utf-8-sig")
    printed = "".join(
        leaf.extract_text() for leaf in pypdf.PdfReader(BytesIO((tmp_path / "proofs.pdf").read_bytes())).pages
    )
    assert "abab abab abab abab" in printed.replace("\xa0", " ")
    assert "Avery" not in printed


def _offer(opened: OpenWindow) -> ClearOffer:
    """Return the caseload's offer, once it has looked at everything."""
    page = opened.go("caseload")
    assert isinstance(page, CaseloadPage)
    opened.qtbot.waitUntil(
        lambda: find_offers(opened.desk) is not None and page.chart.accessibleDescription() != ""
    )
    for _ in range(5):
        QCoreApplication.processEvents()
    assert not page.clear_offer._is_looking
    return page.clear_offer


def _page_acts(opened: OpenWindow) -> list[str]:
    page = opened.workspace.page
    assert page is not None
    return [act.text for act in acts_of(page) if "from this computer" in act.text]


def test_the_caseload_offers_to_clear_one_record_and_enter_opens_what_goes_and_stays(
    opened: OpenWindow, desk: Desk, clock: SetClock
) -> None:
    meeting_id = filed(desk, enter_kai(desk), actions=())
    assert _offer(opened).isHidden()  # its days have not passed
    assert _page_acts(opened) == []
    at(clock, DUE)
    offer = _offer(opened)
    assert offer.button.plain_text == "1 filed record can be cleared from this computer…"
    assert _page_acts(opened) == ["Clear 1 filed record from this computer…"]
    assert [each for each in opened.workspace.window().findChildren(QDialog) if each.isVisible()] == []
    offer.button.setFocus()
    opened.press(Qt.Key.Key_Return)
    dialog = opened.dialog()
    assert isinstance(dialog, ClearDialog)
    dialog.reject()
    assert not value_of(desk, meeting_id).cleared


def test_several_are_listed_and_cleared_one_after_the_other_from_the_list(
    opened: OpenWindow, desk: Desk, clock: SetClock
) -> None:
    child_id = enter_kai(desk)
    ids = {filed(desk, child_id, actions=()) for _ in range(2)}
    desk.backups = None  # that they are cleared too is shown above
    at(clock, DUE)
    offer = _offer(opened)
    assert offer.button.plain_text == "2 filed records can be cleared from this computer…"
    do(opened, "Clear 2 filed records from this computer…")
    listed = opened.dialog()
    assert isinstance(listed, FiledRecordsDialog)
    assert listed.list.current_key in ids
    listed.clear_button.click()
    dialog = listed.findChild(ClearDialog)
    assert isinstance(dialog, ClearDialog)
    dialog.seen.setChecked(True)
    dialog.accept()
    opened.qtbot.waitUntil(lambda: dialog.is_done, timeout=PATIENCE)
    dialog.accept()
    cleared = [each for each in ids if value_of(desk, each).cleared]
    assert len(cleared) == 1
    listed.list.choose(cleared[0])
    assert not listed.clear_button.isEnabled()  # what is cleared is not cleared again
    listed.reject()
    opened.qtbot.waitUntil(lambda: offer.button.plain_text.startswith("1 filed record can"))


def test_nothing_is_offered_under_a_hold_before_filing_or_while_a_meeting_is_held(
    opened: OpenWindow, desk: Desk, clock: SetClock
) -> None:
    child_id = enter_kai(desk)
    meeting_id = filed(desk, child_id, actions=())
    at(clock, DUE)
    assert not _offer(opened).isHidden()
    place_hold(desk, child_id, "The court asked for all papers.")
    assert _offer(opened).isHidden()
    child_page = opened.go("child", child_id)
    assert isinstance(child_page, ChildPage)
    assert child_page.notices.filed.isHidden()
    lift_hold(desk, child_id, desk.child(child_id).value.holds[0].id, "The court is done.")
    assert not _offer(opened).isHidden()
    mark_noted(desk, meeting_id, None)
    assert _offer(opened).isHidden()
    mark_noted(desk, meeting_id, FILED)
    desk.meeting(meeting_id).perform(Put(entity=ManagerComment(id="m", text="Well done", by="Moss", on=DUE)))
    assert _offer(opened).isHidden()  # it came after the record was loaded
    desk.meeting(meeting_id).perform(
        Put(entity=ManagerComment(id="m", text="Well done", by="Moss", on=FILED))
    )
    mark_loaded(desk, meeting_id, FILED)
    assert not _offer(opened).isHidden()
    start(desk, prepare(desk, child_id, "care-team", DUE))
    assert _offer(opened).isHidden()


def test_a_hold_is_set_and_lifted_with_a_reason_and_seen_on_the_childs_page(
    opened: OpenWindow, desk: Desk, clock: SetClock
) -> None:
    child_id = enter_kai(desk)
    meeting_id = filed(desk, child_id)
    at(clock, DUE)
    page = opened.go("after", meeting_id)
    assert isinstance(page, AfterPage)
    do(opened, "Legal holds…")
    dialog = opened.dialog()
    assert isinstance(dialog, HoldsDialog)
    assert unnamed(dialog) == []
    dialog.accept()
    assert desk.child(child_id).value.holds == ()
    dialog.why.setText("The court asked for all papers.")
    dialog.accept()
    assert desk.child(child_id).value.holds[0].why == "The court asked for all papers."
    dialog.reject()
    assert "A legal hold stands" in page.clearing.told
    assert page.clearing.clear_button.isHidden()
    child_page = opened.go("child", child_id)
    assert isinstance(child_page, ChildPage)
    assert not child_page.notices.hold.isHidden()
    child_page.notices.hold.button.click()
    again = opened.dialog()
    assert isinstance(again, HoldsDialog)
    again.why.setText("The court is done.")
    again.lift_button.click()
    assert not desk.child(child_id).value.holds[0].stands()
    again.reject()
    assert child_page.notices.hold.isHidden()


def test_all_filed_records_are_listed_and_what_was_interrupted_is_finished(
    opened: OpenWindow, desk: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    child_id = enter_kai(desk)
    cleared, due, held = (
        filed(desk, child_id),
        filed(desk, child_id, actions=()),
        filed(desk, child_id, actions=()),
    )
    place_hold(desk, child_id, "An inquiry", held)
    assert desk.backups is not None
    desk.backups.start(when_quiet=False).result(20)
    at(clock, DUE)

    def power_goes() -> Path:
        raise OSError(5, "power")

    with monkeypatch.context() as patched:
        patched.setattr(desk.backups, "make_now", power_goes)
        with pytest.raises(OSError, match="power"):
            clear_record(desk, cleared)
    opened.go("caseload")
    do(opened, "Filed records…")
    dialog = opened.dialog()
    assert isinstance(dialog, FiledRecordsDialog)
    assert unnamed(dialog) == []
    rows = [dialog.list.model().index(place, 0).data() for place in range(dialog.list.model().rowCount())]
    assert ["May be cleared" in rows, "Have to wait" in rows, "Cleared" in rows] == [True] * 3
    assert dialog.list.current_key == due
    assert "Backups still hold records" in dialog.unfinished.accessibleDescription()
    dialog.unfinished.button.click()
    opened.qtbot.waitUntil(
        lambda: "1 older one deleted" in dialog.unfinished.accessibleName(), timeout=PATIENCE
    )
    dialog.list.choose(cleared)
    dialog.accept()
    assert isinstance(opened.workspace.page, ClearedPage)
    assert FILED < DUE
