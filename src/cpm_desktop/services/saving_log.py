"""Notes in the local log when saving stops, and when it goes on."""

from cpm_desktop.services.saving_feed import SavingNews
from cpm_desktop.storage.event_log import Event, EventLog


class SavingLog:
    """Listens to the news of saving, on the thread they come from."""

    def __init__(self, log: EventLog) -> None:
        """Begin with all well."""
        self._log = log
        self._has_problem = False

    def __call__(self, news: SavingNews) -> None:
        """Take news; only a change from well to ill and back is noted, and never what the problem says."""
        has_problem = bool(news.problem)
        if has_problem != self._has_problem:
            self._has_problem = has_problem
            self._log.note(Event.NOT_SAVED if has_problem else Event.SAVED_AGAIN)
