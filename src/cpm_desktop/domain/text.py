"""Text as people type it: kept unchanged, but for what no file could hold."""

_SURROGATES = range(0xD800, 0xE000)


def clean_text(text: str) -> str:
    """Return text that can be kept: lone surrogates become U+FFFD, line ends become line feeds."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(ord(letter) in _SURROGATES for letter in text):
        text = "".join("\ufffd" if ord(letter) in _SURROGATES else letter for letter in text)
    return text
