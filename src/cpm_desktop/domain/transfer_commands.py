"""The command by which a child's case goes to another worker, whole or not at all."""

from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.aggregate import A
from cpm_desktop.domain.captures import Action, Outcome
from cpm_desktop.domain.child import CaseTransfer, ChildFile, Person
from cpm_desktop.domain.commands import Command, Put, Record, change
from cpm_desktop.domain.errors import InvalidDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverCase(Command):
    """Hand a case to another worker, with the actions that go along.

    Attributes:
        transfer: from whom to whom, when, and what the next worker needs to know.
        worker: who has the case now, as the file knows them from now on.
        actions: of the file itself, with their new owner.
        outcomes: what became of actions that meetings agreed on: they have a new owner.
    """

    kind: ClassVar[str] = "hand_over_case"
    transfer: CaseTransfer
    worker: Person
    actions: tuple[Action, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def label(self) -> str:
        """Return what undo calls it."""
        return "hand the case over"

    def apply_to(self, aggregate: A) -> A:
        """Note the transfer, and give the new worker the case and the actions.

        Raises:
            InvalidDetail: it is no child's file.
        """
        if not isinstance(aggregate, ChildFile):
            message = "A case is handed over on a child’s file."
            raise InvalidDetail(message)
        doings = (
            Put(entity=self.worker),
            Record(entity=self.transfer),
            change(aggregate.child, social_worker=self.worker.id),
            *(Put(entity=action) for action in self.actions),
            *(Record(entity=outcome) for outcome in self.outcomes),
        )
        for doing in doings:
            aggregate = doing.apply_to(aggregate)
        return aggregate
