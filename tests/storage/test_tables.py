import dataclasses

import pytest
from sqlalchemy import Engine

from cpm_desktop.domain.aggregate import entity_classes
from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.listing import ChildSummary, MeetingLine, OpenFollowUp
from cpm_desktop.domain.open_items import OpenItem, Place
from cpm_desktop.storage.journal_tables import APPEND_ONLY, trigger_sql
from cpm_desktop.storage.migrating import migrate
from cpm_desktop.storage.projection_tables import CHILD_SUMMARY, MEETING_LINE, OPEN_FOLLOW_UP, OPEN_ITEM
from cpm_desktop.storage.tables import ENTITY_TABLES, METADATA, NEWEST_SCHEMA
from tests.storage.bare_database import bare_engine

SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%alembic%'"


@pytest.mark.parametrize("kind", sorted(entity_classes()))
def test_a_table_has_the_fields_of_its_entity(kind: str) -> None:
    columns = [column.name for column in ENTITY_TABLES[kind].columns]
    assert columns == ["aggregate_id", *field_types(entity_classes()[kind])]


@pytest.mark.parametrize("kind", sorted(entity_classes()))
def test_a_column_may_be_empty_where_its_field_may(kind: str) -> None:
    for name, hint in field_types(entity_classes()[kind]).items():
        is_optional = type(None) in getattr(hint, "__args__", ())
        assert ENTITY_TABLES[kind].c[name].nullable == is_optional, name


def test_the_lists_have_the_fields_of_their_values() -> None:
    line = {column.name for column in MEETING_LINE.columns} - {"is_pending"}
    assert line == {field.name for field in dataclasses.fields(MeetingLine)}
    pending = {"planned", "live", "to_hand_over", "follow_ups"}
    summary = {column.name for column in CHILD_SUMMARY.columns} | pending
    assert summary == {field.name for field in dataclasses.fields(ChildSummary)}
    follow_up = {column.name for column in OPEN_FOLLOW_UP.columns}
    assert follow_up == {field.name for field in dataclasses.fields(OpenFollowUp)}
    born = {f"born_{field.name}" for field in dataclasses.fields(Place)}
    item = {field.name for field in dataclasses.fields(OpenItem)} - {"born"} | born
    assert {column.name for column in OPEN_ITEM.columns} == item


def test_migrations_lead_to_the_declared_tables() -> None:
    migrated, declared = bare_engine(), bare_engine()
    migrate(migrated)
    with declared.begin() as connection:
        METADATA.create_all(connection)
        for table, events in APPEND_ONLY.items():
            for event in events:
                connection.exec_driver_sql(trigger_sql(table, event))
    assert _schema(migrated) == _schema(declared)
    with migrated.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == NEWEST_SCHEMA
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    migrated.dispose()
    declared.dispose()


def _schema(engine: Engine) -> dict[tuple[str, str], str]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(SCHEMA).all()
    return {
        (kind, name): " ".join(sql.replace("(", " ( ").replace(")", " ) ").split())
        for kind, name, sql in rows
    }
