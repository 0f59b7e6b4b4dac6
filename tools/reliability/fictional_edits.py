"""Edits of a fictional meeting in a real store, at random, each said once it is saved."""

import dataclasses
import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

# Before the product's own import, which binds deeply: what is preloaded would not be asked then.
from sqlcipher3 import dbapi2 as _driver  # noqa: F401 - as said above

from cpm_desktop.domain.captures import Action, Note, Outcome, Status
from cpm_desktop.domain.commands import Command, Put, Record, Withdraw, perform, text_edit
from cpm_desktop.domain.journal import Entry, EntryKind
from cpm_desktop.domain.listing import Saved
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.store import Store
from tests.storage.kept_store import MEETING_ID, a_meeting, create, kai, make_kept

_PATIENCE = 120  # seconds: a loaded machine is slow, and that is no fault
_WORDS = ("Kai", "sleeps", "better", "since", "Joy", "has", "the", "key", "of", "his", "room", "ẹ̀", "👩‍👧")


def make_store(folder: Path) -> StoreKey:
    """Make a store with a child and a meeting, closed again."""
    kept = make_kept(folder)
    create(kept.store, kai())
    create(kept.store, a_meeting())
    kept.store.close()
    return kept.key


def next_edit(meeting: Meeting, rng: random.Random) -> Command:
    """Choose something to do in a meeting: a note, an action, an outcome, typing in a note, taking one out."""
    choice = rng.random()
    name = f"{rng.getrandbits(48):x}"
    if choice < 0.35 or not meeting.notes:  # noqa: PLR2004 - shares of what people do
        return Record(entity=Note(id=name, text=_text(rng)))
    if choice < 0.5:  # noqa: PLR2004 - the same
        return Record(entity=Action(id=name, text=_text(rng), due=dt.date(2026, 12, rng.randint(1, 31))))
    if choice < 0.6 and meeting.actions:  # noqa: PLR2004 - the same
        of = rng.choice(meeting.actions).id
        return Put(entity=Outcome(id=name, of_item=of, status=rng.choice(list(Status))))
    note = rng.choice(meeting.notes)
    if choice < 0.9:  # noqa: PLR2004 - the same
        at = rng.randint(0, len(note.text))
        edit = text_edit(note, "text", note.text[:at] + _text(rng) + note.text[at + 3 :])
        if edit is not None:
            return edit
    return Withdraw(entity_kind=note.kind, id=note.id)


def edit_on(
    store: Store,
    rng: random.Random,
    most: int,
    before: Callable[[int], object],
    after: Callable[[Saved], object],
) -> None:
    """Edit the meeting, each edit saved before the next.

    Args:
        store: open.
        rng: chooses.
        most: edits.
        before: told the place in the journal that the next edit will have.
        after: told what was saved.
    """
    meeting = store.load_meeting(MEETING_ID).result(_PATIENCE)
    for _ in range(most):
        edit = next_edit(meeting, rng)
        before(store.last_sequence + 1)
        changed, done = perform(meeting, edit)
        queued = store.commit(meeting.revision, changed, Entry(EntryKind.DONE, edit, done.patch))
        meeting = dataclasses.replace(changed, revision=queued.revision)
        after(queued.saved.result(_PATIENCE))


def _text(rng: random.Random) -> str:
    return " ".join(rng.choices(_WORDS, k=rng.choice((1, 4, 20, 400)))) + " "
