"""Signing: checked first, locked, written, verified; interrupted anywhere, it goes on to the same document."""

import dataclasses
import json
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from sqlalchemy import Connection

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.errors import CarePlanningError, RecordIsSigned
from cpm_desktop.domain.handover import SigningStep
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.domain.record import fingerprint_of
from cpm_desktop.services import signing as signing_module
from cpm_desktop.services.handing_over import document_bytes, document_for, signed_copy, verify_bytes
from cpm_desktop.services.papers import FILE_READER
from cpm_desktop.services.signed_files import (
    CopyMarks,
    CopyNumberTaken,
    SignedFileDamaged,
    SigningNotSaved,
    keep_document,
    load_what_signs,
    require_whole,
)
from cpm_desktop.services.signing import (
    CannotSignYet,
    DrawnByHand,
    SigningRun,
    TypedName,
    can_sign,
    resume_signings,
    unfinished_signings,
    unprintable,
)
from cpm_desktop.services.signing_stop import SigningStopped
from cpm_desktop.storage.change_queue import QueuedChange
from cpm_desktop.storage.errors import FullDisk
from cpm_desktop.storage.event_log import EventLog
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.saving_state import SavingState
from tests.a_desk import PASSPHRASE, open_desk
from tests.services.a_filed_record import with_backups
from tests.services.a_meeting import HeldMeeting, hold_meeting

TYPED = TypedName("Priya Nair")


class Crash(BaseException):
    """The process is gone."""


@pytest.fixture
def held(tmp_path: Path) -> Iterator[HeldMeeting]:
    held = hold_meeting(tmp_path)
    yield held
    held.desk.close()


def test_a_record_that_owes_nothing_is_signed_and_verified(held: HeldMeeting) -> None:
    desk, meeting_id = held.desk, held.meeting_id
    assert can_sign(desk, meeting_id) == ()
    told: list[tuple[str, int, int]] = []
    document = SigningRun(desk, meeting_id).run(PASSPHRASE, TYPED, lambda *news: told.append(news))
    meeting = desk.meeting(meeting_id).value
    assert meeting.facts.stage is Stage.SIGNED
    assert document.is_verified
    assert meeting.signings[0].step is SigningStep.FINISHED
    assert told == [
        ("Checking the passphrase", 0, 5),
        ("Writing the minutes", 1, 5),
        ("Locking the record", 2, 5),
        ("Keeping the signed minutes", 3, 5),
        ("Checking what was kept", 4, 5),
        ("Signed", 5, 5),
    ]
    assert (document.number, document.recipient, document.scope, document.of_meeting) == (0, "", "", "")
    assert document.size == len(document_bytes(desk, document))
    verdict = verify_bytes(document_bytes(desk, document), document.file_hash)
    assert verdict.is_whole
    assert verdict.signer is not None
    assert verdict.signer.signer == "Priya Nair"
    signing = meeting.signings[0]
    assert verdict.signer.signed_at == signing.signed_at  # the record and its file give one time
    assert (signing.signer, signing.signer_role, signing.typed_name) == (
        "Priya Nair",
        "Social worker",
        "Priya Nair",
    )
    fingerprint, record = desk.wait(desk.store.record_of(meeting_id))
    assert fingerprint == fingerprint_of(record) == meeting.signings[0].fingerprint


def test_signing_is_noted_and_a_backup_follows_that_holds_it(held: HeldMeeting, tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    held.desk._log = EventLog(log)
    backups = with_backups(held.desk).backups
    assert backups is not None
    SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED)
    assert backups.start().result(20).exists()  # the one that waits to be made
    noted = [json.loads(line)["event"] for line in log.read_text(encoding="ascii").splitlines()]
    assert noted.count("record signed") == 1
    assert "signing resumed" not in noted


def test_a_changed_byte_is_noticed(held: HeldMeeting) -> None:
    document = SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED)
    content = bytearray(document_bytes(held.desk, document))
    content[len(content) // 2] ^= 1
    assert not verify_bytes(bytes(content)).is_whole
    with pytest.raises(SignedFileDamaged, match="not what was signed"):
        require_whole(bytes(content), document.file_hash)
    with pytest.raises(SignedFileDamaged):
        require_whole(document_bytes(held.desk, document), "0" * 64)


def test_a_signed_record_can_no_longer_change_and_undo_does_not_reach_signing(held: HeldMeeting) -> None:
    SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED)
    editing = held.desk.meeting(held.meeting_id)
    assert editing.undo_label() == ""
    assert can_sign(held.desk, held.meeting_id) == ("This record is signed already.",)
    assert SigningRun(held.desk, held.meeting_id).resume() is None  # there is nothing left to go on with
    with pytest.raises(RecordIsSigned):
        editing.perform(change(editing.value.decisions[0], text="Something else"))


