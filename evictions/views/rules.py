"""The rules of the law's course with their sources, and a form to try a date."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import role_required
from accounts.requests import UserRequest
from evictions import rule_trials
from evictions.forms.rules import TryForm
from evictions.law import DEMAND_FEES, RULES
from evictions.querysets import SEES_ARREARS


@role_required(*SEES_ARREARS)
@require_safe
def rules(request: UserRequest) -> HttpResponse:
    """Dates stand in the address: they are about nobody."""
    form = TryForm(request.GET or None)
    is_wrong = form.is_bound and not form.is_valid()
    context = {
        "form": form,
        "trials": rule_trials.trials(form.cleaned_data) if form.is_bound else [],
        "rules": list(RULES.values()),
        "fees": list(DEMAND_FEES.values()),
        "demands": rule_trials.examples_of_demands(),
        "complaints": rule_trials.examples_of_complaints(),
        "deadlines": rule_trials.examples_of_deadlines(),
    }
    return render(request, "evictions/rules.html", context, status=422 if is_wrong else 200)
