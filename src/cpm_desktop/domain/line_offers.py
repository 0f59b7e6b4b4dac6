"""What a note could be, were it asked: "Priya to book it by Friday" an action, "It was agreed that …" a decision."""

import re

from cpm_desktop.domain.dates_as_typed import DateGround
from cpm_desktop.domain.line_actions import ActionWords, read_what
from cpm_desktop.domain.line_people import Around
from cpm_desktop.domain.line_quotes import CLOSING, Quote, read_quote

_BULLET = re.compile(r"\s*(?:[-*•–·]\s+|\d{1,2}[.)]\s+)?")
_PROMISES = re.compile(
    r"\s+(?i:to|(?:has |have )?(?:agreed|offered|promised) to|needs? to|is to|are to)\s+(?!be\b|have\b|[A-Z])(?=\S)"
)
# "Joy will miss him" is no promise; with a day it may be one.
_WITH_A_DAY = re.compile(r"\s+(?:will|should|must|can|is going to)\s+(?!be\b|have\b)(?=\S)", re.IGNORECASE)
_AGREED = re.compile(
    r"\s*(?:[-*•]\s+)?(?:it was |we |the meeting |the group |all |everyone |everybody )?(?:have |has )?"
    r"(?:agreed|decided)\s+(?P<that>that\s+)?(?!(?:by|to|with|at|on|in|last|before|and)\b)(?=\S)",
    re.IGNORECASE,
)
_SAID = re.compile(r"\s*(?:(?:said|says|told us)\b)?[\s:,]*", re.IGNORECASE)


def offered_action(line: str, around: Around, ground: DateGround) -> ActionWords | None:
    """Return the action that a note reads like."""
    at = _behind_bullet(line)
    named = around.plain(line, at)
    if named is None or line.rstrip().endswith("?"):
        return None
    promised = _PROMISES.match(line, named.end)
    link = promised or _WITH_A_DAY.match(line, named.end)
    if link is None:
        return None
    words = read_what(line, at, link.end(), named.names, around, ground)
    is_child = any(person is not None and person.is_child for person in map(around.find, named.names))
    return words if promised is not None or (words.due is not None and not is_child) else None


def offered_decision(line: str) -> int | None:
    """Return where the decision begins that a note reads like."""
    found = _AGREED.match(line)
    is_statement = (
        found is not None and len(line[found.end() :].split()) > 1 and not line.rstrip().endswith("?")
    )
    return found.end() if found is not None and is_statement else None


def offered_view(line: str, around: Around, ground: DateGround) -> tuple[tuple[str, ...], Quote] | None:
    """Return whose words, and the words, where a note reads like ``Kai: "I want to stay"``."""
    named = around.plain(line, _behind_bullet(line))
    said = _SAID.match(line, named.end) if named is not None else None
    if named is None or said is None or line[said.end() : said.end() + 1] not in CLOSING:
        return None
    opening = line[said.end()]
    if line[said.end() + 1 :].strip() and opening not in "'‘":
        quote = read_quote(line, said.end() + 1, opening, around, ground)
        if quote is not None and not quote.names:
            return named.names, quote
    return None


def _behind_bullet(line: str) -> int:
    found = _BULLET.match(line)
    return found.end() if found is not None else 0
