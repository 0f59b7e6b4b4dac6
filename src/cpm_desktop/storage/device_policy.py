"""Reads what an authority's IT has set for a computer: from the registry on Windows, elsewhere from a file of root's.

Neither place depends on anything that the person can set, such as a variable of their session.
"""

import os
import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cpm_desktop.domain.device_policy import DevicePolicy, is_server_address

REGISTRY_KEY: Final = r"Software\Policies\cpm_desktop"
POLICY_FILE: Final = Path(
    "/Library/Application Support/cpm-desktop/policy.toml"
    if sys.platform == "darwin"
    else "/etc/cpm-desktop/policy.toml"
)
LEAST_MINUTES, MOST_MINUTES = 5, 30
_LARGEST_FILE = 64 * 1024  # bytes
_NUMBER = re.compile(r"[0-9]{1,4}")
_ACCOUNT = re.compile(r"%USERNAME%|\$\{USER\}|\$USER\b", re.IGNORECASE)
_LEFT_OPEN = re.compile(r"%\w+%|\$\{?\w+\}?")


class Unusable(ValueError):
    """A value that cannot be used, with what to write in its place."""

    def __init__(self, remedy: str, held: int | None = None) -> None:
        """`held` is what holds all the same; None lets nothing hold."""
        super().__init__(remedy)
        self.held = held


def read_device_policy() -> DevicePolicy:
    """Return what is set for this computer; what cannot be used is among its mistakes."""
    if sys.platform == "win32":  # pragma: no cover - on Windows alone
        try:
            return policy_of(_registry_values(), where_policies_stand())
        except OSError as error:
            return DevicePolicy(mistakes=(f"{where_policies_stand()} could not be read: {error}.",))
    return read_policy_file(POLICY_FILE)


def where_policies_stand() -> str:
    """Return the place of the settings on this computer, as a person would find it."""
    return f"HKEY_LOCAL_MACHINE\\{REGISTRY_KEY}" if sys.platform == "win32" else str(POLICY_FILE)


def read_policy_file(path: Path) -> DevicePolicy:
    """Return what a file sets; one that is not there sets nothing."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        return DevicePolicy()
    except OSError as error:
        return DevicePolicy(mistakes=(f"{path} could not be read: {error.strerror or error}.",))
    if len(content) > _LARGEST_FILE:
        return DevicePolicy(mistakes=(f"{path} is larger than {_LARGEST_FILE // 1024} kB.",))
    try:
        values = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return DevicePolicy(mistakes=(f"{path} is not written in UTF-8.",))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return DevicePolicy(mistakes=(f"{path} is not TOML: {error}.",))
    return policy_of(values, str(path))


def policy_of(values: Mapping[str, object], where: str) -> DevicePolicy:
    """Return what named values set.

    Args:
        values: by name as in the registry (IdleLockMinutes) or in the file (idle_lock_minutes).
        where: they stand, as a person would find it.
    """
    policy, mistakes = DevicePolicy(), []
    for name, value in values.items():
        field = _plain(name)
        known = next((each for each in _READERS if _plain(each) == field), None)
        if known is None:
            mistakes.append(f"There is no setting “{name}” ({where}). There are {', '.join(_READERS)}.")
            continue
        try:
            used = _READERS[known](value)
        except Unusable as error:
            mistakes.append(f"The setting “{name}” ({where}) cannot be used. {error}")
            if error.held is None:
                continue
            used = error.held
        found: dict[str, Any] = {known: used}
        policy = replace(policy, **found)
    return replace(policy, mistakes=tuple(mistakes))


def _plain(name: str) -> str:
    return name.replace("_", "").casefold()


def _minutes(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        message = f"Write a whole number of minutes from {LEAST_MINUTES} to {MOST_MINUTES}."
        raise Unusable(message)
    if not LEAST_MINUTES <= int(text) <= MOST_MINUTES:
        held = min(max(int(text), LEAST_MINUTES), MOST_MINUTES)
        message = f"Write a number of minutes from {LEAST_MINUTES} to {MOST_MINUTES}, not {int(text)}; {held} holds."
        raise Unusable(message, held)
    return int(text)


def _text(value: object) -> str:
    if not isinstance(value, str):
        message = "Write a text."
        raise Unusable(message)
    return value.strip()


def _folder(value: object) -> str:
    """Return a whole path; the name of the account is put in where %USERNAME% or $USER stands."""
    text = _text(value)
    text = _ACCOUNT.sub(lambda _: account_name(), text) if _ACCOUNT.search(text) else text
    left = _LEFT_OPEN.search(text)
    if left:
        message = f"“{left[0]}” is not put in: only %USERNAME% and $USER are, which nobody can set otherwise."
        raise Unusable(message)
    if "\0" in text or not Path(text).is_absolute():
        message = "Write the whole path of a folder."
        raise Unusable(message)
    return text


def _server(value: object) -> str:
    address = _text(value)
    if address and not is_server_address(address):
        message = (
            "Write the server’s whole address, such as https://time.example.org/rfc3161, or an empty text "
            "where no server may be asked."
        )
        raise Unusable(message)
    return address


def _zone(value: object) -> str:
    name = _text(value)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"There is no time zone “{name}”. Write Europe/London."
        raise Unusable(message) from None
    return name


_READERS: Final[Mapping[str, Callable[[object], int | str]]] = {
    "idle_lock_minutes": _minutes,
    "backup_folder": _folder,
    "forms_folder": _folder,
    "timestamp_server": _server,
    "deadlines_timezone": _zone,
}


def account_name() -> str:
    """Return the name of the account as the system knows it, whatever the session's variables say."""
    if sys.platform == "win32":  # pragma: no cover - on Windows alone
        return os.getlogin()
    import pwd  # noqa: PLC0415 - there is none on Windows

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        message = "The system does not say what this account is called."
        raise Unusable(message) from None


def _registry_values() -> dict[str, object]:  # pragma: no cover - on Windows alone
    found: dict[str, object] = {}
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - there is none elsewhere

        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY, 0, access) as key:
                for place in range(winreg.QueryInfoKey(key)[1]):
                    name, value, _ = winreg.EnumValue(key, place)
                    found |= {name: value} if name else {}  # one without a name is nobody's setting
        except FileNotFoundError:
            return {}
    return found
