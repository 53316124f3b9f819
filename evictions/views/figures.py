"""The effect in numbers: per estate and year, each number with its definition and, behind it, its cases."""

from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.htmx import render_page
from core.lists import Sort, list_page, row_links
from core.spreadsheets import xlsx_response
from core.suppression import suppressed
from core.years import read_year
from evictions.choices import EvictionOutcome, EvictionStatus
from evictions.figures import FIGURES, cases_of, count_by_estate, years_with_cases
from evictions.models import EvictionCase
from residents.models import Estate

SORTS = {"oprettet": Sort("-opened_at"), "adresse": Sort("tenancy__sort_key")}
ROW = ("id", "status", "outcome", "opened_at", "closed_at", "tenancy__dwelling__address", "estate__name")
MAY = (Role.ADMINISTRATION, Role.COORDINATOR)


@role_required(*MAY)
@require_safe
def eviction_figures(request: UserRequest) -> HttpResponse:
    year = read_year(request)
    rows = table_of(request.user, year)
    totals = [sum(row["values"][number] for row in rows) for number in range(len(FIGURES))]
    context = {
        "year": year,
        "years": [
            {"url": f"?aar={each}", "label": str(each), "active": each == year}
            for each in years_with_cases(request.user, timezone.localdate())
        ],
        "figures": list(FIGURES.values()),
        "rows": [{**row, "cells": cells(row["values"], year, row["estate"].pk)} for row in rows],
        "totals": cells(totals, year),
        "export_url": f"{reverse('eviction_figures_export')}?aar={year}",
    }
    return render(request, "evictions/eviction_figures.html", context)


def table_of(user: Any, year: int) -> list[dict[str, Any]]:
    """A row for each estate that has anything, in their order."""
    counts = count_by_estate(user, year)
    estates = Estate.objects.visible_to(user).filter(pk__in=counts).order_by("sort_key")
    return [{"estate": estate, "values": list(counts[estate.pk].values())} for estate in estates]


def cells(values: list[int], year: int, estate_id: int | None = None) -> list[dict[str, Any]]:
    """Each number with the way to its cases; nothing to open behind a nought."""
    query = urlencode({"aar": year} | ({"afdeling": estate_id} if estate_id else {}))
    return [
        {
            "value": value,
            "title": figure.title,
            "url": f"{reverse('eviction_figure_list', args=[figure.key])}?{query}" if value else "",
        }
        for figure, value in zip(FIGURES.values(), values, strict=True)
    ]


@role_required(*MAY)
@require_safe
def eviction_figure_list(request: UserRequest, which: str) -> HttpResponse:
    if which not in FIGURES:
        raise Http404
    year, figure = read_year(request), FIGURES[which]
    rows = cases_of(EvictionCase.objects.visible_to(request.user), figure, year)
    estate = request.GET.get("afdeling", "")
    if estate.isdecimal():
        rows = rows.filter(estate_id=int(estate))
    page = list_page(request, rows, sorts=SORTS, columns=ROW, target="#liste")
    page.data, page.can_link, page.filter_names = request.GET, True, ("aar", "afdeling")
    link, back = row_links("eviction_detail"), urlencode({"next": request.get_full_path()})
    statuses, outcomes = dict(EvictionStatus.choices), dict(EvictionOutcome.choices)
    for row in page.rows:
        row |= {"url": f"{link(row['id'])}?{back}", "status_name": statuses[row["status"]]}
        row["outcome_name"] = outcomes.get(row["outcome"], "")
    context = {"page": page, "figure": figure, "year": year}
    context["back_url"] = f"{reverse('eviction_figures')}?aar={year}"
    fragment = "evictions/_eviction_figure_list.html"
    return render_page(request, "evictions/eviction_figure_list.html", context, fragment=fragment)


@role_required(*MAY)
@require_safe
def eviction_figures_export(request: UserRequest) -> FileResponse:
    """As it may leave the house: cells of one to four hidden, and every total over one of them."""
    year = read_year(request)
    rows = table_of(request.user, year)
    hidden, totals = suppressed([row["values"] for row in rows])
    if request.user.membership:
        record_look_up(actor=request.user, subject=request.user.membership, purpose=Purpose.EXPORT)
    header = [_("Afdeling"), *(str(figure.title) for figure in FIGURES.values())]
    body = [[row["estate"].name, *map(said, values)] for row, values in zip(rows, hidden, strict=True)]
    body.append([_("I alt"), *map(said, totals)])
    body += [["", *[""] * len(FIGURES)], *definitions(year)]
    return xlsx_response(_("udsaettelser-%(year)s.xlsx") % {"year": year}, header, body)


def said(value: int | None) -> int | str:
    return _("under 5") if value is None else value


def definitions(year: int) -> list[list[str]]:
    """How it is counted goes with the numbers."""
    told = [[str(figure.title), str(figure.definition)] for figure in FIGURES.values()]
    small = _("Tal fra 1 til 4 er skjult, og summer over dem også.")
    return [[_("År"), str(year)], [_("Små tal"), small], *told]
