"""Who a store is, and which writer this laptop is in the revisions it makes."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.storage.errors import DamagedStore
from cpm_desktop.storage.journal_tables import STORE_FACT

_STORE, _WRITER = "store", "writer"


@dataclass(frozen=True, slots=True)
class StoreIdentity:
    """Permanent facts of a store.

    Attributes:
        store_id: tells stores apart.
        writer_id: counts this laptop's changes in revisions, and stands in the journal.
    """

    store_id: str
    writer_id: str


def enter_identity(connection: Connection) -> StoreIdentity:
    """Give a new store its identity."""
    identity = StoreIdentity(new_identifier(), new_identifier())
    rows = [
        {"name": _STORE, "value": identity.store_id},
        {"name": _WRITER, "value": identity.writer_id},
    ]
    connection.execute(STORE_FACT.insert(), rows)
    return identity


def read_identity(connection: Connection) -> StoreIdentity:
    """Read a store's identity.

    Raises:
        DamagedStore: it has none.
    """
    rows = connection.execute(select(STORE_FACT.c.name, STORE_FACT.c.value)).all()
    facts = {row.name: row.value for row in rows}
    if not {_STORE, _WRITER} <= facts.keys():
        raise DamagedStore
    return StoreIdentity(facts[_STORE], facts[_WRITER])
