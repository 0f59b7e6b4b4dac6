"""Signing a record: checked first, then locked, written, verified; each step is committed and can be resumed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.commands import Command, change, perform
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.handover import FollowUp, SignedDocument, Signing, SigningStep
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.meeting_commands import LockRecord
from cpm_desktop.domain.record import fingerprint_of, record_json
from cpm_desktop.services.always_listed import put_down_who_always_gets_one
from cpm_desktop.services.closing import owed
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.following_up import follow_ups_now
from cpm_desktop.services.next_meeting import follow_next_meeting
from cpm_desktop.services.papers import FILE_READER, draw, minutes_paper
from cpm_desktop.services.passphrase_check import check_passphrase
from cpm_desktop.services.permitting import withhold_unpermitted
from cpm_desktop.services.signed_files import (
    keep_document,
    reason_to_sign,
    require_whole,
    signed_bytes,
    wait_for_disk,
    wait_until_kept,
)
from cpm_desktop.services.signing_stop import stop_if, unless_stopped
from cpm_desktop.services.splitting import part_records
from cpm_desktop.services.waiving import owes as owed_by_waiver
from cpm_desktop.services.window_thread import OnWindowThread, at_once, never
from cpm_desktop.storage.event_log import Event

SIGNING = "signing"
STEPS = 5
_THOUSAND = 1000
_TRIAL_BOX = (200.0, 45.0)  # points
Tell = Callable[[str, int, int], object]


class CannotSignYet(CarePlanningError):
    """Something stands in the way of signing; the record is as it was."""


@dataclass(frozen=True, slots=True)
class TypedName:
    """A signature given by typing one's name."""

    text: str


@dataclass(frozen=True, slots=True)
class DrawnByHand:
    """A signature as it was drawn.

    Attributes:
        strokes: each stroke's points (x, y) in 0..1 of the pad, y running down.
        aspect: the pad's width divided by its height.
    """

    strokes: tuple[tuple[tuple[float, float], ...], ...]
    aspect: float


GivenSignature = TypedName | DrawnByHand


def _tell_nobody(_words: str, _done: int, _of: int) -> None:
    """Pass over how far it is."""


def can_sign(desk: Desk, meeting_id: str) -> tuple[str, ...]:
    """Return what stands in the way of signing, one sentence each; nothing where nothing does."""
    meeting = desk.meeting(meeting_id).value
    stage = meeting.facts.stage
    if stage is Stage.SIGNED:
        return ("This record is signed already.",)
    if stage not in (Stage.LIVE, Stage.ENDED):
        return (f"This meeting is {stage.value}; a record is signed after the meeting.",)
    if meeting.facts.is_waiver:
        return owed_by_waiver(desk, meeting_id)
    return tuple(debt.sentence for debt in owed(desk, meeting_id).debts)


