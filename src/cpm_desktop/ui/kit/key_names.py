"""What keys are called for people: as the system writes them, and "Enter" as it stands on the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from collections.abc import Sequence


def keys_in_words(keys: QKeySequence) -> str:
    """Return keys as they are told everywhere: "Ctrl+Shift+Enter"; empty for none."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def all_in_words(keys: Sequence[QKeySequence]) -> tuple[str, ...]:
    """Return several, in their order."""
    return tuple(keys_in_words(each) for each in keys)
