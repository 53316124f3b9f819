"""Safety on the page of a household and of a case: what is in force, and going there alone."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from accounts.choices import Role
from accounts.compiled import compiled_for_user
from cases.links import household_link
from cases.models import Case
from cases.safety import flags_at
from residents.models import Tenancy
from residents.providers import Panel


def household_panel(user: Any, tenancy: Tenancy) -> Panel | None:
    if user.role != Role.CARETAKER:
        return None
    return _panel(user, tenancy, household_link(tenancy.pk))


def case_panel(user: Any, case: Case) -> Panel | None:
    if user.role != Role.CARETAKER:
        return None
    return _panel(user, case.tenancy, reverse("case_detail", args=[case.pk]))


@compiled_for_user
def _flags(user: Any, *, dwelling_id: int) -> QuerySet[Any, Any]:
    return flags_at(user, dwelling_id)


def _panel(user: Any, tenancy: Tenancy, here: str) -> Panel:
    query = urlencode({"next": here})
    context = {
        "flags": _flags(user, dwelling_id=tenancy.dwelling_id),
        "here": here,
        "flags_url": f"{reverse('safety_flags', args=[tenancy.pk])}?{query}",
        "alone_url": f"{reverse('lone_work_start', args=[tenancy.pk])}?{query}",
    }
    return Panel("cases/_safety_panel.html", context, order=5)