def unprintable(
    desk: Desk, meeting_id: str, on_window_thread: OnWindowThread = at_once
) -> tuple[tuple[str, str], ...]:
    """Return each character of the record that cannot be printed, with its place; told before signing."""
    paper = on_window_thread(lambda: minutes_paper(desk, desk.meeting(meeting_id).value, FILE_READER))
    return draw(desk, paper, desk.now()).unprintable


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A record ready to be locked.

    Attributes:
        signing: who signs, when, and how.
        record: the frozen record's canonical JSON.
        paper: the file copy.
        follow_ups: what is to be done after the meeting, as the file copy lists it.
    """

    signing: Signing
    record: str
    paper: Paper
    follow_ups: tuple[FollowUp, ...]


class SigningRun:
    """Signs one record, off the window's thread; every change of the meeting goes back to that thread."""

    def __init__(self, desk: Desk, meeting_id: str, on_window_thread: OnWindowThread = at_once) -> None:
        """Get ready.

        Args:
            desk: the desk.
            meeting_id: an ended meeting.
            on_window_thread: does something on the window's thread and gives what it returned.
        """
        self._desk = desk
        self._id = meeting_id
        self._on_window = on_window_thread

    def run(
        self,
        passphrase: str,
        signature: GivenSignature,
        progress: Tell = _tell_nobody,
        should_stop: Callable[[], bool] = never,
    ) -> SignedDocument:
        """Check the passphrase, draw and sign the file copy, lock the record, keep and verify the file.

        Until the record is locked it can be stopped, and nothing is signed then; who gets which copy, the next
        meeting and a record for each of several children are settled by then, and stay. Afterwards `resume` goes
        on where it was, with the same time and signature.

        Returns:
            The signed file, verified.

        Raises:
            PassphraseRefused: the passphrase is wrong.
            CannotSignYet: the record owes something, or the signature cannot be printed.
            SigningStopped: it was stopped in time.
            SigningNotSaved: the disk does not take it.
            CarePlanningError: the key cannot sign.
        """
        progress("Checking the passphrase", 0, STEPS)
        unless_stopped(lambda: check_passphrase(self._desk, passphrase), should_stop)
        stop_if(should_stop)
        progress("Writing the minutes", 1, STEPS)
        require_printable(signature)
        self._on_window(self._part)
        prepared = self._on_window(lambda: self._prepare(signature))
        signed_at = prepared.signing.signed_at or self._desk.now()
        reason = self._on_window(lambda: reason_to_sign(self._meeting()))
        content = signed_bytes(self._desk, prepared.paper, signed_at, should_stop, reason=reason)
        stop_if(should_stop)
        progress("Locking the record", 2, STEPS)
        with self._desk.signing_turn:
            self._lock(prepared)
            return self._finish(progress, content)

    def resume(self, progress: Tell = _tell_nobody) -> SignedDocument | None:
        """Go on with a signing that was interrupted; None where there is nothing to go on with.

        Raises:
            SigningNotSaved, SignedFileDamaged, CarePlanningError: as `run` does.
        """
        with self._desk.signing_turn:
            signing = self._signing()
            if signing is None or signing.step is SigningStep.FINISHED:
                return None
            self._desk.note(Event.SIGNING_RESUMED)
            return self._finish(progress)

    def _part(self) -> None:
        """Settle who may have it and what follows, and give each of several children a record of their own.

        No signed record holds another child's own part.
        """
        if self._meeting_now().facts.stage is not Stage.ENDED:
            return
        put_down_who_always_gets_one(self._desk, self._id)
        withhold_unpermitted(self._desk, self._id)
        if not can_sign(self._desk, self._id):
            follow_next_meeting(self._desk, self._id)
            part_records(self._desk, self._id)

    def _meeting_now(self) -> Meeting:
        return self._desk.meeting(self._id).value

    def _prepare(self, signature: GivenSignature) -> _Prepared:
        """Build what will be locked; on the window's thread, changing nothing."""
        blocks = can_sign(self._desk, self._id)
        if blocks:
            raise CannotSignYet(blocks[0])
        meeting = self._desk.meeting(self._id).value
        if meeting.facts.stage is not Stage.ENDED:
            raise CannotSignYet("The meeting still runs. End it first, then sign.")
        worker = self._desk.workplace().value.worker
        record = record_json(meeting)
        signing = Signing(
            id=SIGNING,
            signer=worker.name,
            signer_role=worker.role,
            signed_at=self._desk.now(),
            fingerprint=fingerprint_of(record),
        )
        signing = with_signature(signing, signature)
        following = follow_ups_now(self._desk, self._id)
        locked, _ = perform(meeting, LockRecord(signing=signing, follow_ups=following))
        return _Prepared(signing, record, minutes_paper(self._desk, locked, FILE_READER), following)

    def _lock(self, prepared: _Prepared) -> None:
        """Keep the frozen record, then lock; if the first is not taken, nothing is locked."""
        signing = prepared.signing
        kept = self._desk.store.keep_record(self._id, signing.fingerprint, prepared.record)
        wait_for_disk(self._desk, kept, "The record is not signed.")

        def lock() -> Edited | None:
            editing = self._desk.meeting(self._id)
            if fingerprint_of(record_json(editing.value)) != signing.fingerprint:
                raise CannotSignYet(
                    "The record was changed while it was being signed, so it was not signed. Read it again, then sign."
                )
            return editing.perform(LockRecord(signing=signing, follow_ups=prepared.follow_ups), is_final=True)

        self._change(lock)

    def _finish(self, progress: Tell, content: bytes | None = None) -> SignedDocument:
        """Carry out the steps that are left; each is committed before the next begins."""
        signing = self._signing_now()
        if signing.step is SigningStep.STARTED:
            progress("Keeping the signed minutes", 3, STEPS)
            self._write(content)
            self._move_to(SigningStep.WRITTEN)
        document = self._document()
        if self._signing_now().step is SigningStep.WRITTEN:
            progress("Checking what was kept", 4, STEPS)
            kept = self._desk.wait(self._desk.store.get_blob(document.file_hash))
            require_whole(kept, document.file_hash)
            self._change(lambda: self._perform(change(self._document(), is_verified=True)))
            self._move_to(SigningStep.VERIFIED)
        self._move_to(SigningStep.FINISHED)
        self._desk.note(Event.RECORD_SIGNED)
        self._desk.back_up_soon()
        progress("Signed", STEPS, STEPS)
        return self._document()

    def _write(self, content: bytes | None) -> None:
        meeting = self._meeting()
        if any(not document.recipient for document in meeting.documents):
            return  # it was kept, and only the step was not noted
        if content is None:
            signed_at = self._signing_now().signed_at or self._desk.now()
            paper = self._on_window(lambda: minutes_paper(self._desk, self._meeting(), FILE_READER))
            content = signed_bytes(self._desk, paper, signed_at, reason=reason_to_sign(meeting))
        keep_document(self._desk, self._id, FILE_READER, content, self._on_window, is_verified=False)

    def _move_to(self, step: SigningStep) -> None:
        self._change(lambda: self._perform(change(self._signing_now(), step=step)))

    def _perform(self, command: Command) -> Edited | None:
        return self._desk.meeting(self._id).perform(command, is_final=True)

    def _change(self, doing: Callable[[], Edited | None]) -> None:
        standing = "The record is locked, but signing is not finished."
        wait_until_kept(self._desk, self._on_window(doing), standing)

    def _meeting(self) -> Meeting:
        return self._on_window(lambda: self._desk.meeting(self._id).value)

    def _signing(self) -> Signing | None:
        return next(iter(self._meeting().signings), None)

    def _signing_now(self) -> Signing:
        return next(iter(self._meeting().signings))

    def _document(self) -> SignedDocument:
        return next(document for document in self._meeting().documents if not document.recipient)


