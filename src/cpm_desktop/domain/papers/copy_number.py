"""The number of a copy: in its head, and in the footer of each page (after.copy-for-each-reader)."""

import dataclasses

from cpm_desktop.domain.blocks import Box, Paper
from cpm_desktop.domain.data_agreement import agreed_part
from cpm_desktop.domain.minutes_json import minutes_json, read_minutes
from cpm_desktop.domain.papers.printed_data import printed_data

_COPY_FOR = "Copy for "


def numbered_copy(paper: Paper, number: int) -> Paper:
    """Return a paper as one of the numbered copies of a record; with 0, which is no copy's number, as it is."""
    if not number:
        return paper
    footer = _named(paper.footer, number) or f"Copy {number} · {paper.footer}"
    first = paper.blocks[0] if paper.blocks else None
    if isinstance(first, Box) and (title := _named(first.title, number)):
        head = dataclasses.replace(first, title=title)
        numbered = dataclasses.replace(paper, footer=footer, blocks=(head, *paper.blocks[1:]))
    else:
        numbered = dataclasses.replace(paper, footer=footer, kind_line=f"{paper.kind_line} · copy {number}")
    return dataclasses.replace(numbered, data=_with_number(numbered, number)) if paper.data else numbered


def _with_number(paper: Paper, number: int) -> str:
    """Return a paper's data with its number, and with what it prints now."""
    data = read_minutes(paper.data)
    copy = dataclasses.replace(data.copy, number=str(number))
    return minutes_json(agreed_part(dataclasses.replace(data, copy=copy, printed=printed_data(paper))))


def _named(text: str, number: int) -> str:
    """Return "Copy 3 for Dana Avery" of "Copy for Dana Avery"; empty where nobody is named so."""
    return f"Copy {number} for {text.removeprefix(_COPY_FOR)}" if text.startswith(_COPY_FOR) else ""
