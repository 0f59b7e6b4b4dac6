"""A table as a file for spreadsheets: comma-separated, UTF-8 with a mark that Excel knows, and no cell a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def table_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the rows as the bytes of a CSV file; a cell that a spreadsheet would calculate becomes plain text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([plain_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def plain_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    is_formula = text.lstrip(" \u00a0").startswith(_BEGINS_FORMULA)
    return f"'{text}" if is_formula else text
