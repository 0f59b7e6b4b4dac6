"""The check of everything on a store with a signed record: what is spoilt is found, and repaired where it can be."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.record import printed_fingerprint
from cpm_desktop.services.whole_check import check_everything, record_of_number, repair
from cpm_desktop.storage.keys import StoreKey, unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.refusals import UnknownContent
from tests.a_desk import PASSPHRASE
from tests.services.a_meeting import HeldMeeting, sign_meeting


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[HeldMeeting]:
    held = sign_meeting(tmp_path)
    yield held
    held.desk.close()


def place_and_key(held: HeldMeeting) -> tuple[StorePlace, StoreKey]:
    assert held.desk.place is not None
    return held.desk.place, unlock_with_passphrase(held.desk.place.keys.read(), PASSPHRASE)


def spoil(held: HeldMeeting, *statements: str) -> None:
    def work(connection: object) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)  # type: ignore[attr-defined]  # a connection

    held.desk.store.writer.submit(work).result(20)


def wrong(held: HeldMeeting) -> list[str]:
    report = check_everything(held.desk.store, place_and_key(held)[0])
    return [finding.what for finding in report.findings if not finding.is_whole]


def mend(held: HeldMeeting) -> str:
    place, key = place_and_key(held)
    return " ".join(repair(held.desk.store, place, key, check_everything(held.desk.store, place)))


def test_a_store_that_nobody_spoilt_is_whole_step_by_step(signed: HeldMeeting) -> None:
    steps: list[tuple[str, int, int]] = []
    report = check_everything(signed.desk.store, place_and_key(signed)[0], lambda *step: steps.append(step))
    assert report.is_whole
    assert report.answer == "Everything is whole."
    assert [step[1] for step in steps] == [0, 1, 2, 3]
    assert len(report.findings) == 5
    names = " ".join(finding.says for finding in report.findings)
    assert "Kai" not in names


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("note", "UPDATE note SET text = 'never said'"),
        ("decision", "DELETE FROM decision"),
        ("attendee", "UPDATE attendee SET name = 'Somebody Else'"),
        ("open_item", "UPDATE open_item SET text = 'another'"),
        ("meeting_line", "DELETE FROM meeting_line"),
        ("child", "UPDATE child SET name = 'Another Name'"),
    ],
)
def test_tables_and_lists_are_made_anew_from_the_journal(
    signed: HeldMeeting, table: str, statement: str
) -> None:
    def rows() -> object:
        reading = signed.desk.store.writer.read(
            lambda connection: connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2").all()  # noqa: S608  # names of ours
        )
        return reading.result(20)

    before = rows()
    assert before
    spoil(signed, statement)
    assert rows() != before
    assert wrong(signed) == ["Journal of all changes"]
    assert "from the journal" in mend(signed)
    assert wrong(signed) == []
    assert rows() == before


def test_a_broken_journal_is_told_and_nothing_is_made_of_it(signed: HeldMeeting) -> None:
    spoil(
        signed,
        "DROP TRIGGER payload_refuses_update",
        "UPDATE payload SET payload = (SELECT payload FROM payload WHERE sequence = 3) WHERE sequence = 4",
        "UPDATE note SET text = 'never said'",
    )
    report = check_everything(signed.desk.store, place_and_key(signed)[0])
    assert not report.is_whole
    assert not report.can_repair
    assert "Restore the newest backup" in report.answer
    assert mend(signed) == ""


def test_a_signed_file_that_was_changed_or_lost_comes_back_from_a_backup(signed: HeldMeeting) -> None:
    desk = signed.desk
    place, key = place_and_key(signed)
    (document,) = desk.meeting(signed.meeting_id).value.documents
    content = desk.store.get_blob(document.file_hash).result(20)
    desk.store.back_up(place, key, desk.now()).result(20)
    spoil(
        signed,
        "DROP TRIGGER blob_refuses_update",
        f"UPDATE blob SET content = zeroblob(10) WHERE hash = '{document.file_hash}'",  # noqa: S608  # names of ours
    )
    assert wrong(signed) == ["Signed and attached files"]
    assert "1 attached or signed file taken from a backup" in mend(signed)
    assert desk.store.get_blob(document.file_hash).result(20) == content
    spoil(signed, f"DELETE FROM blob WHERE hash = '{document.file_hash}'")  # noqa: S608  # names of ours
    with pytest.raises(UnknownContent):
        desk.store.get_blob(document.file_hash).result(20)
    mend(signed)
    assert desk.store.get_blob(document.file_hash).result(20) == content
    assert wrong(signed) == []
    assert [path.name for path in place.folder.iterdir() if path.name.startswith(".")] == []


def test_without_a_backup_it_is_said_that_the_file_is_nowhere(signed: HeldMeeting) -> None:
    spoil(signed, "DELETE FROM blob")
    assert "found whole in no backup" in mend(signed)
    assert wrong(signed) == ["Signed and attached files"]


def test_a_changed_frozen_record_is_found_and_never_written_anew(signed: HeldMeeting) -> None:
    spoil(signed, "UPDATE record SET text = replace(text, 'Kai', 'Kay')")
    assert wrong(signed) == ["Signed records"]
    report = check_everything(signed.desk.store, place_and_key(signed)[0])
    assert not report.can_repair


def test_the_number_on_issued_minutes_shows_a_whole_old_store_put_back(signed: HeldMeeting) -> None:
    printed = printed_fingerprint(signed.desk.meeting(signed.meeting_id).value.signings[0].fingerprint)
    store = signed.desk.store
    assert record_of_number(store, printed).startswith("Yes")
    assert record_of_number(store, printed.replace(" ", "").upper()).startswith("Yes")
    assert record_of_number(store, printed[:-1] + ("0" if printed[-1] != "0" else "1")).startswith(
        "No record"
    )
    assert record_of_number(store, printed[:4]).startswith("No record")
    spoil(signed, "DELETE FROM record")  # as in a store from before the signing
    assert "older than those minutes" in record_of_number(store, printed)


def command(folder: Path, passphrase: str, *more: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "cpm_desktop", "check", str(folder), *more],
        input=passphrase + "\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done


def test_the_command_reads_the_passphrase_says_what_is_wrong_and_repairs(tmp_path: Path) -> None:
    held = sign_meeting(tmp_path)
    spoil(held, "UPDATE note SET text = 'never said'")
    place, _ = place_and_key(held)
    held.desk.close()
    refused = command(place.folder, "not the passphrase")
    assert refused.returncode == 1
    assert "does not open" in refused.stderr
    assert PASSPHRASE not in refused.stderr
    found = command(place.folder, PASSPHRASE)
    assert found.returncode == 1
    assert "NOT WHOLE: Journal of all changes." in found.stdout
    assert "never said" not in found.stdout
    mended = command(place.folder, PASSPHRASE, "--repair")
    assert mended.returncode == 0, mended.stdout
    assert mended.stdout.splitlines()[-1] == "Everything is whole."
    nothing = command(tmp_path / "nowhere", PASSPHRASE)
    assert nothing.returncode == 1
    assert "There are no records in" in nothing.stderr


def test_one_flipped_byte_of_the_file_is_found_by_the_command(tmp_path: Path) -> None:
    held = sign_meeting(tmp_path)
    place, _ = place_and_key(held)
    held.desk.close()
    content = bytearray(place.database.read_bytes())
    content[len(content) // 2] ^= 1
    place.database.write_bytes(content)
    done = command(place.folder, PASSPHRASE)
    assert done.returncode == 1
    assert "damaged" in done.stderr or "NOT WHOLE: Pages of the store." in done.stdout
