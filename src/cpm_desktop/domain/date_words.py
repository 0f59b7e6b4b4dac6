"""Words of dates made plain before they are read: slips of the keyboard, "w/c", "EOD", ranges, "at the latest"."""

import difflib
import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SLIPS = {
    "firday": "friday",
    "frday": "friday",
    "fridya": "friday",
    "wendesday": "wednesday",
    "wensday": "wednesday",
    "wednsday": "wednesday",
    "wedneday": "wednesday",
    "tuseday": "tuesday",
    "tuesady": "tuesday",
    "tusday": "tuesday",
    "thrusday": "thursday",
    "thursdy": "thursday",
    "thurday": "thursday",
    "mondya": "monday",
    "modnay": "monday",
    "satuday": "saturday",
    "saterday": "saturday",
    "sundya": "sunday",
    "tommorow": "tomorrow",
    "tommorrow": "tomorrow",
    "tomorow": "tomorrow",
    "tomorro": "tomorrow",
    "tomoz": "tomorrow",
    "tmr": "tomorrow",
    "2moro": "tomorrow",
    "tomo": "tomorrow",
    "janurary": "january",
    "janaury": "january",
    "feburary": "february",
    "febuary": "february",
    "febraury": "february",
    "apirl": "april",
    "agust": "august",
    "septmeber": "september",
    "setember": "september",
    "ocotber": "october",
    "novemeber": "november",
    "novmber": "november",
    "decmber": "december",
    "decemeber": "december",
    "decembr": "december",
    "forthnight": "fortnight",
    "fornight": "fortnight",
    "weeek": "week",
    "weks": "weeks",
    "moth": "month",
    "nxt": "next",
    "wk": "week",
    "mtg": "meeting",
    "bday": "birthday",
}
# Long names of days and months are known with a letter wrong, missing or out of place.
_LONG_NAMES = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *(
        "january",
        "february",
        "august",
        "september",
        "october",
        "november",
        "december",
        "tomorrow",
        "christmas",
    ),
)
_LONG_ENOUGH = 6
_ALIKE = 0.86
_WORD = re.compile(r"[^\W_]+")
_NAMES_OF_WEEKS = re.compile(
    r"^(?:the )?(?:w/c|wc|w/b|wb|wk/c|w/e|we|(?:week|wk)[ -](?:commencing|beginning|starting|beg|com|of|ending|end))"
    r"\.?:? (?:the )?(?=\d|mon|tue|wed|thu|fri|sat|sun)"
)
_REWRITTEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"^(?:by |before |on )", ""),
        (r"^(?:no|not) later than ", ""),
        (r"^(?:latest|deadline|due)(?: by| on)?:? ", ""),
        (r",? (?:at the (?:very )?latest|latest|at most|if possible)$", ""),
        (r"^(?:by |before |on )", ""),
        (r"^(?:eod|cop|cob|(?:the )?end of (?:the )?day|(?:the )?close of (?:play|business))$", "today"),
        (r"^(?:eod|cop|cob|(?:the )?end of (?:the )?day|(?:the )?close of (?:play|business)),? (?:on )?", ""),
        (r"^(?:the )?end of (?=today|tomorrow|mon|tue|wed|thu|fri|sat|sun)", ""),
        (r"^(?:the )?(\d{1,2}(?:st|nd|rd|th)) of (?:this|the) month$", r"\1"),
        (r"^last night$", "yesterday"),
        (r"^eow$", "end of week"),
        (r"^eom$", "end of month"),
        (rf"^(?:the )?end (?={_MONTH}\b)", "end of "),
        (rf"^(?:the )?end of ({_MONTH}),? (\d{{4}})$", r"end of \1 \2"),
        (rf"^(?:the )?mid(?:dle)?(?: of)?[ -]({_MONTH})$", r"15 \1"),
        (r"^(?:in|within|over) (?:the )?next (?=\d|two|three|four|five|six|eight|ten)", "in "),
        (r"^(?:in|within|over) (?:the )?next (?=week|month|year|fortnight)", "in a "),
        (r"^(?:between|from) (.+?) (?:and|to|until) (.+)$", r"\2"),
        (r"^(.*\d(?:/|\.)\d{1,2}|.*\d) or (.+)$", r"\2"),
        (
            rf"^\d{{1,2}}(?:st|nd|rd|th)? ?(?:-|–|—|/|to|and|or) ?(\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH})",
            r"\1",
        ),
        (
            r"^((?:in|within) )?\d{1,2} ?(?:-|–|to|or) ?(\d{1,2} ?(?:working days|days|weeks|week|months|w|m|d))",
            r"\1\2",
        ),
    )
)


def plainly(words: str) -> str:
    """Return words of a date, in small letters and single spaces, as the readings of dates know them."""
    words = _WORD.sub(lambda found: _without_slip(found.group()), words)
    words = _NAMES_OF_WEEKS.sub("", words)
    for pattern, plain in _REWRITTEN:
        words = pattern.sub(plain, words)
    return _NAMES_OF_WEEKS.sub("", words)


def _without_slip(word: str) -> str:
    if word in _SLIPS or len(word) < _LONG_ENOUGH:
        return _SLIPS.get(word, word)
    like = difflib.get_close_matches(word, _LONG_NAMES, n=1, cutoff=_ALIKE)
    return like[0] if like and like[0][0] == word[0] else word
