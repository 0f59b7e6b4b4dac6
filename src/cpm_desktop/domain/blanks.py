"""Named blanks in the texts of forms: "{child}" stands for what the child is called."""

import re
from collections.abc import Iterator, Mapping

_BLANK = re.compile(r"\{([a-z_]+)\}")
_BRACE = re.compile(r"[{}]")


def fill_blanks(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its blanks filled; a blank without a value stays as it stands.

    Values are never looked into, so braces in a person's name do no harm.
    """
    return _BLANK.sub(lambda found: values.get(found.group(1), found.group(0)), text)


def blanks_in(text: str) -> tuple[str, ...]:
    """Return the names of the blanks in a text, in order."""
    return tuple(found.group(1) for found in _BLANK.finditer(text))


def stray_braces(text: str) -> Iterator[str]:
    """Return braces that belong to no blank."""
    return iter(_BRACE.findall(_BLANK.sub("", text)))
