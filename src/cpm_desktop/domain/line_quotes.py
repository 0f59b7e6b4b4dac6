"""A person's words as typed: between signs, with whose they are and who heard them, when and how."""

import dataclasses
import re
from dataclasses import dataclass

from cpm_desktop.domain.dates_as_typed import DateGround, parse_date
from cpm_desktop.domain.line_people import Around, Named
from cpm_desktop.domain.typed_line import Heard, Piece, PieceKind

CLOSING = {'"': '"“”', "“": '”“"', "„": '”“"', "«": "»", "‘": "’'", "'": "'’"}
_SMALL = frozenset("‘'")
_LINK = re.compile(r"[\s,;.(\[–—:-]*")
_SAID = re.compile(r"(?:said|says|says to us)\b[\s:]*", re.IGNORECASE)
_SAID_AFTER = re.compile(r"\s*(?:said|says)\b[\s:]*", re.IGNORECASE)
_HOW = re.compile(r"(?:in|at|on|over|by|during|while|when|after|before|via|through)\b", re.IGNORECASE)
_HEARD = re.compile(
    r"[\s,;(\[–—-]*(?:as\s+)?(?:(?:told|said|spoken|heard|reported|shared)(?:\s+(?:to|by|with))?|to)\s+",
    re.IGNORECASE,
)
_END = re.compile(r"[\s.,;)\]]*$")
_DAY_ENDS = re.compile(r"\s*(?:,|\s(?=in\b|at\b|on the\b|over\b|during\b|while\b|by\b))\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's words, and what stands beside them.

    Attributes:
        words: what was said, as typed.
        names: what was typed for those whose words they are.
        heard: who heard them; None where that was not typed.
        pieces: the stretches from behind the opening sign on.
    """

    words: str
    names: tuple[str, ...]
    heard: Heard | None
    pieces: tuple[Piece, ...]


def read_quote(line: str, at: int, opening: str, around: Around, ground: DateGround) -> Quote | None:
    """Read words from behind the opening sign on.

    Returns:
        None where the sign does not open somebody's words: ``"Respite" means the weekend carers``.
    """
    named = around.at_signed(line, at)
    begin = named.end if named is not None else at
    pieces = [Piece(PieceKind.PERSON, line[at:begin])]
    closings = _closings(line, begin, opening)
    if not closings:
        if opening in _SMALL:
            return None
        pieces.append(Piece(PieceKind.TEXT, line[begin:]))
        return _quote(line[begin:], named, None, pieces)
    # Words may hold a quotation of their own: the first sign counts behind which everything is understood.
    opened = _Opened(line, begin, opening, named, around, ground)
    tried = (_closed(opened, closed) for closed in closings)
    quote = next((quote for quote in tried if quote is not None), None)
    return dataclasses.replace(quote, pieces=(*pieces, *quote.pieces)) if quote is not None else None


@dataclass(frozen=True, slots=True)
class _Opened:
    line: str
    begin: int
    opening: str
    named: Named | None
    around: Around
    ground: DateGround


def _closed(opened: _Opened, closed: int) -> Quote | None:
    """Read the words as if they ended there."""
    line, begin, named = opened.line, opened.begin, opened.named
    pieces = [Piece(PieceKind.TEXT, line[begin:closed]), Piece(PieceKind.MARK, line[closed : closed + 1])]
    if not line[closed + 1 :].strip(" .,"):
        if opened.opening in _SMALL and named is None:
            return None
        pieces.append(Piece(PieceKind.SPACE, line[closed + 1 :]))
        return _quote(line[begin:closed], named, None, pieces)
    beside = _beside(line, closed + 1, opened.around, opened.ground)
    if beside is None or (named is not None and beside[0] is not None):
        return None
    whose, heard, rest = beside
    return _quote(line[begin:closed], named or whose, heard, [*pieces, *rest])


def _quote(words: str, named: Named | None, heard: Heard | None, pieces: list[Piece]) -> Quote | None:
    names = named.names if named is not None else ()
    return Quote(words.strip(), names, heard, tuple(pieces)) if words.strip() or names else None


def _closings(line: str, begin: int, opening: str) -> list[int]:
    """Return where the words may end; a sign inside a word is an apostrophe."""
    places = (place for place in range(begin, len(line)) if line[place] in CLOSING[opening])
    return [place for place in places if opening not in _SMALL or not line[place + 1 : place + 2].isalnum()]


_Beside = tuple[Named | None, Heard | None, list[Piece]]


def _beside(line: str, at: int, around: Around, ground: DateGround) -> _Beside | None:
    """Read what follows the words: ``– Kai``, ``said Kai``, ``(told to PN on 17 Nov, in the car)``."""
    pieces: list[Piece] = []
    whose, place = _whose(line, at, around)
    if whose is not None:
        pieces += (Piece(PieceKind.LINK, line[at:place]), Piece(PieceKind.PERSON, line[place : whose.end]))
        said = _SAID_AFTER.match(line, whose.end)
        at = said.end() if said is not None else whose.end
        pieces.append(Piece(PieceKind.LINK, line[whose.end : at]))
    end = _END.search(line, at)
    if end is not None and end.start() <= at:
        return whose, None, [*pieces, Piece(PieceKind.LINK, line[at:])]
    heard = _heard(line, at, around, ground)
    return None if heard is None else (whose, heard[0], [*pieces, *heard[1]])


def _whose(line: str, at: int, around: Around) -> tuple[Named | None, int]:
    link = _LINK.match(line, at)
    place = link.end() if link is not None else at
    said = _SAID.match(line, place)
    if said is not None:
        place = said.end()
    named = around.at_signed(line, place) or around.plain(line, place)
    return named, place


def _heard(line: str, at: int, around: Around, ground: DateGround) -> tuple[Heard, list[Piece]] | None:
    link = _HEARD.match(line, at)
    if link is None:
        return None
    named = around.at_signed(line, link.end()) or around.plain(line, link.end())
    person = around.find(named.names[0]) if named is not None and len(named.names) == 1 else None
    if named is None or person is None:
        return None
    back = DateGround(ground.today, ground.calendar, is_looking_back=True)
    end = _END.search(line, named.end)
    stop = end.start() if end is not None else len(line)
    pieces = [
        Piece(PieceKind.LINK, line[at : link.end()]),
        Piece(PieceKind.PERSON, line[link.end() : named.end]),
    ]
    on, how_at = None, named.end
    for day_end in (stop, *(found.start() for found in _DAY_ENDS.finditer(line, named.end + 1, stop))):
        parsed = parse_date(line[named.end : day_end].strip(" ,"), back)
        if parsed is not None and parsed.date is not None:
            on, how_at = parsed.date, day_end
            pieces.append(Piece(PieceKind.DATE, line[named.end : day_end]))
            break
    bare = line[how_at:stop].lstrip(" ,")
    how = bare.strip()
    if how and _HOW.match(how) is None:
        return None
    begins = stop - len(bare)
    pieces += (
        Piece(PieceKind.LINK, line[how_at:begins]),
        Piece(PieceKind.TEXT, bare),
        Piece(PieceKind.LINK, line[stop:]),
    )
    return Heard(person.id, on, how), pieces
