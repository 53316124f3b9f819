"""The caretaker's page of a notice, and the list of all of them."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.compiled import compiled_for_user
from accounts.permissions import role_required
from accounts.requests import UserRequest, is_opened
from audit.choices import Purpose
from audit.services import record_look_up
from cases.choices import CaseOrigin
from cases.course import MOST, PAGE, how_many, merge_course
from cases.household import household, phone_of
from cases.links import case_link, contact_link
from cases.models import FollowUp
from cases.providers import TodayItem
from cases.safety import marks_of, safety_array
from core.htmx import render_page
from core.lists import SORT, ListPage, Sort, list_page, next_url
from evictions.bars import bars_of
from evictions.choices import OPEN_STATUSES
from evictions.eviction_links import evictions_of
from evictions.forms.notices import WHOSE, NoticeFilter
from evictions.legal_line import legal_steps
from evictions.models import ArrearsNotice
from evictions.permissions import get_notice_for_caretaker
from evictions.providers import (
    ITEM_COLUMNS,
    STAGE_RANK,
    course_entries,
    facts_with,
    next_step,
    revisions_of,
    today_item,
)
from evictions.services.notices import mark_seen
from evictions.tray_facts import itemised
from evictions.urgency import RULES, reasons_for
from evictions.urgency_facts import eviction_json

SORTS = {
    "trin": Sort("-stage_rank"),
    "frist": Sort("next_on", nullable=True),
    "beloeb": Sort("-amount"),
    "kontakt": Sort("last_attempt_on", nullable=True),
    "adresse": Sort("tenancy__sort_key"),
}
SORT_LABELS = [
    ("trin", _("Længst i forløbet først")),
    ("frist", _("Nærmeste dato først")),
    ("beloeb", _("Største beløb først")),
    ("kontakt", _("Længst siden kontakt")),
    ("adresse", _("Adresse")),
]


@require_safe
def notice_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Opening it marks it seen; a prefetch by the browser or a HEAD does not."""
    notice = get_notice_for_caretaker(request.user, pk)
    record_look_up(actor=request.user, subject=notice, purpose=Purpose.ARREARS)
    context = notice_context(request, notice)
    if is_opened(request):
        mark_seen(actor=request.user, notice=notice)
    return render(request, "evictions/notice_detail.html", context)


def notice_context(request: UserRequest, notice: ArrearsNotice) -> dict[str, Any]:
    today = timezone.localdate()
    revisions = revisions_of(request.user, notice.tenancy_id)
    own = [revision for revision in revisions if revision.notice_id == notice.pk]
    shown = how_many(request.GET.get("antal", ""))
    course = merge_course(request.user, notice.tenancy_id, course_entries(revisions), most=shown)
    facts = facts_with(notice, course.open_follow_up, today)
    is_open = notice.status in OPEN_STATUSES
    here = request.get_full_path()
    steps = legal_steps(notice, today)
    return {
        "notice": notice,
        "people": household(notice.people),  # type: ignore[attr-defined]
        "phone": notice.phone or phone_of(notice.people),  # type: ignore[attr-defined]
        "reasons": reasons_for(facts) if is_open else [],
        "next_step": next_step(facts, course.open_follow_up) if is_open else "",
        "follow_up": course.open_follow_up,
        "lines": itemised(notice.lines),
        "steps": steps,
        "rules": [step.rule for step in steps],
        "revisions": own[::-1],
        "bars": bars_of([revision.amount for revision in own]),
        "entries": course.entries,
        "more_url": more_url(request, shown + PAGE) if course.has_more and shown < MOST else "",
        "unfolded": shown > PAGE,
        "log_url": contact_link(notice.tenancy_id, here),
        "is_readable": course.is_readable,
        "case": course.open_case,
        "may_open": course.open_case is not None or not notice.tenancy.is_over,
        "case_url": case_link(notice.tenancy_id, course.open_case, CaseOrigin.NOTICE, here),
        "evictions": evictions_of(notice.evictions),  # type: ignore[attr-defined]
        "back": next_url(request, reverse("today")),
    }


def more_url(request: UserRequest, shown: int) -> str:
    data = request.GET.copy()
    data["antal"] = str(shown)
    return f"?{data.urlencode()}#forloeb"


@role_required(Role.CARETAKER)
@require_safe
def notice_list(request: UserRequest) -> HttpResponse:
    """All open arrears of one's estates: one's own first of all, the colleagues' by a filter."""
    data = request.GET.copy()
    data.setdefault("vis", "mine")
    rows = ArrearsNotice.objects.visible_to(request.user).open().select_related("tenancy__dwelling")
    if data.get(SORT, "").endswith("trin"):
        rows = rows.annotate(stage_rank=STAGE_RANK)
    page = list_page(
        request,
        rows.only(*ITEM_COLUMNS).annotate(flags=safety_array(request.user), eviction=eviction_json()),
        sorts=SORTS,
        default="frist",
        filter_class=NoticeFilter,
        data=data,
        target="#liste",
    )
    page.can_link = True
    context = {
        "page": page,
        "items": items_of(request, page),
        "sort_choices": SORT_LABELS,
        "tabs": page.tabs("vis", WHOSE),
    }
    return render_page(request, "evictions/notice_list.html", context, fragment="evictions/_notice_list.html")


def items_of(request: UserRequest, page: ListPage) -> list[TodayItem]:
    today = timezone.localdate()
    promised = open_follow_ups_of(request, [notice.tenancy_id for notice in page.rows])
    query = urlencode({"next": request.get_full_path()})
    return [
        today_item(notice, promised.get(notice.tenancy_id), today, query=query, marks=marks_of(notice.flags))
        for notice in page.rows
    ]


def open_follow_ups_of(request: UserRequest, tenancy_ids: list[int]) -> dict[int, FollowUp]:
    rows = _open_follow_ups(request.user, tenancy_ids=tenancy_ids)
    return {promised.tenancy_id: promised for promised in rows}


@compiled_for_user
def _open_follow_ups(user: Any, *, tenancy_ids: list[int]) -> QuerySet[Any, Any]:
    return FollowUp.objects.visible_to(user).open().filter(tenancy_id__any=tenancy_ids)


@role_required(Role.CARETAKER)
@require_safe
def urgency_rules(request: UserRequest) -> HttpResponse:
    """How I dag is ordered, for whoever asks."""
    return render(request, "evictions/urgency_rules.html", {"rules": RULES})
