"""Copies of generated meetings in which every text that people type is in one of many scripts."""

import dataclasses
import itertools
import random
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from tools.canaries.planting import Planter
from tools.canaries.walking import MADE_AT
from tools.read_back.expected import expected
from tools.read_back.heard import blanks, read_back, spaced
from tools.read_back.scripts import SENTENCES

from cpm_desktop.data_files import forms_folder
from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.papers.child_copy import build_child_copy
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.reader import PrivilegedRecord
from cpm_desktop.domain.readers import Reader, ReaderKind
from cpm_desktop.storage.forms.loading import load_procedure

T = TypeVar("T")
_WORD = re.compile("qz[a-y]{6}", re.IGNORECASE)
"""What stands in place of every typed text of a generated meeting."""
_READERS = (
    Reader(ReaderKind.FILE),
    Reader(ReaderKind.CHILD, "kai"),
    Reader(ReaderKind.FAMILY, "dana"),
    Reader(ReaderKind.CHILD, "kai"),
    Reader(ReaderKind.PROFESSIONAL, "siew"),
)
_WHOLE = 0.3
"""Share of texts that are whole sentences; the others are a word."""
_SHOWN = 3


def papers(count: int) -> Iterator[tuple[str, Paper]]:
    """Yield a copy of each of so many meetings, with words for people that tell it; the same ones each time."""
    procedure = load_procedure([forms_folder()])[0]
    forms = itertools.cycle(procedure.forms.values())
    for number, form, reader in zip(range(count), forms, itertools.cycle(_READERS), strict=False):
        meeting = Planter(form, number).meeting()
        build = build_child_copy if reader.kind is ReaderKind.CHILD else build_minutes
        try:
            paper = build(form, meeting, reader, roles=procedure.roles)
        except PrivilegedRecord:
            paper = build_minutes(form, meeting, Reader(ReaderKind.FILE), roles=procedure.roles)
        chance = random.Random(number)  # noqa: S311 - to be repeated, not secret
        yield f"{form.id} {number}, {reader.kind.value}", _said_anew(paper, {}, chance)


def faults(count: int) -> Iterator[str]:
    """Draw so many copies, read them back, and yield in words where what is heard is not what was to be said."""
    renderer = PaperRenderer()
    for told, paper in papers(count):
        rendered = renderer.render(paper, MADE_AT)
        heard, wanted = spaced(read_back(rendered.pdf)), spaced(expected(paper))
        if heard != wanted:
            place = next(
                (index for index, pair in enumerate(zip(heard, wanted, strict=False)) if pair[0] != pair[1]),
                min(len(heard), len(wanted)),
            )
            yield f"{told}: {heard[place : place + _SHOWN]} instead of {wanted[place : place + _SHOWN]}"
        yield from (f"{told}: a blank for {text}" for text in blanks(rendered.pdf))
        yield from (f"{told}: {text!r} has no glyph ({place})" for text, place in rendered.unprintable)


def _said_anew(value: T, known: dict[str, str], chance: random.Random) -> T:
    """Return a tree with a sentence or a word for every planted word, the same for the same word."""

    def sentence(found: re.Match[str]) -> str:
        whole = chance.choice(SENTENCES)
        text = whole if chance.random() < _WHOLE else chance.choice(whole.split())
        return known.setdefault(found.group().casefold(), text)

    anew: Any = value
    if isinstance(value, str):
        anew = _WORD.sub(sentence, value) if type(value) is str else value
    elif isinstance(value, tuple):
        anew = tuple(_said_anew(entry, known, chance) for entry in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        anew = dataclasses.replace(
            value,
            **{name: _said_anew(held, known, chance) for name, held in fields.items() if name != "data"},
        )
    return anew  # type: ignore[no-any-return]  # the same type as what came in
