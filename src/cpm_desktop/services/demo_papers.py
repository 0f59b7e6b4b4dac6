"""The demonstration without a window: a whole meeting is held, and every paper of it is written to a folder."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Meeting, ReadBackResult
from cpm_desktop.services.addendum import addendum_for
from cpm_desktop.services.closing import mark_read_back, owed, read_back
from cpm_desktop.services.demo_after import play_after
from cpm_desktop.services.demo_folder import INDEX, DemoFolder
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_other_papers import OtherFile, files_after, files_before
from cpm_desktop.services.demo_script import needed_date
from cpm_desktop.services.demo_store import Demo
from cpm_desktop.services.demo_waiver import note_notices_sent
from cpm_desktop.services.handing_over import case_note, copy_for, document_bytes, document_for
from cpm_desktop.services.papers import action_list_pdf, agenda_pdf
from cpm_desktop.services.preparing import invitations
from cpm_desktop.services.report_copy import report_copies, signed_report_copy
from cpm_desktop.services.sending_notices import notice_lines
from cpm_desktop.services.signing import SigningRun, TypedName
from cpm_desktop.services.splitting import records_of_siblings
from cpm_desktop.services.waiver_notices import notice_pdf
from cpm_desktop.services.waiving import decide, notice_of

_NOT_SENT = (CopyKind.NONE, CopyKind.UNDECIDED)


class DemonstrationIncomplete(CarePlanningError):
    """Something that the demonstration has to show did not come about."""


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One line of the index.

    Attributes:
        path: within the folder, with forward slashes.
        form: id of the form.
        document: agenda, minutes, invitation, invitation-letter, attendance-sheet, case-note, action-list, letter,
            unmet-need, addendum; "word" for any of them as a Word file; of a waiver: waiver, notice.
        reader: file, professional, family, child, or "report" for a copy that is attached to one; else "invited",
            "room" and "agency".
        recipient: whose copy it is, or the report's title; empty where nobody's in particular.
        signed: it bears a signature.
        conformance: archival and accessibility profiles it was found to conform to.
    """

    path: str
    form: str
    document: str
    reader: str
    recipient: str
    signed: bool
    conformance: tuple[str, ...] = ()


def write_demo(
    demo: Demo, folder: Path, tell: Callable[[str], object] = lambda _text: None
) -> tuple[DemoFile, ...]:
    """Hold one meeting and write its papers and their index; as write_demos does for several."""
    form = demo.desk.meeting(demo.meeting_id).value.facts.form_id
    return write_demos({form: lambda: nullcontext(demo)}, folder, tell)


def write_demos(
    demos: Mapping[str, Callable[[], AbstractContextManager[Demo]]],
    folder: Path,
    tell: Callable[[str], object] = lambda _text: None,
) -> tuple[DemoFile, ...]:
    """Hold meetings one after the other and write all their papers, with one index.

    Args:
        demos: makes each demonstration, by the name of the folder for its papers.
        folder: where the papers go; made if need be, and left as it was where anything fails.
        tell: told in words what is being done.

    Returns:
        The lines of the index.

    Raises:
        DemonstrationIncomplete: the record owes something, or a paper is missing.
        UnsuitableFolder: the folder cannot take them.
        CarePlanningError: a paper could not be made or written.
    """
    files: tuple[DemoFile, ...] = ()
    with DemoFolder(folder) as papers:
        papers.require_free(*demos, INDEX)
        for name, make in demos.items():
            with make() as demo:
                written = tuple(_Writing(demo, papers, tell, name).run())
                _refuse_incomplete(demo, written)
                files += written
        index = json.dumps([asdict(entry) for entry in files], ensure_ascii=False, indent=2)
        papers.write(INDEX, (index + "\n").encode())
        papers.finish()
    return files


