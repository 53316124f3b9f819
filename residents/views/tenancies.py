"""One tenancy: who lives there and how to reach them; and the search that leads there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.htmx import render_page
from core.lists import row_links
from residents.forms import SearchForm
from residents.models import Tenancy
from residents.permissions import get_tenancy_for_user
from residents.providers import marks_for, panels_for
from residents.querysets import SEES_PEOPLE
from residents.views.searched import searched

LAST_SEARCH = "last_search"
"""In the session, at the server: the words of the last search that found somebody, never in an address."""
FROM_SEARCH = "soegning"
AGAIN = "igen"
PURPOSES = {Role.CARETAKER: Purpose.CASEWORK, Role.COORDINATOR: Purpose.COORDINATION}


@require_safe
def tenancy_detail(request: UserRequest, pk: int) -> HttpResponse:
    tenancy = get_tenancy_for_user(request.user, pk)
    purpose = PURPOSES.get(Role(request.user.role), Purpose.REGISTER)
    record_look_up(actor=request.user, subject=tenancy, purpose=purpose)
    people = list(tenancy.residents.order_by("-kind", "name"))
    others = Tenancy.objects.visible_to(request.user).filter(dwelling_id=tenancy.dwelling_id)
    context = {
        "tenancy": tenancy,
        "people": [person for person in people if person.moved_out_on is None],
        "former": [person for person in people if person.moved_out_on is not None],
        "others": others.exclude(pk=tenancy.pk).order_by("-starts_on"),
        "panels": panels_for(request.user, tenancy),
        "marks": marks_for(request.user, [tenancy.dwelling_id]).get(tenancy.dwelling_id, ()),
        "searched_url": f"{reverse('tenancy_search')}?{AGAIN}" if came_from_search(request) else "",
    }
    return render(request, "residents/tenancy_detail.html", context)


def came_from_search(request: UserRequest) -> bool:
    return request.GET.get("fra") == FROM_SEARCH and LAST_SEARCH in request.session


@role_required(*SEES_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def tenancy_search(request: UserRequest) -> HttpResponse:
    """What is looked for is posted, so that no name stands in an address or a log. `?igen`: the last one."""
    last = request.session.get(LAST_SEARCH) if AGAIN in request.GET else None
    form = SearchForm(request.POST if request.method == "POST" else last)
    context = searched(request, form)
    found = context["found"]
    if found.rows:
        request.session[LAST_SEARCH] = {"q": context["query"], "vis": form.cleaned_data["vis"]}
    link = row_links("tenancy_detail")
    for row in found.rows:
        row["url"] = f"{link(row['id'])}?fra={FROM_SEARCH}"
    return render_page(request, "residents/search.html", context, fragment="residents/_found.html")
