"""All tables of the newest schema, and which one holds which kind of entity."""

from typing import Final

from sqlalchemy import MetaData, Table

from cpm_desktop.domain.aggregate import entity_classes
from cpm_desktop.storage import (
    capture_tables,
    child_tables,
    columns,
    journal_tables,
    meeting_tables,
    projection_tables,
)

METADATA: Final[MetaData] = columns.metadata
ENTITY_TABLES: Final[dict[str, Table]] = {kind: METADATA.tables[kind] for kind in entity_classes()}
PROJECTIONS: Final[tuple[Table, ...]] = (
    projection_tables.OPEN_ITEM,
    projection_tables.CHILD_SUMMARY,
    projection_tables.MEETING_LINE,
    projection_tables.OPEN_FOLLOW_UP,
)
DECLARED_IN: Final = (child_tables, capture_tables, meeting_tables, journal_tables, projection_tables)
NEWEST_SCHEMA: Final = 1
"""The `user_version` of a store of the newest schema; a migration leads from each to the next."""
