"""Reads the corpus, and tells whether a line was understood as meant and whether any letter of it was lost.

Columns: line; kind ("note>action" is a note that may be offered as an action); people (ids, and ``?`` with what was
typed for somebody unknown); due (``=`` with words that name no day); because, or the own words of who sees it
differently; text; who heard it, when and how.
"""

import csv
import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.dates_as_typed import DateGround
from cpm_desktop.domain.forms import RoleName
from cpm_desktop.domain.shorthand import parse_line
from cpm_desktop.domain.typed_line import PieceKind, TypedLine
from cpm_desktop.domain.working_days import HolidayCalendar

HERE = Path(__file__).parent
TODAY = dt.date(2026, 11, 24)
PEOPLE = (
    Person(id="kai", name="Kai Avery", role="Child", role_id="child", is_child=True),
    Person(id="priya", name="Priya Nair", initials="PN", role="Social worker", role_id="social-worker"),
    Person(id="joy", name="Joy Okafọ̀", role="Foster carer", role_id="foster-carer"),
    Person(id="john", name="John Smith", role="Designated teacher", role_id="designated-teacher"),
    Person(id="jane", name="Jane Smith", role="Health visitor", role_id="health-visitor"),
    Person(id="sean", name="Séan Ó Dálaigh", role="IRO", role_id="iro"),
    Person(id="tom", name="Tom Avery", role="Father", role_id="father"),
    Person(id="lee", name="Dr Siew Lee", role="Paediatrician", role_id="paediatrician"),
    Person(id="mary", name="Mary-Anne Whitfield-Jones", role="Supervising social worker"),
    Person(id="zoe", name="Zoë Kowalska", role="Mother", role_id="mother"),
    Person(id="aisha", name="Aisha Begum", role="Interpreter", role_id="interpreter"),
    Person(id="amir", name="Amir Bashir", role="Youth worker", role_id="youth-worker"),
)
ROLES = {
    role.id: role
    for role in (
        RoleName(id="mother", name="Mother", group="family", also=("Mum", "Mam")),
        RoleName(id="father", name="Father", group="family", also=("Dad",)),
        RoleName(id="social-worker", name="Social worker", group="authority", also=("SW",)),
        RoleName(id="health-visitor", name="Health visitor", group="professional", also=("HV",)),
        RoleName(id="iro", name="Independent reviewing officer", group="authority", also=("IRO",)),
    )
}
GROUND = DateGround(
    TODAY,
    calendar=HolidayCalendar(
        dt.date(2026, 1, 1),
        dt.date(2028, 12, 31),
        {
            dt.date(2026, 12, 25): "Christmas Day",
            dt.date(2026, 12, 28): "Boxing Day (substitute day)",
            dt.date(2027, 1, 1): "New Year’s Day",
        },
    ),
    next_meeting=dt.date(2027, 1, 26),
    next_review=dt.date(2027, 3, 8),
)


@dataclass(frozen=True)
class Meant:
    line: str
    kind: str
    people: str
    due: str
    because: str
    text: str
    heard: str

    @property
    def is_offer(self) -> bool:
        return self.kind.startswith("note>")

    @property
    def meaning(self) -> tuple[str, ...]:
        kind = self.kind.removeprefix("note>")
        text = self.line.strip() if self.kind == "note" else self.text
        return (kind, self.people, self.due, self.because, text, self.heard)


def corpus(name: str) -> list[Meant]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Meant(*row) for row in rows]


def understood(line: str) -> TypedLine:
    return parse_line(line, PEOPLE, GROUND, ROLES)


def meaning_of(line: TypedLine) -> tuple[str, ...]:
    people = [*line.people, *(f"?{name}" for name in line.unknown)]
    due = ""
    if line.due is not None:
        due = line.due.date.isoformat() if line.due.date else f"={line.due.words}"
    heard = ""
    if line.heard is not None:
        day = line.heard.on.isoformat() if line.heard.on else ""
        heard = " ".join(part for part in (line.heard.by, day, line.heard.how) if part)
    return (line.kind.value, ",".join(people), due, line.because or line.says, line.text, heard)


def is_as_meant(meant: Meant, line: TypedLine) -> bool:
    if meant.is_offer:
        return line.kind.value == "note" and line.offer is not None and _same(meant, line.offer)
    return line.offer is None and _same(meant, line)


def _same(meant: Meant, line: TypedLine) -> bool:
    wanted, found = list(meant.meaning), list(meaning_of(line))
    # In what order people are named does not matter.
    wanted[1], found[1] = (",".join(sorted(names.split(","))) for names in (wanted[1], found[1]))
    return wanted == found


_SIGN_WORDS = """
action actions point points ap to do todo decision decisions agreed decided dec recommendation recommendations
recommend recommended rec unmet need needs un disagreement different view not x for by bt b4 before due on in
deadline no later than latest so that sothat taht tht th at s t as order will is are should must can going has
have offered promised because becuase becasue beacuse b c bc cos coz cause reason reasons it was we the
meeting group all everyone everybody said says told us spoken heard reported shared with
"""


def lost_letters(line: str, read: TypedLine) -> str:
    """Return what was typed that none of the details holds: words in the place of signs and links count as well."""
    if "".join(piece.text for piece in read.pieces) != line:
        return line
    shown = [read.text, read.because, read.says, *(read.unknown)]
    if read.heard is not None:
        shown.append(read.heard.how)
    held, lost = Counter("".join(shown)), ""
    for piece in read.pieces:
        words = re.findall(r"[^\W_]*[^\W\d_][^\W_]*", piece.text)
        if piece.kind in (PieceKind.TEXT, PieceKind.BECAUSE, PieceKind.SAYS):
            held.subtract(letter for letter in piece.text if not letter.isspace())
        elif piece.kind in (PieceKind.LINK, PieceKind.MARK, PieceKind.SPACE):
            lost += "".join(word for word in words if word.casefold() not in _SIGN_WORDS.split())
        elif (
            piece.kind is PieceKind.DATE
            and read.due is None
            and (read.heard is None or read.heard.on is None)
        ):
            lost += piece.text
        elif piece.kind is PieceKind.PERSON and not (read.people or read.unknown):
            lost += "".join(words)
    return lost + "".join(letter * -count for letter, count in held.items() if count < 0)
