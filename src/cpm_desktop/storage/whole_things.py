"""A child's file or a meeting with all that the store keeps beside it, read to be taken over into another store."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection

from cpm_desktop.domain.aggregate import all_entities
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.storage.aggregate_rows import read_aggregate
from cpm_desktop.storage.kept_rows import read_blob, read_form, read_record
from cpm_desktop.storage.refusals import UnknownContent


@dataclass(frozen=True, slots=True)
class WholeThing:
    """All of one thing.

    Attributes:
        aggregate: the child's file or the meeting.
        files: the bytes of papers and signed files that it names.
        form: id, version, hash and canonical text of the form it was held under; None for a child's file.
        record: number and canonical JSON of its frozen record; None where none was frozen.
    """

    aggregate: Aggregate
    files: tuple[bytes, ...]
    form: tuple[str, int, str, str] | None = None
    record: tuple[str, str] | None = None


def read_whole(connection: Connection, cls: type[Aggregate], identifier: str) -> WholeThing:
    """Read a child's file or a meeting; a file that is missing is left out.

    Raises:
        UnknownAggregate: there is none of that identity.
        UnknownForm: the form it was held under is not kept.
    """
    aggregate = read_aggregate(connection, cls, identifier)
    files = []
    for name in dict.fromkeys(getattr(each, "file_hash", "") for each in all_entities(aggregate)):
        with suppress(UnknownContent):
            files += [read_blob(connection, name)] if name else []
    form: tuple[str, int, str, str] | None = None
    record: tuple[str, str] | None = None
    if isinstance(aggregate, Meeting):
        facts = aggregate.facts
        if facts.form_hash:
            text = read_form(connection, facts.form_id, facts.form_version, facts.form_hash)
            form = (facts.form_id, facts.form_version, facts.form_hash, text)
        with suppress(UnknownContent):
            record = read_record(connection, identifier)
    return WholeThing(aggregate, tuple(files), form, record)
