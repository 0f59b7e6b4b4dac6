"""The check and repair of the records that are open, as the window asks for them."""

from collections.abc import Callable

from cpm_desktop.services.desk import Desk
from cpm_desktop.services.key_care import place_of
from cpm_desktop.services.whole_check import Tell, WholeReport, check_everything, record_of_number, repair
from cpm_desktop.services.window_thread import OnWindowThread, at_once
from cpm_desktop.storage.event_log import Event, Field


def check_records(desk: Desk, tell: Tell, should_stop: Callable[[], bool] = lambda: False) -> WholeReport:
    """Check everything; slow, for any thread.

    Raises:
        CarePlanningError: the disk refuses.
    """
    report = check_everything(desk.store, place_of(desk), tell, should_stop)
    desk.note(Event.STORE_CHECKED, {Field.COUNT: sum(not each.is_whole for each in report.findings)})
    return report


def repair_records(
    desk: Desk, report: WholeReport, on_window_thread: OnWindowThread = at_once
) -> tuple[tuple[str, ...], WholeReport]:
    """Repair what can be, say what was done, and check again; slow, for any thread.

    What is open is read anew afterwards: it may be what was repaired.
    """
    key = desk.backups.key if desk.backups is not None else None
    said = repair(desk.store, place_of(desk), key, report)
    on_window_thread(desk.forget_open)
    desk.note(Event.STORE_REPAIRED)
    return said, check_everything(desk.store, place_of(desk))


def look_up_number(desk: Desk, printed: str) -> str:
    """Say whether a number printed on issued minutes is that of a record here."""
    return record_of_number(desk.store, printed)
