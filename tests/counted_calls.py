"""Counts what Python calls: unlike time, the same on every machine and whatever else runs there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class CountedCalls:
    """Counts calls of functions, those written in C included, within `counting`.

    Attributes:
        count: how many there were so far.
        marks: the count at each `mark`, and at the beginning and the end.
    """

    def __init__(self) -> None:
        self.count = 0
        self.marks: list[int] = []

    @contextmanager
    def counting(self) -> Iterator[None]:
        self.mark()
        sys.setprofile(self._count)
        try:
            yield
        finally:
            sys.setprofile(None)
            self.mark()

    def mark(self) -> None:
        self.marks.append(self.count)

    def _count(self, _frame: FrameType, event: str, _argument: object) -> None:
        self.count += event in ("call", "c_call")
