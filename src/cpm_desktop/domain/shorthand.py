"""The typed line: its first sign tells what it is, "@PN" who, "by 18 Dec" when, "so that" what for.

``[>]@PN[,@JO] what by WHEN so that WHAT FOR`` an action · ``= decision because reason`` · ``~ recommendation`` ·
``" quote`` · ``? unmet need`` · ``x different view`` or ``x @PN what about: "own words"`` · anything else a note.
``ACTION:``, ``AGREED:`` and the like do as well as a sign; what only reads like something else stays a note, with an
offer.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.dates_as_typed import DateGround
from cpm_desktop.domain.forms import RoleName
from cpm_desktop.domain.line_actions import ActionWords, read_action
from cpm_desktop.domain.line_begins import Beginning, beginning_of
from cpm_desktop.domain.line_holders import holder_of
from cpm_desktop.domain.line_offers import offered_action, offered_decision, offered_view
from cpm_desktop.domain.line_people import Around
from cpm_desktop.domain.line_quotes import Quote, read_quote
from cpm_desktop.domain.typed_line import LineKind, Piece, PieceKind, TypedLine

_BECAUSE = re.compile(
    r"[\s,;(–—-]*[\s(](?:because|becuase|becasue|beacuse|b/c|bc|cos|coz|'cause|so that|in order that)\s+"
    r"|\s+\(?reasons?\s*[:–-]\s*",
    re.IGNORECASE,
)
_LONGEST = 600  # characters; what is longer was not typed as one line, and is a note
# Own words are all that is said, or stand behind a colon or dash: not 'x @TA says no to "respite"'.
_OWN_WORDS = re.compile(
    r"""(?:(?P<about>.*?\S)(?P<link>\s*[:–—]\s*|\s+-\s+))??["“„«](?P<says>[^"“”„«»]*[^"“”„«»\s][^"“”„«»]*)["”“»][\s.]*"""
)


def parse_line(
    line: str, people: Sequence[Person], ground: DateGround, roles: Mapping[str, RoleName] | None = None
) -> TypedLine:
    """Read one typed line; nothing of it is lost, and what is not understood is text.

    Args:
        line: as typed.
        people: those at the meeting and around the child, for "@PN" (initials, first or whole name, role).
        ground: what dates are read against.
        roles: the roles of the procedure, by id, for "@SW" and "@Mum".
    """
    around = Around(people, roles)
    begins = beginning_of(line, around) if len(line) <= _LONGEST else None
    found = _read(line, begins, around, ground) if begins is not None else None
    if found is None:
        offer = _whole_offer(line, around, ground) if len(line) <= _LONGEST else None
        return TypedLine(kind=LineKind.NOTE, text=line.strip(), offer=offer, pieces=_whole(line))
    start, end = (begins.start, begins.end) if begins is not None else (0, 0)
    lead = (Piece(PieceKind.SPACE, line[:start]), Piece(PieceKind.MARK, line[start:end]))
    pieces = tuple(piece for piece in (*lead, *found.pieces) if piece.text)
    return dataclasses.replace(found, pieces=pieces)


def _read(line: str, begins: Beginning, around: Around, ground: DateGround) -> TypedLine | None:
    match begins.kind:
        case LineKind.ACTION:
            words = read_action(line, begins.end, around, ground, is_signed=bool(begins.sign))
            return _action(words, around)
        case LineKind.DECISION | LineKind.RECOMMENDATION:
            return _reasoned(begins.kind, line[begins.end :])
        case LineKind.VIEW:
            quote = read_quote(line, begins.end, begins.sign, around, ground)
            return _view(quote, quote.names, around) if quote is not None else None
        case LineKind.DISAGREEMENT:
            return _different_view(line, begins.end, around)
        case _:
            text = line[begins.end :]
            return TypedLine(kind=begins.kind, text=text.strip(), pieces=(Piece(PieceKind.TEXT, text),))


