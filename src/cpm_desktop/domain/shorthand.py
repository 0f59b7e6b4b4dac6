"""The typed line: its first sign tells what it is, "@PN" who, "by 18 Dec" when, "so that" what for.

``[>]@PN[,@JO] what by WHEN so that WHAT FOR`` an action · ``= decision because reason`` · ``~ recommendation`` ·
``" quote`` · ``? unmet need`` · ``x different view`` · anything else a note.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.dates_as_typed import DateGround, ParsedDate, parse_date
from cpm_desktop.domain.naming import initials_among


class LineKind(StrEnum):
    """What a typed line is."""

    ACTION = "action"
    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    VIEW = "view"
    UNMET_NEED = "unmet need"
    DISAGREEMENT = "different view"
    NOTE = "note"


class PieceKind(StrEnum):
    """What a stretch of a line is."""

    MARK = "mark"
    PERSON = "person"
    TEXT = "text"
    LINK = "link"
    DATE = "date"
    BECAUSE = "because"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line; all pieces together are the line, letter by letter.

    Attributes:
        kind: what it is.
        text: as typed.
    """

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """A line as it was understood.

    Attributes:
        kind: what it is.
        text: what will happen, was decided, said, needed, or noted.
        people: ids of the people named, in order.
        owner: their names; with what was typed for those who are not known.
        unknown: what was typed for people who are not known: add them, or mend it.
        due: by when; None where no date was understood.
        because: what it is to achieve (action), or the reason (decision, recommendation).
        pieces: the line in stretches.
    """

    kind: LineKind
    text: str
    people: tuple[str, ...] = ()
    owner: str = ""
    unknown: tuple[str, ...] = ()
    due: ParsedDate | None = None
    because: str = ""
    pieces: tuple[Piece, ...] = field(default=())


_MARKS = {
    ">": LineKind.ACTION,
    "=": LineKind.DECISION,
    "~": LineKind.RECOMMENDATION,
    '"': LineKind.VIEW,
    "“": LineKind.VIEW,
    "?": LineKind.UNMET_NEED,
    "x": LineKind.DISAGREEMENT,
}
_CLOSING = {'"': '"', "“": "”"}
_SPACES = re.compile(r"\s*")
_MARK = re.compile(r"""(?P<mark>[>=~"“?]|x(?=[\s@]))\s*""")
_PEOPLE = re.compile(r"@[^\s,@]+(?:\s*,\s*@[^\s,@]+)*[,:]?(?:\s+|$)")
_PERSON = re.compile(r"@([^\s,@]+)")
_BY = re.compile(r"\s+by\s+", re.IGNORECASE)
_SO_THAT = re.compile(r"\s+so that\s+", re.IGNORECASE)
_BECAUSE = re.compile(r"\s+because\s+", re.IGNORECASE)
# Only these name people at their beginning; elsewhere "@" is a letter like any other.
_NAMES_PEOPLE = frozenset({LineKind.ACTION, LineKind.VIEW, LineKind.DISAGREEMENT})


def parse_line(line: str, people: Sequence[Person], ground: DateGround) -> TypedLine:
    """Read one typed line; nothing of it is lost, and what is not understood is text.

    Args:
        line: as typed.
        people: those at the meeting and around the child, for "@PN" (initials, first or whole name).
        ground: what dates are read against.
    """
    start = _SPACES.match(line)
    at = start.end() if start else 0
    pieces = [Piece(PieceKind.SPACE, line[:at])]
    kind, mark, at = _kind_of(line, at, pieces)
    names: tuple[str, ...] = ()
    found = _PEOPLE.match(line, at) if kind in _NAMES_PEOPLE else None
    if found is not None:
        names = tuple(_PERSON.findall(found.group()))
        pieces.append(Piece(PieceKind.PERSON, found.group()))
        at = found.end()
    rest = list(_rest(line[at:], kind, mark, ground))
    pieces += (piece for piece, _ in rest)
    due = next((parsed for _, parsed in rest if parsed is not None), None)
    ids, unknown, owner = _who(names, people)
    return TypedLine(
        kind=kind,
        text=_joined(piece.text for piece, _ in rest if piece.kind is PieceKind.TEXT),
        people=ids,
        owner=owner,
        unknown=unknown,
        due=due,
        because=_joined(piece.text for piece, _ in rest if piece.kind is PieceKind.BECAUSE),
        pieces=tuple(piece for piece in pieces if piece.text),
    )


