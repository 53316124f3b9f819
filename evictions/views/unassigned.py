"""What is nobody's: first the estates, which are what is to be settled, then the rows of one."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from accounts.routing import responsible_on
from core.htmx import render_page
from core.lists import list_page, row_links
from evictions.models import ArrearsNotice
from evictions.views.tray import ROW, SORTS, label_rows
from residents.permissions import get_estate_for_user

PAGE_SIZE = 50


def of_nobody(user: Any) -> Any:
    return ArrearsNotice.objects.visible_to(user).without_responsible(user.organisation_id)


@role_required(Role.COORDINATOR)
@require_safe
def unassigned(request: UserRequest) -> HttpResponse:
    """Every estate with open notices that are nobody's today, the most of them first."""
    found = of_nobody(request.user).order_by().values("estate_id", "estate__name")
    estates = found.annotate(count=Count("pk"), oldest=Min("created_at"))
    ordered = estates.order_by("-count", "estate__sort_key", "estate_id")
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("side"))
    rows = list(page)
    link, assign = row_links("unassigned_estate"), row_links("assignment_estate")
    covered = responsible_on(timezone.localdate(), request.user.organisation_id or 0) if rows else {}
    for row in rows:
        pk = row["estate_id"]
        row |= {"url": link(pk), "assign_url": assign(pk), "covered": pk in covered}
    return render(request, "evictions/unassigned.html", {"page": page, "estates": rows})


@role_required(Role.COORDINATOR)
@require_safe
def unassigned_estate(request: UserRequest, pk: int) -> HttpResponse:
    """The notices of one estate behind its number."""
    estate = get_estate_for_user(request.user, pk)
    rows = of_nobody(request.user).filter(estate=estate).with_delivery()
    page = list_page(request, rows, sorts=SORTS, columns=ROW, target="#liste")
    label_rows(page.rows, back=request.get_full_path())
    context = {"page": page, "title": _("%(estate)s uden ansvarlig") % {"estate": estate.name}}
    context |= {"back_url": reverse("unassigned"), "back_label": _("Uden ansvarlig")}
    return render_page(request, "evictions/overview_list.html", context, fragment="evictions/_tray.html")
