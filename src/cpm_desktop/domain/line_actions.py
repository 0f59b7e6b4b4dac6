"""The rest of an action: who sees to it, what will happen, by when, and what it is to achieve."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cpm_desktop.domain.dates_as_typed import DateGround, ParsedDate
from cpm_desktop.domain.line_dates import DateSpan, date_at_end, date_in
from cpm_desktop.domain.line_people import Around, Named
from cpm_desktop.domain.typed_line import Piece, PieceKind

_TO = re.compile(r"(?:to|will|is to|are to|should|must|needs? to)\s+", re.IGNORECASE)
_OWNER_ENDS = re.compile(r"\s*:\s*|\s+[-–—]\s+|\s+(?=(?:to|will)\s)|\s*$")
_IN_BRACKETS = re.compile(r"\((?P<names>[^()]+)\)\s*:?\s*")
_INSIDE = re.compile(r"[\s(\[–—-]*(?<![^\s(\[–—-])(?=@)")
_BRACKETED = re.compile(r"\s*\((?P<names>[^()]+)\)")
_CLOSING = re.compile(r"\s*[)\]]")
_TAGS = re.compile(r"(?:(?:^|\s)+(?:#[^\W\d_][\w-]*|!\w+))+\s*$")
_OTHER = re.compile(r"(?<=\S)\s*(?:[.;]\s+(?:(?:and|then)\s+)?|,\s+then\s+)(?=@)", re.IGNORECASE)
_SIGNS = re.compile(r"[.,;!)\]]+")
_PURPOSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[\s,;(–—-]*\s(?:so that|sothat|so taht|so tht|so th at|s/t|so as to|in order (?:to|that))(?:,?\s+|$)",
        r"[\s,;(–—-]*\sto\s+(?=(?:ensure|make sure|be sure)\b)",
        r"[\s,;(–—-]*\sso\s+(?!(?:many|much|far|long|on|often|to|called|few|little|soon|as|and|too|is|do)\b)(?=\S)",
    )
)


@dataclass(frozen=True, slots=True)
class ActionWords:
    """An action as typed.

    Attributes:
        names: what was typed for those who see to it.
        due: by when; None where no date was understood.
        pieces: the stretches; what will happen is "text", what for "because".
    """

    names: tuple[str, ...]
    due: ParsedDate | None
    pieces: tuple[Piece, ...]


def read_action(line: str, at: int, around: Around, ground: DateGround, *, is_signed: bool) -> ActionWords:
    """Read the rest of a line that is an action.

    Args:
        line: the whole line.
        at: where sign or word at its beginning end.
        around: the people.
        ground: what dates are read against.
        is_signed: something else than "@" made it an action, so that names may stand without "@", or at its end.
    """
    named = around.at_signed(line, at)
    if named is None and is_signed:
        named = _plain_owner(line, at, around)
    begin = named.end if named is not None else at
    return read_what(line, at, begin, named.names if named is not None else (), around, ground)


def read_what(
    line: str, at: int, begin: int, names: tuple[str, ...], around: Around, ground: DateGround
) -> ActionWords:
    """Read what will happen from `begin` on; those named stand from `at` to there."""
    to = _TO.match(line, begin) if names else None
    after = to.end() if to is not None else begin
    body = line[after:]
    spans: list[_Span] = []
    free = body
    if not names:
        names, free = _owner_inside(body, around, spans)
    tags = _TAGS.search(free)
    if tags is not None:
        spans.append(_Span(tags.start(), tags.end(), PieceKind.TEXT))
        free = _blanked(free, tags.start(), tags.end())
    other = next((found for found in _OTHER.finditer(body) if around.at_signed(body, found.end())), None)
    if other is not None:  # somebody else's action in the same line: both stay among the words
        due = _dates_and_purpose(_blanked(free, other.start(), len(free)), ground, [])
    else:
        due = _dates_and_purpose(free, ground, spans)
    lead = (Piece(PieceKind.PERSON, line[at:begin]), Piece(PieceKind.LINK, line[begin:after]))
    return ActionWords(names, due, (*lead, *_pieces(body, spans)))


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: PieceKind


def _plain_owner(line: str, at: int, around: Around) -> Named | None:
    brackets = _IN_BRACKETS.match(line, at)
    if brackets is not None:
        inner = around.at_signed(brackets["names"], 0) or around.plain(brackets["names"], 0)
        whole = inner is not None and inner.end == len(brackets["names"])
        return Named(inner.names, brackets.end()) if inner is not None and whole else None
    named = around.plain(line, at)
    if named is None:
        return None
    ends = _OWNER_ENDS.match(line, named.end)
    if ends is not None:
        return Named(named.names, ends.end())
    is_initials = all(around.is_initials(name) for name in named.names)
    space = re.compile(r"\s+").match(line, named.end)
    return Named(named.names, space.end()) if is_initials and space is not None else None


def _owner_inside(body: str, around: Around, spans: list[_Span]) -> tuple[tuple[str, ...], str]:
    for found in _INSIDE.finditer(body):
        named = around.at_signed(body, found.end())
        if named is None:
            continue
        closing = _CLOSING.match(body, named.end) if "(" in found.group() or "[" in found.group() else None
        end = closing.end() if closing is not None else named.end
        if "(" in found.group() and closing is None:
            bracket = body.find(")", found.end())
            end = bracket + 1 if 0 <= bracket < named.end else end
        spans.append(_Span(found.start(), end, PieceKind.PERSON))
        return named.names, _blanked(body, found.start(), end)
    for found in _BRACKETED.finditer(body):
        inner = around.plain(found["names"], 0)
        if (
            inner is not None
            and inner.end == len(found["names"])
            and all(map(around.is_initials, inner.names))
        ):
            spans.append(_Span(found.start(), found.end(), PieceKind.PERSON))
            return inner.names, _blanked(body, found.start(), found.end())
    return (), body


def _dates_and_purpose(free: str, ground: DateGround, spans: list[_Span]) -> ParsedDate | None:
    link = next((found for pattern in _PURPOSES if (found := pattern.search(free)) is not None), None)
    before = free[: link.start()] if link is not None else free
    dated = date_in(before, ground)
    if link is not None:
        spans.append(_Span(link.start(), link.end(), PieceKind.LINK))
        taken = [span.start for span in spans if span.start >= link.end()]
        spans += _because(link.end(), min(taken, default=len(free)))
        if dated is None:
            later = date_at_end(free[link.end() :], ground, needs_by=True)
            dated = _moved(later, link.end()) if later is not None else None
    if dated is None:
        return None
    if not dated.is_text:
        spans.append(_Span(dated.link, dated.start, PieceKind.LINK))
        signs = _SIGNS.match(free, dated.end)
        spans.append(_Span(dated.start, dated.end, PieceKind.DATE))
        after = max(dated.after, signs.end() if signs is not None else 0)
        if after > dated.end:
            spans.append(_Span(dated.end, after, PieceKind.LINK))
    return dated.parsed


def _because(start: int, end: int) -> list[_Span]:
    return [_Span(start, end, PieceKind.BECAUSE)] if end > start else []


def _moved(span: DateSpan, by: int) -> DateSpan:
    return dataclasses.replace(span, link=span.link + by, start=span.start + by, end=span.end + by)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _pieces(body: str, spans: Sequence[_Span]) -> list[Piece]:
    """Part a text by its spans; a later span lies over an earlier one, and what lies under none is text."""
    kinds = [PieceKind.TEXT] * len(body)
    for span in spans:
        kinds[span.start : span.end] = [span.kind] * (span.end - span.start)
    pieces: list[Piece] = []
    start = 0
    for place in range(1, len(body) + 1):
        if place == len(body) or kinds[place] is not kinds[start]:
            pieces.append(Piece(kinds[start], body[start:place]))
            start = place
    return pieces
