"""Whatever is done in a meeting, in any order, with undo, redo and restarts: memory, tables and journal agree."""

import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cpm_desktop.domain.aggregate import entities_of
from cpm_desktop.domain.captures import (
    Action,
    Capture,
    Decision,
    Disagreement,
    Note,
    Outcome,
    Status,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.changes import inverse
from cpm_desktop.domain.commands import Command, Put, Record, Withdraw, change, text_edit
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.journal import EntryKind
from cpm_desktop.domain.meeting import Answer, ItemState, Meeting, Stage
from cpm_desktop.domain.meeting_commands import (
    EndMeeting,
    MarkItem,
    MoveToItem,
    ResumeMeeting,
    StartMeeting,
)
from cpm_desktop.domain.undo import UndoHistory
from tests.storage.kept_store import MEETING_ID, NOON, a_meeting, create, do, kai, make_kept, turn

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ITEMS = st.sampled_from(["welcome", "health", "education", "close"])
IDENTIFIERS = st.sampled_from(["one", "two", "three"])
MINUTES = st.integers(0, 90).map(lambda minutes: NOON + dt.timedelta(minutes=minutes))
EDITED = {
    Note.kind: "text",
    View.kind: "words",
    Action.kind: "text",
    Decision.kind: "reason",
    UnmetNeed.kind: "need",
}
MADE: dict[type[Capture], str] = {
    Note: "text",
    View: "words",
    Action: "text",
    Decision: "text",
    UnmetNeed: "need",
    Disagreement: "about",
}


class StoreMachine(RuleBasedStateMachine):
    """One meeting in one store."""

    @initialize()
    def open_a_store(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.kept = make_kept(self.folder / "place")
        self.file = create(self.kept.store, kai(actions=(Action(id="one", text="From before"),)))
        self.meeting = create(self.kept.store, a_meeting())
        self.history = UndoHistory.of(self.kept.store.journal_lines(MEETING_ID).result(10))

    def _try(self, command: Command | None) -> None:
        if command is None:
            return
        try:
            after, _ = do(self.kept.store, self.meeting, command)
        except CarePlanningError:
            return  # not at this stage, or there already
        self.meeting = after
        self.history.add(self.kept.store.journal_lines(MEETING_ID).result(10)[-1])

    @rule(cls=st.sampled_from(list(MADE)), identifier=IDENTIFIERS, item=ITEMS, text=TEXTS, at=MINUTES)
    def record(self, cls: type[Capture], identifier: str, item: str, text: str, at: dt.datetime) -> None:
        self._try(Record(entity=_made(cls, {"id": identifier, "item": item, "at": at, MADE[cls]: text})))

    @rule(identifier=IDENTIFIERS, of_item=IDENTIFIERS, status=st.sampled_from(list(Status)), at=MINUTES)
    def review(self, identifier: str, of_item: str, status: Status, at: dt.datetime) -> None:
        self._try(Put(entity=Outcome(id=identifier, of_item=of_item, status=status, at=at)))

    @rule(identifier=IDENTIFIERS, value=TEXTS)
    def answer(self, identifier: str, value: str) -> None:
        self._try(Put(entity=Answer(id=identifier, item="health", question="q", value=value)))

    @rule(data=st.data(), text=TEXTS)
    def edit(self, data: st.DataObject, text: str) -> None:
        found = self._entities(*EDITED)
        if found:
            entity = data.draw(st.sampled_from(found))
            was = str(getattr(entity, EDITED[entity.kind]))
            at = data.draw(st.integers(0, len(was)))
            self._try(text_edit(entity, EDITED[entity.kind], was[:at] + text + was[at + 3 :]))

    @rule(data=st.data(), day=st.none() | st.dates(), proposed=st.booleans())
    def alter(self, data: st.DataObject, day: dt.date | None, *, proposed: bool) -> None:
        found = self._entities(Action.kind, Decision.kind)
        if found:
            entity = data.draw(st.sampled_from(found))
            self._try(
                change(entity, due=day, owner="Joy")
                if isinstance(entity, Action)
                else change(entity, is_proposal_to_review=proposed, authorise_by=day)
            )

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        found = self._entities(*EDITED, Outcome.kind)
        if found:
            entity = data.draw(st.sampled_from(found))
            self._try(Withdraw(entity_kind=entity.kind, id=entity.id))

    @rule(at=MINUTES)
    def start(self, at: dt.datetime) -> None:
        children = (self.file.child,)
        self._try(StartMeeting(at=at, children=children, attendees=(), carried=(), first_item="welcome"))

    @rule(item=ITEMS, at=MINUTES)
    def move(self, item: str, at: dt.datetime) -> None:
        self._try(MoveToItem(item=item, at=at))

    @rule(item=ITEMS, state=st.sampled_from([ItemState.PARKED, ItemState.NOT_DISCUSSED]), reason=TEXTS)
    def mark(self, item: str, state: ItemState, reason: str) -> None:
        self._try(MarkItem(item=item, state=state, reason=reason))

    @rule(at=MINUTES)
    def end(self, at: dt.datetime) -> None:
        self._try(EndMeeting(at=at))

    @rule()
    def resume(self) -> None:
        self._try(ResumeMeeting())

    @rule(at=MINUTES)
    @precondition(lambda self: self.meeting.facts.stage is Stage.LIVE)
    def put_right_when_it_began(self, at: dt.datetime) -> None:
        self._try(change(self.meeting.facts, started_at=at))

    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        for _ in range(times):
            line = self.history.next_undo()
            if line is not None:
                self._turn(line.sequence, EntryKind.UNDONE)

    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        for _ in range(times):
            line = self.history.next_redo()
            if line is not None:
                self._turn(line.sequence, EntryKind.REDONE)

    @rule()
    def take_back_everything_and_do_it_again(self) -> None:
        before, done = self.meeting, len(self.history.done)
        self.undo(done)
        self.redo(done)
        assert _without_revision(self.meeting) == _without_revision(before)

    @rule()
    def restart(self) -> None:
        self.kept.reopen()
        self.history = UndoHistory.of(self.kept.store.journal_lines(MEETING_ID).result(10))

    @invariant()
    def tables_hold_what_memory_holds(self) -> None:
        if hasattr(self, "meeting"):
            assert self.kept.store.load_meeting(MEETING_ID).result(10) == self.meeting

    def teardown(self) -> None:
        if hasattr(self, "kept"):
            report = self.kept.store.check().result(30)
            self.kept.store.close()
            shutil.rmtree(self.folder)
            assert report.faults == ()

    def _turn(self, sequence: int, kind: EntryKind) -> None:
        patch = self.kept.store.journal_entry(sequence).result(10).patch
        assert inverse(inverse(patch)) == patch
        self.meeting, _ = turn(self.kept.store, self.meeting, sequence, kind)
        self.history.add(self.kept.store.journal_lines(MEETING_ID).result(10)[-1])

    def _entities(self, *kinds: str) -> list[Entity]:
        return [entity for kind in kinds for entity in entities_of(self.meeting, kind)]


def _made(cls: Any, details: dict[str, object]) -> Any:  # noqa: ANN401  # any capture
    return cls(**details)


def _without_revision(meeting: Meeting) -> dict[str, object]:
    return {name: getattr(meeting, name) for name in Meeting.__dataclass_fields__ if name != "revision"}


TestStoreMachine = StoreMachine.TestCase
_EXAMPLES = int(os.environ.get("EXAMPLES", "200"))  # of the long form 10,000
_STEPS = int(os.environ.get("STEPS", "25"))  # the most in one example; 150 to take back more than a hundred
TestStoreMachine.settings = settings(max_examples=_EXAMPLES, stateful_step_count=_STEPS, deadline=None)
