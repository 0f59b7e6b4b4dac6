"""The user guide as a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.blocks import (
    Block,
    BulletList,
    Column,
    Line,
    Paper,
    Paragraph,
    Picture,
    Section,
    Table,
    TableLine,
    Tone,
)
from cpm_desktop.domain.guide.keys import KeyList, lines_to_show
from cpm_desktop.domain.guide.topics import Illustration, Keys, Points, Prose, Steps, as_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpm_desktop.domain.guide.topics import Guide, GuideBlock, Text, Topic

_TITLE = "Care planning: user guide"
_INTRODUCTION = (
    "This is what the application shows by F1, to read away from the computer. Words in quotation marks stand so on "
    "its buttons, menus and fields. Everybody in the pictures is fictional."
)


def build_user_guide(guide: Guide, keys: KeyList, pictures: Mapping[str, Picture], version: str) -> Paper:
    """Build the paper: a section for each topic.

    Args:
        guide: all of it.
        keys: for the lists of keys in it.
        pictures: by the names of their files.
        version: of the application.
    """
    return Paper(
        kind_line="User guide",
        title="Preparing, holding, signing and handing over care planning meetings",
        subtitle=f"cpm_desktop {version}",
        authority="",
        service="",
        marking="",
        blocks=(Paragraph(_INTRODUCTION), *(_topic(guide, topic, keys, pictures) for topic in guide.topics)),
        file_title=_TITLE,
        header=_TITLE,
        footer=_TITLE,
        footer_small=f"cpm_desktop {version}",
        text_size=10.0,
        shows_authority=False,
        marks_header=False,
    )


def _topic(guide: Guide, topic: Topic, keys: KeyList, pictures: Mapping[str, Picture]) -> Section:
    blocks: list[Block] = []
    for section in topic.sections:
        inside = tuple(made for block in section.blocks for made in _blocks(block, keys, pictures))
        blocks += [Section(section.heading, inside, level=3)] if section.heading else inside
    goes_on = " · ".join(guide.titles(topic.goes_on))
    blocks.append(Paragraph(f"Read next: {goes_on}", Tone.QUIET))
    number = str(guide.topics.index(topic) + 1)
    return Section(topic.title, tuple(blocks), number=number)


def _blocks(block: GuideBlock, keys: KeyList, pictures: Mapping[str, Picture]) -> tuple[Block, ...]:
    match block:
        case Prose(text):
            return (Paragraph(as_words(text)),)
        case Steps(steps):
            return (BulletList(_entries(steps), is_numbered=True),)
        case Points(points):
            return (BulletList(_entries(points)),)
        case Illustration(name):
            return (pictures[name],)
        case Keys(screen):
            return (_table(keys, screen),)


def _entries(texts: tuple[Text, ...]) -> tuple[tuple[Line, ...], ...]:
    return tuple((Line(as_words(text)),) for text in texts)


def _table(keys: KeyList, screen: str) -> Table:
    return Table(
        (Column("What it does", 110, is_row_head=True), Column("What is pressed or typed", 60)),
        tuple(TableLine(((Line(line.act),), (Line(line.pressed),))) for line in lines_to_show(keys, screen)),
        summary="Each line is something to do, with what is pressed or typed for it.",
    )
