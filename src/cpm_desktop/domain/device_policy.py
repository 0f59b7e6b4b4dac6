"""What an authority's IT has set for a computer: it goes before what a person chooses there."""

import urllib.parse
from dataclasses import dataclass, replace

from cpm_desktop.domain.forms import AuthoritySettings


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePolicy:
    """What is set for this computer; None where nothing is, and the authority's forms or the person decide.

    Attributes:
        idle_lock_minutes: the longest time without a key or the mouse; the person may choose a shorter one.
        backup_folder: the second place for backups, a whole path.
        forms_folder: the authority's forms, a whole path; it goes before all others.
        timestamp_server: address of the server that confirms times; empty forbids asking any.
        deadlines_timezone: of meetings and deadlines, such as Europe/London.
        mistakes: what was set and cannot be used, a sentence each; nothing stands in the place of those.
    """

    idle_lock_minutes: int | None = None
    backup_folder: str | None = None
    forms_folder: str | None = None
    timestamp_server: str | None = None
    deadlines_timezone: str | None = None
    mistakes: tuple[str, ...] = ()

    def bind(self, settings: AuthoritySettings) -> AuthoritySettings:
        """Return the authority's settings as they hold on this computer."""
        if self.idle_lock_minutes is not None:
            settings = replace(
                settings,
                lock_minutes=min(settings.lock_minutes, self.idle_lock_minutes),
                longest_lock_minutes=min(settings.longest_lock_minutes, self.idle_lock_minutes),
            )
        if self.timestamp_server is not None:
            settings = replace(settings, time_server=self.timestamp_server)
        if self.deadlines_timezone is not None:
            settings = replace(settings, time_zone=self.deadlines_timezone)
        return settings


NO_POLICY = DevicePolicy()


def is_server_address(address: str) -> bool:
    """Tell whether a text is the whole address of a server that is asked over HTTP or HTTPS."""
    try:
        parts = urllib.parse.urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in address
    except ValueError:
        return False
