"""The ways in which the ten captures are typed."""

from collections.abc import Sequence
from typing import Final

from benchmarks.key_presses import our_keys, published, writer
from benchmarks.key_presses.strokes import Stroke

LINE: Final = "here, one line"
FORM: Final = "here, in its form"
WRITER: Final = "a form in Writer"
PUBLISHED_LINE: Final = "4Minitz, its line"
PUBLISHED_DIALOG: Final = "4Minitz, its dialog"


def every_way() -> dict[str, Sequence[Sequence[Stroke]]]:
    """Return what is pressed for each capture, by way."""
    return {
        LINE: our_keys.BY_LINE,
        FORM: our_keys.BY_FORM,
        WRITER: writer.BY_KEYS,
        PUBLISHED_LINE: published.BY_LINE,
        PUBLISHED_DIALOG: published.BY_DIALOG,
    }
