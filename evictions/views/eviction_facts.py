"""Putting the facts of an eviction case right: what is known of it, and the itemised claim."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.answers import posted
from accounts.requests import UserRequest
from cases.forms.revisions import written
from cases.links import links
from evictions.forms.claims import SPARE, ClaimForm
from evictions.forms.eviction_cases import EvictionFactsForm
from evictions.permissions import get_eviction_for_user, get_eviction_to_put_right
from evictions.services.eviction_cases import put_eviction_right
from evictions.views.eviction_frame import show_form

MORE = "flere"
RULES_OF_DUE_DATE = ("last_timely_day", "earliest_demand")


@require_http_methods(["GET", "HEAD", "POST"])
def eviction_facts(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_to_put_right(request.user, pk)
    form = EvictionFactsForm(posted(request), case=case, role=request.user.role)
    template = "evictions/eviction_facts.html"
    rules = RULES_OF_DUE_DATE if "due_date" in form.fields else ()
    if not form.is_bound:
        return show_form(request, template, form, rules=rules)
    if status := written(form, lambda: put_eviction_right(actor=request.user, case=case, **form.known)):
        return show_form(request, template, form, rules=rules, status=status)
    messages.success(request, _("Oplysningerne er rettet."))
    return redirect(links("eviction_detail")(case.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def eviction_claim(request: UserRequest, pk: int) -> HttpResponse:
    """`flere` in what is posted saves nothing and gives the page some lines more."""
    case = get_eviction_for_user(request.user, pk, edit=True)
    grows = MORE in request.POST
    form = ClaimForm(posted(request), case=case, extra=SPARE if grows else 0)
    template, rules = "evictions/eviction_claim.html", ("demand_channel", "demand_fee")
    if not form.is_bound or grows:
        return show_form(request, template, form, rules=rules)
    if status := written(
        form,
        lambda: put_eviction_right(
            actor=request.user, case=case, seen=form.cleaned_data["seen"], claim=form.claim
        ),
    ):
        return show_form(request, template, form, rules=rules, status=status)
    messages.success(request, _("Kravet er rettet."))
    return redirect(links("eviction_detail")(case.pk))
