"""The user guide: topics in their order, each a title with sections of a few kinds of blocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RunKind(Enum):
    """What a stretch of text is.

    A label is what a button, menu or field is called, as it stands on the screen; keys are pressed.
    """

    WORDS = "words"
    LABEL = "label"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind; a label without its quotation marks."""

    text: str
    kind: RunKind = RunKind.WORDS


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: Text


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do, one after the other."""

    steps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Things of which the order does not matter."""

    points: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture of the running application.

    Attributes:
        name: its file among the guide's pictures.
        words: what it shows, for those who do not see it; it stands below it, too.
    """

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Keys:
    """A list of keys of the application.

    Attributes:
        screen: the screen they belong to, as in the list of keys.
    """

    screen: str


GuideBlock = Prose | Steps | Points | Illustration | Keys


@dataclass(frozen=True, slots=True)
class GuideSection:
    """A part of a topic; the first has no heading."""

    heading: str
    blocks: tuple[GuideBlock, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the guide.

    Attributes:
        id: by which screens name it.
        title: its heading.
        sections: from top to bottom.
        goes_on: the ids of the topics that one reads next.
    """

    id: str
    title: str
    sections: tuple[GuideSection, ...]
    goes_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """All topics, in the order of the work."""

    topics: tuple[Topic, ...]

    def topic(self, topic_id: str) -> Topic:
        """Return a topic.

        Raises:
            KeyError: there is none of that id.
        """
        for topic in self.topics:
            if topic.id == topic_id:
                return topic
        raise KeyError(topic_id)

    def titles(self, topic_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return the titles of several topics."""
        return tuple(self.topic(each).title for each in topic_ids)


def as_words(text: Text) -> str:
    """Return a text as it is read: labels in quotation marks."""
    return "".join(f"“{run.text}”" if run.kind is RunKind.LABEL else run.text for run in text)


def texts_of(block: GuideBlock) -> tuple[Text, ...]:
    """Return the texts of a block, one for each paragraph, step or point."""
    match block:
        case Prose(text):
            return (text,)
        case Steps(steps):
            return steps
        case Points(points):
            return points
        case Illustration(_, words):
            return ((Run(words),),)
        case Keys():
            return ()


def illustrations(guide: Guide) -> tuple[Illustration, ...]:
    """Return every picture of the guide, in the order of its pages."""
    blocks = (block for topic in guide.topics for section in topic.sections for block in section.blocks)
    return tuple(block for block in blocks if isinstance(block, Illustration))
