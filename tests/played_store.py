"""A store in which something was played: played once, kept as bytes, and laid down anew for each test."""

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import PASSPHRASE, SetClock, make_desk, open_desk


@dataclass(frozen=True)
class PlayedStore:
    """A closed store.

    Attributes:
        files: content by path below the store's folder.
        moment: when the play ended (UTC).
        subject: the id that the play gave: of a child, or of a meeting.
    """

    files: Mapping[str, bytes]
    moment: dt.datetime
    subject: str

    def open(self, folder: Path, clock: SetClock) -> Desk:
        """Lay the store down in a folder and open it; the clock goes on from where the play ended."""
        place = StorePlace(folder / "store")
        for path, content in self.files.items():
            file = place.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        clock.moment = self.moment
        return open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE), clock)


def play_in_store(
    play: Callable[[Desk, SetClock], str], clock: SetClock, before: PlayedStore | None = None
) -> PlayedStore:
    """Play in a new store, or in one that something was played in before.

    Args:
        play: gets the open desk and its clock, and gives the id to go on with.
        clock: of the desk; goes on from the moment of what was played before.
        before: the store to go on from; a new one if left out.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = before.open(folder, clock) if before else make_desk(folder, clock)
        try:
            subject = play(desk, clock)
        finally:
            desk.close()
        store = folder / "store"
        files = {
            path.relative_to(store).as_posix(): path.read_bytes()
            for path in store.rglob("*")
            if path.is_file()
        }
        return PlayedStore(files, clock.moment, subject)
