"""What is being written, kept on the server as one writes (static/drafts.js)."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.requests import UserRequest
from cases.permissions import get_tenancy_for_caretaker
from cases.services.drafts import drop_draft, keep_draft


@require_POST
def visit_draft(request: UserRequest, tenancy_pk: int) -> HttpResponse:
    """Keeps what the form holds; with `kasser` it is thrown away and the form begins anew."""
    tenancy = get_tenancy_for_caretaker(request.user, tenancy_pk)
    if "kasser" in request.POST:
        drop_draft(actor=request.user, tenancy_id=tenancy.pk)
        return redirect(reverse("visit_log", args=[tenancy.pk]))
    chips = dict(request.POST.lists())
    keep_draft(actor=request.user, tenancy=tenancy, body=request.POST.dict(), chips=chips)
    return HttpResponse(status=204)
