"""The page a phone shows without coverage, and the list of what lies on it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases.choices import RESULT_BUTTONS
from cases.forms.visits import VisitForm

PLANS = (("2d", _("2 dage")), ("1w", _("1 uge")), ("date", _("Dato")), ("none", _("Intet")))


@login_not_required
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """The same for everybody and without personal data: the service worker shows it instead of any page it
    cannot fetch. In place of a contact form it is an empty one, for the household of the address."""
    context = {"results": RESULT_BUTTONS, "plans": PLANS, "form": VisitForm(auto_id="tlf_%s")}
    return render(request, "cases/phone.html", context)
