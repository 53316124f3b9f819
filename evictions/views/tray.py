"""The administration's tray of arrears: figures, dates and one fact about contact. No notes, anywhere."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.errors import DomainError
from core.htmx import render_page, undo_message
from core.lists import SORT, Sort, list_page, next_url, read_order, row_links, say_capped
from core.searches import SEARCH, asked_for, with_words
from core.spreadsheets import xlsx_response
from evictions.choices import OPEN_STATUSES, NoticeStatus, Stage, TrayTab
from evictions.counting import counted_tabs
from evictions.eviction_links import evictions_of
from evictions.forms.tray import CloseNoticeForm, TrayFilter
from evictions.models import ArrearsNotice
from evictions.permissions import get_tray_notice_for_user
from evictions.services.notices import close_notice, keep_notice_open, reopen_notice
from evictions.tray_facts import (
    EVICTIONS,
    course_facts,
    export_rows,
    itemised,
    money_facts,
    next_kind,
    people_facts,
    tab_counts,
    tray_header,
)

SORTS = {
    "frist": Sort("next_on", nullable=True),
    "beloeb": Sort("-amount"),
    "maaneder": Sort("-months", nullable=True),
    "kom_ind": Sort("-created_at"),
}
FILTERS = ("afdeling", "trin", "taget")
KEPT = ("fane", *FILTERS, SORT)
ROW = (
    "id",
    "amount",
    "months",
    "stage",
    "status",
    "taken_at",
    "seen_at",
    "contact_on",
    "next_on",
    "demand_deadline",
    "tenancy__reference",
    "tenancy__dwelling__address",
    "estate__name",
    "delivery_status",
)


def read_tab(request: UserRequest) -> str:
    wanted = request.GET.get("fane", "")
    return wanted if wanted in TrayTab.values else TrayTab.ALL


@role_required(Role.ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def tray(request: UserRequest) -> HttpResponse:
    """A search is posted, so that no name stands in an address, and leads on to one that only has a token."""
    if request.method == "POST":
        return redirect(f"{reverse('tray')}?{urlencode(asked_for(request, KEPT))}")
    tab = read_tab(request)
    notices = ArrearsNotice.objects.visible_to(request.user)
    page = list_page(
        request,
        notices.in_tab(tab).with_delivery(),
        sorts=SORTS,
        columns=ROW,
        filter_class=TrayFilter,
        data=with_words(request),
        target="#liste",
    )
    page.data, page.can_link, page.filter_names = request.GET, True, (*FILTERS, SEARCH)
    label_rows(page.rows, back=request.get_full_path())
    context = {"page": page, "tab": tab, "can_export": True, **counted(request.user, tab)}
    return render_page(request, "evictions/tray.html", context, fragment="evictions/_tray.html")


def label_rows(rows: Any, *, back: str) -> None:
    """Link (whose page leads `back`) and stage name of each row, looked up once, not per row."""
    link, stages, query = row_links("tray_detail"), dict(Stage.choices), urlencode({"next": back})
    for row in rows:
        row |= {"url": f"{link(row['id'])}?{query}", "stage_name": stages[row["stage"]]}
        row["next_kind"] = next_kind(row["next_on"], row["demand_deadline"])


def counted(user: Any, tab: str) -> dict[str, Any]:
    """What stands above the list: the tabs, and how many eviction cases wait for an answer."""
    counts = tab_counts(user)
    return {
        "tabs": counted_tabs("tray", TrayTab, counts, tab),
        "evictions": eviction_words(counts[EVICTIONS]),
    }


def eviction_words(waiting: int) -> str:
    """'3 udsættelsessager kræver svar'; "" when none does."""
    if waiting == 1:
        return _("1 udsættelsessag kræver svar")
    return _("%(count)s udsættelsessager kræver svar") % {"count": say_capped(waiting)} if waiting else ""


@role_required(Role.ADMINISTRATION)
@require_safe
def tray_export(request: UserRequest) -> FileResponse:
    """The rows of the tray as it is searched, filtered and sorted, as a spreadsheet."""
    data = with_words(request)
    notices = ArrearsNotice.objects.visible_to(request.user).in_tab(read_tab(request)).with_delivery()
    _key, order = read_order(data.get(SORT, ""), SORTS, next(iter(SORTS)))
    rows = TrayFilter(data, queryset=notices, request=request).qs.order_by(*order.terms())
    if request.user.membership:
        record_look_up(actor=request.user, subject=request.user.membership, purpose=Purpose.EXPORT)
    return xlsx_response(_("restancer.xlsx"), tray_header(), export_rows(rows))


@role_required(Role.ADMINISTRATION, Role.COORDINATOR)
@require_safe
def tray_detail(request: UserRequest, pk: int) -> HttpResponse:
    notice = get_tray_notice_for_user(request.user, pk)
    record_look_up(actor=request.user, subject=notice, purpose=Purpose.ARREARS)
    return render_detail(request, notice, CloseNoticeForm())


def render_detail(
    request: UserRequest, notice: ArrearsNotice, form: CloseNoticeForm, status: int = 200
) -> HttpResponse:
    administration = request.user.role == Role.ADMINISTRATION
    context = {
        "notice": notice,
        "lead": f"{notice.tenancy.reference} · {notice.estate.name}",
        "back_url": next_url(request, reverse("tray" if administration else "overview")),
        "back_label": _("Restancesager") if administration else _("Overblik"),
        "money": money_facts(notice),
        "lines": itemised(notice.lines),
        "people": people_facts(request.user, notice),
        "course": course_facts(notice),
        "revisions": notice.revisions.select_related("arrears_list").order_by("-number"),
        "can_edit": administration,
        "proposed": notice.status == NoticeStatus.PROPOSED,
        "is_open": notice.status in OPEN_STATUSES,
        "is_closed": notice.status == NoticeStatus.CLOSED,
        "close_form": form,
        **eviction_context(notice, may_open=administration and notice.status in OPEN_STATUSES),
    }
    return render(request, "evictions/tray_detail.html", context, status=status)


def eviction_context(notice: Any, *, may_open: bool) -> dict[str, Any]:
    """The eviction cases of the household, and the way to open one where none is open."""
    cases = evictions_of(notice.evictions)
    if not may_open or any(case.is_open for case in cases):
        return {"evictions": cases}
    query = urlencode({"next": reverse("tray_detail", args=[notice.pk])})
    return {
        "evictions": cases,
        "open_url": f"{reverse('eviction_open', args=[notice.tenancy_id])}?{query}",
    }


@require_POST
def tray_close(request: UserRequest, pk: int) -> HttpResponse:
    notice = get_tray_notice_for_user(request.user, pk, edit=True)
    form = CloseNoticeForm(request.POST)
    if not form.is_valid():
        return render_detail(request, notice, form, status=422)
    back = next_url(request, reverse("tray"))
    undo = f"{reverse('tray_reopen', args=[notice.pk])}?{urlencode({'next': back})}"
    try:
        close_notice(actor=request.user, notice=notice, **form.cleaned_data)
        undo_message(request, _("Restancen er lukket."), undo)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(back)


@require_POST
def tray_reopen(request: UserRequest, pk: int) -> HttpResponse:
    notice = get_tray_notice_for_user(request.user, pk, edit=True)
    said = _("Restancen er åben igen.")
    return answered(request, lambda: reopen_notice(actor=request.user, notice=notice), said)


@require_POST
def tray_keep(request: UserRequest, pk: int) -> HttpResponse:
    notice = get_tray_notice_for_user(request.user, pk, edit=True)
    said = _("Restancen bliver stående som åben.")
    return answered(request, lambda: keep_notice_open(actor=request.user, notice=notice), said)


def answered(request: UserRequest, act: Callable[[], Any], said: str) -> HttpResponse:
    """Do it and say so; somebody else may have answered in the meantime."""
    try:
        act()
        messages.success(request, said)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(next_url(request, reverse("tray")))
