"""What is seen before the records are open: the first start, the passphrase, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.ui.unlock.first_run_screen import FirstRunScreen
from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen
from tests.a_desk import PASSPHRASE
from tests.played_demonstration import prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.accessibility.stage import Stage

_DETAILS = ("Priya Nair", "Social worker", "Northbeck Council", "Children in Our Care, East team")


def first_run(stage: Stage) -> FirstRunScreen:
    screen = stage.show_first_start()
    assert isinstance(screen, FirstRunScreen)
    return screen


def first_run_refused(stage: Stage) -> None:
    first_run(stage).go_on()


def second_step(stage: Stage) -> FirstRunScreen:
    screen = first_run(stage)
    fields = (screen.you.name, screen.you.role, screen.you.authority, screen.you.service)
    for field, text in zip(fields, _DETAILS, strict=True):
        field.control.setText(text)  # type: ignore[attr-defined]  # a line
    screen.go_on()
    stage.settle()
    return screen


def third_step(stage: Stage) -> FirstRunScreen:
    screen = second_step(stage)
    for field in (screen.passphrase.passphrase, screen.passphrase.again):
        field.control.setText(PASSPHRASE)  # type: ignore[attr-defined]  # a line
    screen.go_on()
    stage.wait_for(lambda: screen.step is screen.recovery)
    return screen


def fourth_step(stage: Stage) -> None:
    screen = third_step(stage)
    screen.recovery.kept.setChecked(True)
    screen.go_on()
    stage.settle()


def unlock(stage: Stage) -> UnlockScreen:
    stage.open(prepared())
    stage.windows.lock()
    return _unlock_screen(stage)


def unlock_refused(stage: Stage) -> None:
    unlock(stage).unlock()


def recovery(stage: Stage) -> None:
    unlock(stage).show_recovery()


def trouble(stage: Stage) -> None:
    screen = stage.windows._waiting_screen("Nothing was changed.")
    stage.window.show_content(screen)
    screen.show_error(CarePlanningError("The records are open in another window. Close that one first."))


def _unlock_screen(stage: Stage) -> UnlockScreen:
    from cpm_desktop.lazy_door import LazyDoor  # noqa: PLC0415 - the way into the store that was just locked

    stage.windows._door = LazyDoor(stage.folder / str(stage._count) / "store")
    stage.windows.show_locked()
    stage.settle()
    screen = stage.content
    assert isinstance(screen, UnlockScreen)
    stage.wait_for(screen._facts.count)  # they are found out behind it
    return screen


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "first run: you": ("FirstRunScreen", first_run),
    "first run: you, refused": ("FirstRunScreen", first_run_refused),
    "first run: passphrase": ("FirstRunScreen", second_step),
    "first run: recovery code": ("FirstRunScreen", third_step),
    "first run: copies": ("FirstRunScreen", fourth_step),
    "unlock": ("UnlockScreen", unlock),
    "unlock, refused": ("UnlockScreen", unlock_refused),
    "unlock with the recovery code": ("UnlockScreen", recovery),
    "trouble at the start": ("WaitingScreen", trouble),
}
