"""What a typed line means once it is read, and the stretches it is made of."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from cpm_desktop.domain.dates_as_typed import ParsedDate


class LineKind(StrEnum):
    """What a typed line is."""

    ACTION = "action"
    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    VIEW = "view"
    UNMET_NEED = "unmet need"
    DISAGREEMENT = "different view"
    NOTE = "note"


class PieceKind(StrEnum):
    """What a stretch of a line is."""

    MARK = "mark"
    PERSON = "person"
    TEXT = "text"
    LINK = "link"
    DATE = "date"
    BECAUSE = "because"
    SAYS = "says"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line; all pieces together are the line, letter by letter.

    Attributes:
        kind: what it is.
        text: as typed.
    """

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Who heard a person's words, when and how.

    Attributes:
        by: id of the person who heard them; empty where only the day or the way was typed.
        on: the day, if one was understood.
        how: as typed ("in the car").
    """

    by: str = ""
    on: dt.date | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """A line as it was understood.

    Attributes:
        kind: what it is.
        text: what will happen, was decided, said, needed, or noted.
        people: ids of the people named, in order.
        owner: their names; with what was typed for those who are not known.
        unknown: what was typed for people who are not known: add them, or mend it.
        due: by when; None where no date was understood.
        because: what it is to achieve (action), or the reason (decision, recommendation).
        says: for a different view, its holder's own words where the line quotes them; `text` is what it is about.
        heard: for a person's words, who heard them; None where the line does not say.
        offer: for a note that reads like something else, what it could be; it stays a note unless accepted.
        pieces: the line in stretches.
    """

    kind: LineKind
    text: str
    people: tuple[str, ...] = ()
    owner: str = ""
    unknown: tuple[str, ...] = ()
    due: ParsedDate | None = None
    because: str = ""
    says: str = ""
    heard: Heard | None = None
    offer: "TypedLine | None" = None
    pieces: tuple[Piece, ...] = field(default=())
