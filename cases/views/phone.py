"""The page a phone shows without coverage, and the list of what lies on it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.phone_forms import files_of_forms, phone_forms


@login_not_required
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """The same for everybody and without personal data: the service worker shows it instead of any page it
    cannot fetch. In place of a form that apps have registered it is an empty one, for the flat of the
    address."""
    files = files_of_forms()
    context = {
        "forms": phone_forms,
        "styles": [name for name in files if name.endswith(".css")],
        "scripts": [name for name in files if name.endswith(".js")],
    }
    return render(request, "cases/phone.html", context)
