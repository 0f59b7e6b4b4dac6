"""States as shapes that differ without colour: ring, half disc, disc with a tick, crossed ring, arrow."""

from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.domain.blocks import Mark

_CIRCLE = 0.5523
_INK = "0.0784 0.1255 0.1686"


def draw_mark(pen: Pen, mark: Mark, x: float, y: float, factor: float) -> None:
    """Draw a state's shape.

    Args:
        pen: draws it.
        mark: which.
        x: its left edge.
        y: its middle.
        factor: its size against the usual one.
    """
    radius = 4.0
    ring = _circle(radius)
    shapes = {
        Mark.DONE: f"{ring} b 1 1 1 RG 1.2 w -2 -0.1 m -0.5 -1.7 l 2.1 1.6 l S",
        Mark.IN_PROGRESS: f"{ring} S {_half(radius)} f",
        Mark.OPEN: f"{ring} S",
        Mark.NOT_DONE: f"{ring} S -1.9 -1.9 m 1.9 1.9 l S -1.9 1.9 m 1.9 -1.9 l S",
        Mark.TO_TICK: "0.9 w -4 -4 8 8 re S",
        Mark.UP: "1.3 w 0 -3.6 m 0 3.2 l S 0 3.6 m -2.8 0.6 l S 0 3.6 m 2.8 0.6 l S",
    }
    scaled = f"{factor:.3f} 0 0 {factor:.3f} 0 0 cm {_INK} RG {_INK} rg 1.1 w 0 J {shapes[mark]}"
    pen.operators(scaled.encode("ascii"), x + radius * factor + 0.3, y)


def _circle(r: float) -> str:
    k = r * _CIRCLE
    return (
        f"{r} 0 m {r} {k:.3f} {k:.3f} {r} 0 {r} c -{k:.3f} {r} -{r} {k:.3f} -{r} 0 c "
        f"-{r} -{k:.3f} -{k:.3f} -{r} 0 -{r} c {k:.3f} -{r} {r} -{k:.3f} {r} 0 c h"
    )


def _half(r: float) -> str:
    k = r * _CIRCLE
    return f"0 {r} m -{k:.3f} {r} -{r} {k:.3f} -{r} 0 c -{r} -{k:.3f} -{k:.3f} -{r} 0 -{r} c h"
