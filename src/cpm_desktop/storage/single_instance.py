"""Telling a second start of the application from the first, by a lock that no crash can leave behind."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from cpm_desktop.storage.faults import fault_of_file

_PRIVATE_FILE = 0o600


class SingleInstance:
    """The right to be the one that runs. The system takes it back when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Name the lock.

        Args:
            path: of the lock file, in a folder that exists; it stays there when the lock is let go.
        """
        self._path = path
        self._descriptor: int | None = None

    @property
    def is_first(self) -> bool:
        """Whether this process holds the lock."""
        return self._descriptor is not None

    def acquire(self) -> bool:
        """Take the lock, if no other process has it; True if this process has it now.

        Raises:
            UnwritableStore, FullDisk, FailingDisk: the lock file cannot be made.
        """
        if self.is_first:
            return True
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, _PRIVATE_FILE)
        except OSError as error:
            raise fault_of_file(error) from error
        if _lock(descriptor):
            self._descriptor = descriptor
            return True
        os.close(descriptor)
        return False

    def release(self) -> None:
        """Let another process be the first."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":  # pragma: no cover - on Windows alone
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
