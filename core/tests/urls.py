"""Routes that exist only to try the middleware and the error pages on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from core.errors import DomainError
from core.htmx import undo_message
from residents.models import HousingOrganisation

IN_A_ROW = "hemmelig-note"


@login_not_required
def write_then_refuse(request: HttpRequest) -> HttpResponse:
    HousingOrganisation.objects.create(name="Må ikke blive stående", slug="maa-ikke")
    raise DomainError("Sagen er allerede lukket.")


@login_not_required
def write_then_fail(request: HttpRequest) -> HttpResponse:
    HousingOrganisation.objects.create(name="Må ikke blive stående", slug="maa-ikke")
    raise RuntimeError("technical words")


@login_not_required
def quote_a_row(request: HttpRequest) -> HttpResponse:
    """PostgreSQL's DETAIL names the values of the row it refuses."""
    for _ in range(2):
        HousingOrganisation.objects.create(name=IN_A_ROW, slug=IN_A_ROW)
    return HttpResponse()


@login_not_required
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@login_not_required
def too_big(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


def thing(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse("ting")


@login_not_required
def accept(request: HttpRequest) -> HttpResponse:
    return HttpResponse("modtaget")


@login_not_required
def with_undo(request: HttpRequest) -> HttpResponse:
    undo_message(request, "Besøget er gemt.", "/fortryd/")
    return redirect("/min-konto/")


@login_not_required
def undo(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Fortrudt.")
    return redirect("/min-konto/")


urlpatterns = [
    path("med-fortryd/", with_undo),
    path("fortryd/", undo),
    path("afvis/", write_then_refuse),
    path("fejl/", write_then_fail),
    path("citer/", quote_a_row),
    path("forbudt/", forbidden),
    path("for-stor/", too_big),
    path("modtag/", accept),
    path("ting/<int:pk>/", thing, name="thing_detail"),
    path("", include("socialvicevaert.urls")),
]

handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.forbidden"
handler404 = "core.views.errors.not_found"
handler500 = "core.views.errors.server_error"
