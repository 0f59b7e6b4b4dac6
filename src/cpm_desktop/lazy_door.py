"""The way into the store for the windows: what opens it is imported only once the first of them was painted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpm_desktop.storage.placement import StorePlace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.forms_reader import FormsReader
    from cpm_desktop.services.unlocking import Surroundings
    from cpm_desktop.ui.unlock.door import Fact, SetUp


class LazyDoor:
    """The way into the store; imports what opens it only when asked."""

    def __init__(self, folder: Path, clock: Callable[[], dt.datetime] | None = None) -> None:
        """`folder` is the store's, which may not exist yet; a demonstration brings its own `clock`."""
        self._place, self._clock = StorePlace(folder), clock
        self._reader: FormsReader | None = None

    @property
    def is_new(self) -> bool:
        """Whether no store was set up here yet."""
        return not self._place.exists()

    @property
    def folder(self) -> str:
        """Where the store lies."""
        return str(self._place.folder)

    @property
    def backups(self) -> str:
        """Where copies are kept."""
        return str(self._place.backups)

    def warm(self) -> tuple[Fact, ...]:
        """Import what opening needs and read the forms; say when the last copy was made."""
        from cpm_desktop.services import unlocking  # noqa: PLC0415 - slow: after the first window
        from cpm_desktop.services.backing_up import last_backup  # noqa: PLC0415 - the same
        from cpm_desktop.ui.unlock.door import Fact  # noqa: PLC0415 - the same

        unlocking.get_ready(self._surroundings())  # the person will want it next
        made_at = last_backup(self._place)
        nothing_sent = Fact(
            "shield-check", "Nothing here is sent anywhere. There is no account and no network."
        )
        if made_at is None:
            return (nothing_sent,)
        from cpm_desktop.domain.typography import day_text, time_text  # noqa: PLC0415 - only here

        local = made_at.astimezone()
        copy = Fact("hard-drive", f"Last copy {day_text(local.date())} at {time_text(local)}.")
        return (copy, nothing_sent)

    def create(self, set_up: SetUp, tell: Callable[[str, int, int], object]) -> tuple[Desk, str]:
        """Make the store."""
        from cpm_desktop.domain.workplace import Worker  # noqa: PLC0415 - with the rest
        from cpm_desktop.services import unlocking  # noqa: PLC0415 - slow: after the first window

        worker = Worker(id="worker", name=set_up.name, role=set_up.role)
        details = unlocking.SetUpDetails(worker, set_up.authority, set_up.service)
        return unlocking.create(self._place.folder, set_up.passphrase, details, self._surroundings(), tell)

    def unlock(self, passphrase: str, tell: Callable[[str, int, int], object]) -> Desk:
        """Open the store."""
        from cpm_desktop.services import unlocking  # noqa: PLC0415 - slow: after the first window

        return unlocking.unlock(self._place.folder, passphrase, self._surroundings(), tell)

    def unlock_with_code(self, code: str, passphrase: str, tell: Callable[[str, int, int], object]) -> Desk:
        """Open the store by its recovery code and give it a new passphrase."""
        from cpm_desktop.services import unlocking  # noqa: PLC0415 - slow: after the first window

        return unlocking.unlock_with_code(self._place.folder, code, passphrase, self._surroundings(), tell)

    def _surroundings(self) -> Surroundings:
        from cpm_desktop.services.forms_reader import FormsReader  # noqa: PLC0415 - the same
        from cpm_desktop.services.unlocking import usual_surroundings  # noqa: PLC0415 - the same

        usual = usual_surroundings()
        if self._reader is None:
            self._reader = FormsReader(usual.forms)
        usual = replace(usual, reader=self._reader)
        return usual if self._clock is None else replace(usual, clock=self._clock, backs_up=False)
