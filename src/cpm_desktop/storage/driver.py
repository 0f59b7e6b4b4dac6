"""The database library that encrypts, imported so that no other SQLite in the process can take its place."""

import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Protocol


class DriverCursor(Protocol):
    """What a statement of the driver gives."""

    def fetchone(self) -> tuple[object, ...] | None:
        """The next row, or None after the last."""


class DriverConnection(Protocol):
    """What is used of the driver's connection below SQLAlchemy; the driver itself states no types."""

    def set_key(self, key: str) -> None:
        """Give the key before the first page is read."""

    def execute(self, statement: str, values: tuple[str, ...] = ()) -> DriverCursor:
        """Run one statement, with values in the place of its question marks."""

    def set_progress_handler(self, handler: Callable[[], int] | None, steps: int) -> None:
        """Have something called each so many steps; a statement ends in an error where it does not return 0."""

    def close(self) -> None:
        """Let go of the file."""


def import_driver() -> ModuleType:
    """SQLCipher's DB-API module.

    On Linux its wheel shows the names of SQLite to the whole process: where an unencrypted libsqlite3 was
    loaded before, the keys would silently be ignored. Binding deeply keeps its own functions for itself.
    """
    if sys.platform != "win32" and hasattr(os, "RTLD_DEEPBIND"):
        flags = sys.getdlopenflags()
        sys.setdlopenflags(os.RTLD_NOW | os.RTLD_DEEPBIND)
        try:
            return _import()
        finally:
            sys.setdlopenflags(flags)
    return _import()


def _import() -> ModuleType:
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - only under the flags set above

    module: ModuleType = dbapi2
    return module
