"""Columns for each kind of value that an entity may hold, and the shape that all tables of entities share."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData()


def words(name: str) -> Column[str]:
    """Text as typed; also an enum's text, or a tuple of texts as JSON."""
    return Column(name, Text, nullable=False)


def number(name: str) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False)


def maybe_number(name: str) -> Column[int]:
    """A whole number, or nothing while it is not known."""
    return Column(name, Integer, nullable=True)


def claim(name: str) -> Column[int]:
    """True or false, as 1 or 0."""
    return Column(name, Integer, CheckConstraint(f"{name} IN (0, 1)"), nullable=False)


def maybe_claim(name: str) -> Column[int]:
    """True, false, or nothing while it is not answered."""
    return Column(name, Integer, CheckConstraint(f"{name} IN (0, 1)"), nullable=True)


def day(name: str) -> Column[str]:
    """A local date as ISO 8601, or nothing."""
    return Column(name, Text, nullable=True)


def time_of_day(name: str) -> Column[str]:
    """A local time of day as ISO 8601, or nothing."""
    return Column(name, Text, nullable=True)


def moment(name: str) -> Column[str]:
    """A moment in UTC as ISO 8601, or nothing."""
    return Column(name, Text, nullable=True)


def content(name: str) -> Column[bytes]:
    """Bytes."""
    return Column(name, LargeBinary, nullable=False)


def strict_table(name: str, *parts: Column[str] | Column[int] | Column[bytes] | Index) -> Table:
    """A table that takes values of its columns' types only."""
    return Table(name, metadata, *parts, sqlite_strict=True)


def entity_table(name: str, *columns: Column[str] | Column[int]) -> Table:
    """The table of one kind of entity: whose it is, its identity and place there, and its fields."""
    return Table(
        name,
        metadata,
        Column("aggregate_id", Text, ForeignKey("aggregate.id"), nullable=False),
        words("id"),
        number("position"),
        *columns,
        PrimaryKeyConstraint("aggregate_id", "id"),
        sqlite_strict=True,
    )
