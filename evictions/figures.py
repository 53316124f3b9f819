"""What the eviction cases of a year amount to, estate by estate: each figure with its definition.

Nothing here says that a case would not have been paid anyway: docs/evictions.md.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.years import year_bounds
from evictions.choices import (
    AT_COURT,
    AVERTED,
    OPEN_EVICTIONS,
    TERMINATED_OR_LATER,
    EvictionOutcome,
    EvictionStatus,
    LegalStepKind,
)
from evictions.models import EvictionCase, LegalStep, Standstill
from evictions.querysets import EvictionCaseQuerySet


def _reached(statuses: Iterable[str], *back: LegalStepKind, **date: Any) -> Q:
    """Got so far, whether it is still there, was closed from there, or went back since: a decision that takes
    a case back (`back`) empties its dates, and the step alone tells."""
    known = sorted(statuses)
    went_back = Exists(LegalStep.objects.filter(eviction_case=OuterRef("pk"), kind__in=back))
    return Q(status__in=known) | Q(closed_from__in=known) | Q(**date) | Q(went_back)


_MOVED_BEFORE = EvictionOutcome.VOLUNTARY_MOVE_BEFORE_COURT
_MOVED_AFTER = EvictionOutcome.VOLUNTARY_MOVE_AFTER_COURT_FILING
_NAMED = AVERTED | {_MOVED_BEFORE, _MOVED_AFTER, EvictionOutcome.EVICTED}
UNDONE = (LegalStepKind.DEMAND_RECALLED, LegalStepKind.TERMINATION_WAIVED, LegalStepKind.FILING_WITHDRAWN)
"""The decisions that take a case back, the nearest first: each had come to all that the former had."""
OPENED, CLOSED, NOW = "opened", "closed", "now"
ALL = Q()


@dataclass(frozen=True)
class Figure:
    """`of`: cases opened in the year, closed in the year, or opened in the year and open today."""

    key: str
    title: str | Promise
    definition: str | Promise
    of: str
    condition: Q = ALL


FIGURES: dict[str, Figure] = {
    figure.key: figure
    for figure in [
        Figure("sager", _("Sager"), _("Udsættelsessager, der er oprettet i året."), OPENED),
        Figure(
            "paakrav",
            _("Påkrav"),
            _("Sager oprettet i året, hvor der er sendt påkrav, også dem, der er kommet længere."),
            OPENED,
            _reached(OPEN_EVICTIONS - {EvictionStatus.ARREARS}, *UNDONE, demand_issued_on__isnull=False)
            | Q(demand_received_on__isnull=False),
        ),
        Figure(
            "ophaevet",
            _("Ophævet"),
            _("Sager oprettet i året, hvor lejemålet er ophævet, også hvis ophævelsen siden er frafaldet."),
            OPENED,
            _reached(TERMINATED_OR_LATER, *UNDONE[1:], terminated_on__isnull=False),
        ),
        Figure(
            "fogedret",
            _("I fogedretten"),
            _("Sager oprettet i året, der er sendt til fogedretten, også hvis de siden er trukket tilbage."),
            OPENED,
            _reached(AT_COURT, LegalStepKind.FILING_WITHDRAWN, filed_on__isnull=False),
        ),
        Figure(
            "afvaerget",
            _("Afværget"),
            _(
                "Sager afsluttet i året, hvor lejeren beholder et hjem uden at være sat ud af fogeden: "
                "betalt, afdragsordning, hjælp fra kommunen, billigere bolig, eller afvist og trukket "
                "tilbage i fogedretten. En del af dem var blevet betalt alligevel; tallet siger ikke hvor "
                "mange."
            ),
            CLOSED,
            Q(outcome__in=sorted(AVERTED)),
        ),
        Figure(
            "udskudt",
            _("Udskudt"),
            _("Sager oprettet i året, der er åbne i dag, og hvor der er eller har været henstand."),
            NOW,
        ),
        Figure(
            "flyttet-foer",
            _("Flyttet før fogedretten"),
            _("Sager afsluttet i året: lejeren flyttede selv, før sagen blev sendt til fogedretten."),
            CLOSED,
            Q(outcome=_MOVED_BEFORE),
        ),
        Figure(
            "flyttet-efter",
            _("Flyttet efter"),
            _("Sager afsluttet i året: lejeren flyttede selv, efter sagen var sendt til fogedretten."),
            CLOSED,
            Q(outcome=_MOVED_AFTER),
        ),
        Figure(
            "sat-ud",
            _("Sat ud"),
            _("Sager afsluttet i året med en effektiv udsættelse ved fogeden."),
            CLOSED,
            Q(outcome=EvictionOutcome.EVICTED),
        ),
        Figure(
            "andet",
            _("Andet"),
            _("Sager afsluttet i året på anden måde: lejeren er død, andet, eller vi ved det ikke."),
            CLOSED,
            ~Q(outcome__in=sorted(_NAMED)),
        ),
    ]
}


def cases_of(rows: EvictionCaseQuerySet, figure: Figure, year: int) -> EvictionCaseQuerySet:
    """The cases behind a figure: what is counted is what opens."""
    return rows.filter(condition_of(figure, year))


def condition_of(figure: Figure, year: int) -> Q:
    first, after = year_bounds(year)
    opened = Q(opened_at__gte=first, opened_at__lt=after)
    if figure.of == CLOSED:
        return Q(status=EvictionStatus.CLOSED, closed_at__gte=first, closed_at__lt=after) & figure.condition
    if figure.of == NOW:
        paused = Exists(Standstill.objects.filter(eviction_case=OuterRef("pk")))
        return opened & Q(status__in=sorted(OPEN_EVICTIONS)) & Q(paused)
    return opened & figure.condition


def count_by_estate(user: Any, year: int) -> dict[int, dict[str, int]]:
    """estate_id → {figure: how many}, of all estates with anything; one query."""
    counts: Mapping[str, Count] = {
        f"n_{number}": Count("pk", filter=condition_of(figure, year))
        for number, figure in enumerate(FIGURES.values())
    }
    first, after = year_bounds(year)
    in_year = Q(opened_at__gte=first, opened_at__lt=after) | Q(closed_at__gte=first, closed_at__lt=after)
    rows = EvictionCase.objects.visible_to(user).filter(in_year).order_by().values("estate_id")
    return {
        row["estate_id"]: {key: row[f"n_{number}"] for number, key in enumerate(FIGURES)}
        for row in rows.annotate(**counts)
    }


def years_with_cases(user: Any, today: dt.date) -> list[int]:
    """The newest first; this year always."""
    first = EvictionCase.objects.visible_to(user).order_by("opened_at").values_list("opened_at", flat=True)
    begun = timezone.localtime(first[0]).year if first[:1] else today.year
    return list(range(today.year, begun - 1, -1))
