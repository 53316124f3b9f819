"""The one fact about the caretaker's work an eviction case shows: when there was contact."""

from django.db.models import Max

from cases.choices import CONTACT_ESTABLISHED
from cases.models import Visit
from core.phrases import as_day
from evictions.models import EvictionCase


def note_contact(visit: Visit) -> None:
    """A visit was logged, undone or corrected: the last contact since the course began, of those that stand.

    It changes no revision: whoever decides about the case is not told to look again because somebody met the
    tenant.
    """
    case = EvictionCase.objects.open().filter(tenancy_id=visit.tenancy_id).select_related("notice").first()
    if case is None:
        return
    begun = min(case.notice.created_at, case.opened_at) if case.notice else case.opened_at
    standing = Visit.objects.standing().filter(tenancy_id=case.tenancy_id, result__in=CONTACT_ESTABLISHED)
    last = standing.filter(occurred_at__gte=begun).aggregate(last=Max("occurred_at"))["last"]
    EvictionCase.objects.filter(pk=case.pk).update(contact_on=as_day(last) if last else None)