def unfinished_signings(desk: Desk) -> tuple[str, ...]:
    """Return the ids of meetings whose signing was interrupted after the record was locked."""
    summaries = desk.wait(desk.store.caseload())
    signed = [line.id for summary in summaries for line in summary.to_hand_over if line.stage is Stage.SIGNED]
    return tuple(each for each in signed if _is_unfinished(desk.wait(desk.store.load_meeting(each))))


def resume_signings(desk: Desk, on_window_thread: OnWindowThread = at_once) -> tuple[SignedDocument, ...]:
    """Go on with every signing that was interrupted; for the start of the application."""
    runs = (SigningRun(desk, each, on_window_thread).resume() for each in unfinished_signings(desk))
    return tuple(document for document in runs if document is not None)


def _is_unfinished(meeting: Meeting) -> bool:
    return any(signing.step is not SigningStep.FINISHED for signing in meeting.signings)


def with_signature(signing: Signing, signature: GivenSignature) -> Signing:
    """Return a signing with the signature as it was typed or drawn."""
    if isinstance(signature, TypedName):
        return replace(signing, typed_name=signature.text)
    strokes = tuple(
        " ".join(f"{x * _THOUSAND:.0f},{y * _THOUSAND:.0f}" for x, y in stroke)
        for stroke in signature.strokes
        if stroke
    )
    return replace(signing, strokes=strokes, aspect_per_mille=round(_THOUSAND / signature.aspect))


def require_printable(signature: GivenSignature) -> None:
    """Try the signature out.

    Raises:
        CarePlanningError: nothing was drawn or typed, or a typed character cannot be printed.
    """
    from cpm_desktop.data_files import resources_folder  # noqa: PLC0415 - only needed here
    from cpm_desktop.documents.stamp import (  # noqa: PLC0415 - loads with the first signature
        DrawnSignature,
        TypedSignature,
        draw_stamp,
    )

    if isinstance(signature, DrawnByHand):
        draw_stamp(DrawnSignature(signature.strokes, signature.aspect), *_TRIAL_BOX)
        return
    fonts = sorted((resources_folder() / "fonts").glob("*-Regular.ttf"))
    draw_stamp(TypedSignature(signature.text), *_TRIAL_BOX, fonts)
