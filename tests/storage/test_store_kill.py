import secrets
import subprocess
import sys
import time
from pathlib import Path

from tests.storage.kept_store import CHILD_ID, MEETING_ID, a_meeting, create, kai, make_kept, open_kept

CHECKOUT = Path(__file__).resolve().parents[2]
ROUNDS = 4


def test_a_killed_process_loses_nothing_that_was_said_to_be_saved(tmp_path: Path) -> None:
    kept = make_kept(tmp_path / "place")
    create(kept.store, kai())
    create(kept.store, a_meeting())
    kept.store.close()
    for _ in range(ROUNDS):
        said = _take_notes_and_kill(kept.place.folder)
        kept.store = open_kept(kept.place, kept.key)
        meeting = kept.store.load_meeting(MEETING_ID).result(10)
        kept_until = len(meeting.notes)
        assert kept_until in {said, said + 1}
        assert f"a{said}" in {action.id for action in meeting.actions}
        assert len(kept.store.open_items(CHILD_ID).result(10)) == len(meeting.actions)
        assert kept.store.check().result(30).faults == ()
        kept.store.close()


def _take_notes_and_kill(folder: Path) -> int:
    command = [sys.executable, "-m", "tests.storage.note_taker", str(folder)]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = int(process.stdout.readline().split()[0])
        time.sleep(secrets.randbelow(300) / 1000)
        process.kill()
        for line in process.stdout:
            if line.endswith("\n"):
                said = int(line.split()[0])
    return said
