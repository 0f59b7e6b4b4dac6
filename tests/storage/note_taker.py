"""A process of its own that takes notes in a store for ever, and says each one once it is saved: to be killed."""

import sys
from pathlib import Path

from cpm_desktop.domain.captures import Action, Note
from cpm_desktop.domain.commands import Record
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.storage.kept_store import MEETING_ID, PASSPHRASE, do, open_kept


def main() -> None:
    place = StorePlace(Path(sys.argv[1]))
    store = open_kept(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE))
    meeting = store.load_meeting(MEETING_ID).result()
    number = len(meeting.notes)
    while True:
        number += 1
        meeting, _ = do(store, meeting, Record(entity=Note(id=f"n{number}", text="said " * number)))
        meeting, saved = do(store, meeting, Record(entity=Action(id=f"a{number}", text="do it")))
        sys.stdout.write(f"{number} {saved.chain_head}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
