"""Where in what will happen a date stands: at its end, after "by" or bare; the time of day stays with the words."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpm_desktop.domain.dates_as_typed import DateGround, ParsedDate, parse_date

_MOST_WORDS = 10
_MOST_IN_FRONT = 6
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)"
_LONG_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues|weds|thur|thurs)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMBER = r"(?:\d{1,3}|a|an|the|one|two|three|four|five|six|eight|ten)"
_TIME = (
    r"(?:\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm)|\d{1,2}[.:]\d{2}|(?:12 )?noon|midday|midnight|lunch ?time|breakfast"
    r"|(?:the )?(?:morning|afternoon|evening)|am|pm)"
)
_SIGNS = r"[\s,;(\[–—-]*"
_LEAD = re.compile(
    rf"{_SIGNS}(?:(?:by|bt|b4|due(?: by| on)?|before|deadline|(?:no|not) later than|latest(?: by)?)\b"
    r"[\s:]*(?:latest\b\s*)?"
    r"|by(?=\d))",
    re.IGNORECASE,
)
_ON = re.compile(r"(?:on|for|till|until|up to)\s+", re.IGNORECASE)
_SPAN = re.compile(r"\d{1,2} ?(?:wd|working days?|days?|d|weeks?|wks?|w|months?)", re.IGNORECASE)
_POLITE = re.compile(
    r"[\s,]+(?:pls|plz|please|thanks|thank you|thx|if poss|if possible|ideally)[\s.!]*$", re.IGNORECASE
)
_AFTER_FRONT = re.compile(r"\s*[:,;–—-]?\s*")
_TIME_FIRST = re.compile(rf"(?:at\s+)?{_TIME},?\s+(?:on\s+)?", re.IGNORECASE)
_TIME_LAST = re.compile(
    rf",?\s+(?:(?:at|around|about|from|@)\s*(?:{_TIME}|\d{{1,2}})|{_TIME})$", re.IGNORECASE
)
_CLOSING = re.compile(r"[\s.,;!)\]–—-]*$")
# What may stand without "by": days that could hardly be anything else. A day's short name is one with a capital.
_BARE = re.compile(
    rf"""(?ix: (?:this\ |this\ coming\ |next\ |coming\ |a\ week\ on\ |week\ on\ )?{_LONG_DAY}(?:\ (?:week|wk))?
    | (?:{_DAY}[a-z]*,?\ )?(?:the\ )?\d{{1,2}}(?:st|nd|rd|th)?(?:\ of)?[\ -]?{_MONTH}(?:,?[\ -]\d{{2,4}})?
    | {_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ \d{{4}})?
    | {_DAY}[a-z]*\ (?:the\ )?\d{{1,2}}(?:st|nd|rd|th)?
    | (?:{_DAY}[a-z]*,?\ )?\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{2,4}})? | \d{{4}}-\d{{2}}-\d{{2}}
    | today | tonight | tomorrow | tmrw | tmr | tommorr?ow | tomorr?ow | 2moro
    | (?:this|next|nxt)\ (?:week|wk|month|meeting|mtg|review) | (?:the\ )?end\ of\ .+ | eod | eow
    | (?:in|within|over)\ (?:(?:the\ )?next\ )?{_NUMBER}.* | (?:in|within|over)\ \d.* | between\ .+
    | (?:w/c|wc|w/e|w/b|(?:week|wk)\ (?:commencing|beginning|beg|ending)).+
    | fortnight | good\ friday | easter(?:\ monday)? | boxing\ day | new\ year['’]s\ day )"""
)
# Short names that are words as well ("sat", "sun", "wed") need their capital.
_SHORT_DAY = re.compile(
    r"(?:(?:this|next|Next|This) )?(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun"
    r"|mon|tue|tues|weds|thu|thur|thurs|fri)(?: (?:week|wk))?"
)
_SHORT_SPAN = re.compile(r"\d{1,2}(?:w|wk|wks|wd)")
_LASTS = re.compile(r"\b(?:for|lasting|of|over)\s*$", re.IGNORECASE)
# "Good Friday" and "Ash Wednesday" are no Friday and no Wednesday.
_FEAST = re.compile(r"\b(?:good|black|ash|shrove|maundy|palm|whit|easter)\s*$", re.IGNORECASE)
_NO_DATE = frozenset({"24/7", "50/50", "9-5", "1-1"})
# With these a day is what the words are about, not when they are to be done.
_TELLS_OF = re.compile(r"\b(?:happened|about|re|was|were|since|dated|from|regarding|of the)\b", re.IGNORECASE)
# Behind these a day is no day by which something is done; behind those it is one of several.
_NO_DUE = re.compile(
    r"\b(?:every|each|after|before|since|from|past|except|not|nor|than)\s*(?:the\s+)?$", re.IGNORECASE
)
_ONE_OF = re.compile(r"\b(?:and|or|to|until|till|between\s.*)\s*$", re.IGNORECASE)
# "not to ring before Friday" is no action for Thursday.
_NOT = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|(?:do|does|must|should|ca|wo)n['’]?t)\b", re.IGNORECASE
)
_BEFORE = re.compile(r"before\b", re.IGNORECASE)
# These are seldom what words are about.
_NEAR = re.compile(r"today|tonight|tom+or+ow|tmrw|tmr|(?:this|next) (?:week|month)", re.IGNORECASE)
# A word alone is too little in the middle of a line: "ring by may" and "ring by May Street" look alike.
_PLAIN_DAY = re.compile(
    rf"(?i:{_LONG_DAY}|.*\d.*|tomorrow|today|tmrw|{_DAY}|next .+|end .+|the end .+|xmas|christmas)"
)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a text.

    Attributes:
        link: where what leads to the date begins ("by"); the same as `start` where the words stay as text.
        start: where the date begins.
        end: where it ends.
        parsed: the date; its words stay in the text where `is_text`.
        is_text: the date stands in a sentence ("visit on Friday") that would lose its sense without it.
        after: where the signs behind it end that part it from the rest; 0 where there are none.
    """

    link: int
    start: int
    end: int
    parsed: ParsedDate
    is_text: bool = False
    after: int = 0


def date_in(text: str, ground: DateGround) -> DateSpan | None:
    """Find by when something is to be done: at the end, at the beginning, or after "by" in the middle."""
    return date_at_end(text, ground) or _at_beginning(text, ground) or _in_the_middle(text, ground)


def date_at_end(text: str, ground: DateGround, *, needs_by: bool = False) -> DateSpan | None:
    """Find a date that ends a text; the longest one.

    Args:
        text: what will happen.
        ground: what dates are read against.
        needs_by: only after "by", "before" or the like.
    """
    polite = _POLITE.search(text)
    closing = _CLOSING.search(text[: polite.start()] if polite is not None else text)
    end = closing.start() if closing is not None else len(text)
    for at in _last_words(text[:end]):
        lead = _LEAD.match(text, at, end)
        if lead is not None and _forbids(text, lead):
            continue
        if lead is not None:
            found = _led(text, at, lead.end(), end, ground)
        else:
            found = None if needs_by else _bare(text, at, end, ground)
        if found is not None:
            return found
    return None


def _forbids(text: str, lead: re.Match[str]) -> bool:
    """Tell whether what is said is not to be done before a day."""
    return _BEFORE.search(lead.group()) is not None and _NOT.search(text, 0, lead.start()) is not None


def _last_words(text: str) -> Iterator[int]:
    starts = [found.start() for found in re.finditer(r"\S+", text)]
    # "(by", "- due" and ", by" lead to a date together with the sign before them.
    starts += [found.start() for found in re.finditer(r"(?<=\w)[,;]\s*(?=\w)", text)]
    return iter(sorted(starts)[-_MOST_WORDS - 4 :])


def _led(text: str, at: int, after: int, end: int, ground: DateGround) -> DateSpan | None:
    time = _TIME_FIRST.match(text, after, end)
    if time is not None:
        parsed = parse_date(text[time.end() : end], ground)
        if parsed is not None:
            # "by 3pm Friday": the time of day stays with the words.
            return DateSpan(time.end(), time.end(), end, parsed)
    for stop in _stops(text, after, end):
        parsed = parse_date(text[after:stop], ground)
        if parsed is not None:
            return DateSpan(at, after, stop, parsed)
    return None


def _stops(text: str, after: int, end: int) -> Iterator[int]:
    yield end
    time = _TIME_LAST.search(text, after, end)
    if time is not None:
        yield time.start()


def _bare(text: str, at: int, end: int, ground: DateGround) -> DateSpan | None:
    signs = re.compile(_SIGNS).match(text, at, end)
    after = signs.end() if signs is not None else at
    on = _ON.match(text, after, end)
    begin = on.end() if on is not None else after
    for stop in _stops(text, begin, end):
        words = " ".join(text[begin:stop].split())
        is_day = _BARE.fullmatch(words) is not None or _SHORT_DAY.fullmatch(words) is not None
        is_day = is_day or (after > at and _SPAN.fullmatch(words) is not None)
        is_day = is_day or (_SHORT_SPAN.fullmatch(words) is not None and not _LASTS.search(text[:begin]))
        parsed = parse_date(words, ground) if is_day and words not in _NO_DATE else None
        if parsed is None:
            continue
        told = text[:at]
        is_near = _NEAR.fullmatch(words) is not None
        if not told.strip() or _NO_DUE.search(told) or (_TELLS_OF.search(told) and not is_near):
            return None
        if _FEAST.search(told):
            return None
        if on is not None or _ONE_OF.search(told) or words.casefold().startswith("between "):
            return DateSpan(begin, begin, stop, parsed, is_text=True)
        return DateSpan(at, begin, stop, parsed)
    return None


def _at_beginning(text: str, ground: DateGround) -> DateSpan | None:
    lead = re.compile(r"\s*(?:by|before|due)\s+", re.IGNORECASE).match(text)
    found = _longest_after(text, 0, lead.end(), ground) if lead is not None else None
    if found is None:
        return None
    after = _AFTER_FRONT.match(text, found.end)
    return dataclasses.replace(found, after=after.end() if after is not None else found.end)


def _in_the_middle(text: str, ground: DateGround) -> DateSpan | None:
    for lead in reversed(list(re.finditer(r"\s+(?:by|before)\s+", text, re.IGNORECASE))):
        if _forbids(text, lead):
            continue
        found = _longest_after(text, lead.start(), lead.end(), ground)
        if found is not None and _PLAIN_DAY.fullmatch(found.parsed.words):
            return found
    for lead in re.finditer(r"\s+on\s+", text):
        found = _longest_after(text, lead.end(), lead.end(), ground)
        is_day = found is not None and _BARE.fullmatch(found.parsed.words) is not None
        if found is not None and is_day and not _TELLS_OF.search(text[: lead.start()]):
            return dataclasses.replace(found, is_text=True)
    return None


def _longest_after(text: str, link: int, start: int, ground: DateGround) -> DateSpan | None:
    words = list(re.finditer(r"\S+", text[start:]))[:_MOST_IN_FRONT]
    for last in reversed(words):
        end = start + last.end()
        parsed = parse_date(text[start:end].rstrip(":"), ground)
        if parsed is not None:
            return DateSpan(link, start, end, parsed)
    return None
