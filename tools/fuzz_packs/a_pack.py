"""A small pack that is spoilt: a fictional child, a meeting with something of most kinds and a file, journal lines."""

import datetime as dt
import functools
import hashlib

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Action, Decision, Note
from cpm_desktop.domain.changes import Added, Altered, Change, Spliced
from cpm_desktop.domain.child import Child, ChildFile, EarlierMeeting, Person, Review
from cpm_desktop.domain.codec import to_plain
from cpm_desktop.domain.form_text import canonical_form_text
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting, MeetingFacts, Paper, PaperState
from cpm_desktop.domain.packs import Pack, Packed, PackedFile, PackedForm, PackedLine, PackSender
from cpm_desktop.domain.revision import Revision
from cpm_desktop.exchange.pack_keys import PackKeys
from cpm_desktop.storage.forms.loading import load_procedure

CHILD, MEETING = "c" * 32, "d" * 32
_WRITER, _OTHER = "a" * 32, "b" * 32
_FORM = "case-discussion"
FILE = b"%PDF-1.7\n" + bytes(range(256)) * 4 + b"\n%%EOF\n"
_FILE_HASH = hashlib.sha256(FILE).hexdigest()
_AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


def a_pack(keys: PackKeys, for_address: str) -> Pack:
    """Return a sound pack."""
    form = _form()
    return Pack(
        id="e" * 32,
        made_at=_AT,
        sender=PackSender(name="Priya Nair", key=keys.public_key.hex(), address=keys.address),
        for_address=for_address,
        form=PackedForm(id=form.id, version=form.version, hash=form.hash, text=canonical_form_text(form)),
        child=Packed(value=_file()),
        meeting=Packed(value=_meeting(form), lines=_lines()),
        carried=(CarriedItem(id="item-1", position=1, text="Ring the school", due=dt.date(2026, 12, 1)),),
        files=(PackedFile(hash=_FILE_HASH, content=FILE),),
        earlier=(EarlierMeeting(id="f" * 32, position=1, form_id=_FORM, date=dt.date(2026, 9, 1)),),
    )


def _file() -> ChildFile:
    return ChildFile(
        id=CHILD,
        revision=Revision(((_WRITER, 3),)),
        child=Child(id=CHILD, position=1, name="Kai Example", languages=("English", "Polish")),
        people=(Person(id="person-1", position=1, name="Ms Ó Briain", role="Teacher"),),
        reviews=(Review(id="review-1", position=1, number=1, date=dt.date(2026, 6, 1)),),
    )


def _meeting(form: Form) -> Meeting:
    return Meeting(
        id=MEETING,
        revision=Revision(((_WRITER, 2), (_OTHER, 1))),
        facts=MeetingFacts(
            id=MEETING,
            position=1,
            child_id=CHILD,
            form_id=form.id,
            form_version=form.version,
            form_hash=form.hash,
            date=dt.date(2026, 11, 26),
            starts_at=dt.time(14, 0),
        ),
        attendees=(Attendee(id="attendee-1", position=1, name="Ms Ó Briain"),),
        answers=(Answer(id="answer-1", position=1, item="views", question="how", value="yes", at=_AT),),
        notes=(Note(id="note-1", position=1, text="Kai “likes” maths.\n☀"),),
        decisions=(Decision(id="decision-1", position=1, text="A meeting with the school."),),
        papers=(
            Paper(
                id="paper-1",
                position=1,
                title="School report",
                state=PaperState.ATTACHED,
                file_name="school report.pdf",
                file_hash=_FILE_HASH,
                size=len(FILE),
            ),
        ),
        actions=(Action(id="action-1", position=1, text="Write to the school", due=dt.date(2026, 12, 3)),),
    )


def _lines() -> tuple[PackedLine, ...]:
    note = Note(id="note-1", position=1, text="Kai likes reading.")
    changes: tuple[Change, ...] = (
        Added("note", "note-1", to_plain(note)),
        Spliced("note", "note-1", "text", 10, "reading", "maths"),
        Altered("meeting_facts", MEETING, "starts_at", None, "14:00:00"),
    )
    return tuple(
        PackedLine(revision=Revision(((_WRITER, place),)), at=_AT, label="edit note", patch=(change,))
        for place, change in enumerate(changes, start=1)
    )


@functools.cache
def _form() -> Form:
    procedure, _ = load_procedure((forms_folder(),))
    return procedure.forms[_FORM]
