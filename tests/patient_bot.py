"""Waiting for what a window will do, on a machine that may be busy with much else."""

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

PATIENCE = 30_000  # ms; as a rule it is there at once, and the wait ends when it is


class PatientBot(QtBot):
    """Waits until something is so for half a minute before it gives up."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:  # noqa: N802 - pytest-qt's
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802 - the same
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb)
