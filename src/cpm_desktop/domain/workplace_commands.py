"""Commands that only the workplace understands."""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.aggregate import A, with_entities
from cpm_desktop.domain.commands import Command
from cpm_desktop.domain.errors import WrongStage
from cpm_desktop.domain.workplace import Phrase, Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPhrases(Command):
    """Give the quick phrases another order.

    Attributes:
        ids: of the phrases in the order wanted; one that is not named stays behind those that are.
    """

    kind: ClassVar[str] = "order_phrases"
    ids: tuple[str, ...]

    def label(self) -> str:
        """Return what undo calls it."""
        return "reorder the quick phrases"

    def apply_to(self, aggregate: A) -> A:
        """Number them anew.

        Raises:
            WrongStage: it is no workplace.
        """
        if not isinstance(aggregate, Workplace):
            message = "Quick phrases belong to the workplace."
            raise WrongStage(message)
        places = {identifier: place for place, identifier in enumerate(self.ids)}
        ordered = sorted(aggregate.phrases, key=lambda one: (places.get(one.id, len(places)), one.position))
        numbered = [dataclasses.replace(one, position=place) for place, one in enumerate(ordered, start=1)]
        return with_entities(aggregate, Phrase.kind, numbered)
