"""What an authority's IT has set is read strictly: what cannot be used is told, and stands in nobody's way."""

import os
import pwd
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.device_policy import NO_POLICY, DevicePolicy
from cpm_desktop.storage.device_policy import (
    POLICY_FILE,
    account_name,
    policy_of,
    read_device_policy,
    read_policy_file,
    where_policies_stand,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the paths are those of other systems")

WHOLE = """
idle_lock_minutes = 10
backup_folder = "/srv/backups/$USER"
forms_folder = "/srv/forms"
timestamp_server = "https://time.example.org/rfc3161"
deadlines_timezone = "Europe/London"
"""


def written(folder: Path, text: str) -> DevicePolicy:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return read_policy_file(path)


def test_all_of_it_is_read(tmp_path: Path) -> None:
    me = pwd.getpwuid(os.getuid()).pw_name
    assert written(tmp_path, WHOLE) == DevicePolicy(
        idle_lock_minutes=10,
        backup_folder=f"/srv/backups/{me}",
        forms_folder="/srv/forms",
        timestamp_server="https://time.example.org/rfc3161",
        deadlines_timezone="Europe/London",
    )


def test_the_registry_spells_the_same_names_its_own_way() -> None:
    values = {"IdleLockMinutes": "15", "FormsFolder": "/srv/forms", "TimestampServer": ""}
    assert policy_of(values, "the registry") == DevicePolicy(
        idle_lock_minutes=15, forms_folder="/srv/forms", timestamp_server=""
    )
    assert policy_of({"IdleLockMinutes": 15}, "the registry").idle_lock_minutes == 15


def test_what_holds_for_this_computer_stands_at_the_one_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "policy.toml"
    monkeypatch.setattr("cpm_desktop.storage.device_policy.POLICY_FILE", path)
    assert read_device_policy() == NO_POLICY
    path.write_text("idle_lock_minutes = 15", encoding="utf-8")
    assert read_device_policy() == DevicePolicy(idle_lock_minutes=15)


def test_a_file_that_is_not_there_sets_nothing(tmp_path: Path) -> None:
    assert read_policy_file(tmp_path / "policy.toml") == NO_POLICY


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("idle_lock_minutes = 4", "from 5 to 30, not 4"),
        ("idle_lock_minutes = 31", "from 5 to 30, not 31"),
        ("idle_lock_minutes = true", "a whole number of minutes"),
        ("idle_lock_minutes = 7.5", "a whole number of minutes"),
        ('idle_lock_minutes = "٧"', "a whole number of minutes"),
        ('backup_folder = "backups"', "the whole path"),
        ('backup_folder = "/srv/back\\u0000ups"', "the whole path"),
        ("backup_folder = 3", "Write a text"),
        ('forms_folder = "/srv/$HOME/forms"', "“$HOME” is not put in"),
        ('forms_folder = "/srv/%APPDATA%"', "“%APPDATA%” is not put in"),
        ('timestamp_server = "time.example.org"', "whole address"),
        ('timestamp_server = "file:///etc/passwd"', "whole address"),
        ('deadlines_timezone = "Europe/Leeds"', "no time zone “Europe/Leeds”"),
        ('deadlines_timezone = "../../etc/passwd"', "no time zone"),
        ("idle_lock = 5", "There is no setting “idle_lock”"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_rest_holds(tmp_path: Path, line: str, said: str) -> None:
    other = "" if "deadlines" in line else 'deadlines_timezone = "Europe/Dublin"\n'
    policy = written(tmp_path, f"{line}\n{other}")
    (mistake,) = policy.mistakes
    assert said in mistake
    assert "policy.toml" in mistake
    assert policy.deadlines_timezone == ("Europe/Dublin" if other else None)
    held = {"idle_lock_minutes = 4": 5, "idle_lock_minutes = 31": 30}.get(line)
    assert (policy.idle_lock_minutes, policy.backup_folder, policy.forms_folder) == (held, None, None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"idle_lock_minutes = ", "is not TOML"),
        (b"\xff\xfe", "not written in UTF-8"),
        (b"#" * 70_000, "larger than 64 kB"),
    ],
    ids=["not TOML", "not UTF-8", "too large"],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    (mistake,) = read_policy_file(path).mistakes
    assert said in mistake


def test_a_mark_of_windows_editors_before_the_first_line_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("idle_lock_minutes = 10\n", encoding="utf-8-sig")
    assert read_policy_file(tmp_path / "policy.toml") == DevicePolicy(idle_lock_minutes=10)


def test_lists_without_an_end_are_told(tmp_path: Path) -> None:
    (mistake,) = written(tmp_path, f"forms_folder = {'[' * 20_000}").mistakes
    assert "is not TOML" in mistake


def test_an_account_that_the_system_does_not_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_000)
    (mistake,) = policy_of({"backup_folder": "/srv/$USER"}, "here").mistakes
    assert "does not say what this account is called" in mistake


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (mistake,) = read_policy_file(tmp_path).mistakes
    assert "could not be read" in mistake


def test_nobody_moves_it_by_the_variables_of_their_session(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "USERNAME", "LOGNAME", "HOME", "XDG_CONFIG_DIRS"):
        monkeypatch.setenv(name, "/home/mine")
    assert account_name() == pwd.getpwuid(os.getuid()).pw_name
    folder = policy_of({"backup_folder": "/srv/%username%"}, "here").backup_folder
    assert folder == f"/srv/{account_name()}"
    assert where_policies_stand() == str(POLICY_FILE) == "/etc/cpm-desktop/policy.toml"


_VALUES = st.one_of(st.text(), st.integers(), st.booleans(), st.floats(), st.none(), st.lists(st.text()))
_NAMES = st.one_of(
    st.sampled_from(("IdleLockMinutes", "backup_folder", "forms_folder", "timestamp_server")),
    st.sampled_from(("DeadlinesTimezone", "")),
    st.text(),
)


@given(st.dictionaries(_NAMES, _VALUES))
def test_any_values_are_either_used_or_told(values: dict[str, object]) -> None:
    policy = policy_of(values, "here")
    used = [
        policy.idle_lock_minutes,
        policy.backup_folder,
        policy.forms_folder,
        policy.timestamp_server,
        policy.deadlines_timezone,
    ]
    assert sum(each is not None for each in used) <= len(values)
    assert len(policy.mistakes) <= len(values)
    assert bool(values) <= (any(each is not None for each in used) or bool(policy.mistakes))
    assert policy.idle_lock_minutes is None or 5 <= policy.idle_lock_minutes <= 30
