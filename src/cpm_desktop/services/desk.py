"""The desk: the open store with the procedure on top, and everything a person has open on it."""

import datetime as dt
import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.device_policy import NO_POLICY
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.form_problems import FormsReport
from cpm_desktop.domain.form_text import read_form_text
from cpm_desktop.domain.forms import AuthoritySettings, Form, Procedure, Rule
from cpm_desktop.domain.listing import ChildSummary
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.said_anew import said_anew
from cpm_desktop.domain.standing_limits import newly_joined, with_standing_limits
from cpm_desktop.domain.working_days import Calendar
from cpm_desktop.domain.workplace import Workplace
from cpm_desktop.services.editing import Editing
from cpm_desktop.services.made_once import MadeOnce
from cpm_desktop.services.saving_feed import SavingFeed, SavingNews
from cpm_desktop.storage.event_log import Event, EventLog, Field
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import Store

if TYPE_CHECKING:
    from cpm_desktop.documents.certificate import CertificateKeeper
    from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
    from cpm_desktop.services.backing_up import Backups
    from cpm_desktop.storage.key_header import DerivationCost, KeyHeader

T = TypeVar("T")
_PATIENCE_IN_TROUBLE = 2.0  # seconds, where the disk is known to take nothing
_PATIENCE = 20.0  # seconds that a reading waits before it says that the disk does not answer


class DiskDoesNotAnswer(CarePlanningError):
    """A reading waited too long behind a change that could not be saved."""


