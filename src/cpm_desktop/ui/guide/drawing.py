"""Draws a topic of the guide into the text that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.guide.keys import KeyList, lines_to_show
from cpm_desktop.domain.guide.topics import GuideBlock, Illustration, Keys, Points, Prose, RunKind, Steps
from cpm_desktop.services.guide import picture_path

if TYPE_CHECKING:
    from cpm_desktop.domain.guide.topics import Text, Topic
    from cpm_desktop.ui.kit.reading_text import ReadingText


def draw_topic(text: ReadingText, topic: Topic, keys: KeyList) -> None:
    """Put a topic in, from its title to its last block."""
    text.add_heading(topic.title, 1)
    for section in topic.sections:
        if section.heading:
            text.add_heading(section.heading, 2)
        for block in section.blocks:
            _draw(text, block, keys)


def _draw(text: ReadingText, block: GuideBlock, keys: KeyList) -> None:
    match block:
        case Prose(words):
            text.add_words(_stretches(words))
        case Steps(steps):
            text.add_list([_stretches(each) for each in steps], is_numbered=True)
        case Points(points):
            text.add_list([_stretches(each) for each in points], is_numbered=False)
        case Illustration(name, words):
            text.add_picture(picture_path(name), words)
        case Keys(screen):
            text.add_pairs([(line.act, line.pressed) for line in lines_to_show(keys, screen)])


def _stretches(words: Text) -> list[tuple[str, str]]:
    looks = {RunKind.WORDS: "", RunKind.LABEL: "strong", RunKind.KEYS: "key"}
    return [(f"“{run.text}”" if run.kind is RunKind.LABEL else run.text, looks[run.kind]) for run in words]
