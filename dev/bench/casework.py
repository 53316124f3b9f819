"""A long case and a full day, for the pages that show them."""

import datetime as dt
import uuid

from django.utils import timezone

from accounts.models import Membership
from cases.choices import AssignedBecause, CaseOrigin, VisitResult
from cases.models import Case, CaseAssignment, FollowUp, SupportPlanAction, SupportPlanGoal, Visit
from disputes.models import Complaint
from evictions.models import ArrearsNotice, EvictionCase
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
    """Promises that are due on households with nothing else to do, until I dag has LINES lines."""
    own = {"estate_id__in": caretaker.estate_ids}
    free = Tenancy.objects.filter(**own, ends_on__isnull=True)
    busy = {
        *ArrearsNotice.objects.open().filter(**own).values_list("tenancy_id", flat=True),
        *EvictionCase.objects.open().filter(**own).values_list("tenancy_id", flat=True),
        *Complaint.objects.filter(**own, acted_on__isnull=True).values_list("respondent_id", flat=True),
    }
    rows = free.exclude(pk__in=busy).order_by("pk")[: max(0, LINES - len(busy))]
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
