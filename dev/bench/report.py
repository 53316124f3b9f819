"""The findings as text, and in docs/benchmarks.md between its two marks."""

import datetime as dt
import os
import platform
import statistics
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from django.db import connection

from dev.bench.measuring import Comparison, Fact, Findings
from dev.embedded import PROJECT

DOCUMENT = PROJECT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- begin: make bench -->", "<!-- end: make bench -->"
HEADER = "| what | here | bare | ratio | goal | |\n|---|---|---|---|---|---|"


def machine(load_before: float) -> str:
    """What it ran on, and whether anything else ran there."""
    memory = psutil.virtual_memory().total / 2**30
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    load = f"{load_before:.1f} before, {os.getloadavg()[0]:.1f} after"
    return (
        f"{os.cpu_count()} cores ({processor()}), {memory:.0f} GB; PostgreSQL {version}, "
        f"Python {platform.python_version()}; {dt.date.today():%Y-%m-%d}; load {load}."
    )


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def as_table(findings: Findings) -> str:
    lines = [HEADER, *map(comparison_line, findings.comparisons)]
    facts = ["", "| what | value | at most | |", "|---|---|---|---|", *map(fact_line, findings.facts)]
    return "\n".join(lines + (facts if findings.facts else []))


def comparison_line(comparison: Comparison) -> str:
    low, high = comparison.span
    goal = f"≤ {comparison.goal:g}" if comparison.goal else "–"
    cells = [
        comparison.name,
        say(comparison.ours),
        say(comparison.bare),
        f"**{comparison.ratio:.2f}** ({low:.2f}–{high:.2f})",
        goal,
        verdict(comparison.is_met) if comparison.goal else "",
    ]
    return f"| {' | '.join(cells)} |"


def fact_line(fact: Fact) -> str:
    value = f"{fact.value:.0f}" if fact.value >= 10 or fact.value == int(fact.value) else f"{fact.value:.1f}"
    return f"| {fact.name} | {value}{fact.unit} | {fact.limit:g}{fact.unit} | {verdict(fact.is_met)} |"


def verdict(is_met: bool) -> str:
    return "met" if is_met else "**missed**"


def say(seconds: list[float]) -> str:
    """The median, and the smallest and largest."""
    scale, unit = (1, "s") if statistics.median(seconds) >= 1 else (1000, "ms")
    middle, low, high = (f(seconds) * scale for f in (statistics.median, min, max))
    digits = 1 if middle < 100 else 0
    return f"{middle:.{digits}f} {unit} ({low:.{digits}f}–{high:.{digits}f})"


def write(text: str) -> None:
    before, rest = DOCUMENT.read_text().split(BEGIN)
    after = rest.split(END)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")
