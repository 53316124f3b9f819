"""Whose a complaint is, for whoever sees only that it is there."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.routing import responsible_on
from cases.models import Case
from disputes.querysets import ComplaintQuerySet


def with_caretaker(rows: ComplaintQuerySet) -> QuerySet[Any]:
    """`caretaker_name`: who has the household's open case; null without one."""
    cases = Case.objects.open().filter(tenancy_id=OuterRef("respondent_id"))
    return rows.annotate(caretaker_name=Subquery(cases.values("responsible__user__name")[:1]))


def name_caretakers(rows: Iterable[dict[str, Any]], organisation_id: int) -> None:
    """`whose`: of who has the household's case, else of who has the estate today."""
    responsible = responsible_on(timezone.localdate(), organisation_id)
    names = dict(User.objects.filter(pk__in=set(responsible.values())).values_list("pk", "name"))
    for row in rows:
        of_estate = names.get(responsible.get(row["estate_id"], 0), "")
        row["whose"] = row["caretaker_name"] or of_estate or _("Uden ansvarlig")
