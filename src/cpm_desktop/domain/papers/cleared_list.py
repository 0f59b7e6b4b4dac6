"""The list of cleared records as a paper: for each, the proof that it was made and filed. It names no child."""

import datetime as dt
from dataclasses import dataclass

from cpm_desktop.domain.blocks import Fact, Facts, Paper, Paragraph, Section
from cpm_desktop.domain.typography import long_day_text

_ABOUT = (
    "Each record below was made and signed on this computer, loaded into the case system, and then cleared from here. "
    "The record itself lies in the case system under its case number. Its fingerprint stands on every copy, and the "
    "numbers of its signed files tell whether a file is the one that was signed."
)
_NOTHING = "No record was cleared from this computer."


@dataclass(frozen=True, slots=True)
class ClearedEntry:
    """One cleared record.

    Attributes:
        facts: labels and texts, in order; the first two say which record it was.
    """

    facts: tuple[tuple[str, str], ...]


def build_cleared_list(
    entries: tuple[ClearedEntry, ...], *, authority: str, service: str, marking: str, made_on: dt.date
) -> Paper:
    """Build the list, the last cleared first."""
    sections = tuple(
        Section(
            f"{entry.facts[0][1]}: {entry.facts[1][1]}",
            (
                Facts(
                    tuple(Fact(label, tuple(text.split("\n"))) for label, text in entry.facts[2:]), columns=1
                ),
            ),
        )
        for entry in entries
    )
    return Paper(
        kind_line="Cleared records",
        title="Records that were filed and cleared from this computer",
        subtitle=f"As of {long_day_text(made_on)}",
        authority=authority,
        service=service,
        marking=marking,
        blocks=(Paragraph(_ABOUT if entries else _NOTHING), *sections),
        file_title="Cleared records",
        footer="Cleared records",
        text_size=10.0,
    )
