"""What an authority's IT has set for this computer, in words."""

from pathlib import Path

from cpm_desktop.domain.device_policy import DevicePolicy
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.device_policy import read_device_policy, where_policies_stand

_TELL_THEM = "Tell your authority’s IT."


def policy_on_this_computer() -> DevicePolicy:
    """Return what is set for this computer."""
    return read_device_policy()


def policy_sentences(policy: DevicePolicy) -> tuple[str, ...]:
    """Return what is set, a sentence each, and then what cannot be used."""
    said = []
    if policy.idle_lock_minutes is not None:
        said.append(f"The records lock after {policy.idle_lock_minutes} idle minutes at the latest.")
    if policy.backup_folder is not None:
        said.append(f"Backups are also copied to {policy.backup_folder}.")
    if policy.forms_folder is not None:
        said.append(f"Forms are read from {policy.forms_folder} before any others.")
    if policy.timestamp_server is not None:
        server = policy.timestamp_server
        said.append(f"Times are confirmed by {server}." if server else "No time server may be asked.")
    if policy.deadlines_timezone is not None:
        said.append(f"Meetings and deadlines are in the time zone {policy.deadlines_timezone}.")
    if not said and not policy.mistakes:
        said.append(f"Nothing is set for this computer in {where_policies_stand()}.")
    return (*said, *policy.mistakes)


def policy_notice(desk: Desk) -> str:
    """Return what a person at work must know: what was set and does not hold; empty where all does.

    What was seen when the forms were read is what is told: a share that does not answer would hold the window up.
    """
    said = list(desk.policy.mistakes)
    folder = desk.policy.forms_folder
    if folder is not None and str(Path(folder)) in desk.forms_report.unread:
        said.append(
            f"The forms that your authority keeps in {folder} cannot be read now, so others are used."
        )
    return " ".join((*said, _TELL_THEM)) if said else ""