class Desk:
    """What one person works on: used from one thread; only `listen_saving` calls back from another.

    `certificates` and `renderer` keep what signs and draws while the desk is open; any thread may use them.
    """

    def __init__(  # noqa: PLR0913 - the parts of a desk, put together in one place
        self,
        store: Store,
        saving: SavingFeed,
        procedure: Procedure,
        forms_report: FormsReport,
        calendar: Calendar,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        place: StorePlace | None = None,
        *,
        log: EventLog | None = None,
    ) -> None:
        """Open the desk.

        Args:
            store: open.
            saving: what the store tells its news to.
            procedure: the forms, rules, roles and the authority's settings.
            forms_report: what was wrong with the forms folder.
            calendar: working days.
            clock: gives the time (UTC).
            place: where the store lies, to check the passphrase again before signing.
            log: takes what happens, without anything of a case; None where nobody keeps one.
        """
        self.store = store
        self.place = place
        self.procedure = procedure
        self.forms_report = forms_report
        self.calendar = calendar
        self.signing_turn = threading.Lock()  # one signing at a time: at the start one may be gone on with
        self.certificates = MadeOnce(_make_certificate_keeper)
        self.renderer = MadeOnce(_make_renderer)
        self._clock = clock
        self._log = log
        self._open: dict[str, Editing[Any]] = {}
        self._untold: list[Callable[[], None]] | None = None
        self._forms: dict[tuple[str, int, str], Form] = {}
        self.saving = saving
        self._made: dict[str, tuple[tuple[int, dt.date], Any]] = {}
        self.upgraded_from = ""  # the version that had the records open last, where it was an earlier one
        self.policy = NO_POLICY  # what the authority's IT has set for this computer
        self.backups: Backups | None = None  # makes copies of the store; None where nobody keeps any
        self.derivation_cost: DerivationCost | None = None  # of a new passphrase; None measures this computer
        # As it was at opening: the lock asks for the passphrase also where the disk is gone.
        self.key_header: KeyHeader | None = None

    def note(self, event: Event, fields: dict[Field, int | str] | None = None) -> None:
        """Note an event in the local log; on any thread."""
        if self._log is not None:
            self._log.note(event, fields)

    def note_error(self, error: BaseException) -> None:
        """Note what nobody foresaw in the local log: its class and the line of our code, never its words."""
        if self._log is not None:
            self._log.note_error(error)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of meetings and deadlines."""
        return ZoneInfo(self.procedure.authority.time_zone)

    def now(self) -> dt.datetime:
        """Return the time (UTC)."""
        return self._clock()

    def today(self) -> dt.date:
        """Return the day on the wall."""
        return self.now().astimezone(self.zone).date()

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return a moment as the clock on the wall showed it."""
        return moment.astimezone(self.zone)

    def moment(self, day: dt.date, time: dt.time) -> dt.datetime:
        """Return the moment (UTC) at which the clock on the wall shows a day and time."""
        return dt.datetime.combine(day, time, tzinfo=self.zone).astimezone(dt.UTC)

    def authority(self) -> AuthoritySettings:
        """Return the authority's settings with what was changed on this laptop, as far as its IT allows."""
        settings = self.procedure.authority
        changed = {
            entry.id.removeprefix("authority."): entry.value
            for entry in self.workplace().value.settings
            if entry.id.startswith("authority.")
        }
        known = {
            name: value for name, value in changed.items() if isinstance(getattr(settings, name, None), str)
        }
        changed_here = replace(settings, **known)  # type: ignore[arg-type]  # only text settings are taken
        return self.policy.bind(changed_here)

    def rule(self, identifier: str) -> Rule | None:
        """Return a rule of the procedure, if there is one of that id."""
        return self.procedure.rules.get(identifier)

    def form(self, identifier: str) -> Form | None:
        """Return the newest version of a form, if there is one of that id."""
        return self.procedure.forms.get(identifier)

    def form_of(self, meeting: Meeting) -> Form:
        """Return the form that a meeting is held under, in its own version.

        Raises:
            CarePlanningError: the store holds no such form; the file is damaged.
        """
        facts = meeting.facts
        newest = self.procedure.forms.get(facts.form_id)
        if newest is not None and newest.hash == facts.form_hash:
            return newest
        key = (facts.form_id, facts.form_version, facts.form_hash)
        if key not in self._forms:
            self._forms[key] = read_form_text(self.wait(self.store.form_text(*key)))
        return self._forms[key]

    def workplace(self) -> Editing[Workplace]:
        """Return the workplace, open for change."""
        return self._editing("workplace", self.store.load_workplace)

    def child(self, identifier: str) -> Editing[ChildFile]:
        """Return a child's file, open for change."""
        return self._editing(identifier, lambda: self.store.load_child(identifier))

    def meeting(self, identifier: str) -> Editing[Meeting]:
        """Return a meeting, open for change."""
        return self._editing(identifier, lambda: self.store.load_meeting(identifier), self._with_what_follows)

    def _with_what_follows(self, before: Meeting, after: Meeting) -> Meeting:
        """Add what follows from a change of a meeting; on people who joined, the limits on the children's files."""
        after = said_anew(before, after, self.now())
        joined = newly_joined(before, after)
        if not joined:
            return after
        children = (after.facts.child_id, *after.facts.siblings)
        standing = [limit for child in children if child for limit in self.child(child).value.limits]
        return with_standing_limits(after, joined, standing)

    def has_live_meeting(self) -> bool:
        """Tell whether a meeting that was opened is being held."""
        held = [editing.value for editing in self._open.values()]
        return any(isinstance(value, Meeting) and value.facts.stage is Stage.LIVE for value in held)

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Have what is changed within saved in one transaction: all of it, or nothing.

        Nothing may be read within. Whoever listens is told once all changes are on their way. What may be
        refused is asked before: values that were changed within stay so in memory where something else is refused.
        """
        untold = self._untold = []
        try:
            with self.store.as_one():
                yield
        finally:
            self._untold = None
        for news in untold:
            news()

    def _tell(self, news: Callable[[], None]) -> None:
        if self._untold is None:
            news()
        else:
            self._untold.append(news)

    def forget_open(self) -> None:
        """Read anew what was open: the store was repaired below it."""
        self._open.clear()
        self._made.clear()

    def forget(self, identifier: str) -> None:
        """Read one thing anew when it is next wanted: it was cleared below it."""
        self._open.pop(identifier, None)
        self._made.clear()

    def back_up_soon(self) -> None:
        """Have a backup made once it is quiet: something was just finished that would be missed most."""
        if self.backups is not None:
            self.backups.start()

    def summaries(self) -> tuple[ChildSummary, ...]:
        """Return every child with what is pending, by name; read again only where anything was changed since.

        Raises:
            CarePlanningError: the disk does not answer.
        """
        return self.made_of_store("summaries", lambda: self.wait(self.store.caseload()))

    def made_of_store(self, what: str, make: Callable[[], T]) -> T:
        """Return what was made of the whole store; made anew where anything changed since, or the day did.

        Args:
            what: its name among all that is made so.
            make: makes it.
        """
        state = self.store.last_sequence, self.today()
        kept = self._made.get(what)
        if kept is None or kept[0] != state:
            with _no_collecting():
                kept = self._made[what] = state, make()
        made: T = kept[1]
        return made

    def forget_made(self) -> None:
        """Make everything anew that is made of the whole store, though nothing changed."""
        self._made.clear()

    def wait(self, reading: Future[T]) -> T:
        """Wait for a reading; it takes milliseconds unless the disk is in trouble, and then little is waited for.

        Raises:
            DiskDoesNotAnswer: it took too long.
        """
        try:
            return reading.result(_PATIENCE_IN_TROUBLE if self.saving.latest.problem else _PATIENCE)
        except TimeoutError as error:
            message = "The disk does not answer. Nothing is lost; what you entered is still being saved."
            raise DiskDoesNotAnswer(message) from error

    def listen_saving(self, listener: Callable[[SavingNews], None]) -> Callable[[], None]:
        """Call the listener on the store's thread whenever the state of saving changes.

        Returns:
            A function that ends it.
        """
        return self.saving.listen(listener)

    def close(self) -> None:
        """Save what waits and close the store.

        Raises:
            CarePlanningError: something could not be saved.
        """
        self._open.clear()
        self._made.clear()
        self.certificates.forget()
        self.renderer.forget()
        self.store.close()
        self.note(Event.STORE_LOCKED)

    def _editing(
        self,
        identifier: str,
        load: Callable[[], Future[Any]],
        following: Callable[[Any, Any], Any] | None = None,
    ) -> Editing[Any]:
        if identifier not in self._open:
            value = self.wait(load())
            lines = self.wait(self.store.journal_lines(identifier))
            self._open[identifier] = Editing(self.store, value, lines, following, self._tell)
        return self._open[identifier]


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Look for no garbage meanwhile: what is being made stays, and looking through all of it takes longest."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# What draws and signs brings libraries that take long to load; nothing needs them before the first paper.


def _make_certificate_keeper() -> "CertificateKeeper":
    from cpm_desktop.documents.certificate import CertificateKeeper  # noqa: PLC0415 - as said above

    return CertificateKeeper()


def _make_renderer() -> "PaperRenderer":
    from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer  # noqa: PLC0415 - as said above

    return PaperRenderer()
