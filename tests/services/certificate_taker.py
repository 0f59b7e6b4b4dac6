"""A process of its own that takes a certificate file into the store, and is gone at a write: for the kill test."""

import os
import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, event

from cpm_desktop.services.signing_key import keep_certificate_file
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import PASSPHRASE, SetClock, open_desk

KILLED = 77


def main() -> None:
    """Take the file `argv[2]` into the store in `argv[1]`, at the time `argv[3]`, gone at commit number `argv[4]`."""
    folder, path, moment, last = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    place = StorePlace(folder)
    key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
    desk = open_desk(place, key, SetClock(datetime.fromisoformat(moment)))
    commits = 0

    def go(_connection: object) -> None:
        nonlocal commits
        commits += 1
        if commits == last:
            os._exit(KILLED)

    event.listen(Engine, "commit", go)
    keep_certificate_file(desk, path, "her own words")
    desk.close()


if __name__ == "__main__":
    main()
