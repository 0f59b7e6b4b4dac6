"""What is kept beside the aggregates: files, forms' texts, frozen records and the signing key."""

import hashlib

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from cpm_desktop.domain.meeting import MeetingFacts, Stage
from cpm_desktop.storage.journal_tables import BLOB, FORM_TEXT, RECORD, SECRET
from cpm_desktop.storage.refusals import FormChanged, RecordChanged, UnknownContent, UnknownForm
from cpm_desktop.storage.tables import ENTITY_TABLES


def hash_of(content: bytes) -> str:
    """The name under which bytes are kept: their SHA-256 (hex)."""
    return hashlib.sha256(content).hexdigest()


def enter_blob(connection: Connection, name: str, content: bytes) -> None:
    """Keep bytes; the same bytes are kept once."""
    connection.execute(insert(BLOB).on_conflict_do_nothing(), {"hash": name, "content": content})


def read_blob(connection: Connection, name: str) -> bytes:
    """Read bytes by their hash.

    Raises:
        UnknownContent: there are none.
    """
    return _known(connection.execute(select(BLOB.c.content).where(BLOB.c.hash == name)).scalar())


def enter_form(connection: Connection, form_id: str, version: int, form_hash: str, text: str) -> None:
    """Keep the text of a form at its first use; the same text again changes nothing.

    Raises:
        FormChanged: another text has this identity and version.
    """
    is_this = (FORM_TEXT.c.id == form_id) & (FORM_TEXT.c.version == version)
    kept = connection.execute(select(FORM_TEXT.c.hash).where(is_this)).scalar()
    if kept is None:
        row = {"id": form_id, "version": version, "hash": form_hash, "text": text}
        connection.execute(FORM_TEXT.insert(), row)
    elif kept != form_hash:
        raise FormChanged


def read_form(connection: Connection, form_id: str, version: int, form_hash: str) -> str:
    """Read the text of the very form that a meeting was held under.

    Raises:
        UnknownForm: it is not kept.
    """
    is_this = (FORM_TEXT.c.id == form_id) & (FORM_TEXT.c.version == version) & (FORM_TEXT.c.hash == form_hash)
    text: str | None = connection.execute(select(FORM_TEXT.c.text).where(is_this)).scalar()
    if text is None:
        raise UnknownForm
    return text


def enter_record(connection: Connection, meeting_id: str, fingerprint: str, text: str) -> None:
    """Keep a meeting's frozen record; until the meeting is signed, a later one replaces it.

    Raises:
        RecordChanged: the meeting is signed, and this is another record.
    """
    kept = connection.execute(select(RECORD.c.fingerprint).where(RECORD.c.meeting_id == meeting_id)).scalar()
    if kept == fingerprint:
        return
    if kept is not None and _is_signed(connection, meeting_id):
        raise RecordChanged
    statement = insert(RECORD).on_conflict_do_update(
        index_elements=[RECORD.c.meeting_id], set_={"fingerprint": fingerprint, "text": text}
    )
    connection.execute(statement, {"meeting_id": meeting_id, "fingerprint": fingerprint, "text": text})


def read_record(connection: Connection, meeting_id: str) -> tuple[str, str]:
    """Read a meeting's frozen record: fingerprint and canonical JSON.

    Raises:
        UnknownContent: none was frozen.
    """
    columns = RECORD.c.fingerprint, RECORD.c.text
    row = connection.execute(select(*columns).where(RECORD.c.meeting_id == meeting_id)).first()
    if row is None:
        raise UnknownContent
    return row.fingerprint, row.text


def enter_secret(connection: Connection, name: str, content: bytes) -> None:
    """Keep something secret, in place of what had that name."""
    statement = insert(SECRET).on_conflict_do_update(
        index_elements=[SECRET.c.name], set_={"content": content}
    )
    connection.execute(statement, {"name": name, "content": content})


def read_secret(connection: Connection, name: str) -> bytes:
    """Read something secret.

    Raises:
        UnknownContent: there is none of that name.
    """
    return _known(connection.execute(select(SECRET.c.content).where(SECRET.c.name == name)).scalar())


def _is_signed(connection: Connection, meeting_id: str) -> bool:
    facts = ENTITY_TABLES[MeetingFacts.kind]
    stage = connection.execute(select(facts.c.stage).where(facts.c.aggregate_id == meeting_id)).scalar()
    return stage == Stage.SIGNED.value


def _known(content: bytes | None) -> bytes:
    if content is None:
        raise UnknownContent
    return content
