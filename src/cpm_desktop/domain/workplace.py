"""The person at this laptop: who they are, their settings, their quick phrases, and words they taught the spelling."""

from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.entity import Aggregate, Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker(Entity):
    """The person who uses this laptop.

    Attributes:
        name: full name, as it stands under minutes.
        role: in words.
        email: to send invitations from.
        telephone: for the child's copy and invitations, where wanted.
    """

    kind: ClassVar[str] = "worker"
    noun: ClassVar[str] = "your details"
    name: str = ""
    role: str = ""
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Entity):
    """One setting that differs from the authority's. Its id is the setting's name.

    Attributes:
        value: as text.
    """

    kind: ClassVar[str] = "setting"
    noun: ClassVar[str] = "setting"
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Entity):
    """A quick phrase, with blanks in square brackets.

    Attributes:
        text: the phrase.
    """

    kind: ClassVar[str] = "phrase"
    noun: ClassVar[str] = "quick phrase"
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWord(Entity):
    """A word that the spelling accepts because the person said so; it may be a name.

    Attributes:
        text: the word as it is written.
    """

    kind: ClassVar[str] = "own_word"
    noun: ClassVar[str] = "word of your own"
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace(Aggregate):
    """Everything about this laptop's person.

    Attributes:
        worker: who they are.
        settings: what differs from the authority's settings.
        phrases: quick phrases.
        own_words: words that the spelling accepts.
    """

    name: ClassVar[str] = "workplace"
    worker: Worker
    settings: tuple[Setting, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    own_words: tuple[OwnWord, ...] = ()

    def setting(self, name: str, default: str = "") -> str:
        """Return a setting's value, or the default where it was never changed."""
        return next((entry.value for entry in self.settings if entry.id == name), default)
