"""Times of day as people type them: 2pm, 14.30, 1430, 14:30, noon."""

import datetime as dt
import re
import unicodedata

_TIME = re.compile(
    r"^(?P<hour>\d{1,2})(?:[:.h ]?(?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?(?:o['’]?clock)?$"
)
_WORDS = {"noon": dt.time(12), "midday": dt.time(12), "12 noon": dt.time(12), "midnight": dt.time(0)}
_NOON = 12
_LAST_HOUR_MEANT_AS_AFTERNOON = 6  # nobody meets at "2" in the night


def parse_time(text: str) -> dt.time | None:
    """Return the time of day that is meant, or None.

    Without "am" or "pm" an hour from 1 to 6 is in the afternoon, unless it is written with a nought before it.
    """
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).removeprefix("at ")
    if words in _WORDS:
        return _WORDS[words]
    found = _TIME.match(words)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if found["half"] == "p" else 0)
    elif 1 <= hour <= _LAST_HOUR_MEANT_AS_AFTERNOON and not found["hour"].startswith("0"):
        hour += _NOON
    try:
        return dt.time(hour, minute)
    except ValueError:
        return None
