"""What can be typed at the beginning of a line of a meeting, with an example of each, as the sheet of keys tells it."""

from dataclasses import dataclass

from cpm_desktop.domain.typed_line import LineKind

HEADING = "Typed at the beginning of a line of a meeting"


@dataclass(frozen=True, slots=True)
class ShorthandExample:
    """One way to type.

    Attributes:
        kind: what it becomes.
        says: what it is for.
        typed: an example; PN and KA are initials of people at the meeting.
    """

    kind: LineKind
    says: str
    typed: str


SHORTHAND = (
    ShorthandExample(
        LineKind.ACTION,
        "An action – who, what, by when, what for",
        "@PN book the assessment by 18 Dec so that …",
    ),
    ShorthandExample(LineKind.ACTION, "An action that nobody has yet", "> find a class by 2w"),
    ShorthandExample(
        LineKind.DECISION, "A decision with its reason", "= Kai stays at his school because he asked"
    ),
    ShorthandExample(LineKind.RECOMMENDATION, "A recommendation", "~ a place at the club because …"),
    ShorthandExample(LineKind.VIEW, "Somebody’s own words", '"@KA I want to see Bo"'),
    ShorthandExample(LineKind.UNMET_NEED, "An unmet need", "? help with sleep"),
    ShorthandExample(
        LineKind.DISAGREEMENT, "A different view", "x @PN how often they meet: “Every week is better.”"
    ),
    ShorthandExample(
        LineKind.ACTION,
        "“#…” and “!…” stay among the words; nothing is sorted by them",
        "@PN ring the clinic by fri #health !urgent",
    ),
)
