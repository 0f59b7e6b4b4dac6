"""The settings that an authority makes for everybody on a computer, by the names that each system knows them by."""

from dataclasses import dataclass
from typing import Final

from cpm_desktop.storage.device_policy import LEAST_MINUTES, MOST_MINUTES, REGISTRY_KEY

KEY: Final = REGISTRY_KEY  # below HKEY_LOCAL_MACHINE
NOT_SET: Final = "none"  # what takes back a property that an earlier installation was given


@dataclass(frozen=True, slots=True)
class Policy:
    """One setting.

    Attributes:
        value: its name in the registry.
        option: its name in /etc/cpm-desktop/policy.toml.
        is_number: else it is text.
    """

    value: str
    option: str
    is_number: bool = False

    @property
    def installer_property(self) -> str:
        """Its name on the command line of the Windows installer."""
        return self.value.upper()


LEAST, MOST = LEAST_MINUTES, MOST_MINUTES
IDLE_LOCK: Final = Policy("IdleLockMinutes", "idle_lock_minutes", is_number=True)
BACKUP_FOLDER: Final = Policy("BackupFolder", "backup_folder")
POLICIES: Final = (
    IDLE_LOCK,
    BACKUP_FOLDER,
    Policy("FormsFolder", "forms_folder"),
    Policy("TimestampServer", "timestamp_server"),
    Policy("DeadlinesTimezone", "deadlines_timezone"),
)
