"""A store of its own for the demonstration: fictional children, a clock of its own, thrown away at the end."""

import datetime as dt
import functools
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.data_files import forms_folder, resources_folder
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.workplace import Setting, Worker
from cpm_desktop.services.demo_caseload import enter_caseload
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.demo_script import Script, as_time, needed_date, read_scripts
from cpm_desktop.services.demo_waiver import prepare_waiver
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.unlocking import SetUpDetails, Surroundings, create
from cpm_desktop.storage.key_header import DerivationCost
from cpm_desktop.storage.keys import LEAST_COST
from cpm_desktop.storage.placement import StorePlace

_PREPARED_DAYS_BEFORE = 4


class DemoClock:
    """A clock that begins at a moment of the demonstration and goes on at the usual pace, or is set."""

    def __init__(self, moment: dt.datetime) -> None:
        """Begin at a moment (UTC)."""
        self.set(moment)

    def set(self, moment: dt.datetime) -> None:
        """Show a moment (UTC) from now on."""
        self._moment, self._since = moment, time.monotonic()

    def __call__(self) -> dt.datetime:
        """Return the moment it shows (UTC)."""
        return self._moment + dt.timedelta(seconds=time.monotonic() - self._since)


@dataclass(frozen=True, slots=True)
class Demo:
    """An open demonstration.

    Attributes:
        desk: over a store of its own.
        clock: the desk's clock.
        place: where the store lies.
        passphrase: that opens it; shown, since everything in it is fictional.
        script: the meeting that is prepared, ready to be held.
        child_id: whose it is.
        meeting_id: the prepared meeting.
    """

    desk: Desk
    clock: DemoClock
    place: StorePlace
    passphrase: str
    script: Script
    child_id: str
    meeting_id: str


def demo_scripts() -> tuple[Script, tuple[Script, ...]]:
    """Return the script of the meeting, and those of the other children."""
    folder = resources_folder() / "demo"
    return read_scripts(folder / "standard-meeting.yaml")[0], read_scripts(folder / "caseload.yaml")


def scripts_of_kinds() -> dict[str, Script]:
    """Return a script for every other kind of meeting, by the name of the folder for its papers."""
    folder = resources_folder() / "demo" / "kinds"
    return {path.stem: read_scripts(path)[0] for path in sorted(folder.glob("*.yaml"))}


def make_demo(
    folder: Path,
    tell: Callable[[str], object] = lambda _text: None,
    *,
    script: Script | None = None,
    with_caseload: bool = True,
    cost: DerivationCost = LEAST_COST,
) -> Demo:
    """Make a demonstration in a folder: the caseload, and a meeting prepared and about to begin.

    Args:
        folder: empty; whoever made it throws it away.
        tell: told in words what is being done.
        script: the meeting; without one, the standard meeting.
        with_caseload: enter the other children too.
        cost: of deriving the key.
    """
    usual, others = demo_scripts()
    script = script or usual
    day, starts = needed_date(script.prepare["date"]), as_time(script.prepare["time"])
    tell("Setting up a store for the demonstration …")
    place, passphrase = StorePlace(folder / "store"), f"demonstration {secrets.token_hex(4)}"
    ahead = dt.timedelta(days=0 if script.waiver else _PREPARED_DAYS_BEFORE)
    prepared_on = dt.datetime.combine(day - ahead, dt.time(9), tzinfo=dt.UTC)
    clock = DemoClock(prepared_on)
    surroundings = Surroundings(forms=(forms_folder(),), clock=clock, cost=cost, backs_up=False)
    desk, _ = create(place.folder, passphrase, _details(script), surroundings)
    _enter_settings(desk, script)
    if with_caseload:
        tell("Entering fictional children …")
        enter_caseload(desk, others, clock.set)
    child_id = enter_child(desk, script)
    tell("Preparing a meeting …")
    siblings = tuple(enter_child(desk, sibling) for sibling in siblings_of(script))
    if script.waiver:
        meeting_id = prepare_waiver(desk, child_id, script)
    else:
        meeting_id = prepare_meeting(desk, child_id, script, siblings)
    clock.set(desk.moment(day, starts) - dt.timedelta(minutes=5))
    return Demo(desk, clock, place, passphrase, script, child_id, meeting_id)


def demonstrations(
    folder: Path, tell: Callable[[str], object] = lambda _text: None, *, cost: DerivationCost = LEAST_COST
) -> dict[str, Callable[[], AbstractContextManager[Demo]]]:
    """Return what makes a demonstration of each kind of meeting, by the name of the folder for its papers.

    Args:
        folder: for the stores; whoever made it throws it away.
        tell: told in words what is being done.
        cost: of deriving the key.
    """

    @contextmanager
    def open_demo(name: str, script: Script) -> Iterator[Demo]:
        (folder / name).mkdir()
        demo = make_demo(folder / name, tell, script=script, with_caseload=False, cost=cost)
        try:
            yield demo
        finally:
            demo.desk.close()

    scripts = {demo_scripts()[0].prepare["form"]: demo_scripts()[0], **scripts_of_kinds()}
    return {name: functools.partial(open_demo, name, script) for name, script in scripts.items()}


def siblings_of(script: Script) -> tuple[Script, ...]:
    """Return the other children whom a script's meeting concerns, with the same people around them."""
    first = script.child.get("name")
    people = tuple(person for person in script.people if person["name"] != first)
    return tuple(
        Script(authority={}, child=sibling, people=people, distribution=script.distribution)
        for sibling in script.siblings
    )


def _details(script: Script) -> SetUpDetails:
    """Return who works here: the script's chair."""
    chair = script.prepare.get("chair", "")
    role = next((row["role"] for row in script.people if row["name"] == chair), "")
    worker = Worker(id="worker", name=chair, role=role)
    return SetUpDetails(worker, script.authority.get("name", ""), script.authority.get("service", ""))


def _enter_settings(desk: Desk, script: Script) -> None:
    for name, value in script.authority.items():
        desk.workplace().perform(Put(entity=Setting(id=f"authority.{name}", value=value)))
