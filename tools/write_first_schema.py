"""Write the statements of the first migration from the tables as declared.

Used until the first release; from then on the file of the first migration never changes, and a changed table
gets a migration of its own.
"""

from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from cpm_desktop.storage.journal_tables import APPEND_ONLY, trigger_sql
from cpm_desktop.storage.tables import METADATA

CHECKOUT = Path(__file__).resolve().parent.parent
TARGET = CHECKOUT / "src/cpm_desktop/storage/migrations/versions/schema_0001.sql"


def written(statement: object) -> str:
    """A statement with tidy line ends: no blank line stands inside it."""
    lines = str(statement).strip().replace("\t", "    ").splitlines()
    return "\n".join(line.rstrip() for line in lines if line.strip()).replace("\n)\n STRICT", "\n) STRICT")


def statements() -> list[str]:
    """All statements that make the newest schema in an empty database."""
    dialect = sqlite.dialect()
    tables = METADATA.sorted_tables
    indexes = sorted(
        (index for table in tables for index in table.indexes), key=lambda index: str(index.name)
    )
    return [
        *(written(CreateTable(table).compile(dialect=dialect)) for table in tables),
        *(written(CreateIndex(index).compile(dialect=dialect)) for index in indexes),
        *(trigger_sql(table, event) for table, events in APPEND_ONLY.items() for event in events),
    ]


def main() -> None:
    """Write the file."""
    text = "\n\n".join(f"{statement};" for statement in statements()) + "\n"
    TARGET.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
