"""The bench itself works: every part of it, at a small size. What it measures then means nothing."""

import subprocess
import sys

from dev.bench.measuring import Comparison, Fact
from dev.embedded import PROJECT

PARTS = (
    "register rows, new",
    "arrears rows, the same file again",
    "eviction cases of them",
    "from commit to inbox",
    "a notice,",
    "the review of 15 eviction cases",
    "search by whole address",
    "logging a contact",
    "a case with 300 entries",
    "I dag with 200 lines",
    "I dag with 200 lines, against a bare view of 200 rows",
    "a case with 300 entries, against a bare view of 300 rows",
    "the list of 18 complaints",
    "the picture of 86 flats, against a bare view of 86 rows",
    "peak memory",
    "broker messages",
    "queries of",
)


def test_every_part_measures_something() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dev.bench", "--quick"], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    last = done.stdout.rsplit("| what | here | bare |", 1)[1]
    for part in PARTS:
        assert part in last, part


def test_the_ratio_is_that_of_the_medians_and_the_span_that_of_the_rounds() -> None:
    comparison = Comparison("it", 2, ours=[2.0, 4.0, 9.0], bare=[1.0, 2.0, 3.0])
    assert comparison.ratio == 2.0
    assert comparison.span == (2.0, 3.0)
    assert comparison.is_met
    assert not Comparison("it", 1.9, ours=[2.0], bare=[1.0]).is_met
    assert not Fact("queries", 9, limit=8).is_met
