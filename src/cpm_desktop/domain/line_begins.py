"""How a typed line begins: a sign, "@" with somebody's name, or a word that people put there ("ACTION:", "AGREED")."""

import re
from dataclasses import dataclass

from cpm_desktop.domain.line_holders import holder_of
from cpm_desktop.domain.line_people import Around
from cpm_desktop.domain.typed_line import LineKind

_MARKS = {
    ">": LineKind.ACTION,
    "=": LineKind.DECISION,
    "~": LineKind.RECOMMENDATION,
    "?": LineKind.UNMET_NEED,
    "x": LineKind.DISAGREEMENT,
} | dict.fromkeys("\"“„«‘'", LineKind.VIEW)
# Not every sign at the beginning is one: ">50% attendance", "~20 minutes late", "??", "x-ray", "X Factor".
_MARK = re.compile(
    r"""(?: >+(?=\s*@) | >(?=[^@]*\s@\w)
    | >(?!\s*(?:[\d:;()<>=]|$)) | =(?!\s*(?:[=<>]|$)) | ~(?!\s*(?:[\d£€$~]|$)) | \?(?!\s*(?:[?!.)]|$
        |(?:why|what|who|when|where|how|is|are|was|does|did|if)\b))
    | ["“„«‘'] | [x×](?=\s*[@:]|\s+(?!rays?\b)\S) | X(?=\s*@|\s+\w) )""",
    re.VERBOSE,
)
_AFTER_X = re.compile(r"\s*[:–—-]?\s*")
_SPACES = re.compile(r"\s*")
_BULLET = re.compile(r"(?:[-*•–·‣▪]\s+|\d{1,2}[.)]\s+|\[[ xX]?\]\s*|(?P<arrow>(?:[-=]+>|→|➔|⇒)\s*))")
_LABELS = {
    LineKind.ACTION: r"actions?(?: points?)?|ap|to ?do",
    LineKind.DECISION: r"decisions?|agreed|decided|dec",
    LineKind.RECOMMENDATION: r"recommendations?|recommend(?:ed)?|rec",
    LineKind.UNMET_NEED: r"unmet needs?|unmet|un",
    LineKind.DISAGREEMENT: r"disagreement|different view|not agreed",
}
_LABEL = {
    kind: re.compile(
        rf"\*{{0,2}}(?P<word>{words})\*{{0,2}}(?P<sign>\s*:\s*|,\s+|\s+for\s+(?=[^:]{{1,40}}:)|\s+[-–—]\s+|\s*(?=\([^)]*\)\s*:)|\s+(?=\S))",
        re.IGNORECASE,
    )
    for kind, words in _LABELS.items()
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a line is by its beginning.

    Attributes:
        kind: what it is.
        sign: the sign itself; empty for "@" and for words.
        start: where sign or word begin, behind spaces and a bullet.
        end: where they end and the rest begins.
    """

    kind: LineKind
    sign: str
    start: int
    end: int


def beginning_of(line: str, around: Around) -> Beginning | None:
    """Return what a line is by its beginning; None for a note."""
    spaces = _SPACES.match(line)
    at = spaces.end() if spaces is not None else 0
    found = _at(line, at, around)
    bullet = _BULLET.match(line, at)
    if bullet is None:
        return found
    inner = _at(line, bullet.end(), around)
    if inner is None and bullet["arrow"] and _names_owner(line, bullet.end(), around):
        return Beginning(LineKind.ACTION, ">", at, bullet.end())
    return inner or found


def _at(line: str, at: int, around: Around) -> Beginning | None:
    found = _MARK.match(line, at)
    if found is not None:
        marked = _marked(line, found)
        # A capital X may begin any line ("X Factor"): it is a sign where somebody's view follows.
        if found.group() != "X" or holder_of(line, marked.end, around)[0] is not None:
            return marked
    if around.at_signed(line, at) is not None:
        return Beginning(LineKind.ACTION, "", at, at)
    return _labelled(line, at, around)


def _marked(line: str, found: re.Match[str]) -> Beginning:
    sign = {"X": "x", "×": "x"}.get(found.group()[0], found.group()[0])
    after = (_AFTER_X if sign == "x" else _SPACES).match(line, found.end())
    return Beginning(_MARKS[sign], sign, found.start(), after.end() if after is not None else found.end())


def _labelled(line: str, at: int, around: Around) -> Beginning | None:
    for kind, pattern in _LABEL.items():
        found = pattern.match(line, at)
        if found is None or around.is_initials(found["word"]):
            continue
        rest = line[found.end() :]
        # Without a colon only in capitals that stand out: "DECISION Kai stays", not "Decision deferred".
        is_plain = found["sign"].strip() in ("", ",") and not rest.startswith(("(", "@"))
        if rest.strip() and not (is_plain and (not found["word"].isupper() or rest.isupper())):
            return Beginning(kind, found["word"], at, found.end())
    return None


def _names_owner(line: str, at: int, around: Around) -> bool:
    named = around.plain(line, at)
    return named is not None and re.compile(r"\s*:|\s+(?:to|will)\s").match(line, named.end) is not None
