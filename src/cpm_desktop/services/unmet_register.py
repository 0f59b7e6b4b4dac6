"""The register of unmet needs over all children, shown in numbers and exported (record.unmet-need)."""

from pathlib import Path

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.unmet_register import RegisterLine, register_of
from cpm_desktop.exchange.table_file import table_bytes
from cpm_desktop.services.desk import Desk

_HEADINGS = ("Category", "Area", "Open unmet needs")


def need_categories(desk: Desk) -> tuple[str, ...]:
    """Return the categories that an unmet need may have, by the authority's settings."""
    return desk.procedure.authority.need_categories


def unmet_register(desk: Desk) -> tuple[RegisterLine, ...]:
    """Return the register: category, area and count; nothing that somebody wrote, no number under five."""
    needs = desk.wait(desk.store.registered_needs(desk.authority().service))
    return register_of(needs, need_categories(desk))


def register_file(desk: Desk) -> bytes:
    """Return the register as a CSV file for spreadsheets."""
    rows = [(line.category, line.area, line.count_text()) for line in unmet_register(desk)]
    return table_bytes((_HEADINGS, *rows))


def register_file_name(desk: Desk) -> str:
    """Return the name offered for the file."""
    return f"unmet-needs-{desk.today():%Y-%m-%d}.csv"


def save_register(desk: Desk, path: Path) -> Path:
    """Write the register to a file.

    Raises:
        DocumentNotWritten: the file could not be written.
    """
    write_atomically(path, register_file(desk))
    return path
