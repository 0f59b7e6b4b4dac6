"""Clearing a filed record at the window: what goes is said, nothing goes without a tick, the proof is found again."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.services.clearing import clear_record
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.legal_holding import place_hold
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.clearing.clear_dialog import ClearDialog
from cpm_desktop.ui.clearing.cleared_page import ClearedPage
from cpm_desktop.ui.clearing.filed_records_dialog import FiledRecordsDialog
from cpm_desktop.ui.clearing.holds_dialog import HoldsDialog
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.shell.acts import acts_of
from tests.a_desk import SetClock, set_clock
from tests.services.a_filed_record import DUE, FILED, at, filed, place_of, with_backups
from tests.services.a_record import a_desk, enter_kai, value_of
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
    assert "A new backup was made and checked" in dialog.message.accessibleDescription()
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
