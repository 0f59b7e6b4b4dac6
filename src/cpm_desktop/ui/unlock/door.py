"""What the unlock screens need of the store, without importing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class SetUp:
    """What the first start asks for.

    Attributes:
        name: of the person, as it stands under minutes.
        role: in words.
        authority: the council; empty keeps what the forms folder says.
        service: the team.
        passphrase: that will open the store.
    """

    name: str
    role: str
    authority: str
    service: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A reassuring fact below the passphrase; `icon` of resources/icons."""

    icon: str
    sentence: str


class Door(Protocol):
    """The way into the store. All but `is_new` is slow and called off the window's thread."""

    @property
    def is_new(self) -> bool:
        """Whether no store was set up here yet."""

    @property
    def folder(self) -> str:
        """Where the store lies, for people to read."""

    @property
    def backups(self) -> str:
        """Where copies of the store are kept, for people to read."""

    def warm(self) -> tuple[Fact, ...]:
        """Import what opening will need, and return what can be said before it."""

    def create(self, set_up: SetUp, tell: Callable[[str, int, int], object]) -> tuple[Desk, str]:
        """Make the store; returns the open desk and the recovery code, which is shown once."""

    def unlock(self, passphrase: str, tell: Callable[[str, int, int], object]) -> Desk:
        """Open the store."""

    def unlock_with_code(self, code: str, passphrase: str, tell: Callable[[str, int, int], object]) -> Desk:
        """Open the store by its recovery code and give it a new passphrase."""
