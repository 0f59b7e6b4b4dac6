"""One edit of a note, from the command until it is on the disk, against appending four kilobytes and a sync."""

import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.held_meeting import open_held_meeting
from benchmarks.measured import Measured
from benchmarks.rounds import compare
from cpm_desktop.domain.commands import text_edit
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.editing import Editing

_BLOCK = b"x" * 4096
_WORDS = "She said that she would like to go on with swimming, and that Tuesday is best. "
_PATIENCE = 20.0


def measure(*, is_short: bool) -> Measured:
    """Type on in a note of the demonstration's live meeting, a sentence at a time, each until it is saved."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cpm-benchmark-", dir=disk())))
        held = stack.enter_context(open_held_meeting(folder, is_live=True))
        append = _appending(folder / "floor", stack)
        edit = _editing(held.desk.meeting(held.meeting_id))
        rounds = 10 if is_short else 300
        name = "one edit until it is on the disk"
        return Measured(
            (compare(name, "append 4 kB and fdatasync", append, edit, rounds, target=1.6, warm=5),)
        )


def disk() -> str | None:
    """Return a folder on a real disk where the usual one is in memory."""
    return os.environ.get("CPM_BENCHMARK_DISK")


def _appending(path: Path, stack: ExitStack) -> Callable[[], None]:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    stack.callback(os.close, handle)
    sync = getattr(os, "fdatasync", os.fsync)

    def append() -> None:
        os.write(handle, _BLOCK)
        sync(handle)

    return append


def _editing(editing: Editing[Meeting]) -> Callable[[], None]:
    note = editing.value.notes[0].id
    length = len(_WORDS)

    def edit() -> None:
        held = next(one for one in editing.value.notes if one.id == note)
        text = held.text if len(held.text) < 40 * length else ""
        command = text_edit(held, "text", text + _WORDS)
        assert command is not None
        edited = editing.perform(command)
        assert edited is not None
        edited.saved.result(_PATIENCE)

    return edit
