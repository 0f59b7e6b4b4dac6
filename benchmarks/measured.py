"""What a benchmark gives back."""

from dataclasses import dataclass

from benchmarks.rounds import Comparison


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one benchmark.

    Attributes:
        comparisons: the rows of its table.
        notes: Markdown: profiles and query plans.
    """

    comparisons: tuple[Comparison, ...]
    notes: tuple[str, ...] = ()