class _Writing:
    def __init__(self, demo: Demo, papers: DemoFolder, tell: Callable[[str], object], name: str) -> None:
        self._demo, self._desk, self._id, self._tell = demo, demo.desk, demo.meeting_id, tell
        self._form = demo.desk.meeting(demo.meeting_id).value.facts.form_id
        self._papers, self._name = papers, name

    def run(self) -> Iterator[DemoFile]:
        if self._demo.script.waiver:
            yield from self._waive()
            return
        yield from self._before()
        self._tell("Holding the meeting …")
        self._hold()
        self._tell("Signing …")
        self._sign()
        self._tell("Making everybody’s copy …")
        yield from self._after()
        yield from self._siblings()

    def _waive(self) -> Iterator[DemoFile]:
        self._tell("Signing …")
        decide(self._desk, self._id)
        self._run_signing(self._id)
        yield self._write("record-file.pdf", self._file_copy(self._id), "waiver", "file", is_signed=True)
        sent = [needed_date(row["on"]) for row in self._demo.script.after.get("notices_sent", ())]
        if sent:
            self._demo.clock.set(self._desk.moment(max(sent), dt.time(17)))
        note_notices_sent(self._desk, self._id, self._demo.script)
        for number, line in enumerate(notice_lines(self._desk, self._id), start=1):
            to = line.told.attendee_id
            name = self._meeting().attendee(to)
            who = name.name if name is not None else ""
            pdf = notice_pdf(self._desk, self._id, to)
            yield self._write(f"notice-{number:02d}.pdf", pdf, "notice", "agency", who)
            text = notice_of(self._desk, self._id, to).encode()
            yield self._write(f"notice-{number:02d}.txt", text, "notice", "agency", who)

    def _siblings(self) -> Iterator[DemoFile]:
        for number, (_, meeting_id) in enumerate(records_of_siblings(self._desk, self._meeting()), start=2):
            content = self._file_copy(meeting_id)
            yield self._write(f"minutes-file-{number:02d}.pdf", content, "minutes", "file", is_signed=True)

    def _before(self) -> Iterator[DemoFile]:
        yield self._write("agenda.pdf", agenda_pdf(self._desk, self._id), "agenda", "invited")
        for number, invitation in enumerate(invitations(self._desk, self._id), start=1):
            name = f"invitation-{number:02d}.ics"
            yield self._write(name, invitation.content, "invitation", "invited", invitation.recipient)
        yield from self._others(files_before(self._demo))

    def _hold(self) -> None:
        play = MeetingPlay(self._desk, self._id, self._demo.script, self._demo.clock.set)
        events = self._demo.script.live
        end = next(place for place, event in enumerate(events) if "end" in event)
        play.hold(until=end)
        for thing in read_back(self._desk, self._id):
            mark_read_back(self._desk, self._id, thing.key, ReadBackResult.AGREED)
        play.hold(since=end)
        play.close()
        left = owed(self._desk, self._id).debts
        if left:
            raise DemonstrationIncomplete(
                "The record still owes: " + " ".join(debt.sentence for debt in left)
            )

    def _sign(self) -> None:
        ended = self._meeting().facts.ended_at
        if ended is not None:
            self._demo.clock.set(ended + dt.timedelta(minutes=20))
        self._run_signing(self._id)
        for _, meeting_id in records_of_siblings(self._desk, self._meeting()):
            self._run_signing(meeting_id)
        demo = self._demo
        play_after(self._desk, self._id, demo.script, demo.passphrase, demo.clock.set)

    def _run_signing(self, meeting_id: str) -> None:
        worker = self._desk.workplace().value.worker.name
        SigningRun(self._desk, meeting_id).run(self._demo.passphrase, TypedName(worker))

    def _file_copy(self, meeting_id: str) -> bytes:
        document = document_for(self._desk.meeting(meeting_id).value, "")
        if document is None:
            raise DemonstrationIncomplete("The file copy was not made.")
        return document_bytes(self._desk, document)

    def _after(self) -> Iterator[DemoFile]:
        yield self._write("minutes-file.pdf", self._file_copy(self._id), "minutes", "file", is_signed=True)
        counts: dict[str, int] = {}
        for person in self._meeting().attendees:
            kind = copy_plan_of(self._meeting(), person).copy_kind
            if kind in _NOT_SENT:
                continue
            counts[kind] = counts.get(kind, 0) + 1
            name = f"minutes-{kind}-{counts[kind]:02d}.pdf"
            content = copy_for(self._desk, self._id, person.id)
            yield self._write(name, content, "minutes", kind.value, person.name, is_signed=True)
        yield from self._beside()
        yield self._write("action-list.pdf", action_list_pdf(self._desk, self._id), "action-list", "room")
        yield from self._others(files_after(self._demo))
        note = case_note(self._desk, self._id)
        yield self._write("case-note.txt", (note + "\n").encode(), "case-note", "file")

    def _others(self, files: Iterable[OtherFile]) -> Iterator[DemoFile]:
        for file in files:
            yield self._write(file.name, file.content, file.document, file.reader, file.recipient)

    def _beside(self) -> Iterator[DemoFile]:
        """Write the copies for a purpose, and the addenda with comments."""
        for number, copy in enumerate(report_copies(self._desk, self._id), start=1):
            content = document_bytes(self._desk, signed_report_copy(self._desk, self._id, copy.id))
            yield self._write(
                f"minutes-report-{number:02d}.pdf", content, "minutes", "report", copy.title, is_signed=True
            )
        for number, comment in enumerate(self._meeting().comments, start=1):
            document = addendum_for(self._meeting(), comment.id)
            if document is not None:
                content = document_bytes(self._desk, document)
                yield self._write(f"addendum-{number:02d}.pdf", content, "addendum", "file", is_signed=True)

    def _meeting(self) -> Meeting:
        return self._desk.meeting(self._id).value

    def _write(
        self,
        name: str,
        content: bytes,
        document: str,
        reader: str,
        recipient: str = "",
        *,
        is_signed: bool = False,
    ) -> DemoFile:
        path = f"{self._name}/{name}"
        self._papers.write(path, content)
        self._tell(f"  {path}")
        return DemoFile(path, self._form, document, reader, recipient, is_signed)


def _refuse_incomplete(demo: Demo, files: tuple[DemoFile, ...]) -> None:
    """Refuse where a paper is missing that the script's people are to get."""
    made = {(entry.document, entry.reader, entry.recipient) for entry in files}
    wanted = {("minutes", "file", ""), ("agenda", "invited", ""), ("case-note", "file", "")}
    if demo.script.waiver:
        wanted = {("waiver", "file", "")} | {
            ("notice", "agency", name) for name in demo.script.waiver["notices"]
        }
    for kind, names in demo.script.distribution.items():
        if kind in _NOT_SENT:
            continue
        wanted |= {("minutes", kind, name) for name in names}
    wanted |= {("minutes", kind, name) for name, kind in demo.script.after.get("copies", {}).items()}
    missing = sorted(" ".join(part for part in entry if part) for entry in wanted - made)
    if missing:
        raise DemonstrationIncomplete(f"Not made: {', '.join(missing)}.")
