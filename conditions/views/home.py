"""Where the estate office begins the day: the picture to report from, and what became of its own reports."""

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import role_required
from accounts.requests import UserRequest
from conditions.block import block_of
from conditions.models import ConcernFlag
from conditions.own_reports import with_unread, with_words
from conditions.querysets import REPORTS
from core.htmx import render_page
from core.lists import Sort, list_page
from residents.models import Estate

NEWEST = 3
SORTS = {"nyeste": Sort("-created_at")}
SHOWN, CLOSED = "vis", "afsluttede"


@role_required(*REPORTS)
@require_safe
def concern_home(request: UserRequest) -> HttpResponse:
    """With one estate its picture stands here at once."""
    estates = list(Estate.objects.visible_to(request.user).order_by("sort_key", "pk"))
    own = ConcernFlag.objects.visible_to(request.user).open()
    context: dict[str, Any] = {"estates": estates, "answers": answered(request.user)}
    if len(estates) == 1:
        context |= {"picture": block_of(request.user, estate_id=estates[0].pk), "estate": estates[0]}
    else:
        counts = dict(own.order_by().values_list("estate_id").annotate(Count("pk")))
        context |= {"choices": [(estate, counts.get(estate.pk, 0)) for estate in estates]}
    return render(request, "conditions/home.html", context)


def answered(user: Any) -> list[Any]:
    """What there is news of, that they have not read: also what was closed."""
    rows = with_unread(user, ConcernFlag.objects.visible_to(user).select_related("dwelling"))
    return with_words(rows.filter(is_new=True).order_by("-created_at", "-pk")[:NEWEST])


@role_required(*REPORTS)
@require_safe
def concern_mine(request: UserRequest) -> HttpResponse:
    own = ConcernFlag.objects.visible_to(request.user).select_related("dwelling")
    rows = with_unread(request.user, own)
    over = request.GET.get(SHOWN, "") == CLOSED
    rows = rows.filter(closed_at__isnull=False) if over else rows.open()
    page = list_page(request, rows, sorts=SORTS, target="#liste")
    with_words(page.rows)
    tabs = [
        {"url": request.path, "label": _("Åbne"), "active": not over},
        {"url": f"{request.path}?{SHOWN}={CLOSED}", "label": _("Afsluttede"), "active": over},
    ]
    context = {"page": page, "tabs": tabs, "shows_closed": over}
    return render_page(request, "conditions/mine.html", context, fragment="conditions/_mine.html")
