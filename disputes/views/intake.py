"""Taking in a complaint: whom it is about is found first, then everything on one page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.choices import Role
from accounts.forms.answers import attempt
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.links import links
from disputes.forms.complaints import HELP, TakeInForm
from disputes.homes import FoundHomes, Home, find_homes, homes_by_key, picks_dwellings
from disputes.models import Complaint
from disputes.permissions import get_dwelling_for_complaint, get_tenancy_for_complaint
from disputes.services.complaints import take_in_complaint
from disputes.views.own import how_far
from residents.models import Tenancy

MOST_SIGNERS = 20
PICKS = ("find", "tilfoej", "fjern")


@role_required(Role.CARETAKER, Role.ADMINISTRATION, Role.ESTATE_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_find(request: UserRequest) -> HttpResponse:
    """Whom is it about? What is typed is posted, never in an address."""
    office = picks_dwellings(request.user)
    context = {
        "found": find_homes(request.user, request.POST.get("q", "")),
        "picks_dwellings": office,
        "back": reverse("complaint_own_list" if office else "complaint_list"),
    }
    return render(request, "disputes/complaint_find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def complaint_create(request: UserRequest, tenancy_pk: int) -> HttpResponse:
    tenancy = get_tenancy_for_complaint(request.user, tenancy_pk)
    about = Home(tenancy.pk, tenancy.dwelling.address, tenancy=tenancy)
    response = taken_in(request, about)
    record_look_up(actor=request.user, subject=tenancy, purpose=Purpose.COMPLAINT)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@once
def complaint_create_office(request: UserRequest, dwelling_pk: int) -> HttpResponse:
    """The office picks the flat; who lives there it is not told."""
    dwelling = get_dwelling_for_complaint(request.user, dwelling_pk)
    about = next(iter(homes_by_key(request.user, [dwelling.pk])), None)
    if about is None:
        raise Http404
    return taken_in(request, about)


def taken_in(request: UserRequest, about: Home) -> HttpResponse:
    """The form of a complaint about `about`, or what became of it. The buttons that find, add and take away
    those who complain save nothing, and keep what is typed."""
    homes = homes_by_key(request.user, signers_of(request))
    if request.method != "POST" or any(name in request.POST for name in PICKS):
        form = TakeInForm(homes=homes, initial=typed(request))
        return show_form(request, form, about, found=found_of(request))
    form = TakeInForm(request.POST, homes=homes)
    if about.tenancy is None:
        form.add_error(None, _("Der bor ingen i boligen nu. En klage er over en husstand."))
    made: list[tuple[Complaint, bool]] = []
    if form.is_valid():
        said: dict[str, Any] = {"actor": request.user, "respondent": about.tenancy, **form.facts}
        attempt(form, lambda: made.append(take_in_complaint(**said)))
    if not made:
        return show_form(request, form, about, status=422)
    complaint, is_new = made[0]
    if not is_new:
        number = {"number": complaint.number}
        form.add_error(None, _("Skemaet er allerede sendt som %(number)s. Skriv videre der.") % number)
        return show_form(request, form, about, status=409)
    return thanked(request, complaint)


def thanked(request: UserRequest, complaint: Complaint) -> HttpResponse:
    """On to the complaint, for whoever may read it."""
    said = {"number": complaint.number}
    if picks_dwellings(request.user):
        messages.success(request, _("Tak. Klagen er modtaget som %(number)s.") % said)
        return redirect(links("complaint_own")(complaint.pk))
    messages.success(request, _("Klagen er taget ind som %(number)s.") % said)
    if Complaint.objects.visible_to(request.user).filter(pk=complaint.pk).exists():
        return redirect(links("complaint_detail")(complaint.pk))
    messages.info(request, _("Den kollega, der har husstandens sag, følger klagen."))
    return redirect(reverse("complaint_list"))


def signers_of(request: UserRequest) -> list[int]:
    """Who complains, as chosen until now."""
    named = [*request.POST.getlist("klager"), request.POST.get("tilfoej", "")]
    keys = [int(key) for key in named if key.isascii() and key.isdecimal() and len(key) <= 18]
    gone = request.POST.get("fjern", "")
    return [key for key in keys if str(key) != gone][:MOST_SIGNERS]


def typed(request: UserRequest) -> dict[str, Any]:
    """What stands in the form so far."""
    if request.method != "POST":
        return {}
    said: dict[str, Any] = {name: value for name, value in request.POST.items() if value}
    return {**said, "is_reasoned": "is_reasoned" in request.POST}


def found_of(request: UserRequest) -> FoundHomes:
    return find_homes(request.user, request.POST.get("q", "")) if "find" in request.POST else FoundHomes()


def show_form(
    request: UserRequest, form: TakeInForm, about: Home, *, found: FoundHomes | None = None, status: int = 200
) -> HttpResponse:
    office = picks_dwellings(request.user)
    context = {
        "form": form,
        "about": about,
        "found": found or FoundHomes(),
        "picks_dwellings": office,
        "others": open_about(request.user, about.tenancy),
        "categories": [(label, HELP[key]) for key, label in form.fields["category"].choices if key],  # type: ignore[attr-defined]
        "back": reverse("complaint_find"),
    }
    return render(request, "disputes/complaint_create.html", context, status=status)


def open_about(user: Any, tenancy: Tenancy | None) -> list[tuple[Complaint, str]]:
    """What is open about the household already, of what this person may see, and how far it is; the office
    its own, and of the ladder one word."""
    rows = Complaint.objects.visible_to(user).open().filter(respondent=tenancy)
    found = list(rows.order_by("-received_on", "-pk")[:5]) if tenancy else []
    office = picks_dwellings(user)
    return [(row, how_far(row.status) if office else str(row.get_status_display())) for row in found]
