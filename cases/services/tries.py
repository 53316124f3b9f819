"""The tries at a household: read off its standing contacts, and kept on its open case."""

import datetime as dt
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from cases.choices import ATTEMPTS, CONTACT_ESTABLISHED, CaseStatus, VisitKind, VisitResult
from cases.models import Case, Visit
from cases.next_try import Means, Rules, Try
from core.compiled import compiled
from residents.models import HousingOrganisation

MEANS_OF_RESULT: dict[str, str] = {
    VisitResult.CARD_LEFT: Means.CARD,
    VisitResult.NO_ANSWER: Means.CALL,
    VisitResult.OTHER: Means.LETTER,
}
MOST_TRIES = 50


def is_attempt(result: str, kind: str) -> bool:
    """A contact that met nobody: also a letter, which is told under "Andet"."""
    return result in ATTEMPTS or (result == VisitResult.OTHER and kind == VisitKind.LETTER)


def tries_since_contact(tenancy_id: int) -> list[Try]:
    """Newest first; a contact ends them."""
    tries = []
    for result, kind, at, reason in _newest(tenancy_id=tenancy_id):
        if result in CONTACT_ESTABLISHED:
            break
        if is_attempt(result, kind):
            tries.append(Try(at, MEANS_OF_RESULT.get(result, Means.VISIT), reason))
    return tries


@compiled
def _newest(*, tenancy_id: int) -> QuerySet[Any, Any]:
    rows = Visit.objects.standing().filter(tenancy_id=tenancy_id).order_by("-occurred_at", "-pk")
    return rows.values_list("result", "kind", "occurred_at", "reason")[:MOST_TRIES]


def rules_of(organisation_id: int) -> Rules:
    rows = HousingOrganisation.objects.filter(pk=organisation_id)
    limit, between = rows.values_list("tries_before_other_means", "days_between_tries").get()
    return Rules(limit, between)


def note_tries(tenancy_id: int, visit: Visit | None = None) -> None:
    """The open case's last contact, last try and tries since then follow from the contacts that stand.

    Call it when a case opens, and after `visit` was logged, undone or corrected: with contact a new case is
    under way, and undoing that contact makes it new again.
    """
    case = next(iter(_open_case(tenancy_id=tenancy_id)), None)
    if case is None:
        return
    seen = _contacts(tenancy_id=tenancy_id)
    contacts = [at for result, _kind, at in seen if result in CONTACT_ESTABLISHED]
    attempts = [at for result, kind, at in seen if is_attempt(result, kind)]
    since = contacts[-1] if contacts else None
    Case.objects.open().filter(pk=case.pk).update(
        contact_on=_day(contacts),
        attempt_on=_day(attempts),
        attempts=sum(since is None or at > since for at in attempts),
        status=_status(case, visit, contacts),
    )


@compiled
def _open_case(*, tenancy_id: int) -> QuerySet[Any, Any]:
    return Case.objects.open().filter(tenancy_id=tenancy_id).only("status", "opened_at")


@compiled
def _contacts(*, tenancy_id: int) -> QuerySet[Any, Any]:
    rows = Visit.objects.standing().filter(tenancy_id=tenancy_id).order_by("occurred_at", "pk")
    return rows.values_list("result", "kind", "occurred_at")


def _day(moments: list[dt.datetime]) -> dt.date | None:
    return timezone.localdate(moments[-1]) if moments else None


def _status(case: Case, visit: Visit | None, contacts: list[dt.datetime]) -> str:
    if visit is None or visit.result not in CONTACT_ESTABLISHED:
        return case.status
    stands = visit.undone_at is None and visit.replaced_at is None
    if stands and case.status == CaseStatus.NEW:
        return CaseStatus.ACTIVE
    alone = not any(at >= case.opened_at for at in contacts)
    if not stands and case.status == CaseStatus.ACTIVE and alone and _was_begun_by(case, visit):
        return CaseStatus.NEW
    return case.status


def _was_begun_by(case: Case, visit: Visit) -> bool:
    """Whether the case went from new to under way in the transaction that wrote the contact: then nobody
    decided it, and undoing the contact takes it back. The audit knows."""
    events: Any = apps.get_model("cases", "CaseEvent")._default_manager
    written: Any = apps.get_model("cases", "VisitEvent")._default_manager
    at = (
        written.filter(pgh_obj_id=visit.pk, pgh_label="insert").values_list("pgh_created_at", flat=True).get()
    )
    course = list(
        events.filter(pgh_obj_id=case.pk).order_by("pgh_id").values_list("status", "pgh_created_at")
    )
    begun = (CaseStatus.NEW, CaseStatus.ACTIVE)
    steps = pairwise(course)
    return any((before, after) == begun and when == at for (before, _at), (after, when) in steps)
