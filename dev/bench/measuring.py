"""Rounds in turn (A B A B …), so that what else the machine does falls on both; then ratios of medians."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Comparison:
    """`ours` and `bare` in seconds, a pair per round. `goal`: the ratio that is aimed at, if any."""

    name: str
    goal: float | None
    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return statistics.median(self.ours) / statistics.median(self.bare)

    @property
    def span(self) -> tuple[float, float]:
        """The smallest and the largest ratio of one round."""
        ratios = [ours / bare for ours, bare in zip(self.ours, self.bare, strict=True)]
        return min(ratios), max(ratios)

    @property
    def is_met(self) -> bool:
        return self.goal is None or self.ratio <= self.goal


@dataclass
class Fact:
    """A figure that is no ratio: memory, messages, queries. `limit` is the most it should be."""

    name: str
    value: float
    limit: float
    unit: str = ""

    @property
    def is_met(self) -> bool:
        return self.value <= self.limit


@dataclass
class Findings:
    comparisons: list[Comparison] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        self.comparisons += other.comparisons
        self.facts += other.facts


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    into.append(time.perf_counter() - begun)


def median_of(times: int, act: Callable[[], float]) -> float:
    return statistics.median(act() for _ in range(times))