def _whole_offer(line: str, around: Around, ground: DateGround) -> TypedLine | None:
    offer = _offer(line, around, ground)
    if offer is None:
        return None
    before = len(line) - sum(len(piece.text) for piece in offer.pieces)
    lead = PieceKind.PERSON if offer.kind is LineKind.VIEW else PieceKind.LINK
    pieces = (Piece(lead, line[:before]), *offer.pieces)
    return dataclasses.replace(offer, pieces=tuple(piece for piece in pieces if piece.text))


def _offer(line: str, around: Around, ground: DateGround) -> TypedLine | None:
    action = offered_action(line, around, ground)
    if action is not None:
        return _action(action, around)
    said = offered_view(line, around, ground)
    if said is not None:
        return _view(said[1], said[0], around)
    decided = offered_decision(line)
    return _reasoned(LineKind.DECISION, line[decided:]) if decided is not None else None


def _action(words: ActionWords, around: Around) -> TypedLine:
    ids, unknown, owner = around.who(words.names)
    return TypedLine(
        kind=LineKind.ACTION,
        text=_joined(words.pieces, PieceKind.TEXT),
        people=ids,
        owner=owner,
        unknown=unknown,
        due=words.due,
        because=_joined(words.pieces, PieceKind.BECAUSE),
        pieces=words.pieces,
    )


def _reasoned(kind: LineKind, text: str) -> TypedLine:
    link = _BECAUSE.search(text)
    if link is None or not text[: link.start()].strip():
        return TypedLine(kind=kind, text=text.strip(), pieces=(Piece(PieceKind.TEXT, text),))
    end = len(text)
    if "(" in link.group() and text.rstrip().endswith(")"):
        end = text.rindex(")")
    pieces = (
        Piece(PieceKind.TEXT, text[: link.start()]),
        Piece(PieceKind.LINK, link.group()),
        Piece(PieceKind.BECAUSE, text[link.end() : end]),
        Piece(PieceKind.MARK, text[end:]),
    )
    because = _joined(pieces, PieceKind.BECAUSE)
    return TypedLine(kind=kind, text=_joined(pieces, PieceKind.TEXT), because=because, pieces=pieces)


def _view(quote: Quote, names: Sequence[str], around: Around) -> TypedLine:
    ids, unknown, owner = around.who(names)
    return TypedLine(
        kind=LineKind.VIEW,
        text=quote.words,
        people=ids,
        owner=owner,
        unknown=unknown,
        heard=quote.heard,
        pieces=quote.pieces,
    )


def _different_view(line: str, at: int, around: Around) -> TypedLine | None:
    named, end = holder_of(line, at, around)
    ids, unknown, owner = around.who(named.names) if named is not None else ((), (), "")
    text = line[end:]
    if not text.strip() and not owner:
        return None
    rest = _about_and_words(text) if ids and not unknown else (Piece(PieceKind.TEXT, text),)
    return TypedLine(
        kind=LineKind.DISAGREEMENT,
        text=_joined(rest, PieceKind.TEXT),
        people=ids,
        owner=owner,
        unknown=unknown,
        says=_joined(rest, PieceKind.SAYS),
        pieces=(Piece(PieceKind.PERSON, line[at:end]), *rest),
    )


def _about_and_words(text: str) -> tuple[Piece, ...]:
    """Part what a different view is about from its holder's own words, where those are quoted."""
    own = _OWN_WORDS.fullmatch(text)
    if own is None:
        return (Piece(PieceKind.TEXT, text),)
    about, (begin, end) = own["about"] or "", own.span("says")
    return (
        Piece(PieceKind.TEXT, about),
        Piece(PieceKind.LINK, text[len(about) : begin]),
        Piece(PieceKind.SAYS, text[begin:end]),
        Piece(PieceKind.MARK, text[end:]),
    )


def _joined(pieces: Iterable[Piece], kind: PieceKind) -> str:
    texts = (piece.text.strip() for piece in pieces if piece.kind is kind)
    return " ".join(text for text in texts if text)


def _whole(line: str) -> tuple[Piece, ...]:
    bare = line.strip()
    at = line.find(bare) if bare else len(line)
    stretches = (
        (PieceKind.SPACE, line[:at]),
        (PieceKind.TEXT, bare),
        (PieceKind.SPACE, line[at + len(bare) :]),
    )
    return tuple(Piece(kind, text) for kind, text in stretches if text)
