"""The coordinator's first page: are we too late, who has too much, and what has nobody."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.board import figures_of
from accounts.choices import Role
from accounts.models import EstateAssignment
from accounts.permissions import role_required
from accounts.requests import UserRequest
from cases.models import Case
from core.htmx import render_page
from core.lists import list_page
from core.phrases import say_day, say_number, say_relative
from core.weekdays import add_weekdays
from evictions.counting import count_together
from evictions.models import ArrearsList, ArrearsNotice
from evictions.services.reminders import missed_reminders
from evictions.views.tray import ROW, SORTS, label_rows

COUNTS = ("open_count", "untaken_count", "soon_count", "late_count", "silent_count")
LISTS_SHOWN = 6


@dataclass
class Load:
    """The open arrears of one caretaker's estates (as responsible, today)."""

    name: str
    estates: int = 0
    open_count: int = 0
    untaken_count: int = 0
    soon_count: int = 0
    late_count: int = 0
    silent_count: int = 0


@role_required(Role.COORDINATOR)
@require_safe
def overview(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    notices = ArrearsNotice.objects.visible_to(request.user)
    by_estate = {row["estate_id"]: row for row in notices.load_by_estate(today)}
    loads = loads_per_caretaker(request.user, by_estate)
    total = sum_counts(by_estate.values())
    organisation = organisation_of(request.user)
    counts = count_together(
        organisation,
        unassigned=notices.without_responsible(organisation.pk),
        overdue=LISTS["ikke-taget"].rows(request.user, today),
        cases=Case.objects.visible_to(request.user).without_caretaker(),
    )
    context = {
        "lead": _("%(count)s åbne restancer %(day)s")
        % {"count": say_number(total["open_count"]), "day": say_day(today)},
        "tiles": [*tiles(counts, total), *other_tiles(request.user)],
        "loads": sorted(loads, key=lambda load: (-load.late_count, -load.untaken_count, load.name)),
        "lists": ArrearsList.objects.visible_to(request.user).imported().with_progress()[:LISTS_SHOWN],
        "organisation": organisation,
        "alarm": alarm_of_reminders(),
    }
    return render(request, "evictions/overview.html", context)


def alarm_of_reminders() -> str:
    """Whoever answers for the day must know that nobody was reminded; the operators have the health page."""
    if (missed := missed_reminders()) is None:
        return ""
    said = _("Påmindelser om fogedmøder er ikke sendt %(day)s. Ring til driften.")
    return said % {"day": say_relative(missed.day)}


def tiles(counts: dict[str, int], total: dict[str, int]) -> list[dict[str, Any]]:
    """The figures of arrears, and the open cases whose caretaker is gone or has not the estate; red and amber
    only when there is something to do."""
    late, soon = total["late_count"], total["soon_count"]
    return [
        tile_of(counts["unassigned"], _("Restancer uden ansvarlig"), reverse("unassigned"), "late"),
        tile_of(counts["overdue"], LISTS["ikke-taget"].title, list_url("ikke-taget"), "late"),
        tile_of(late, LISTS["frist-overskredet"].title, list_url("frist-overskredet"), "late"),
        tile_of(soon, LISTS["frist-snart"].title, list_url("frist-snart"), "soon"),
        tile_of(counts["cases"], _("Sager uden ansvarlig"), reverse("caseload_unassigned"), "late"),
    ]


def other_tiles(user: Any) -> list[dict[str, Any]]:
    """What the other apps have to say (accounts.board)."""
    return [tile_of(figure.value, figure.label, figure.url, figure.level) for figure in figures_of(user)]


def tile_of(value: int, label: Any, url: str, level: str) -> dict[str, Any]:
    return {"value": value, "label": label, "url": url, "level": level if value else "ok"}


def list_url(which: str) -> str:
    return reverse("overview_list", args=[which])


@dataclass(frozen=True)
class FigureList:
    """The rows behind a figure: every number can be opened."""

    title: Any
    rows: Callable[[Any, dt.date], Any]


LISTS = {
    "ikke-taget": FigureList(
        _lazy("Ikke taget i tide"),
        lambda user, today: visible(user).untaken_before(untaken_limit(user, today)),
    ),
    "frist-overskredet": FigureList(
        _lazy("Påkravsfristen er overskredet"),
        lambda user, today: visible(user).with_deadline(None, today - dt.timedelta(days=1)),
    ),
    "frist-snart": FigureList(
        _lazy("Påkravsfrist inden for 7 dage"),
        lambda user, today: visible(user).with_deadline(today, today + dt.timedelta(days=7)),
    ),
}


def visible(user: Any) -> Any:
    return ArrearsNotice.objects.visible_to(user)


@role_required(Role.COORDINATOR)
@require_safe
def overview_list(request: UserRequest, which: str) -> HttpResponse:
    if which not in LISTS:
        raise Http404
    figure = LISTS[which]
    rows = figure.rows(request.user, timezone.localdate()).with_delivery()
    page = list_page(request, rows, sorts=SORTS, columns=ROW, target="#liste")
    label_rows(page.rows, back=request.get_full_path())
    context = {"page": page, "title": figure.title}
    context |= {"back_url": reverse("overview"), "back_label": _("Overblik")}
    return render_page(request, "evictions/overview_list.html", context, fragment="evictions/_tray.html")


def organisation_of(user: Any) -> Any:
    return user.membership.organisation


def untaken_limit(user: Any, today: dt.date) -> dt.date:
    """Notices made before this day should have been taken by now."""
    return add_weekdays(today, -organisation_of(user).untaken_after_weekdays)


def sum_counts(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    total = dict.fromkeys(COUNTS, 0)
    for row in rows:
        for name in COUNTS:
            total[name] += row[name]
    return total


def loads_per_caretaker(user: Any, by_estate: dict[int, dict[str, Any]]) -> list[Load]:
    """The load of each responsible caretaker."""
    assignments = (
        EstateAssignment.objects.visible_to(user)
        .current()
        .filter(is_responsible=True)
        .values_list("estate_id", "membership__user_id", "membership__user__name")
    )
    loads: dict[int, Load] = {}
    for estate_id, user_id, name in assignments:
        load = loads.setdefault(user_id, Load(name=name))
        load.estates += 1
        counts = by_estate.get(estate_id) or defaultdict(int)
        for field in COUNTS:
            setattr(load, field, getattr(load, field) + counts[field])
    return list(loads.values())
