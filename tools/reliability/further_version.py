"""A made-up version of the schema: what a real migration would do to a real store, for trials and tests alone."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from sqlalchemy import Connection

from cpm_desktop.services import unlocking
from cpm_desktop.storage import looking, migrating, rekeying
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.migrating import outside_transaction, read_schema_version
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from tests.storage import kept_store

FURTHER = NEWEST_SCHEMA + 1
FIXTURES = Path(kept_store.__file__).parent / "fixtures"
PAST_VERSIONS = sorted(int(folder.name.removeprefix("version-")) for folder in FIXTURES.glob("version-*"))
_NEW_COLUMNS = {"tone", "weight"}
_PASSED_OVER = {"mood", "alembic_version"}
_OF_THE_OPENING = "'last_version'"  # a line of store_fact that each first opening by a version leaves
# A column more, two tables made anew with all that is in them (one that only grows), a new table, and its rows.
_SCRIPT = '''"""Made up for trials of migrations."""

from alembic import op


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    run("ALTER TABLE outcome ADD COLUMN weight TEXT NOT NULL DEFAULT ''")
    make_anew(run, "note", "tone TEXT NOT NULL DEFAULT 'calm', PRIMARY KEY")
    make_anew(run, "journal", "PRIMARY KEY")
    run("CREATE TABLE mood (id TEXT NOT NULL, PRIMARY KEY (id)) STRICT")
    run("INSERT INTO mood SELECT id FROM aggregate")
    for statement in and_then:
        run(statement)


def make_anew(run, table: str, with_key: str) -> None:
    """Make a table anew with all that is in it, its indexes and its triggers."""
    made = run("SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)).all()
    (statement,) = [sql for kind, sql in made if kind == "table"]
    names = ", ".join(f'"{row[1]}"' for row in run(f"PRAGMA table_info({table})"))
    run(statement.replace(f"CREATE TABLE {table}", "CREATE TABLE anew").replace("PRIMARY KEY", with_key, 1))
    run(f"INSERT INTO anew ({names}) SELECT {names} FROM {table}")
    run(f"DROP TABLE {table}")
    run(f"ALTER TABLE anew RENAME TO {table}")
    for kind, sql in made:
        if kind != "table":
            run(sql)


'''


@contextlib.contextmanager
def use_further_version(*and_then: str) -> Iterator[None]:
    """Have the application be of the further version, with the migration that leads to it.

    Args:
        and_then: statements that the migration carries out last; tests have it spoil something.
    """
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        scripts = Path(name) / "migrations"
        real = migrating._SCRIPTS  # noqa: SLF001 - what is put beside them is the only thing made up
        shutil.copytree(real, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        facts = (
            f'revision = "{FURTHER:04d}"\ndown_revision = "{NEWEST_SCHEMA:04d}"\nand_then = {and_then!r}\n'
        )
        (scripts / "versions" / f"schema_{FURTHER:04d}.py").write_text(_SCRIPT + facts, encoding="utf-8")
        stack.enter_context(mock.patch.object(migrating, "_SCRIPTS", scripts))
        stack.enter_context(mock.patch.object(migrating.migrate, "__defaults__", (FURTHER,)))
        for module in (migrating, unlocking, looking, rekeying):
            stack.enter_context(mock.patch.object(module, "NEWEST_SCHEMA", FURTHER))
        yield


def what_it_holds(database: Path, key: StoreKey) -> tuple[int, dict[str, list[str]], dict[str, str]]:
    """Return the version of a store, all rows of each table, and all triggers and indexes by name.

    What only the further version has is passed over: so a store before and one after its migration are the same.
    """
    with tempfile.TemporaryDirectory() as folder:
        for path in database.parent.glob(f"{database.name}*"):
            shutil.copyfile(path, Path(folder) / path.name)
        engine = open_database(Path(folder) / database.name, key, newest_schema=FURTHER)
        try:
            with outside_transaction(engine) as connection:
                return read_schema_version(connection), _rows(connection), _made_beside_tables(connection)
        finally:
            engine.dispose()


def _rows(connection: Connection) -> dict[str, list[str]]:
    run = connection.exec_driver_sql
    names = run("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").scalars()
    found: dict[str, list[str]] = {}
    for name in set(names) - _PASSED_OVER:
        columns = [row[1] for row in run(f'PRAGMA table_info("{name}")') if row[1] not in _NEW_COLUMNS]
        asked = ", ".join(f'"{column}"' for column in columns)
        rows = run(f'SELECT {asked} FROM "{name}"')  # noqa: S608 - names of ours
        found[name] = sorted(line for line in map(repr, map(tuple, rows)) if _OF_THE_OPENING not in line)
    return found


def _made_beside_tables(connection: Connection) -> dict[str, str]:
    run = connection.exec_driver_sql
    made = run("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL")
    return {str(name): str(sql) for name, sql in made}
