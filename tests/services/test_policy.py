"""What an authority's IT has set for a computer goes before what a person chooses there, and cannot be loosened."""

from dataclasses import replace
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.device_policy import DevicePolicy
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.workplace import Setting, Worker
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.lock_time import lock_time, set_lock_time
from cpm_desktop.services.policy_standing import policy_notice, policy_sentences
from cpm_desktop.services.record_safety import SECOND_PLACE, backup_standing, second_place, set_second_place
from cpm_desktop.services.time_server import set_time_server, time_server
from cpm_desktop.services.unlocking import SetUpDetails, Surroundings, create, unlock, usual_surroundings
from cpm_desktop.storage.errors import UnsuitablePlace
from cpm_desktop.storage.forms.places import forms_folders
from tests.a_desk import FAST, PASSPHRASE, set_clock

OWN = "https://own.example.org"


def surroundings(policy: DevicePolicy) -> Surroundings:
    forms = forms_folders(policy.forms_folder)
    return Surroundings(forms=forms, clock=set_clock(), cost=FAST, backs_up=False, policy=policy)


def opened(folder: Path, policy: DevicePolicy) -> Desk:
    """Open a store in which the person had chosen everything for themselves before the policy came."""
    details = SetUpDetails(Worker(id="worker", name="Priya Nair", role="Social worker"))
    desk, _ = create(folder, PASSPHRASE, details, surroundings(DevicePolicy()))
    set_lock_time(desk, 30)
    set_time_server(desk, OWN)
    workplace = desk.workplace()
    workplace.perform(Put(entity=Setting(id=SECOND_PLACE, value=str(folder.parent))), is_final=True)
    workplace.perform(Put(entity=Setting(id="authority.time_zone", value="Asia/Tokyo")), is_final=True)
    desk.close()
    return unlock(folder, PASSPHRASE, surroundings(policy))


def test_the_lock_is_as_early_as_the_policy_wants(tmp_path: Path) -> None:
    desk = opened(tmp_path / "store", DevicePolicy(idle_lock_minutes=10))
    found = lock_time(desk)
    assert (found.minutes, found.longest, max(found.choices)) == (10, 10, 10)
    with pytest.raises(InvalidDetail, match="Choose between 5 and 10"):
        set_lock_time(desk, 15)
    set_lock_time(desk, 5)
    assert lock_time(desk).minutes == 5, "an earlier lock may be chosen"
    desk.close()


def test_a_policy_never_makes_the_lock_later_than_the_authoritys_forms(tmp_path: Path) -> None:
    desk = opened(tmp_path / "store", DevicePolicy(idle_lock_minutes=30))
    authority = replace(desk.procedure.authority, longest_lock_minutes=15, lock_minutes=10)
    bound = desk.policy.bind(authority)
    assert (bound.lock_minutes, bound.longest_lock_minutes) == (10, 15)
    desk.close()


@pytest.mark.parametrize("address", ["https://time.example.org/rfc3161", ""])
def test_the_time_server_is_the_policys(tmp_path: Path, address: str) -> None:
    desk = opened(tmp_path / "store", DevicePolicy(timestamp_server=address))
    assert time_server(desk).address == address
    with pytest.raises(InvalidDetail, match="authority’s IT"):
        set_time_server(desk, OWN)
    assert time_server(desk).address == address
    desk.close()


def test_without_a_policy_ones_own_choices_hold(tmp_path: Path) -> None:
    desk = opened(tmp_path / "store", DevicePolicy())
    assert time_server(desk).address == OWN
    assert lock_time(desk).minutes == 30
    assert second_place(desk) == tmp_path
    assert policy_notice(desk) == ""
    desk.close()


def test_backups_go_where_the_policy_wants(tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    folder.mkdir()
    desk = opened(tmp_path / "store", DevicePolicy(backup_folder=str(folder)))
    assert second_place(desk) == folder
    assert desk.backups is not None
    assert desk.backups.second == folder
    assert backup_standing(desk).second.endswith("Your authority has set that folder."), "no word of its disk"
    for other in (tmp_path, None):
        with pytest.raises(UnsuitablePlace, match="authority’s IT"):
            set_second_place(desk, other)
    assert desk.backups.second == folder
    desk.close()


def test_days_are_those_of_the_policys_time_zone(tmp_path: Path) -> None:
    desk = opened(tmp_path / "store", DevicePolicy(deadlines_timezone="Pacific/Auckland"))
    assert str(desk.zone) == "Pacific/Auckland"
    assert desk.authority().time_zone == "Pacific/Auckland"
    assert desk.today().isoformat() == "2026-11-20"
    assert desk.local(desk.now()).utcoffset() is not None
    desk.close()


def test_what_does_not_hold_is_told_at_the_opening(tmp_path: Path) -> None:
    policy = DevicePolicy(forms_folder=str(tmp_path / "nowhere"), mistakes=("It cannot be used.",))
    desk = opened(tmp_path / "store", policy)
    said = policy_notice(desk)
    assert said.startswith("It cannot be used. The forms that your authority keeps in ")
    assert said.endswith("Tell your authority’s IT.")
    (tmp_path / "nowhere").mkdir()
    assert policy_notice(desk) == said, (
        "it is what was seen when the forms were read; a share is not asked again"
    )
    desk.close()


def test_the_policys_forms_go_before_all_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = DevicePolicy(forms_folder=str(tmp_path))
    monkeypatch.setattr("cpm_desktop.services.unlocking.read_device_policy", lambda: policy)
    usual = usual_surroundings()
    assert usual.forms[0] == tmp_path
    assert usual.forms[-1] == forms_folder()
    assert not any("user" in str(each) or ".config" in str(each) for each in usual.forms), "nobody's own"
    assert usual.policy == policy


def test_all_that_is_set_is_said() -> None:
    policy = DevicePolicy(
        idle_lock_minutes=10,
        backup_folder="/srv/backups",
        forms_folder="/srv/forms",
        timestamp_server="",
        deadlines_timezone="Europe/London",
        mistakes=("One cannot be used.",),
    )
    assert policy_sentences(policy) == (
        "The records lock after 10 idle minutes at the latest.",
        "Backups are also copied to /srv/backups.",
        "Forms are read from /srv/forms before any others.",
        "No time server may be asked.",
        "Meetings and deadlines are in the time zone Europe/London.",
        "One cannot be used.",
    )
    server = policy_sentences(DevicePolicy(timestamp_server="https://time.example.org"))
    assert server == ("Times are confirmed by https://time.example.org.",)
    (nothing,) = policy_sentences(DevicePolicy())
    assert nothing.startswith("Nothing is set for this computer in ")
