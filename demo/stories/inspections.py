"""Two flats that Anna has looked at by appointment: one that grew full while nobody came, and one that was
cleared."""

import datetime as dt
from typing import Any

from django.utils import timezone

from conditions.choices import Condition, InspectionStatus
from conditions.models import ConcernFlag, Inspection
from conditions.services.inspections import Appointment, plan_inspection, settle_inspection
from core.weekdays import is_weekday, next_weekday
from demo.clock import backdate, moment
from demo.stories.mediation import name_of
from residents.models import Tenancy

AGREED_BEFORE = 4
"""Days between the appointment and the look."""
DONE, MISSED = InspectionStatus.DONE, InspectionStatus.MISSED


class Inspecting:
    """Every look names how many days `ago` it was; on a business day, except right after a concern."""

    def __init__(self, anna: Any, tenancy: Tenancy, today: dt.date) -> None:
        self.anna, self.tenancy, self.today = anna, tenancy, today

    def agree(self, at: dt.datetime, concern: ConcernFlag | None = None) -> Inspection:
        return plan_inspection(
            actor=self.anna,
            dwelling=self.tenancy.dwelling,
            appointment=Appointment(at, name_of(self.tenancy)),
            concern=concern,
        )

    def look(
        self,
        ago: int,
        condition: int | None,
        result: str,
        *,
        status: str = DONE,
        concern: ConcernFlag | None = None,
        agreed: int = AGREED_BEFORE,
    ) -> None:
        inspection = self.agree(timezone.now(), concern)
        while concern is None and not is_weekday(self.today - dt.timedelta(days=ago)):
            ago += 1
        at = moment(self.today, ago, 10)
        backdate(inspection, planned_at=at, created_at=moment(self.today, ago + agreed, 12))
        settle_inspection(
            actor=self.anna, inspection=inspection, status=status, condition=condition, result=result
        )
        backdate(inspection, settled_at=min(at + dt.timedelta(hours=1), timezone.now()))

    def ahead(self, days: int, concern: ConcernFlag) -> None:
        day = next_weekday(self.today + dt.timedelta(days=days))
        inspection = self.agree(timezone.make_aware(dt.datetime.combine(day, dt.time(10))), concern)
        backdate(inspection, created_at=moment(self.today, 2, 11))


def flat_that_grew_full(anna: Any, tenancy: Tenancy, concern: ConcernFlag, today: dt.date) -> None:
    """The next look is agreed on."""
    tell = Inspecting(anna, tenancy, today)
    tell.look(180, Condition.WORN, "")
    tell.look(120, None, "Beboeren var syg og ringede afbud.", status=MISSED)
    tell.look(95, Condition.NEGLECTED, "Kasser langs væggene i stuen. Fri gang til vinduer og altan.")
    seen = "Kasser til brysthøjde i stuen. Radiator og altandør er spærret, komfuret er frit."
    tell.look(4, Condition.BREACHED, seen, concern=concern, agreed=1)
    tell.ahead(3, concern)


def flat_that_was_cleared(anna: Any, tenancy: Tenancy, concern: ConcernFlag, today: dt.date) -> None:
    tell = Inspecting(anna, tenancy, today)
    seen = "Affald i sække i entré og køkken. Bad og soverum er frie."
    tell.look(38, Condition.NEGLECTED, seen, concern=concern, agreed=1)
    tell.look(22, Condition.GOOD, "Ryddet og gjort rent.", concern=concern)
