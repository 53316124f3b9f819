"""A long case and a full day, for the pages that show them."""

import datetime as dt
import uuid

from django.utils import timezone

from accounts.models import Membership
from cases.choices import AssignedBecause, CaseOrigin, VisitResult
from cases.models import Case, CaseAssignment, FollowUp, SupportPlanAction, SupportPlanGoal, Visit
from evictions.models import ArrearsNotice
from residents.models import Tenancy

VISITS, ACTIONS, GOALS = 280, 15, 4
"""With the opening of the case and what the notice adds, some 300 entries."""
LINES, ENTRIES = 200, 300
WORDS = "Talte sammen i køkkenet. Vi ringer til kommunen sammen på torsdag, og regningen lægges til side. "


def long_case(caretaker: Membership) -> int:
    """A case of two years on a household in arrears; its id."""
    notice = ArrearsNotice.objects.open().filter(estate_id__in=caretaker.estate_ids).order_by("-pk")[0]
    tenancy, user, now = notice.tenancy, caretaker.user, timezone.now()
    household = household_of(tenancy)
    case = open_case(caretaker, tenancy, now - dt.timedelta(days=700))
    goals = [SupportPlanGoal(**household, case=case, text=f"Mål {number}") for number in range(GOALS)]
    SupportPlanGoal.objects.bulk_create(goals)
    actions = [
        SupportPlanAction(**household, case=case, text=f"Handling {number}", done_at=now, done_by=user)
        for number in range(ACTIONS)
    ]
    SupportPlanAction.objects.bulk_create(actions)
    visits = [
        Visit(
            **household,
            caretaker=user,
            client_uuid=uuid.uuid4(),
            result=VisitResult.REACHED if number % 3 else VisitResult.NOT_HOME,
            note=WORDS * 3 if number % 3 else "",
            occurred_at=now - dt.timedelta(days=2 * number + 1),
        )
        for number in range(VISITS)
    ]
    Visit.objects.bulk_create(visits)
    return case.pk


def full_day(caretaker: Membership) -> None:
    """Promises that are due on households without a notice, until I dag has LINES lines."""
    notices = ArrearsNotice.objects.open().filter(estate_id__in=caretaker.estate_ids)
    free = Tenancy.objects.filter(estate_id__in=caretaker.estate_ids, ends_on__isnull=True)
    missing = max(0, LINES - notices.count())
    rows = free.exclude(pk__in=notices.values("tenancy_id")).order_by("pk")[:missing]
    for tenancy in rows:
        open_case(caretaker, tenancy, timezone.now() - dt.timedelta(days=30))
        FollowUp.objects.create(
            **household_of(tenancy), caretaker=caretaker.user, due_on=timezone.localdate(), text="Ring igen"
        )


def household_of(tenancy: Tenancy) -> dict[str, object]:
    return {"organisation_id": tenancy.organisation_id, "estate_id": tenancy.estate_id, "tenancy": tenancy}


def open_case(caretaker: Membership, tenancy: Tenancy, at: dt.datetime) -> Case:
    case = Case.objects.create(
        **household_of(tenancy),
        origin=CaseOrigin.NOTICE,
        about="Husleje og post",
        responsible=caretaker,
        opened_by=caretaker.user,
        opened_at=at,
    )
    CaseAssignment.objects.create(
        case=case, membership=caretaker, because=AssignedBecause.OPENED, given_by=caretaker.user, starts_at=at
    )
    return case
