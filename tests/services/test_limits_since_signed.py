"""What is decided after the signature on who may read what is told beside the signed file copy, which never changes."""

from pathlib import Path

from cpm_desktop.domain.commands import Withdraw
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.handing_over import document_bytes, signed_copy
from cpm_desktop.services.limits_since_signed import LimitsSinceSigned
from cpm_desktop.services.reading_limits import lift_limit, set_limit
from cpm_desktop.services.signing import SigningRun, TypedName
from tests.a_desk import PASSPHRASE
from tests.services.a_meeting import hold_meeting, sign_meeting


def test_what_was_decided_since_the_signature_is_told_and_the_file_copy_stays(tmp_path: Path) -> None:
    signed = sign_meeting(tmp_path)
    desk, meeting_id = signed.desk, signed.meeting_id
    meeting = desk.meeting(meeting_id).value
    first, second = meeting.decisions[0], meeting.actions[0]
    before = document_bytes(desk, signed_copy(desk, meeting_id, ""))
    since = LimitsSinceSigned(desk, meeting_id)
    assert since.sentences() == ()
    set_limit(desk, meeting_id, first.kind, first.id, LimitKind.AUTHORITY, (), "It is about his mother.")
    set_limit(desk, meeting_id, second.kind, second.id, LimitKind.PROFESSIONALS, (), "For the school.")
    told = since.sentences()
    assert told[0] == f"Decision “{first.text}”: authority only. Reason: It is about his mother."
    assert LimitsSinceSigned(desk, meeting_id).sentences() == told  # so it is after the next start
    lift_limit(desk, meeting_id, second.kind, second.id)
    assert since.sentences() == told[:1]
    desk.meeting(meeting_id).undo()
    assert since.sentences() == told == LimitsSinceSigned(desk, meeting_id).sentences()
    assert document_bytes(desk, signed_copy(desk, meeting_id, "")) == before
    desk.close()


def test_one_that_stood_at_the_signature_is_told_once_it_is_another(tmp_path: Path) -> None:
    meeting = hold_meeting(tmp_path)
    desk, meeting_id = meeting.desk, meeting.meeting_id
    first = desk.meeting(meeting_id).value.decisions[0]
    set_limit(desk, meeting_id, first.kind, first.id, LimitKind.AUTHORITY, (), "It is about his mother.")
    SigningRun(desk, meeting_id).run(PASSPHRASE, TypedName("Priya Nair"))
    (held,) = desk.meeting(meeting_id).value.limits
    since = LimitsSinceSigned(desk, meeting_id)
    assert since.sentences() == ()
    lift_limit(desk, meeting_id, held.of_kind, held.of)
    assert since.sentences()[0].endswith(": no longer kept back.")
    set_limit(desk, meeting_id, held.of_kind, held.of, held.limit, held.not_for, held.reason)
    assert since.sentences() == ()
    set_limit(desk, meeting_id, held.of_kind, held.of, LimitKind.FILE, (), held.reason)
    assert since.sentences()[0].endswith(f"file copy only. Reason: {held.reason}")
    desk.close()


def test_before_the_signature_nothing_is_told_and_what_is_gone_is_told_without_its_words(
    tmp_path: Path,
) -> None:
    meeting = hold_meeting(tmp_path)
    desk, meeting_id = meeting.desk, meeting.meeting_id
    held = desk.meeting(meeting_id).value
    long = max(held.notes, key=lambda note: len(note.text))
    set_limit(desk, meeting_id, long.kind, long.id, LimitKind.AUTHORITY, (), "It is about his mother.")
    since = LimitsSinceSigned(desk, meeting_id)
    assert since.sentences() == ()  # nobody signed, so nothing was decided since
    desk.meeting(meeting_id).perform(Withdraw(entity_kind=long.kind, id=long.id))
    lift = [each for each in desk.meeting(meeting_id).value.limits if each.of == long.id]
    assert lift == [] or lift_limit(desk, meeting_id, long.kind, long.id) is not None
    assert since.sentences() == ("Something that is no longer there: no longer kept back.",)
    desk.close()
