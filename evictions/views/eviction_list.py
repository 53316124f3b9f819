"""The eviction cases: the administration's review, the coordinator's view of it, the caretaker's own."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.htmx import render_page
from core.lists import SORT, ListPage, Sort, list_page, read_order, row_links
from core.searches import SEARCH, asked_for, with_words
from core.spreadsheets import xlsx_response
from core.templatetags.ui import kroner
from evictions.choices import EvictionStatus, EvictionTab
from evictions.counting import counted_tabs
from evictions.forms.reviews import WHOSE, EvictionFilter
from evictions.models import EvictionCase, case_number
from evictions.review.counts import eviction_counts
from evictions.review.export import export_header, export_rows
from evictions.review.words import answer_words, next_html, office_words
from evictions.services.reviews import MOST_AT_ONCE

SORTS = {
    "frist": Sort("next_on", nullable=True),
    "krav": Sort("-claim_amount", nullable=True),
    "svar": Sort("answer_since", nullable=True),
}
FILTERS = ("afdeling", "trin")
KEPT = ("fane", "vis", *FILTERS, SORT)
ROW = (
    "id",
    "revision",
    "serial",
    "opened_at",
    "status",
    "claim_amount",
    "next_on",
    "next_kind",
    "contact_on",
    "answer_reasons",
    "standstill_until",
    "tenancy__dwelling__address",
    "estate__name",
)


def read_tab(request: UserRequest) -> str:
    """The caretaker has no tabs of the review; hers are whose cases they are."""
    wanted = request.GET.get("fane", "")
    office = request.user.role != Role.CARETAKER
    return wanted if office and wanted in EvictionTab.values else EvictionTab.ALL


@role_required(Role.CARETAKER, Role.ADMINISTRATION, Role.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def eviction_list(request: UserRequest) -> HttpResponse:
    """A search is posted, so that no name stands in an address, and leads on to one that only has a token."""
    if request.method == "POST":
        return redirect(f"{reverse('eviction_list')}?{urlencode(asked_for(request, KEPT))}")
    tab, data = read_tab(request), asked(request)
    page = list_page(
        request,
        EvictionCase.objects.visible_to(request.user).in_tab(tab),
        sorts=SORTS,
        columns=ROW,
        filter_class=EvictionFilter,
        data=data,
        target="#liste",
    )
    page.data, page.can_link, page.filter_names = without_words(data), True, (*FILTERS, SEARCH)
    label_rows(page.rows, back=request.get_full_path())
    context = {"page": page, "tab": tab, "tabs": tabs(request, page, tab), **ways(request, page)}
    return render_page(
        request, "evictions/eviction_list.html", context, fragment="evictions/_eviction_list.html"
    )


def asked(request: UserRequest) -> QueryDict:
    """The address with the words of a search; a caretaker begins with her own."""
    data = with_words(request)
    if request.user.role == Role.CARETAKER:
        data.setdefault("vis", "mine")
    else:
        data.pop("vis", None)
    return data


def without_words(data: QueryDict) -> QueryDict:
    """For the links of the page."""
    kept = data.copy()
    kept.pop("q", None)
    return kept


def ways(request: UserRequest, page: ListPage) -> dict[str, Any]:
    """What this role may do from the list."""
    decides = request.user.role == Role.ADMINISTRATION
    return {
        "can_decide": decides,
        "can_decide_all": decides and (page.count or 0) <= MOST_AT_ONCE,
        "can_export": decides,
        "can_count": request.user.role != Role.CARETAKER,
        "is_caretaker": request.user.role == Role.CARETAKER,
    }


def label_rows(rows: Iterable[dict[str, Any]], *, back: str) -> None:
    """What is drawn of each row; whatever is the same for all of them is looked up once."""
    link, query = row_links("eviction_detail"), urlencode({"next": back})
    statuses = dict(EvictionStatus.choices)
    today, yes, no = timezone.localdate(), _("Ja"), _("Nej")
    for row in rows:
        reasons = tuple(row["answer_reasons"])
        row |= {
            "url": f"{link(row['id'])}?{query}",
            "tick": f"{row['id']}-{row['revision']}",
            "number": case_number(row["opened_at"], row["serial"]),
            "status_name": statuses[row["status"]],
            "claim": kroner(row["claim_amount"]) or "–",
            "next": next_html(row["next_on"], row["next_kind"], today),
            "contact": yes if row["contact_on"] else no,
            "why": answer_words(reasons) or "–",
            "office": office_words(reasons, row["standstill_until"], today) or "–",
        }


def tabs(request: UserRequest, page: ListPage, current: str) -> list[dict[str, Any]]:
    if request.user.role == Role.CARETAKER:
        return page.tabs("vis", WHOSE)
    return counted_tabs("eviction_list", EvictionTab, eviction_counts(request.user), current)


@role_required(Role.ADMINISTRATION)
@require_safe
def eviction_export(request: UserRequest) -> FileResponse:
    """The rows of the list as it is searched, filtered and sorted, as a spreadsheet."""
    data, rows = asked(request), EvictionCase.objects.visible_to(request.user).in_tab(read_tab(request))
    _key, order = read_order(data.get(SORT, ""), SORTS, next(iter(SORTS)))
    found = EvictionFilter(data, queryset=rows, request=request).qs.order_by(*order.terms())
    if request.user.membership:
        record_look_up(actor=request.user, subject=request.user.membership, purpose=Purpose.EXPORT)
    return xlsx_response(_("udsættelsessager.xlsx"), export_header(), export_rows(found))
