"""Takes a pack in a process that ends while the meeting in it is being written: python -m …pack_taker FOLDER PACK."""

import os
import sys
from pathlib import Path

from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.pack_taking import open_pack, read_pack_file, take_pack
from cpm_desktop.storage import aggregate_rows, changing
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import PASSPHRASE, open_desk

ENDED_IN_THE_MIDDLE = 9


def main() -> None:
    """Take it, and end once the meeting's rows are written but nothing is committed."""
    place = StorePlace(Path(sys.argv[1]) / "store")
    desk = open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE))
    enter = aggregate_rows.enter_aggregate

    def enter_and_end(connection: object, aggregate: object) -> None:
        enter(connection, aggregate)  # type: ignore[arg-type]  # as it was called
        if isinstance(aggregate, Meeting):
            os._exit(ENDED_IN_THE_MIDDLE)

    changing.enter_aggregate = enter_and_end  # type: ignore[attr-defined]  # it is imported there
    take_pack(desk, open_pack(desk, read_pack_file(Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