def test_a_drawn_signature_is_kept_and_printed(held: HeldMeeting) -> None:
    drawn = DrawnByHand((((0.1, 0.5), (0.4, 0.2), (0.9, 0.6)), ()), 3.0)  # the second was never drawn
    SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, drawn)
    signing = held.desk.meeting(held.meeting_id).value.signings[0]
    assert signing.strokes == ("100,500 400,200 900,600",)
    assert signing.aspect_per_mille == 333


def test_a_wrong_passphrase_changes_nothing(held: HeldMeeting) -> None:
    before = held.desk.meeting(held.meeting_id).value
    with pytest.raises(PassphraseRefused):
        SigningRun(held.desk, held.meeting_id).run("four quiet garden gnomes", TYPED)
    assert held.desk.meeting(held.meeting_id).value == before


@pytest.mark.parametrize("signature", [TypedName("  "), DrawnByHand((), 3.0)])
def test_an_empty_signature_is_refused(held: HeldMeeting, signature: TypedName | DrawnByHand) -> None:
    with pytest.raises(CarePlanningError):
        SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, signature)
    assert not held.desk.meeting(held.meeting_id).value.signings


def test_a_record_that_owes_something_is_not_signed(tmp_path: Path) -> None:
    held = hold_meeting(tmp_path, is_complete=False)
    try:
        assert can_sign(held.desk, held.meeting_id)
        with pytest.raises(CannotSignYet):
            SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED)
    finally:
        held.desk.close()


@pytest.mark.parametrize("stopped_at", [1, 2])
def test_stopping_in_time_leaves_no_half_state(held: HeldMeeting, stopped_at: int) -> None:
    before = held.desk.meeting(held.meeting_id).value
    steps: list[int] = []
    with pytest.raises(SigningStopped):
        SigningRun(held.desk, held.meeting_id).run(
            PASSPHRASE, TYPED, lambda _words, done, _of: steps.append(done), lambda: len(steps) >= stopped_at
        )
    assert held.desk.meeting(held.meeting_id).value == before
    assert unfinished_signings(held.desk) == ()


def test_stopping_does_not_wait_for_the_passphrase_to_be_checked(
    held: HeldMeeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_answered, steps, checked = threading.Event(), list[int](), list[bool]()
    monkeypatch.setattr(
        signing_module, "check_passphrase", lambda *_: checked.append(was_answered.wait(60))
    )  # as on a slow machine
    with pytest.raises(SigningStopped):
        SigningRun(held.desk, held.meeting_id).run(
            PASSPHRASE, TYPED, lambda _words, done, _of: steps.append(done), lambda: True
        )
    assert checked == []
    was_answered.set()
    assert steps == [0]
    assert not held.desk.meeting(held.meeting_id).value.signings


@pytest.mark.parametrize("last_words", ["Keeping the signed minutes", "Checking what was kept", "Signed"])
def test_after_a_crash_it_goes_on_to_one_verified_document_of_the_same_time(
    held: HeldMeeting, last_words: str
) -> None:
    def crash(words: str, _done: int, _of: int) -> None:
        if words == last_words:
            raise Crash

    with pytest.raises(Crash):
        SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED, crash)
    place = held.desk.place
    assert place is not None
    held.desk.close()
    desk = open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE), held.clock)
    log = held.desk.place.log if held.desk.place else Path()
    desk._log = EventLog(log)
    try:
        signed_at = desk.meeting(held.meeting_id).value.signings[0].signed_at
        was_unfinished = last_words != "Signed"  # these words come last
        assert unfinished_signings(desk) == ((held.meeting_id,) if was_unfinished else ())
        resume_signings(desk)
        assert (log.exists() and "signing resumed" in log.read_text(encoding="ascii")) is was_unfinished
        meeting = desk.meeting(held.meeting_id).value
        assert [document.is_verified for document in meeting.documents] == [True]
        assert meeting.signings[0].step is SigningStep.FINISHED
        verdict = verify_bytes(document_bytes(desk, meeting.documents[0]), meeting.documents[0].file_hash)
        assert verdict.is_whole
        assert verdict.signer is not None
        assert signed_at is not None
        assert verdict.signer.signed_at == signed_at.replace(microsecond=0)
        assert unfinished_signings(desk) == ()
    finally:
        desk.close()


@pytest.mark.parametrize("lost", [SigningStep.WRITTEN, SigningStep.VERIFIED, SigningStep.FINISHED])
def test_a_crash_between_doing_and_noting_a_step_makes_no_second_document(
    held: HeldMeeting, lost: SigningStep
) -> None:
    class Interrupted(SigningRun):
        def _move_to(self, step: SigningStep) -> None:
            if step is lost:
                raise Crash
            super()._move_to(step)

    with pytest.raises(Crash):
        Interrupted(held.desk, held.meeting_id).run(PASSPHRASE, TYPED)
    (document,) = resume_signings(held.desk)
    meeting = held.desk.meeting(held.meeting_id).value
    assert meeting.documents == (document,)
    assert document.is_verified
    assert meeting.signings[0].step is SigningStep.FINISHED


