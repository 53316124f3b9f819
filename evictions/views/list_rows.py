"""One waiting row of an arrears list: corrected, confirmed, matched or left out, in place."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.errors import DomainError
from core.htmx import wants_fragment
from core.lists import next_url
from core.searchkeys import search_words
from evictions import list_facts
from evictions.choices import Bucket
from evictions.forms.lists import FindTenancyForm
from evictions.models import ArrearsList, ArrearsRow
from evictions.permissions import get_arrears_list_for_user
from evictions.services import waiting
from evictions.services.columns import LABELS
from residents.choices import ImportStatus
from residents.models import Tenancy
from residents.permissions import get_tenancy_for_user

FOUND = 20
LONGEST_ID = 19


@role_required(Role.ADMINISTRATION)
@require_POST
def arrears_list_row(request: UserRequest, pk: int, row_number: int) -> HttpResponse:
    arrears_list = get_arrears_list_for_user(request.user, pk, edit=True)
    tell = messages.success
    try:
        row = settle(request, arrears_list, row_number)
        said = "" if row and row.bucket == Bucket.ERROR else said_of(arrears_list, row_number, row)
        if row and request.POST.get("action") == "restore":
            said = said or _("Række %(row)s venter igen.") % {"row": row_number}
    except DomainError as error:
        row = arrears_list.rows.filter(row_number=row_number).first()
        said, tell = error.message, messages.error
    if wants_fragment(request):
        context = fragment(arrears_list, row_number, row, said) | {"refused": tell is messages.error}
        return render(request, "evictions/_list_settled.html", context)
    if said:
        tell(request, said)
    elif row:
        messages.error(request, _("Række %(row)s: %(message)s") % {"row": row_number, "message": row.message})
    return redirect(next_url(request, detail_url(arrears_list)))


def settle(request: UserRequest, arrears_list: ArrearsList, row_number: int) -> ArrearsRow | None:
    """What the button says. An unknown or missing one changes nothing."""
    where: dict[str, Any] = {
        "actor": request.user,
        "arrears_list": arrears_list,
        "row_number": row_number,
    }
    wanted = request.POST.get("action", "")
    if wanted == "confirm":
        return waiting.confirm_row(**where)
    if wanted == "leave":
        return waiting.leave_row_out(**where)
    if wanted == "restore":
        return waiting.take_row_back(**where)
    if wanted == "match":
        return waiting.match_row(**where, tenancy=get_tenancy_for_user(request.user, chosen_id(request)))
    field = request.POST.get("field", "")
    if field not in LABELS:
        raise DomainError(_("Vælg, hvad der skal ske med rækken."))
    return waiting.fix_row(**where, values={field: request.POST.get("value", "").strip()[:200]})


def chosen_id(request: UserRequest) -> int:
    """0, which nobody has, for what is no id: «²» is a digit too, but no number."""
    chosen = request.POST.get("tenancy", "")
    return int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < LONGEST_ID else 0


def said_of(arrears_list: ArrearsList, row_number: int, row: ArrearsRow | None) -> str:
    if row and row.bucket == Bucket.LEFT_OUT:
        return _("Række %(row)s er udeladt.") % {"row": row_number}
    if row is None or arrears_list.status == ImportStatus.DONE:
        return _("Række %(row)s er på plads.") % {"row": row_number}
    return _("Række %(row)s er rettet og flyttet til „%(bucket)s“.") % {
        "row": row_number,
        "bucket": row.get_bucket_display(),
    }


def fragment(arrears_list: ArrearsList, row_number: int, row: ArrearsRow | None, said: str) -> dict[str, Any]:
    """The row, and what it changes outside the table: the tabs and the button, swapped out of band."""
    still = row if row and row.bucket == Bucket.ERROR else None
    return {
        "list": arrears_list,
        "row_number": row_number,
        "row": list_facts.waiting(arrears_list, still) if still else None,
        "said": said,
        "can_restore": row is not None and row.bucket == Bucket.LEFT_OUT,
        "is_preview": arrears_list.status == ImportStatus.PREVIEW,
        "tabs": list_facts.tab_items(arrears_list, list_facts.ERRORS),
        "confirm_label": list_facts.confirm_label(arrears_list.counts),
    }


@role_required(Role.ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def arrears_list_match(request: UserRequest, pk: int, row_number: int) -> HttpResponse:
    """Find the tenancy a row is about. The search is posted: names do not belong in addresses."""
    arrears_list = get_arrears_list_for_user(request.user, pk, edit=True)
    row = arrears_list.rows.filter(row_number=row_number, bucket=Bucket.ERROR).first()
    if row is None:
        messages.info(request, _("Rækken venter ikke mere."))
        return redirect(detail_url(arrears_list))
    form = FindTenancyForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = list(find_tenancies(request.user, form.cleaned_data["q"])[:FOUND])
        record_look_up(actor=request.user, subject=arrears_list, purpose=Purpose.ARREARS)
    context = {
        "list": arrears_list,
        "row": list_facts.waiting(arrears_list, row),
        "form": form,
        "found": found,
        "back_url": detail_url(arrears_list),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evictions/list_match.html", context, status=status)


def find_tenancies(user: Any, query: str) -> QuerySet[Tenancy]:
    words = search_words(query)
    if not words:
        return Tenancy.objects.none()
    matches = Q()
    for word in words:
        matches &= Q(search_key__contains=word)
    rows = Tenancy.objects.visible_to(user).filter(matches).select_related("dwelling", "estate")
    return rows.order_by("sort_key", "-starts_on")


def detail_url(arrears_list: ArrearsList) -> str:
    address = reverse("arrears_list_detail", args=[arrears_list.pk])
    return f"{address}?fane={list_facts.ERRORS}"
