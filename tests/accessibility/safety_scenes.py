"""Safety of the records, with every dialog over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.child import Child
from cpm_desktop.services.backing_up import Backups
from cpm_desktop.services.caseload import add_child
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.ui.safety.code_dialog import CodeDialog
from cpm_desktop.ui.safety.restore_dialog import RestoreDialog
from cpm_desktop.ui.safety.safety_page import SafetyPage
from tests.a_desk import FAST, PASSPHRASE
from tests.played_demonstration import prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.accessibility.stage import Stage


def safety(stage: Stage) -> SafetyPage:
    stage.open(prepared())
    desk = stage.desk
    assert desk.place is not None
    desk.derivation_cost = FAST
    key = unlock_with_passphrase(desk.place.keys.read(), PASSPHRASE)
    desk.backups = Backups(desk.store, desk.place, key, desk.now)
    desk.backups.start(when_quiet=False).result(20)
    page = stage.go("safety")
    assert isinstance(page, SafetyPage)
    return page


def code_shown(stage: Stage) -> None:
    safety(stage).keys.make_code(is_authoritys=False)
    dialog = stage.topmost()
    assert isinstance(dialog, CodeDialog)
    dialog.passphrase.control.setText(PASSPHRASE)  # type: ignore[attr-defined]  # a line
    dialog.accept()
    stage.wait_for(lambda: dialog.is_made)


def differing(stage: Stage) -> None:
    page = safety(stage)
    add_child(stage.desk, Child(id="", name="Marlon Tempest"))
    page.backups.restore()
    dialog = stage.topmost()
    assert isinstance(dialog, RestoreDialog)
    dialog.look()
    stage.wait_for(lambda: not dialog.list.isHidden())


def checked(stage: Stage) -> None:
    page = safety(stage)
    page.check.check()
    stage.wait_for(lambda: not page.check.answer.isHidden())


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "safety of the records": ("SafetyPage", safety),
    "safety: change the passphrase": (
        "PassphraseDialog",
        lambda stage: safety(stage).keys.change_passphrase(),
    ),
    "safety: a code for the authority": (
        "CodeDialog",
        lambda stage: safety(stage).keys.make_code(is_authoritys=True),
    ),
    "safety: a code that is shown": ("CodeDialog", code_shown),
    "safety: everything checked": ("SafetyPage", checked),
    "safety: encrypt everything anew": ("RekeyDialog", lambda stage: safety(stage).keys.encrypt_anew()),
    "safety: restore": ("RestoreDialog", differing),
    "safety: emergency sheet": ("SheetDialog", lambda stage: safety(stage).keys.show_sheet()),
}
