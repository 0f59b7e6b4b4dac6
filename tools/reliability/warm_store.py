"""Opens stores with the texts of their statements at hand, so that a process just begun writes as one that has run.

What a statement is in SQL is worked out once and kept by the process; a fork has it from its parent. The files, the
encryption and the one connection are each store's own, as the application opens them.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from cpm_desktop.storage import engine as engines
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.tables import NEWEST_SCHEMA


class WarmStores:
    """Opens databases; what one of them worked out in SQL serves all that are opened later."""

    def __init__(self) -> None:
        """Begin with nothing worked out."""
        self._texts: dict[Any, Any] = {}
        self._first: Engine | None = None

    def open(self, database: Path, key: StoreKey) -> Engine:
        """Open a store's database as `open_database` does."""
        return self._warmed(open_database(database, key, newest_schema=NEWEST_SCHEMA))

    def serve_all(self) -> None:
        """Have every database that this process and its forks open from now on be such a one."""
        names = vars(engines)
        make = names["create_engine"]

        def create_engine(*given: Any, **named: Any) -> Engine:  # noqa: ANN401 - handed on as they are
            return self._warmed(make(*given, **named))

        names["create_engine"] = create_engine

    def _warmed(self, engine: Engine) -> Engine:
        if self._first is None:
            self._first = engine
        engine.dialect = self._first.dialect  # the texts are kept for one
        engine.update_execution_options(compiled_cache=self._texts)
        return engine
