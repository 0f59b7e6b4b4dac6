"""The person at this laptop: who they are, their settings, and their quick phrases."""

from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.revision import NO_REVISION, Revision


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
class Workplace:
    """Everything about this laptop's person.

    Attributes:
        id: always "workplace".
        worker: who they are.
        revision: how often each writer changed it.
        settings: what differs from the authority's settings.
        phrases: quick phrases.
    """

    name: ClassVar[str] = "workplace"
    id: str
    worker: Worker
    revision: Revision = NO_REVISION
    settings: tuple[Setting, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    def setting(self, name: str, default: str = "") -> str:
        """Return a setting's value, or the default where it was never changed."""
        return next((entry.value for entry in self.settings if entry.id == name), default)
