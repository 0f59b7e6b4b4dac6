"""What signed files are called: by the authority's pattern, never by a person's name (after.file-and-case-note)."""

from cpm_desktop.domain.filenames import file_name, numbered_apart
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.kind_name import kind_of
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import child_of

_QUALIFIERS = {
    ReaderKind.FILE: "",
    ReaderKind.PROFESSIONAL: "copy",
    ReaderKind.FAMILY: "family copy",
    ReaderKind.CHILD: "child copy",
    ReaderKind.REPORT: "report copy",
}


def document_name(desk: Desk, meeting: Meeting, reader: Reader, number: int = 0) -> str:
    """Return the file's name for a reader's copy, with its ending and, where it has one, the copy's number.

    The number is the one printed in it: who sends "family copy 8" can see in the list whose that is.
    """
    words = _QUALIFIERS[reader.kind]
    name = name_of_file(desk, meeting, f"{words} {number}" if number else words)
    return numbered_apart(name, _taken(meeting, reader))


def name_of_file(desk: Desk, meeting: Meeting, qualifier: str) -> str:
    """Return a file's name by the authority's pattern, with what tells it from the others of the meeting."""
    form, child = desk.form_of(meeting), child_of(desk, meeting)
    title = kind_of(form, meeting)
    values = {
        "case_number": child.case_number,
        "date": meeting.facts.date.isoformat() if meeting.facts.date else "",
        "kind": form.short_name if title == form.name else title,
    }
    names = [child.name, child.known_as, *(person.name for person in meeting.attendees)]
    return file_name(form.texts.file_name, values, names, qualifier=qualifier)


def _taken(meeting: Meeting, reader: Reader) -> list[str]:
    return [document.file_name for document in meeting.documents if document.recipient != reader.attendee_id]
