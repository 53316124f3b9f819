"""The numbers behind the figures: at most six statements, whatever there is. They read stored columns alone.

Rows are counted over the whole estate, also a household's whose case was handed to a colleague: a number that
depended on who asks would be no number. Nothing but numbers leaves this module.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear, TruncDate

from conditions.choices import ConcernKind
from conditions.models import ConcernFlag
from core.weekdays import add_weekdays
from core.years import year_bounds
from disputes.choices import (
    IN_DIALOGUE,
    ComplaintCategory,
    ComplaintStatus,
    MediationEnd,
    MediationFact,
    MediationPhase,
)
from disputes.models import Complaint, Mediation
from outcomes.figures import SEES_AGREEMENTS, SEES_CONCERNS

IN_TIME = 2
"""Weekdays."""
Numbers = Mapping[str, int]


@dataclass
class Counts:
    """Of one year: estate → column → how many, and estate → days waited → how many concerns."""

    by_estate: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    waits: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))


def counts_of(user: Any, years: tuple[int, ...], today: dt.date) -> dict[int, Counts]:
    """Year → its counts, for who may be told them."""
    found = {year: Counts() for year in years}
    if user.role in SEES_CONCERNS:
        _add(found, _concerns(user, years))
        for row in _waits(user, years):
            _add_wait(found[row["year"]], row, today)
    _add(found, _complaints(user, years, today))
    _add(found, _closed(user, years))
    _add(found, _mediations(user, years))
    over = tuple(year for year in years if year < today.year)
    if over and user.role in SEES_AGREEMENTS:
        _add(found, _agreements(user, over))
    return found


def _add(found: dict[int, Counts], rows: Any) -> None:
    for row in rows:
        year, estate_id = row.pop("year"), row.pop("estate_id")
        found[year].by_estate[estate_id].update({key.replace("_", "-"): n for key, n in row.items()})


def _in_years(rows: QuerySet[Any], moment: str, years: tuple[int, ...], **by: Any) -> QuerySet[Any, Any]:
    """Grouped by year (Danish time), estate and what else they are told apart `by`."""
    bounds = {f"{moment}__gte": year_bounds(min(years))[0], f"{moment}__lt": year_bounds(max(years))[1]}
    found = rows.filter(**bounds).annotate(year=ExtractYear(moment))
    return found.filter(year__in=years).order_by().values("year", "estate_id", **by)


def _concerns(user: Any, years: tuple[int, ...]) -> QuerySet[Any, Any]:
    kinds = {f"art_{kind}": Count("pk", filter=Q(kinds__contains=[kind])) for kind in ConcernKind.values}
    rows = _in_years(ConcernFlag.objects.in_scope(user), "created_at", years)
    return rows.annotate(meldinger=Count("pk"), **kinds)


def _waits(user: Any, years: tuple[int, ...]) -> QuerySet[Any, Any]:
    """Concerns by the day they came and the day somebody did something: what weekdays are, the calendar says
    (core/weekdays.py), not the database."""
    rows = ConcernFlag.objects.in_scope(user)
    days = {"came": TruncDate("created_at"), "acted": TruncDate(Coalesce("taken_at", "closed_at"))}
    return _in_years(rows, "created_at", years, **days).annotate(n=Count("pk"))


def _add_wait(counts: Counts, row: Mapping[str, Any], today: dt.date) -> None:
    """One that can still be in time is not counted yet."""
    came, acted, estate_id = row["came"], row["acted"], row["estate_id"]
    last = add_weekdays(came, IN_TIME)
    if acted is not None:
        counts.waits[estate_id][(acted - came).days] += row["n"]
    if acted is not None or last < today:
        in_time = acted is not None and acted <= last
        counts.by_estate[estate_id]["i-tide" if in_time else "for-sent"] += row["n"]


def _complaints(user: Any, years: tuple[int, ...], today: dt.date) -> QuerySet[Any, Any]:
    first, last = dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)
    rows = Complaint.objects.in_scope(user).filter(received_on__range=(first, last)).with_repeats()
    rows = rows.annotate(year=ExtractYear("received_on")).filter(year__in=years)
    met = Q(action_due__isnull=False, acted_on__lte=F("action_due"))
    late = Q(acted_on__gt=F("action_due")) | Q(acted_on__isnull=True, action_due__lt=today)
    categories = {
        f"om_{category}": Count("pk", filter=Q(category=category)) for category in ComplaintCategory.values
    }
    return (
        rows.order_by()
        .values("year", "estate_id")
        .annotate(
            klager=Count("pk"),
            gentagelser=Count("pk", filter=Q(repeats__gt=1)),
            frist_holdt=Count("pk", filter=met),
            frist_brudt=Count("pk", filter=late),
            **categories,
        )
    )


def _closed(user: Any, years: tuple[int, ...]) -> QuerySet[Any, Any]:
    rows = Complaint.objects.in_scope(user).filter(status=ComplaintStatus.CLOSED)
    in_dialogue = Q(outcome__in=sorted(IN_DIALOGUE))
    return _in_years(rows, "closed_at", years).annotate(
        i_dialog=Count("pk", filter=in_dialogue), paa_anden_vis=Count("pk", filter=~in_dialogue)
    )


def _mediations(user: Any, years: tuple[int, ...]) -> QuerySet[Any, Any]:
    """The fact of each: all the organisation learns."""
    return _in_years(Mediation.objects.in_scope(user), "opened_at", years).annotate(
        tilbudt=Count("pk"),
        afholdt=Count("pk", filter=Q(fact=MediationFact.HELD)),
        ikke_afholdt=Count("pk", filter=Q(fact=MediationFact.NOT_HELD)),
        i_gang=Count("pk", filter=Q(fact=MediationFact.OFFERED)),
    )


def _agreements(user: Any, years: tuple[int, ...]) -> QuerySet[Any, Any]:
    """How those ended that were closed in these years, which are over: a number that moved while somebody
    looked would tell how the last one ended."""
    rows = Mediation.objects.in_scope(user).filter(fact=MediationFact.HELD, phase=MediationPhase.CLOSED)
    agreed = Q(ended__in=[MediationEnd.AGREED, MediationEnd.BROKEN])
    return _in_years(rows, "closed_at", years).annotate(
        aftaler=Count("pk", filter=agreed),
        uden_aftale=Count("pk", filter=~agreed),
        holdt=Count("pk", filter=Q(ended=MediationEnd.AGREED)),
        brudt=Count("pk", filter=Q(ended=MediationEnd.BROKEN)),
    )
