"""The list of proofs that records were made, filed and cleared: read, saved as a table, printed as a paper."""

import datetime as dt
from pathlib import Path

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.cleared import ClearingProof
from cpm_desktop.domain.papers.cleared_list import ClearedEntry, build_cleared_list
from cpm_desktop.domain.record import printed_fingerprint
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.exchange.table_file import table_bytes
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.papers import draw
from cpm_desktop.services.window_thread import OnWindowThread, at_once
from cpm_desktop.storage.cleared_rows import read_proofs

HEADINGS = (
    "Case number",
    "Kind of meeting",
    "Held on",
    "Record’s fingerprint",
    "Signed by",
    "Signed on",
    "Loaded on",
    "Loaded by",
    "Case note on",
    "Case note by",
    "Cleared on",
    "Cleared by",
    "Rest cleared on",
    "Journal’s number",
    "Signed files (SHA-256)",
)


def proofs(desk: Desk) -> tuple[ClearingProof, ...]:
    """Return the proof of every cleared record, the last cleared first; it names no child."""
    return desk.wait(desk.store.writer.read(read_proofs))


def kind_of(desk: Desk, proof: ClearingProof) -> str:
    """Return the kind of meeting in words; its id where the form is not in use any more."""
    form = desk.form(proof.form_id)
    return form.name if form is not None else proof.form_id


def proofs_file(desk: Desk) -> bytes:
    """Return the proofs as a CSV file for spreadsheets."""
    return table_bytes((HEADINGS, *(_cells(desk, proof) for proof in proofs(desk))))


def proofs_file_name(desk: Desk) -> str:
    """Return the name offered for the file."""
    return f"cleared-records-{desk.today():%Y-%m-%d}.csv"


def save_proofs(desk: Desk, path: Path) -> Path:
    """Write the proofs to a file.

    Raises:
        DocumentNotWritten: the file could not be written.
    """
    write_atomically(path, proofs_file(desk))
    return path


def proofs_pdf(desk: Desk, on_window_thread: OnWindowThread = at_once) -> bytes:
    """Draw the proofs as a paper to print or to keep, on any thread."""
    paper = on_window_thread(lambda: _paper(desk))
    return draw(desk, paper, desk.now()).pdf


def save_paper(content: bytes, path: Path) -> Path:
    """Write the drawn proofs to a file.

    Raises:
        DocumentNotWritten: the file could not be written.
    """
    write_atomically(path, content)
    return path


def proof_facts(desk: Desk, proof: ClearingProof) -> tuple[tuple[str, str], ...]:
    """Return what stays of a cleared record, as labels and texts; it names no child."""
    return (
        ("Case number", proof.case_number or "none was entered"),
        ("Meeting", ", ".join((kind_of(desk, proof), *_days(proof.held_on)))),
        ("Record’s fingerprint", printed_fingerprint(proof.fingerprint)),
        ("Signed", _by(desk.local(proof.signed_at).date() if proof.signed_at else None, proof.signer)),
        ("Loaded", _by(proof.loaded_on, proof.loaded_by)),
        ("Case note added", _by(proof.noted_on, proof.noted_by)),
        (
            "Cleared from here",
            _by(desk.local(proof.cleared_at).date() if proof.cleared_at else None, proof.cleared_by),
        ),
        ("Journal’s number", proof.journal_head),
        ("Signed files (SHA-256)", "\n".join(proof.file_hashes) or "none"),
    )


def proof_of(desk: Desk, meeting_id: str) -> ClearingProof | None:
    """Return the proof of one cleared record; None while it is here."""
    return next((proof for proof in proofs(desk) if proof.meeting_id == meeting_id), None)


def _by(day: dt.date | None, who: str) -> str:
    return " by ".join(part for part in (*_days(day), who) if part)


def _days(day: dt.date | None) -> tuple[str, ...]:
    return (long_day_text(day),) if day is not None else ()


def _paper(desk: Desk) -> Paper:
    authority = desk.authority()
    return build_cleared_list(
        tuple(ClearedEntry(facts=proof_facts(desk, proof)) for proof in proofs(desk)),
        authority=authority.name,
        service=authority.service,
        marking=authority.marking,
        made_on=desk.today(),
    )


def _cells(desk: Desk, proof: ClearingProof) -> tuple[str, ...]:
    days = {
        "signed": desk.local(proof.signed_at).date() if proof.signed_at else None,
        "cleared": desk.local(proof.cleared_at).date() if proof.cleared_at else None,
        "rest": desk.local(proof.rest_cleared_at).date() if proof.rest_cleared_at else None,
    }
    return (
        proof.case_number,
        kind_of(desk, proof),
        proof.held_on.isoformat() if proof.held_on else "",
        printed_fingerprint(proof.fingerprint),
        proof.signer,
        days["signed"].isoformat() if days["signed"] else "",
        proof.loaded_on.isoformat() if proof.loaded_on else "",
        proof.loaded_by,
        proof.noted_on.isoformat() if proof.noted_on else "",
        proof.noted_by,
        days["cleared"].isoformat() if days["cleared"] else "",
        proof.cleared_by,
        days["rest"].isoformat() if days["rest"] else "",
        proof.journal_head,
        " ".join(proof.file_hashes),
    )
