"""What signed files are called: by the authority's pattern, never by a person's name."""

import re
import unicodedata

from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.services.desk import Desk

_UNSAFE = re.compile(r"[^A-Za-z0-9 ._-]+")
_LONGEST = 80
_COPY_WORDS = {
    ReaderKind.FILE: "",
    ReaderKind.PROFESSIONAL: "copy",
    ReaderKind.FAMILY: "family copy",
    ReaderKind.CHILD: "child copy",
}


def document_name(desk: Desk, meeting: Meeting, reader: Reader) -> str:
    """Return the file's name for a reader's copy, with ending; copies of a kind are told apart by numbers."""
    form = desk.form_of(meeting)
    child = meeting.children[0] if meeting.children else desk.child(meeting.facts.child_id).value.child
    pattern = form.texts.file_name or "{case_number} {date} {kind}"
    values = {
        "case_number": child.case_number,
        "date": meeting.facts.date.isoformat() if meeting.facts.date else "",
        "kind": form.short_name,
        "case_system": "",
        "next": "",
    }
    words = [safe_name(fill_blanks(pattern, values), _LONGEST - 20) or "Minutes", _COPY_WORDS[reader.kind]]
    if reader.attendee_id and reader.kind is not ReaderKind.CHILD:
        words.append(str(_number_of(meeting, reader)))
    return " ".join(word for word in words if word) + ".pdf"


def safe_name(text: str, longest: int = _LONGEST) -> str:
    """Return text as it can stand in a file's name on any system: plain letters, no dots at the ends."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(_UNSAFE.sub(" ", plain).split())[:longest].strip(" .")


def _number_of(meeting: Meeting, reader: Reader) -> int:
    """Count people in the order of the record, so that a name stays the same whoever is sent a copy first."""
    places = [person.id for person in meeting.attendees]
    return places.index(reader.attendee_id) + 1 if reader.attendee_id in places else len(places) + 1
