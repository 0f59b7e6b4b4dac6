"""The figures as a Markdown table."""

from collections.abc import Sequence

from benchmarks.rounds import Comparison, quantile

_HEADS = (
    "what",
    "floor",
    "floor p50",
    "product p50",
    "product p99",
    "ratio p50",
    "ratio p95",
    "target",
    "met",
)
_ANSWERS = {True: "yes", False: "**no**", None: "–"}


def markdown(comparisons: Sequence[Comparison]) -> str:
    """Return a table, a row for each figure."""
    lines = [_row(_HEADS), _row(("---",) * len(_HEADS))]
    return "\n".join(lines + [_row(_cells(one)) for one in comparisons])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(one: Comparison) -> tuple[str, ...]:
    return (
        one.name,
        f"{one.floor_name} ({len(one.floor)} rounds)",
        _figure(quantile(one.floor, 0.5), one.unit),
        _figure(quantile(one.product, 0.5), one.unit),
        _figure(quantile(one.product, 0.99), one.unit),
        f"{one.median_ratio:.2f}",
        f"{one.high_ratio:.2f}",
        _target(one),
        _ANSWERS[one.is_met()],
    )


def _figure(value: float, unit: str) -> str:
    shown = value * 1000 if unit == "ms" else value
    digits = 0 if shown >= 100 else 1 if shown >= 10 else 2  # three figures say enough
    return f"{shown:.{digits}f} {unit}"


def _target(one: Comparison) -> str:
    if one.target is not None:
        return f"≤ {one.target:g} ×"
    if one.most_more is not None:
        return f"≤ {_figure(one.most_more, one.unit)} more (is {_figure(one.more, one.unit)})"
    if one.limit is not None:
        share = "p50" if one.limit_at == 0.5 else f"p{one.limit_at * 100:g}"
        return f"{share} ≤ {_figure(one.limit, one.unit)}" + ("" if one.is_steady() else " (busy machine)")
    return "none"
