"""What a paste or a drop may bring into a field: its words, in plain text."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufdd0\ufdd1]")


def clean_pasted(text: str) -> str:
    """Return the text with one kind of line end and without control characters; all else stays as it is."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
