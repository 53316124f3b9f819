"""The inbox, and the age of the queue for whoever watches the servers."""

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.lists import Sort, list_page, next_url
from notifications.inbox_rows import rows_for
from notifications.models import InboxItem
from notifications.permissions import get_inbox_item_for_user
from notifications.services.heartbeat import missed_runs
from notifications.services.inbox import mark_all_read, mark_read
from notifications.services.reconciling import queue

SORTS = {"nyeste": Sort("-created_at")}
TOO_OLD_SECONDS = 300


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    items = InboxItem.objects.visible_to(request.user)
    page = list_page(request, items, sorts=SORTS, counted=False, target="#indbakke")
    context = {"page": page, "rows": rows_for(request.user, page.rows)}
    return render(request, "notifications/inbox.html", context)


@require_safe
def inbox_open(request: HttpRequest, pk: int) -> HttpResponse:
    """On to what the item is about; it is read from then on. One that does not open is not read."""
    item = get_inbox_item_for_user(request.user, pk)
    line = rows_for(request.user, [item])[0].line
    if line is None:
        messages.info(request, _("Det, beskeden handler om, er ikke længere hos dig."))
        return redirect("inbox")
    mark_read(actor=request.user, kind=item.kind, subject_id=item.subject_id)
    return redirect(line.url)


@require_POST
def inbox_read_all(request: HttpRequest) -> HttpResponse:
    mark_all_read(actor=request.user)
    return redirect(next_url(request, reverse("inbox")))


@login_not_required
@require_safe
def queue_health(request: HttpRequest) -> HttpResponse:
    """503 when something has waited for more than TOO_OLD_SECONDS, or a scheduled job has missed its day.
    Numbers only."""
    waiting, missed = queue(), len(missed_runs())
    late = waiting.oldest_pending_seconds > TOO_OLD_SECONDS or missed > 0
    body = {"status": "late" if late else "ok", **asdict(waiting), "missed_jobs": missed}
    return JsonResponse(body, status=503 if late else 200)
