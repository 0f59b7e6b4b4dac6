"""What a thing of a meeting says, in its own words, so that a person knows it again in a list."""

from cpm_desktop.domain.entity import Entity

_FIELDS = ("text", "words", "need", "about", "says", "value", "note", "title", "name")


def words_of(thing: Entity) -> str:
    """Return the words of a note, a capture, an answer or a paper, or a person's name; empty where it has none."""
    return next((text for name in _FIELDS if (text := str(getattr(thing, name, "")))), "")
