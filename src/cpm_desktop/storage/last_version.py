"""Which version of the application had the store open last."""

from typing import Final

from sqlalchemy import Engine, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from cpm_desktop.storage.faults import fault_of_database
from cpm_desktop.storage.journal_tables import STORE_FACT

_LAST_VERSION: Final = "last_version"


def read_last_version(engine: Engine) -> str:
    """Return the version, such as "0.1.0"; empty where none was noted yet."""
    chosen = select(STORE_FACT.c.value).where(STORE_FACT.c.name == _LAST_VERSION)
    with engine.connect() as connection:
        return connection.execute(chosen).scalar() or ""


def note_version(engine: Engine, version: str) -> None:
    """Remember the version.

    Raises:
        StoreError: the disk is full or refuses.
    """
    kept = insert(STORE_FACT).values(name=_LAST_VERSION, value=version)
    try:
        with engine.begin() as connection:
            connection.execute(
                kept.on_conflict_do_update(index_elements=[STORE_FACT.c.name], set_={"value": version})
            )
    except DBAPIError as error:
        raise fault_of_database(error) or error from error
