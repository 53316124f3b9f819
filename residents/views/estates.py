"""Estates, and the dwellings of one in Danish order. Names only for those who see people."""

from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.htmx import render_page
from core.lists import Sort, list_page, row_links
from residents.forms import DwellingFilterForm
from residents.models import Dwelling, Estate, Tenancy
from residents.permissions import get_estate_for_user, sees_people
from residents.providers import marks_for
from residents.searching import NAMES

ESTATES_SHOWN = 50
DWELLINGS_SHOWN = 60
ESTATE_SORTS = {"navn": Sort("sort_key"), "nummer": Sort("number")}
DWELLING_SORTS = {"adresse": Sort("sort_key")}
ESTATE_COLUMNS = ("id", "name", "number")
DWELLING_COLUMNS = ("id", "number", "address", "is_vacant", "stairwell__street", "stairwell__house_number")


@require_safe
def estate_list(request: UserRequest) -> HttpResponse:
    page = list_page(
        request,
        Estate.objects.visible_to(request.user),
        sorts=ESTATE_SORTS,
        columns=ESTATE_COLUMNS,
        size=ESTATES_SHOWN,
        target="#liste",
    )
    ids, link = [row["id"] for row in page.rows], row_links("estate_detail")
    counts = Dwelling.objects.visible_to(request.user).per_estate(ids)
    for row in page.rows:
        dwellings, vacant = counts.get(row["id"], (0, 0))
        row |= {"url": link(row["id"]), "dwellings": dwellings, "vacant": vacant}
    context = {"page": page}
    return render_page(request, "residents/estate_list.html", context, fragment="residents/_estates.html")


@require_safe
def estate_detail(request: UserRequest, pk: int) -> HttpResponse:
    estate = get_estate_for_user(request.user, pk)
    form = DwellingFilterForm(request.GET, estate=estate)
    page = list_page(
        request,
        filtered(estate, form),
        sorts=DWELLING_SORTS,
        columns=DWELLING_COLUMNS,
        size=DWELLINGS_SHOWN,
        target="#liste",
    )
    if sees_people(request.user) and page.rows:
        record_look_up(actor=request.user, subject=estate, purpose=Purpose.BROWSE)
    add_households(request.user, page.rows)
    context = {
        "estate": estate,
        "form": form,
        "page": page,
        "stairwells": by_stairwell(page.rows),
        "sees_people": sees_people(request.user),
        "is_filtered": bool(form.changed_data),
    }
    return render_page(request, "residents/estate_detail.html", context, fragment="residents/_dwellings.html")


def filtered(estate: Estate, form: DwellingFilterForm) -> QuerySet[Any]:
    dwellings = estate.dwellings.with_vacancy()
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("opgang"):
        dwellings = dwellings.filter(stairwell=chosen["opgang"])
    return dwellings.filter(is_vacant=True) if chosen.get("ledige") else dwellings


def by_stairwell(rows: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    def written(row: dict[str, Any]) -> str:
        return f"{row['stairwell__street']} {row['stairwell__house_number']}".strip()

    return [(name, list(members)) for name, members in groupby(rows, key=written)]


def add_households(user: Any, rows: Any) -> None:
    """Who lives in each dwelling now, for those who see people; nothing for the others."""
    tenancies = Tenancy.objects.visible_to(user).current()
    found = tenancies.filter(dwelling_id__in=[row["id"] for row in rows]).annotate(names=NAMES)
    link = row_links("tenancy_detail")
    households = {
        row["dwelling_id"]: {"url": link(row["id"]), "names": row["names"], "reference": row["reference"]}
        for row in found.values("id", "dwelling_id", "names", "reference")
    }
    marks = marks_for(user, [row["id"] for row in rows]) if sees_people(user) else {}
    for row in rows:
        row |= {"household": households.get(row["id"]), "marks": marks.get(row["id"], ())}
