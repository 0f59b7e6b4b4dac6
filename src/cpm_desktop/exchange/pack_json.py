"""JSON as packs hold it, read strictly: one spelling, bounded in every direction, and nothing but text and numbers."""

import json
from typing import Final, NoReturn

from cpm_desktop.domain.codec import Plain
from cpm_desktop.domain.journal import canonical_json
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood, PackTooLarge

DEEPEST: Final = 32
LONGEST_TEXT: Final = 20_000
LONGEST_FORM: Final = 1_000_000
LARGEST_NUMBER: Final = 2**31 - 1
MOST_VALUES: Final = 300_000  # each may take a hundred times its three bytes once it is read
_NO_STRUCTURE: Final = bytes(set(range(256)) - set(b"[]{},"))
_DIGITS: Final = 10


def read_strictly(body: bytes) -> Plain:
    """Read JSON that is written in its one canonical way.

    Raises:
        PackNotUnderstood: it is not (doubled keys, spaces, needless escapes, fractions, half characters …).
        PackTooLarge: it goes too deep, holds too many values, or a text or number in it is too large.
    """
    _refuse_shape(body)
    try:
        text = body.decode("utf-8")
        plain: Plain = json.loads(
            text,
            object_pairs_hook=_without_doubles,
            parse_float=_refused,
            parse_constant=_refused,
            parse_int=_small_number,
        )
        is_canonical = canonical_json(plain) == text
    except (ValueError, RecursionError) as error:
        raise PackNotUnderstood from error
    if not is_canonical:
        raise PackNotUnderstood
    _refuse_long_texts(plain)
    return plain


def _refuse_shape(body: bytes) -> None:
    # Before anything is parsed: a parser that calls itself for each level must never see a million of them, and a
    # million lists of nothing must never be made.
    if body.count(b'"') > 2 * MOST_VALUES:
        raise PackTooLarge
    # Taken out by plain counting: a pattern for texts would search hours for the end of one that has none.
    outside = body.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2]
    structure = b"".join(outside).translate(None, _NO_STRUCTURE)
    if len(structure) - structure.count(b"]") - structure.count(b"}") > MOST_VALUES:
        raise PackTooLarge
    depth = 0
    for mark in structure.replace(b",", b""):
        depth += 1 if mark in b"[{" else -1
        if depth > DEEPEST:
            raise PackTooLarge


def _without_doubles(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise PackNotUnderstood
    return found


def _refused(_: str) -> NoReturn:
    raise PackNotUnderstood


def _small_number(digits: str) -> int:
    if len(digits) > _DIGITS + 1 or abs(number := int(digits)) > LARGEST_NUMBER:
        raise PackTooLarge
    return number


def _refuse_long_texts(plain: Plain) -> None:
    form = plain.get("form") if isinstance(plain, dict) else None
    own = form.get("text") if isinstance(form, dict) else None
    waiting: list[Plain] = [plain]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT and not (value is own and len(value) <= LONGEST_FORM):
                raise PackTooLarge
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value)
            waiting.extend(value.values())
