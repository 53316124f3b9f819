"""The caretaker's cases, and the search-first way to a new one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.choices import Role
from accounts.forms.answers import posted
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.case_page import deadline_reason, status_words
from cases.choices import CaseOrigin
from cases.days import NEVER
from cases.deadlines import deadlines_of, next_deadline
from cases.finding import cases_at
from cases.forms.cases import CaseOpenForm
from cases.forms.lists import ALL, CLOSED, MINE, WHICH, CaseFilter
from cases.household import household
from cases.links import links
from cases.models import Case
from cases.permissions import get_tenancy_for_caretaker
from cases.safety import marks_of, safety_array
from cases.services.cases import CaseExistsError, open_case
from core.htmx import render_page
from core.lists import SORT, ListPage, Sort, list_page, next_url
from residents.forms import SearchForm
from residents.models import Tenancy
from residents.views.searched import searched

SORTS = {
    "frist": Sort("next_on", nullable=True),
    "kontakt": Sort("last_on"),
    "oprettet": Sort("-opened_at"),
    "adresse": Sort("tenancy__sort_key"),
    "lukket": Sort("-closed_at", nullable=True),
}
SORT_LABELS = [
    ("frist", gettext_lazy("Nærmeste frist først")),
    ("kontakt", gettext_lazy("Længst siden kontakt")),
    ("oprettet", gettext_lazy("Nyeste sag først")),
    ("adresse", gettext_lazy("Adresse")),
    ("lukket", gettext_lazy("Sidst afsluttet først")),
]
ABOUT = {
    CaseOrigin.NOTICE: gettext_lazy("Huslejerestance"),
    CaseOrigin.OUTREACH: gettext_lazy("Mødt på en opsøgende runde"),
}


@role_required(Role.CARETAKER)
@require_safe
def case_list(request: UserRequest) -> HttpResponse:
    """Those one has in hand first of all; the colleagues', and the closed ones, by a tab."""
    data = request.GET.copy()
    if data.get("vis") not in {MINE, ALL, CLOSED}:
        data["vis"] = MINE
    is_closed = data["vis"] == CLOSED
    if not data.get(SORT, ""):
        data[SORT] = "lukket" if is_closed else "frist"
    page = list_page(
        request,
        rows_for(request.user),
        sorts=SORTS,
        default="frist",
        filter_class=CaseFilter,
        data=data,
        target="#liste",
    )
    page.can_link = True
    choices = [(key, label) for key, label in SORT_LABELS if is_closed or key != "lukket"]
    context = {"page": page, "items": items_of(request, page), "sort_choices": choices}
    context |= {"tabs": page.tabs("vis", WHICH, cleared=[SORT]), "is_closed": is_closed}
    return render_page(request, "cases/case_list.html", context, fragment="cases/_case_list.html")


def rows_for(user: Any) -> QuerySet[Case]:
    rows = Case.objects.visible_to(user).select_related("tenancy__dwelling", "responsible__user")
    return rows.defer("closing_note").annotate(
        next_on=next_deadline(),
        last_on=Coalesce("contact_on", Value(NEVER)),
        flags=safety_array(user),
    )


def items_of(request: UserRequest, page: ListPage) -> list[dict[str, Any]]:
    today = timezone.localdate()
    due = deadlines_of([case.tenancy_id for case in page.rows if case.is_open])
    query = urlencode({"next": request.get_full_path()})
    items = []
    for case in page.rows:
        reasons = [deadline_reason(row, today) for row in due.get(case.tenancy_id, ())[:1] if case.is_open]
        items.append(
            {
                "case": case,
                "url": f"{links('case_detail')(case.pk)}?{query}",
                "reasons": reasons,
                "level": reasons[0].level if reasons else "quiet",
                "status": status_words(case),
                "marks": marks_of(case.flags),
            }
        )
    return items


@role_required(Role.CARETAKER)
@require_http_methods(["GET", "HEAD", "POST"])
def case_find(request: UserRequest) -> HttpResponse:
    """Whose case? Looked for first, so that nobody gets two. What is typed is posted, never in an address."""
    context = searched(request, SearchForm(posted(request)))
    rows = context["found"].rows
    at = cases_at(request.user, [row["id"] for row in rows])
    for row in rows:
        row["at"] = at[row["id"]]
    return render_page(request, "cases/case_find.html", context, fragment="cases/_case_found.html")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def case_open(request: UserRequest, tenancy_pk: int) -> HttpResponse:
    """A short form; where there is an open case already, that case."""
    tenancy = get_tenancy_for_caretaker(request.user, tenancy_pk)
    cases = list(Case.objects.visible_to(request.user).filter(tenancy=tenancy).order_by("-opened_at"))
    if request.method != "POST" and (existing := next((case for case in cases if case.is_open), None)):
        return redirect(links("case_detail")(existing.pk))
    origin = request.GET.get("begyndte", "")
    initial = {"origin": origin, "about": ABOUT[CaseOrigin(origin)]} if origin in ABOUT else {}
    form = CaseOpenForm(posted(request), initial=initial)
    if form.is_valid():
        known = {"origin": form.cleaned_data["origin"], "about": form.cleaned_data["about"]}
        try:
            case = open_case(actor=request.user, tenancy=tenancy, **known)
        except CaseExistsError as exists:
            form.add_error(None, exists.message)
            return show_form(request, tenancy, form, cases, existing=exists.case, status=409)
        messages.success(request, _("Sag %(number)s er oprettet.") % {"number": case.number})
        return redirect(links("case_detail")(case.pk))
    return show_form(request, tenancy, form, cases, status=422 if form.is_bound else 200)


def show_form(
    request: UserRequest,
    tenancy: Tenancy,
    form: CaseOpenForm,
    cases: list[Case],
    existing: Case | None = None,
    status: int = 200,
) -> HttpResponse:
    record_look_up(actor=request.user, subject=tenancy, purpose=Purpose.CASEWORK)
    context = {
        "tenancy": tenancy,
        "form": form,
        "earlier": [case for case in cases if not case.is_open],
        "existing": existing,
        "people": household(tenancy.people),  # type: ignore[attr-defined]
        "back": next_url(request, reverse("case_find")),
    }
    return render(request, "cases/case_open.html", context, status=status)
