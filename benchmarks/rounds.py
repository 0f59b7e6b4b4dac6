"""Rounds in which floor and product take turns, so that whatever else the machine does falls on both."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

STEADY = 0.008  # seconds: where the floor's own p99 is above this, the machine is too busy for milliseconds
SPREAD = 2.0  # a ratio that is fine in the middle and above this at p95 is not fine


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure: the product against its floor, round by round.

    Attributes:
        name: what is measured.
        floor_name: what it is held against.
        floor: of each round; seconds, or megabytes where the unit says so.
        product: of the same rounds.
        target: the ratio that the median must not exceed; None where there is none.
        limit: the product's own figure that must not be exceeded, in the unit of the samples.
        limit_at: the part of the rounds (0..1) that keeps within the limit.
        most_more: by how much the product may exceed the floor, where that is asked rather than a ratio.
        unit: "ms" or "MB".
        is_paired: whether the high ratio is that of the 95th of the rounds' ratios; else the product's p95 by the
            floor's, for rounds so short that what the machine does falls on one of two and not on both.
    """

    name: str
    floor_name: str
    floor: tuple[float, ...]
    product: tuple[float, ...]
    target: float | None = None
    limit: float | None = None
    limit_at: float = 0.5
    most_more: float | None = None
    unit: str = "ms"
    is_paired: bool = True

    @property
    def ratios(self) -> tuple[float, ...]:
        """Product by floor, round by round."""
        pairs = zip(self.product, self.floor, strict=True)
        return tuple(product / floor for product, floor in pairs if floor)

    @property
    def median_ratio(self) -> float:
        """The middle one of the ratios."""
        return statistics.median(self.ratios)

    @property
    def high_ratio(self) -> float:
        """The ratio that 95 rounds of 100 do not exceed; or that of what 95 of each do not exceed."""
        if self.is_paired:
            return quantile(self.ratios, 0.95)
        return quantile(self.product, 0.95) / quantile(self.floor, 0.95)

    @property
    def more(self) -> float:
        """By how much the product exceeds the floor, in the middle."""
        return statistics.median(
            product - floor for product, floor in zip(self.product, self.floor, strict=True)
        )

    def is_steady(self) -> bool:
        """Tell whether the machine was quiet enough for milliseconds to bind."""
        return self.unit != "ms" or quantile(self.floor, 0.99) < STEADY

    def is_met(self) -> bool | None:
        """Tell whether the target is met; None where there is none, or where the machine was too busy to say."""
        if self.target is not None:
            return self.median_ratio <= self.target and self.high_ratio <= max(SPREAD, self.target)
        if self.most_more is not None:
            return self.more <= self.most_more
        if self.limit is not None:
            is_within = quantile(self.product, self.limit_at) <= self.limit
            return True if is_within else (False if self.is_steady() else None)
        return None


def compare(  # noqa: PLR0913 - the parts of a comparison
    name: str,
    floor_name: str,
    floor: Callable[[], object],
    product: Callable[[], object],
    rounds: int,
    *,
    target: float | None = None,
    limit: float | None = None,
    warm: int = 1,
    before: Callable[[], object] = lambda: None,
) -> Comparison:
    """Let floor and product take turns, after a few rounds that do not count.

    Args:
        name: what is measured.
        floor_name: what it is held against.
        floor: done once a round.
        product: done once a round, now before and now after.
        rounds: how many count.
        target: the ratio to keep to.
        limit: seconds that the middle one of the product's rounds is to keep to.
        warm: how many rounds come before.
        before: done before each round, and not counted.
    """
    floors, products = [], []
    gc.collect()
    gc.freeze()  # what stands already is not looked through again before every round
    try:
        for number in range(-warm, rounds):
            before()
            if number % 2:  # whoever comes second finds things warm
                product_took, floor_took = seconds(product), seconds(floor)
            else:
                floor_took, product_took = seconds(floor), seconds(product)
            if number >= 0:
                floors.append(floor_took)
                products.append(product_took)
    finally:
        gc.unfreeze()
    return Comparison(name, floor_name, tuple(floors), tuple(products), target, limit)


def seconds(doing: Callable[[], object]) -> float:
    """Return how long something takes on the wall, with Python's collector out of the way."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        began = time.perf_counter()
        doing()
        return time.perf_counter() - began
    finally:
        if was_on:
            gc.enable()


def quantile(samples: Sequence[float], part: float) -> float:
    """Return the sample that `part` (0..1) of all samples do not exceed, between neighbours where need be."""
    ordered = sorted(samples)
    if len(ordered) == 1:
        return ordered[0]
    place = part * (len(ordered) - 1)
    below = min(int(place), len(ordered) - 2)
    (low, high) = tuple(pairwise(ordered))[below]
    return low + (high - low) * (place - below)
