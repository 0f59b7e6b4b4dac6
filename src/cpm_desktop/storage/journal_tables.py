"""The tables of the journal, which only grows, and of what is kept beside the aggregates."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text

from cpm_desktop.storage.columns import (
    claim,
    content,
    maybe_number,
    metadata,
    number,
    strict_table,
    words,
)

# Facts of the store itself: its identity, and the writer that this laptop is.
STORE_FACT: Final = Table(
    "store_fact", metadata, Column("name", Text, primary_key=True), words("value"), sqlite_strict=True
)

# Each child's file, meeting and workplace, whose file it belongs to, and how often each writer changed it.
AGGREGATE: Final = Table(
    "aggregate",
    metadata,
    Column("id", Text, primary_key=True),
    words("name"),
    Column("child_id", Text, nullable=True),
    words("revision"),
    Index("aggregate_by_child", "child_id"),
    sqlite_strict=True,
)

JOURNAL: Final = strict_table(
    "journal",
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    words("aggregate_id"),
    words("aggregate_name"),
    words("revision"),
    words("at"),
    words("writer"),
    words("entry_kind"),
    words("command_kind"),
    number("command_version"),
    words("label"),
    maybe_number("of"),
    claim("is_barrier"),
    content("payload_hash"),
    content("chain_hash"),
    Index("journal_by_aggregate", "aggregate_id", "sequence"),
)

# What an entry holds stands apart, so that it can be erased after filing while the chain keeps its proof.
PAYLOAD: Final = Table(
    "payload",
    metadata,
    Column("sequence", Integer, ForeignKey("journal.sequence"), primary_key=True, autoincrement=False),
    content("salt"),
    content("payload"),
    sqlite_strict=True,
)

# Attached papers and signed files, by the SHA-256 (hex) of their bytes.
BLOB: Final = Table(
    "blob", metadata, Column("hash", Text, primary_key=True), content("content"), sqlite_strict=True
)

# The canonical text of each form that a meeting was held under.
FORM_TEXT: Final = Table(
    "form_text",
    metadata,
    words("id"),
    number("version"),
    words("hash"),
    words("text"),
    PrimaryKeyConstraint("id", "version"),
    sqlite_strict=True,
)

# What minutes are made of, frozen, as canonical JSON with its SHA-256.
RECORD: Final = Table(
    "record",
    metadata,
    Column("meeting_id", Text, ForeignKey("aggregate.id"), primary_key=True),
    words("fingerprint"),
    words("text"),
    sqlite_strict=True,
)

# The signing key, and nothing that can be told by a person.
SECRET: Final = Table(
    "secret", metadata, Column("name", Text, primary_key=True), content("content"), sqlite_strict=True
)

# What must never change or go, and what SQLite says where it is tried.
APPEND_ONLY: Final = {
    "journal": ("update", "delete"),
    "payload": ("update",),
    "form_text": ("update", "delete"),
    "blob": ("update",),
}


def trigger_name(table: str, event: str) -> str:
    """The name of the trigger that refuses an event on a table."""
    return f"{table}_refuses_{event}"


def trigger_sql(table: str, event: str) -> str:
    """The statement that makes the trigger."""
    return (
        f"CREATE TRIGGER {trigger_name(table, event)} BEFORE {event.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} refuses {event}'); END"
    )
