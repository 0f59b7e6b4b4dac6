"""A desk over a real encrypted store, for tests: fast key, fictional worker, and a clock that can be set."""

import datetime as dt
import functools
from pathlib import Path
from zoneinfo import ZoneInfo

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.form_problems import FormsReport
from cpm_desktop.domain.forms import Procedure
from cpm_desktop.services.bank_holidays import calendar_for
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.saving_feed import SavingFeed
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.forms.loading import load_procedure
from cpm_desktop.storage.key_header import DerivationCost
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import Store, make_tables
from cpm_desktop.storage.tables import NEWEST_SCHEMA

PASSPHRASE = "four quiet garden rooms"
FAST = DerivationCost(memory=64, passes=1, lanes=1)
LONDON = ZoneInfo("Europe/London")


class SetClock:
    """A clock that shows what it was set to, and a second more each time it is read."""

    def __init__(self, moment: dt.datetime) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        self.moment += dt.timedelta(seconds=1)
        return self.moment

    def set_moment(self, moment: dt.datetime) -> None:
        self.moment = moment

    def set_to(self, day: dt.date, time: dt.time) -> None:
        self.moment = dt.datetime.combine(day, time, tzinfo=LONDON).astimezone(dt.UTC)


def set_clock(day: str = "2026-11-20", time: str = "09:00") -> SetClock:
    clock = SetClock(dt.datetime.now(dt.UTC))
    clock.set_to(dt.date.fromisoformat(day), dt.time.fromisoformat(time))
    return clock


@functools.cache
def _usual_procedure() -> tuple[Procedure, FormsReport]:
    return load_procedure((forms_folder(),))


def make_desk(
    folder: Path, clock: SetClock | None = None, forms: Path | tuple[Path, ...] | None = None
) -> Desk:
    place = StorePlace(folder / "store")
    key, _ = create_store(place, PASSPHRASE, FAST, make_tables)
    return open_desk(place, key, clock, forms)


def open_desk(
    place: StorePlace,
    key: object,
    clock: SetClock | None = None,
    forms: Path | tuple[Path, ...] | None = None,
) -> Desk:
    folders = (forms,) if isinstance(forms, Path) else forms
    procedure, report = load_procedure(folders) if folders else _usual_procedure()
    feed = SavingFeed()
    engine = open_database(place.database, key, newest_schema=NEWEST_SCHEMA)  # type: ignore[arg-type]  # a StoreKey
    store = Store(engine, feed.tell)
    desk = Desk(
        store, feed, procedure, report, calendar_for(procedure.authority), clock or set_clock(), place
    )
    worker = desk.workplace()
    if not worker.value.worker.name:
        worker.perform(change(worker.value.worker, name="Priya Nair", role="Social worker"))
    return desk