def _kind_of(line: str, at: int, pieces: list[Piece]) -> tuple[LineKind, str, int]:
    found = _MARK.match(line, at)
    if found is not None:
        pieces.append(Piece(PieceKind.MARK, found.group()))
        return _MARKS[found["mark"]], found["mark"], found.end()
    is_action = _PEOPLE.match(line, at) is not None
    return (LineKind.ACTION if is_action else LineKind.NOTE), "", at


def _rest(
    text: str, kind: LineKind, mark: str, ground: DateGround
) -> Iterator[tuple[Piece, ParsedDate | None]]:
    match kind:
        case LineKind.ACTION:
            yield from _action(text, ground)
        case LineKind.DECISION | LineKind.RECOMMENDATION:
            yield from _linked(text, _BECAUSE, ground, looks_for_date=False)
        case LineKind.VIEW:
            yield from _quote(text, _CLOSING[mark])
        case _:
            yield Piece(PieceKind.TEXT, text), None


def _action(text: str, ground: DateGround) -> Iterator[tuple[Piece, ParsedDate | None]]:
    yield from _linked(text, _SO_THAT, ground, looks_for_date=True)


def _linked(
    text: str, link: re.Pattern[str], ground: DateGround, *, looks_for_date: bool
) -> Iterator[tuple[Piece, ParsedDate | None]]:
    found = link.search(text)
    before, after = (text[: found.start()], text[found.end() :]) if found else (text, "")
    dated = (
        list(_dated(PieceKind.TEXT, before, ground))
        if looks_for_date
        else [(Piece(PieceKind.TEXT, before), None)]
    )
    yield from dated
    if found is None:
        return
    yield Piece(PieceKind.LINK, found.group()), None
    has_date = any(parsed is not None for _, parsed in dated)
    if looks_for_date and not has_date:
        yield from _dated(PieceKind.BECAUSE, after, ground)
    else:
        yield Piece(PieceKind.BECAUSE, after), None


def _dated(kind: PieceKind, text: str, ground: DateGround) -> Iterator[tuple[Piece, ParsedDate | None]]:
    """Part "… by WHEN" at the last "by" that a date follows to the end."""
    for found in reversed(list(_BY.finditer(text))):
        parsed = parse_date(text[found.end() :], ground)
        if parsed is not None:
            yield Piece(kind, text[: found.start()]), None
            yield Piece(PieceKind.LINK, found.group()), None
            yield Piece(PieceKind.DATE, text[found.end() :]), parsed
            return
    yield Piece(kind, text), None


def _quote(text: str, closing: str) -> Iterator[tuple[Piece, ParsedDate | None]]:
    bare = text.rstrip()
    if bare.endswith(closing):
        yield Piece(PieceKind.TEXT, bare[: -len(closing)]), None
        yield Piece(PieceKind.MARK, text[len(bare) - len(closing) :]), None
    else:
        yield Piece(PieceKind.TEXT, text), None


def _who(names: Sequence[str], people: Sequence[Person]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    initials = initials_among(people)
    ids, unknown, owners = [], [], []
    for name in names:
        person = _person_meant(name, people, initials)
        if person is None:
            unknown.append(name)
            owners.append(name)
        elif person.id not in ids:
            ids.append(person.id)
            owners.append(person.name)
    together = " and ".join(filter(None, (", ".join(owners[:-1]), owners[-1]))) if owners else ""
    return tuple(ids), tuple(unknown), together


def _person_meant(typed: str, people: Sequence[Person], initials: dict[str, str]) -> Person | None:
    """Find whom initials or a first name mean; accents may be left out, and two who fit are nobody."""
    wanted = typed.rstrip(".:;")
    for fold in (str.casefold, _bare):
        folded = fold(wanted)
        by_initials = [person for person in people if fold(initials[person.id]) == folded]
        by_name = [person for person in people if folded in (fold(part) for part in person.name.split()[:1])]
        for fitting in (by_initials, by_name):
            if len(fitting) == 1:
                return fitting[0]
    return None


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _joined(texts: Iterator[str]) -> str:
    return "".join(texts).strip()
