"""How a typed line is understood, in plain words, while it is typed: what it is, whose, by when, what it lacks."""

import dataclasses
import re
from dataclasses import dataclass

from cpm_desktop.domain.captures import Action
from cpm_desktop.domain.line_people import Around
from cpm_desktop.domain.smart import Letter, SmartMarks, smart_marks, words_pointed_at
from cpm_desktop.domain.typed_line import LineKind, PieceKind, TypedLine
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.capturing import people_around, read_line, whose_words, with_line
from cpm_desktop.services.desk import Desk

_NAMES = {
    LineKind.ACTION: "Action",
    LineKind.DECISION: "Decision",
    LineKind.RECOMMENDATION: "Recommendation",
    LineKind.VIEW: "Own words",
    LineKind.UNMET_NEED: "Unmet need",
    LineKind.DISAGREEMENT: "Different view",
    LineKind.NOTE: "Note",
}
NOBODYS_WORDS = "Whose words? Type @ and their initials before them, or – and the name behind."
_TAGS = re.compile(r"(?<!\S)(?:#[^\W\d_][\w-]*|!\w+|@[^\W\d_]\w*)")
_STILL = {
    Letter.SPECIFIC: "what will happen",
    Letter.MEASURABLE: "how we will know",
    Letter.ACHIEVABLE: "who does it",
    Letter.RELEVANT: "what it is to achieve",
    Letter.TIMED: "by when",
}


@dataclass(frozen=True, slots=True)
class LineReading:
    """A line as it is understood.

    Attributes:
        kind: what it is.
        label: the kind in words; empty for a plain note.
        details: who, by when with weekday, what for.
        warnings: whom else the letters may mean, and what may be wrong with the date.
        lacks: what an action does not say yet ("Still to say: by when"); empty where it says all.
        vague: words that everyone understands differently, with what to ask; empty where there are none.
        unknown: what was typed for somebody who is not known here; empty where all are.
        offer: what the note could be ("Reads like an action for Priya Nair"); empty where it is a note only.
    """

    kind: LineKind
    label: str
    details: str
    warnings: str = ""
    lacks: str = ""
    vague: str = ""
    unknown: str = ""
    offer: str = ""

    @property
    def spoken(self) -> str:
        """Everything as one text, as a screen reader says it."""
        said = (
            self.label,
            self.details,
            self.warnings,
            self.unknown_text,
            self.lacks,
            self.vague,
            self.offer,
        )
        return ". ".join(part.rstrip(".") for part in said if part)

    @property
    def unknown_text(self) -> str:
        """What is said of somebody who is not known here."""
        return f"“{self.unknown}” is not known here." if self.unknown else ""


def reading_of(desk: Desk, meeting_id: str, text: str, item: str = "", speaker: str = "") -> LineReading:
    """Tell how a typed line is understood.

    Args:
        desk: everything that is open.
        meeting_id: which meeting.
        text: the line as typed.
        item: the agenda item that it is typed under.
        speaker: whose words come next, where that was said.
    """
    line = _with_speaker(desk, meeting_id, read_line(desk, meeting_id, text), item, speaker)
    if line.kind is LineKind.NOTE:
        return LineReading(line.kind, "", "", offer=_offered(line.offer))
    marks = smart_marks(with_line(Action(id=""), line), words_pointed_at(desk.procedure.authority))
    is_action = line.kind is LineKind.ACTION
    around = people_around(desk, meeting_id)
    unknown = next((name for name in line.unknown if not around.meant(name)), "")
    return LineReading(
        line.kind,
        _NAMES[line.kind],
        _details(line),
        warnings=" ".join(
            part
            for part in (_in_nobodys_name(line), _confused(line, around), _warned(line), _tagged(line))
            if part
        ),
        lacks=smart_text(marks) if is_action else "",
        vague=vague_text(marks) if is_action else "",
        unknown=unknown,
    )


def _with_speaker(desk: Desk, meeting_id: str, line: TypedLine, item: str, speaker: str) -> TypedLine:
    """Words that name nobody are the speaker's, or the child's where the child's views are asked for."""
    if line.kind is not LineKind.VIEW or line.people or line.unknown:
        return line
    person = desk.meeting(meeting_id).value.attendee(whose_words(desk, meeting_id, item, speaker))
    return line if person is None else dataclasses.replace(line, people=(person.id,), owner=person.name)


def _in_nobodys_name(line: TypedLine) -> str:
    is_nobodys = line.kind is LineKind.VIEW and not (line.people or line.unknown)
    return NOBODYS_WORDS if is_nobodys else ""


def smart_text(marks: SmartMarks) -> str:
    """Return what an action does not say yet, kindly; how we will know follows from what it is to achieve."""
    missing = [
        letter for letter in marks.missing if letter is not Letter.MEASURABLE or len(marks.missing) == 1
    ]
    still = [_STILL[letter] for letter in missing]
    return f"Still to say: {', '.join(still)}" if still else ""


def vague_text(marks: SmartMarks) -> str:
    """Return each vague word with what to ask instead."""
    return " ".join(f"“{vague.words}”: {vague.question}" for vague in marks.vague)


def _details(line: TypedLine) -> str:
    parts = [line.owner]
    if line.due is not None:
        parts.append(f"by {day_text(line.due.date)}" if line.due.date else f"by {line.due.words}")
    if line.heard is not None and line.heard.on is not None:
        parts.append(f"heard on {day_text(line.heard.on)}")
    if line.because:
        word = "so that" if line.kind is LineKind.ACTION else "because"
        parts.append(f"{word} {line.because}")
    if line.says:
        parts.append(f"says “{line.says}”")
    return " · ".join(part for part in parts if part)


def _warned(line: TypedLine) -> str:
    """Return the warnings about the date without the day, which stands beside them."""
    if line.due is None:
        return ""
    day = f"{day_text(line.due.date)} " if line.due.date is not None else ""
    said = (warning.sentence.removeprefix(day).removeprefix("is ") for warning in line.due.warnings)
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in said)


def _tagged(line: TypedLine) -> str:
    """Say that signs which other tools sort by stay words here, and so does whoever is named in the middle."""
    tags = [f"“{tag}”" for tag in _TAGS.findall(line.text)]
    said = f"{' and '.join(tags)} {'stays' if len(tags) == 1 else 'stay'} among the words." if tags else ""
    is_second = line.kind is LineKind.ACTION and bool(line.people or line.unknown) and "@" in "".join(tags)
    return f"{said} Type another person’s action on a line of its own." if is_second else said


def _confused(line: TypedLine, around: Around) -> str:
    """Name those whom a word may mean, and the others who have the letters of somebody's initials."""
    said = []
    for name in line.unknown:
        meant = [f"{person.name} ({around.initials(person)})" for person in around.meant(name)]
        if meant:
            said.append(f"“{name}” may be {' or '.join(meant)}: type the initials.")
    for initials in re.findall(r"\w+", "".join(p.text for p in line.pieces if p.kind is PieceKind.PERSON)):
        person = around.find(initials)
        if person is not None and initials.casefold() == around.initials(person).casefold():
            said += [f"{letters} is {name}." for letters, name in around.like_initials(person)]
    return " ".join(dict.fromkeys(said))


def _offered(line: TypedLine | None) -> str:
    if line is None:
        return ""
    article = "an" if line.kind is LineKind.ACTION else "a"
    name = _NAMES[line.kind].lower() if line.kind is not LineKind.VIEW else "quotation"
    details = _details(line)
    return f"Reads like {article} {name}{f': {details}' if details else ''}"
