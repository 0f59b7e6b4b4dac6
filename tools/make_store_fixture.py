"""Make the small store that tests of migrations open: fictional, of the schema's newest version.

Run once for each version of the schema, when it is released; a store of a past version is never made again.
"""

import shutil
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from cpm_desktop.domain.captures import Action, Decision, Note, Outcome, Status  # noqa: E402  # after the path
from cpm_desktop.domain.commands import Record, text_edit  # noqa: E402
from cpm_desktop.domain.handover import Signing  # noqa: E402
from cpm_desktop.domain.meeting_commands import EndMeeting, LockRecord, StartMeeting  # noqa: E402
from cpm_desktop.storage.tables import NEWEST_SCHEMA  # noqa: E402
from tests.storage.kept_store import (  # noqa: E402
    MEETING_ID,
    NOON,
    KeptStore,
    a_meeting,
    create,
    do,
    kai,
    make_kept,
)


def fill(kept: KeptStore) -> None:
    """Hold a small meeting in the store and sign it."""
    store = kept.store
    file = create(store, kai(actions=(Action(id="a0", text="Ask the dentist", carried_before=1),)))
    meeting = create(store, a_meeting())
    start = StartMeeting(at=NOON, children=(file.child,), attendees=(), carried=(), first_item="health")
    meeting, _ = do(store, meeting, start)
    meeting, _ = do(
        store, meeting, Record(entity=Note(id="n1", item="health", text="Kai said <most> & more"))
    )
    edit = text_edit(meeting.notes[0], "text", "Kai said <most> & more, ẹ̀ 👩‍👧")
    if edit is not None:
        meeting, _ = do(store, meeting, edit)
    meeting, _ = do(store, meeting, Record(entity=Outcome(id="o1", of_item="a0", status=Status.NOT_DONE)))
    football = Decision(id="d1", item="family-time", text="A match a month", is_proposal_to_review=True)
    meeting, _ = do(store, meeting, Record(entity=football))
    meeting, _ = do(store, meeting, EndMeeting(at=NOON))
    store.keep_form("standard", 1, "f" * 64, "id: standard").result()
    store.keep_record(MEETING_ID, "1" * 64, "{}").result()
    do(store, meeting, LockRecord(signing=Signing(id="signing", signer="Priya Nair", signed_at=NOON)))
    store.put_blob(b"%PDF-1.7").result()
    store.put_secrets({"key": b"fictional"}).result()


def main() -> None:
    """Make it, and say where it lies."""
    target = CHECKOUT / "tests/storage/fixtures" / f"version-{NEWEST_SCHEMA}"
    with tempfile.TemporaryDirectory() as folder:
        kept = make_kept(Path(folder) / "place")
        fill(kept)
        kept.store.writer.maintain(
            lambda connection: connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        ).result()
        kept.store.close()
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(kept.place.store, target / "store")
    print(*sorted(path for path in target.rglob("*") if path.is_file()), sep="\n")


if __name__ == "__main__":
    main()
