"""The emergency sheet: how the records of one laptop are opened when the passphrase is forgotten or its person away."""

import datetime as dt
from dataclasses import dataclass

from cpm_desktop.domain.blocks import Box, BulletList, Fact, Facts, Line, Paper, Paragraph, Section, Tone
from cpm_desktop.domain.typography import long_day_text

_TO_WRITE = "________________________________________"
_STEPS = (
    "Start Care planning on the laptop. It asks for the passphrase.",
    "Choose “I cannot get in: use my recovery code”.",
    "Type the code; spaces, hyphens and small letters do not matter.",
    "Choose a new passphrase, twice. From then on it opens the records, and so do the codes.",
    "Afterwards have new codes made under “Safety of the records” in the menu, and destroy this sheet.",
)


@dataclass(frozen=True, slots=True)
class EmergencyFacts:
    """What the sheet says.

    Attributes:
        worker: whose records they are.
        authority: the council.
        service: the team.
        folder: where the records lie.
        backups: where their backups lie, and the second place, one a line.
        contact: whom to call, with a number; empty leaves a line to write on.
        made_on: the day.
        code: the code; empty leaves a line to write it on, or to write where it is kept.
        is_authoritys: the code is the one that the authority holds.
    """

    worker: str
    authority: str
    service: str
    folder: str
    backups: tuple[str, ...]
    contact: str
    made_on: dt.date
    code: str = ""
    is_authoritys: bool = False


def build_emergency_sheet(facts: EmergencyFacts) -> Paper:
    """Build the sheet. It names no child."""
    what = "The authority’s code" if facts.is_authoritys else "Recovery code"
    where = "Keep this sheet at the office under lock and key, never with the laptop."
    return Paper(
        kind_line="Emergency sheet",
        title="Opening the care planning records without the passphrase",
        subtitle=f"Made on {long_day_text(facts.made_on)}",
        authority=facts.authority,
        service=facts.service,
        marking="OFFICIAL-SENSITIVE",
        blocks=(
            Paragraph(where, Tone.STRONG),
            Facts(
                (
                    Fact("Whose records", (facts.worker or _TO_WRITE,)),
                    Fact("Whom to call", (facts.contact or _TO_WRITE,)),
                    Fact("Where the records lie", (facts.folder,)),
                    Fact("Where their backups lie", facts.backups),
                ),
                columns=1,
            ),
            Box(what, (facts.code or _TO_WRITE,)),
            Section("How to use the code", (BulletList(_lines(_STEPS), is_numbered=True),)),
            Section("What to know", (BulletList(_lines(_to_know(facts.is_authoritys))),)),
        ),
        file_title="Emergency sheet",
        footer="Emergency sheet",
        text_size=10.0,
    )


def _lines(sentences: tuple[str, ...]) -> tuple[tuple[Line, ...], ...]:
    return tuple((Line(sentence),) for sentence in sentences)


def _to_know(is_authoritys: bool) -> tuple[str, ...]:  # noqa: FBT001 - what the sheet is about
    held = (
        "This code is for the day the worker is ill or gone: whoever uses it sees every record on the laptop."
        if is_authoritys
        else "Whoever has this sheet and the laptop can read every record on it."
    )
    return (
        held,
        "Without the passphrase or a code nobody can open the records: neither the council nor the program’s makers.",
        "The records are encrypted; a copy of the folder opens on another computer with the same passphrase or code.",
        "A code made later takes the place of this one.",
    )
