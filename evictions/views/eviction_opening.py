"""Opening an eviction case by hand (looked for first, so that no household gets two), closing and reopening
one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.choices import Role
from accounts.forms.answers import posted
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import written
from cases.household import household
from cases.links import links
from core.htmx import render_page
from core.lists import next_url
from evictions.eviction_links import evictions_at
from evictions.forms.base import OfEvictionForm
from evictions.forms.eviction_cases import CloseEvictionForm, OpenEvictionForm
from evictions.models import ArrearsNotice, EvictionCase
from evictions.permissions import get_eviction_for_user, get_tenancy_for_eviction
from evictions.services.eviction_cases import (
    EvictionExistsError,
    close_eviction,
    open_eviction,
    reopen_eviction,
)
from evictions.views.eviction_frame import show_form, show_refused
from residents.forms import SearchForm
from residents.models import Tenancy
from residents.views.searched import searched


@role_required(Role.ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def eviction_find(request: UserRequest) -> HttpResponse:
    """Whose case? What is typed is posted, never in an address."""
    context = searched(request, SearchForm(posted(request)))
    rows = context["found"].rows
    at = evictions_at(request.user, [row["id"] for row in rows])
    for row in rows:
        row["eviction"] = at.get(row["id"])
    return render_page(
        request, "evictions/eviction_find.html", context, fragment="evictions/_eviction_found.html"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def eviction_open(request: UserRequest, tenancy_pk: int) -> HttpResponse:
    """A short form; where there is an open case already, that case."""
    tenancy = get_tenancy_for_eviction(request.user, tenancy_pk)
    cases = list(EvictionCase.objects.visible_to(request.user).filter(tenancy=tenancy).order_by("-opened_at"))
    if request.method != "POST" and (existing := next((case for case in cases if case.is_open), None)):
        return redirect(links("eviction_detail")(existing.pk))
    notice = ArrearsNotice.objects.visible_to(request.user).open().filter(tenancy=tenancy).first()
    form = OpenEvictionForm(posted(request), initial={"due_date": notice.due_date if notice else None})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return show_opening(request, tenancy, form, cases, notice, status=status)
    try:
        case = open_eviction(actor=request.user, tenancy=tenancy, due_date=form.cleaned_data["due_date"])
    except EvictionExistsError as exists:
        form.add_error(None, exists.message)
        return show_opening(request, tenancy, form, cases, notice, exists.case, status=409)
    messages.success(request, _("Udsættelsessag %(number)s er oprettet.") % {"number": case.number})
    return redirect(links("eviction_detail")(case.pk))


def show_opening(
    request: UserRequest,
    tenancy: Tenancy,
    form: OpenEvictionForm,
    cases: list[EvictionCase],
    notice: ArrearsNotice | None,
    existing: EvictionCase | None = None,
    status: int = 200,
) -> HttpResponse:
    record_look_up(actor=request.user, subject=tenancy, purpose=Purpose.ARREARS)
    context = {
        "tenancy": tenancy,
        "form": form,
        "notice": notice,
        "earlier": [case for case in cases if not case.is_open],
        "existing": existing,
        "people": household(tenancy.people),  # type: ignore[attr-defined]
        "back": next_url(request, reverse("eviction_find")),
    }
    return render(request, "evictions/eviction_open.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def eviction_close(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk, edit=True)
    form = CloseEvictionForm(posted(request), case=case)
    template = "evictions/eviction_close.html"
    if not form.is_bound:
        return show_form(request, template, form)
    if status := written(form, lambda: close_eviction(actor=request.user, case=case, **form.known)):
        return show_form(request, template, form, status=status)
    messages.success(request, _("Udsættelsessagen er afsluttet. Den kan genåbnes."))
    return redirect(links("eviction_detail")(case.pk))


@require_POST
def eviction_reopen(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk, edit=True)
    form = OfEvictionForm(request.POST, case=case)
    if status := written(form, lambda: reopen_eviction(actor=request.user, case=case, **form.known)):
        return show_refused(request, form, status)
    messages.success(request, _("Udsættelsessagen er åben igen."))
    return redirect(links("eviction_detail")(case.pk))
