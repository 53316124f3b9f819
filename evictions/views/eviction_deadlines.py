"""Another demand deadline than the computed one: one proposes it, a colleague says yes or no."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import posted
from accounts.requests import UserRequest
from cases.forms.revisions import written
from cases.links import links
from evictions.forms.base import OfEvictionForm
from evictions.forms.deadlines import DeadlineForm, RefuseDeadlineForm
from evictions.forms.steps import PREVIEW
from evictions.permissions import get_eviction_for_user
from evictions.services.deadline_overrides import approve_deadline, ask_deadline, refuse_deadline
from evictions.views.eviction_frame import show_form, show_previewed, show_refused


@require_http_methods(["GET", "HEAD", "POST"])
def eviction_deadline(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk, edit=True)
    form = DeadlineForm(posted(request), case=case)
    template, rules = "evictions/eviction_deadline.html", ("demand_deadline",)
    if not form.is_bound or PREVIEW in request.POST:
        return show_previewed(request, template, form, rules=rules)
    if status := written(form, lambda: ask_deadline(actor=request.user, case=case, **form.known)):
        return show_previewed(request, template, form, rules=rules, status=status)
    messages.success(request, _("Fristen er foreslået. Den ændres først, når en kollega har sagt ja."))
    return redirect(links("eviction_detail")(case.pk))


@require_POST
def eviction_deadline_approve(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk, edit=True)
    form = OfEvictionForm(request.POST, case=case)
    if status := written(form, lambda: approve_deadline(actor=request.user, case=case, **form.known)):
        return show_refused(request, form, status)
    messages.success(request, _("Påkravsfristen er ændret."))
    return redirect(links("eviction_detail")(case.pk))


@require_POST
def eviction_deadline_refuse(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk, edit=True)
    form = RefuseDeadlineForm(request.POST, case=case)
    if status := written(form, lambda: refuse_deadline(actor=request.user, case=case, **form.known)):
        return show_form(request, "evictions/eviction_deadline_refuse.html", form, status=status)
    messages.success(request, _("Påkravsfristen bliver, som den er."))
    return redirect(links("eviction_detail")(case.pk))
