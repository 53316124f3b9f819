"""A flat's condition over time: what the inspections found, as steps for an inline SVG and as the rows of the
table beside it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from conditions.choices import ConcernKind, Condition, InspectionStatus
from conditions.models import ConcernFlag, Inspection
from residents.models import Dwelling, Tenancy

KINDS = {value: str(label) for value, label in ConcernKind.choices}

MOST = 60
"""Of the inspections, and of the concerns, the newest: more than anybody makes in a flat's life."""
LEFT, RIGHT, TOP, ROW = 138, 372, 10, 26
LAST = TOP + ROW * (len(Condition) - 1)
AXIS, ROOM = 26, 60
"""Under the steps for the years, and beside the ends of the axis; left of LEFT are the names."""
APART = 40


@dataclass(frozen=True)
class Point:
    x: int
    y: int


@dataclass(frozen=True)
class Level:
    """A line across with its name: the best condition on top."""

    y: int
    label: str

    @property
    def label_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True)
class Mark:
    """Something on the time axis: the first day, today, or a new household."""

    x: int
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Steps:
    """`line` is the path: the condition stays as it was found until the next look, and to today."""

    points: list[Point]
    line: str
    levels: list[Level]
    marks: list[Mark]
    moves: list[int] = field(default_factory=list)
    width: int = RIGHT + 8
    height: int = LAST + AXIS
    left: int = LEFT
    label_x: int = LEFT - 10
    right: int = RIGHT
    top: int = TOP - 6
    bottom: int = LAST + 6
    label_y: int = LAST + AXIS - 4


@dataclass(frozen=True)
class FlatCourse:
    """`planned` is the one ahead, `held` those that found something, oldest first; `steps` None until there
    are two to draw a line between or one with time behind it."""

    planned: Inspection | None
    inspections: list[Inspection]
    concerns: list[Any]
    held: list[Inspection]
    steps: Steps | None


def flat_course(user: Any, flat: Dwelling, today: dt.date) -> FlatCourse:
    """Three queries, however much there is."""
    rows = Inspection.objects.visible_to(user).filter(dwelling_id=flat.pk)
    inspections = list(rows.select_related("settled_by", "made_by").order_by("-planned_at", "-pk")[:MOST])
    planned = next((each for each in inspections if each.is_planned), None)
    held = [each for each in reversed(inspections) if each.status == InspectionStatus.DONE]
    return FlatCourse(
        planned=planned,
        inspections=[each for each in inspections if each is not planned],
        concerns=list(concerns_of(user, flat)[:MOST]),
        held=held,
        steps=steps_of(held, moved_in(user, flat), today),
    )


def say_kinds(kinds: Sequence[str]) -> str:
    """["smell", "vermin"] → "Lugt · Skadedyr": the names have commas of their own."""
    return " · ".join(KINDS[kind] for kind in kinds)


def concerns_of(user: Any, flat: Dwelling) -> QuerySet[ConcernFlag]:
    rows = ConcernFlag.objects.visible_to(user).filter(dwelling_id=flat.pk)
    wanted = ("serial", "created_at", "kinds", "status", "outcome", "urgency", "tenancy_id")
    return rows.order_by("-created_at", "-pk").only(*wanted)


def moved_in(user: Any, flat: Dwelling) -> list[dt.date]:
    """The days a household took the flat over."""
    rows = Tenancy.objects.visible_to(user).filter(dwelling_id=flat.pk).order_by("starts_on")
    return list(rows.values_list("starts_on", flat=True))


def steps_of(held: Sequence[Inspection], moves: Sequence[dt.date], today: dt.date) -> Steps | None:
    """`held` oldest first. None when there is nothing to see: no inspection, or all of them today."""
    if not held or held[0].day >= today:
        return None
    first = held[0].day
    days = (today - first).days

    def x_of(day: dt.date) -> int:
        return LEFT + (RIGHT - LEFT) * min(max((day - first).days, 0), days) // days

    points = [Point(x_of(each.day), y_of(each.condition or 1)) for each in held]
    path = f"M{points[0].x} {points[0].y}" + "".join(f"H{point.x}V{point.y}" for point in points[1:])
    return Steps(
        points=points,
        line=f"{path}H{RIGHT}",
        levels=[Level(y_of(value), str(label)) for value, label in Condition.choices],
        marks=year_marks(first, today, x_of),
        moves=[x_of(day) for day in moves if first < day <= today],
    )


def y_of(condition: int) -> int:
    return TOP + ROW * (condition - 1)


def year_marks(first: dt.date, today: dt.date, x_of: Any) -> list[Mark]:
    """The ends, and each New Year between them that has room."""
    ends = [Mark(LEFT, f"{first:%m.%Y}", "start"), Mark(RIGHT, f"{today:%m.%Y}", "end")]
    marks: list[Mark] = []
    for year in range(first.year + 1, today.year + 1):
        x = x_of(dt.date(year, 1, 1))
        if LEFT + ROOM < x < RIGHT - ROOM and (not marks or x - marks[-1].x >= APART):
            marks.append(Mark(x, str(year)))
    return [ends[0], *marks, ends[1]]
