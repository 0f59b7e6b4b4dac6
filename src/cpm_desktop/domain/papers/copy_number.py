"""The number of a copy: in its head, and in the footer of each page (after.copy-for-each-reader)."""

import dataclasses

from cpm_desktop.domain.blocks import Box, Paper

_COPY_FOR = "Copy for "


def numbered_copy(paper: Paper, number: int) -> Paper:
    """Return a paper as one of the numbered copies of a record; with 0, which is no copy's number, as it is."""
    if not number:
        return paper
    footer = _named(paper.footer, number) or f"Copy {number} · {paper.footer}"
    first = paper.blocks[0] if paper.blocks else None
    if isinstance(first, Box) and (title := _named(first.title, number)):
        head = dataclasses.replace(first, title=title)
        return dataclasses.replace(paper, footer=footer, blocks=(head, *paper.blocks[1:]))
    return dataclasses.replace(paper, footer=footer, kind_line=f"{paper.kind_line} · copy {number}")


def _named(text: str, number: int) -> str:
    """Return "Copy 3 for Dana Avery" of "Copy for Dana Avery"; empty where nobody is named so."""
    return f"Copy {number} for {text.removeprefix(_COPY_FOR)}" if text.startswith(_COPY_FOR) else ""
