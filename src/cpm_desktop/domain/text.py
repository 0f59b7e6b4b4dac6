"""Text as people type it: kept unchanged, but for what no file could hold; and folded, to be searched."""

import unicodedata

# Letters that no decomposition parts from their stroke, and the apostrophe of a book.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "’": "'", "\u02bc": "'"}
)
_SURROGATES = range(0xD800, 0xE000)


def clean_text(text: str) -> str:
    """Return text that can be kept: lone surrogates become U+FFFD, line ends become line feeds."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(ord(letter) in _SURROGATES for letter in text):
        text = "".join("\ufffd" if ord(letter) in _SURROGATES else letter for letter in text)
    return text


def fold(text: str) -> str:
    """Return text without accents and case, for searching: "Wójcik" → "wojcik", "Øst" → "ost"."""
    if text.isascii():
        return text.lower()  # as most is: it has neither
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.casefold().translate(_PLAIN)