def test_a_record_that_changes_while_it_is_signed_is_not_signed(held: HeldMeeting) -> None:
    editing = held.desk.meeting(held.meeting_id)

    def change_it(words: str, _done: int, _of: int) -> None:
        if words == "Locking the record":
            editing.perform(change(editing.value.notes[0], text="Typed meanwhile."))

    with pytest.raises(CannotSignYet, match="changed while it was being signed"):
        SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED, change_it)
    assert editing.value.facts.stage is Stage.ENDED
    assert editing.value.notes[0].text == "Typed meanwhile."
    assert (editing.value.signings, editing.value.documents) == ((), ())


def test_a_meeting_that_still_runs_or_has_not_begun_is_not_signed(held: HeldMeeting) -> None:
    editing = held.desk.meeting(held.meeting_id)
    for stage, why in ((Stage.LIVE, "still runs. End it first"), (Stage.PREPARED, "meeting is prepared")):
        editing.perform(change(editing.value.facts, stage=stage))
        with pytest.raises(CannotSignYet, match=why):
            SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED)
        assert not editing.value.signings


def test_what_signs_can_be_loaded_before_anybody_waits_for_it() -> None:
    load_what_signs()
    assert {"cpm_desktop.documents.signing", "cpm_desktop.documents.verifying"} <= set(sys.modules)


def test_a_disk_that_takes_nothing_leaves_the_record_open(
    held: HeldMeeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpm_desktop.services.signed_files._PATIENCE", 0.1)
    monkeypatch.setattr(held.desk.store, "keep_record", lambda *_: Future())
    for problem, why in ((None, "The disk does not answer."), (FullDisk(), FullDisk().sentence)):
        held.desk.saving.tell(SavingState(waiting=1, problem=problem))
        with pytest.raises(SigningNotSaved) as refused:
            SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED)
        assert refused.value.sentence == (
            f"The record is not signed. {why} It goes on by itself as soon as the disk takes it, or at the next start."
        )
        assert held.desk.meeting(held.meeting_id).value.facts.stage is Stage.ENDED


def test_a_file_that_the_disk_gives_back_otherwise_is_told_and_never_counts_as_checked(
    held: HeldMeeting,
) -> None:
    def spoil(words: str, _done: int, _of: int) -> None:
        if words == "Checking what was kept":
            held.desk.store.writer.submit(_turn_a_bit_of_each_file).result(10)

    with pytest.raises(SignedFileDamaged, match="Do not use it"):
        SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED, spoil)
    meeting = held.desk.meeting(held.meeting_id).value
    assert [document.is_verified for document in meeting.documents] == [False]
    assert meeting.signings[0].step is SigningStep.WRITTEN


def _turn_a_bit_of_each_file(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TRIGGER blob_refuses_update")
    for name, content in connection.exec_driver_sql("SELECT hash, content FROM blob").all():
        turned = bytes([*content[:2000], content[2000] ^ 1, *content[2001:]])
        connection.exec_driver_sql("UPDATE blob SET content = ? WHERE hash = ?", (turned, name))


def test_a_file_that_is_kept_but_not_noted_for_certain_is_told(
    held: HeldMeeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED)
    commit = held.desk.store.commit
    monkeypatch.setattr("cpm_desktop.services.signed_files._PATIENCE", 0.1)
    monkeypatch.setattr(held.desk.store, "commit", lambda *given, **named: _unsaved(commit(*given, **named)))
    marks = CopyMarks(number=7)
    with pytest.raises(SigningNotSaved, match="signed file is not kept yet"):
        keep_document(held.desk, held.meeting_id, FILE_READER, b"x", is_verified=False, kept_as=marks)


def _unsaved(queued: QueuedChange) -> QueuedChange:
    return dataclasses.replace(queued, saved=Future())


def test_characters_that_cannot_be_printed_are_told_before(tmp_path: Path) -> None:
    held = hold_meeting(tmp_path)
    try:
        editing = held.desk.meeting(held.meeting_id)
        editing.perform(change(editing.value.notes[0], text="a\x00b"))
        assert [letter for letter, _ in unprintable(held.desk, held.meeting_id)] == ["\x00"]
    finally:
        held.desk.close()


def test_the_same_copy_is_made_once(held: HeldMeeting) -> None:
    SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TYPED)
    meeting = held.desk.meeting(held.meeting_id).value
    dana = next(person for person in meeting.attendees if person.name == "Dana Avery")
    first = signed_copy(held.desk, held.meeting_id, dana.id)
    assert first.is_verified
    assert signed_copy(held.desk, held.meeting_id, dana.id) == document_for(
        held.desk.meeting(held.meeting_id).value, dana.id
    )
    assert document_bytes(held.desk, first) != b""
    marks = CopyMarks(number=first.number)
    with pytest.raises(CopyNumberTaken, match=f"the number {first.number}"):
        keep_document(held.desk, held.meeting_id, FILE_READER, b"x", is_verified=False, kept_as=marks)
    assert len(held.desk.meeting(held.meeting_id).value.documents) == 2
