"""Tables for spreadsheets: read as they were written, and never calculated."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.exchange.table_file import plain_cell, table_bytes

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@pytest.mark.parametrize(
    "formula", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "  =cmd|'/c calc'!A0", "|x", "%x"]
)
def test_a_formula_becomes_plain_text(formula: str) -> None:
    assert plain_cell(formula) == f"'{formula}"


def test_the_file_says_that_it_is_utf_8() -> None:
    content = table_bytes([("Category", "Zoë’s “team”, East")])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.decode("utf-8-sig") == 'Category,"Zoë’s “team”, East"\r\n'


@given(rows=st.lists(st.lists(TEXTS, min_size=1), max_size=5))
def test_what_is_written_can_be_read_again(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(table_bytes(rows).decode("utf-8-sig"), newline="")))
    wanted = [[plain_cell(cell) for cell in row] for row in rows]
    assert [row or [""] for row in read] == wanted
