"""The trials of `python -m tools.reliability` in their short form, each with its control that has to be found out."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.reliability.disk_shim import can_be_built

CHECKOUT = Path(__file__).resolve().parents[2]
with_shim = pytest.mark.skipif(
    not can_be_built(), reason="stands between process and disk: Linux, a C compiler"
)
by_signal = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed by a signal")


def trial(name: str, *options: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "tools.reliability", name, *options]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def passes(name: str, *options: str) -> str:
    code, said = trial(name, *options)
    assert code == 0, said
    return said


def is_found_out(name: str, *options: str) -> str:
    code, said = trial(name, *options, "--control")
    assert code == 1, said
    return said


@by_signal
def test_a_killed_writer_loses_nothing_that_was_said_to_be_saved() -> None:
    assert "20 kills of the writer" in passes("kills", "--count", "20")


@by_signal
def test_kills_find_a_writer_that_says_saved_too_early() -> None:
    assert " 0 lost" not in is_found_out("kills", "--count", "20")


@by_signal
def test_a_killed_export_leaves_no_file_the_old_one_or_a_whole_one_and_nothing_else() -> None:
    assert "0 not whole, 0 older than what was said to be written, 0 times" in passes(
        "exports", "--count", "60"
    )


@by_signal
def test_kills_find_an_export_that_writes_into_the_file_itself() -> None:
    assert " 0 not whole" not in is_found_out("exports", "--count", "30")


@pytest.mark.slow
@with_shim
def test_lost_power_takes_nothing_that_was_said_to_be_saved() -> None:
    said = passes("power", "--count", "1500")
    assert "0 lost what was said to be saved, 0 were not whole or did not open" in said


@with_shim
def test_lost_power_finds_a_store_that_does_not_wait_for_the_disk() -> None:
    assert "lost 1 edits" in is_found_out("power", "--count", "60")


@pytest.mark.slow
@with_shim
@pytest.mark.parametrize(("case", "every"), [("edit", "201"), ("export", "16")])
def test_a_disk_that_refuses_loses_nothing_and_is_told(case: str, every: str) -> None:
    said = passes("faults", "--only", case, "--count", every)
    assert (
        "0 lost what was said to be done, 0 were not told in words for people, 0 left something broken"
        in said
    )


@pytest.mark.slow
@with_shim
def test_lost_power_leaves_a_store_before_its_migration_or_after_it() -> None:
    said = passes("outages", "--only", "migrate", "--count", "20")
    assert "0 lost something, 0 left something broken or between" in said


@pytest.mark.slow
@with_shim
def test_lost_power_finds_a_migration_in_two_transactions() -> None:
    assert "does not hold what was there" in is_found_out("outages", "--count", "240")


@with_shim
def test_refusals_find_an_edit_that_is_said_to_be_saved_too_early() -> None:
    assert "lost: what was said to be saved" in is_found_out("faults", "--count", "101")


@by_signal
def test_of_many_processes_at_once_one_writes_and_its_lock_goes_with_it() -> None:
    assert "0 rounds without exactly one writer" in passes("starts", "--count", "2")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="the windows need a display of their own")
@by_signal
def test_of_many_windows_at_once_one_stays_and_opens() -> None:
    assert "0 rounds without exactly one window" in passes("windows", "--count", "1")


@by_signal
def test_many_starts_find_a_store_without_its_guard() -> None:
    assert "2 rounds without exactly one writer" in is_found_out("starts", "--count", "2")
