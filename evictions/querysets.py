"""What of arrears a user may see: caretakers and administration, in their scope; coordinators the figures."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.choices import Role
from accounts.querysets import ScopedQuerySet
from accounts.routing import covered_estates
from cases.querysets import CaretakerQuerySet, handed_away
from evictions.choices import (
    AT_COURT,
    LETTERS_OF_OFFICE,
    OPEN_EVICTIONS,
    OPEN_STATUSES,
    Bucket,
    EvictionStatus,
    EvictionTab,
    HearingStatus,
    LegalStepKind,
    LetterKind,
    NoticeStatus,
    PlanStatus,
    Stage,
    StatementStatus,
    StepSource,
    TrayTab,
)
from notifications.choices import DeliveryKind, DeliveryStatus
from notifications.models import Delivery
from residents.choices import ImportStatus

if TYPE_CHECKING:
    from accounts.models import User

TRAY_TABS: dict[TrayTab, Q] = {
    TrayTab.ANSWER: Q(status=NoticeStatus.PROPOSED),
    TrayTab.NEW: Q(taken_at__isnull=True),
    TrayTab.COURT: Q(stage__in=[Stage.TERMINATION, Stage.BAILIFF_COURT]),
    TrayTab.ALL: Q(),
}
EARLY = Q(stage__in=[Stage.ARREARS, Stage.DEMAND])
"""The lease is not terminated: the demand deadline still counts."""
SEES_ARREARS = frozenset({Role.CARETAKER, Role.ADMINISTRATION, Role.COORDINATOR})

LETTERS_OF_CARETAKER = sorted(set(LetterKind) - LETTERS_OF_OFFICE)


def count_of(rows: QuerySet[Any, Any]) -> Coalesce:
    """How many of `rows` (which refer to OuterRef) there are, as a subquery."""
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class ArrearsListQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """The administration imports; the coordinator sees how far each list has come."""
        if user.role in {Role.ADMINISTRATION, Role.COORDINATOR}:
            return self.filter(organisation_id=user.organisation_id)
        return self.none()

    def worth_showing(self) -> Self:
        """Not those a person has dropped. What the machine has dropped says so in its message."""
        return self.exclude(status=ImportStatus.CANCELLED, message="")

    def imported(self) -> Self:
        """The newest import first."""
        return self.filter(status=ImportStatus.DONE).order_by("-finished_at", "-pk")

    def with_progress(self) -> Self:
        """Adds how many of each list's new notices are delivered, seen, taken and parked."""
        every = apps.get_model("evictions", "ArrearsNotice").objects
        notices = every.filter(first_list=OuterRef("pk"))
        of_list = every.filter(first_list=OuterRef(OuterRef("pk")))
        deliveries = Delivery.objects.filter(
            kind=DeliveryKind.ARREARS_NOTICE, subject_id__in=of_list.values("pk")
        )
        return self.annotate(
            notice_count=count_of(notices),
            seen_count=count_of(notices.filter(seen_at__isnull=False)),
            taken_count=count_of(notices.filter(taken_at__isnull=False)),
            delivered_count=count_of(deliveries.filter(status=DeliveryStatus.DELIVERED)),
            parked_count=count_of(deliveries.parked()),
        )

    def with_waiting(self) -> Self:
        """Adds how many rows of each list wait."""
        rows = apps.get_model("evictions", "ArrearsRow").objects
        return self.annotate(waiting_count=count_of(rows.filter(run=OuterRef("pk"), bucket=Bucket.ERROR)))


class ArrearsNoticeQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        if user.role in SEES_ARREARS:
            return self.in_scope(user).exclude(status=NoticeStatus.WITHDRAWN)
        return self.none()

    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATUSES)

    def untaken(self) -> Self:
        return self.filter(taken_at__isnull=True)

    def untaken_before(self, day: dt.date) -> Self:
        """Open, taken by nobody, and made before `day` (a Danish calendar day)."""
        midnight = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
        return self.open().untaken().filter(created_at__lt=midnight)

    def in_tab(self, tab: "TrayTab | str") -> Self:
        """The tabs of the administration's tray. All of them hold open notices only."""
        return self.open().filter(TRAY_TABS[TrayTab(tab)])

    def with_deadline(self, first: dt.date | None, last: dt.date) -> Self:
        """Open, and the demand deadline lies from `first` (or ever) to `last`; not when terminated."""
        rows = self.open().filter(EARLY, demand_deadline__lte=last)
        return rows.filter(demand_deadline__gte=first) if first else rows

    def load_by_estate(self, day: dt.date) -> QuerySet[Any, dict[str, Any]]:
        """Per estate: open, untaken, deadline within 7 days, passed deadline, nobody has had contact."""
        return (
            self.open()
            .order_by()
            .values("estate_id")
            .annotate(
                open_count=Count("pk"),
                untaken_count=Count("pk", filter=Q(taken_at__isnull=True)),
                soon_count=Count(
                    "pk", filter=EARLY & Q(demand_deadline__range=(day, day + dt.timedelta(days=7)))
                ),
                late_count=Count("pk", filter=EARLY & Q(demand_deadline__lt=day)),
                silent_count=Count("pk", filter=Q(contact_on__isnull=True)),
            )
        )

    def without_responsible(self, organisation_id: int) -> Self:
        """Open, and nobody gets the estate's notices today; or its delivery has failed for good. The one
        definition of "uden ansvarlig": a notice delivered to somebody who has left since is nobody's too."""
        covered = covered_estates(timezone.localdate(), organisation_id)
        failed = Delivery.objects.poisoned().filter(
            organisation_id=organisation_id, kind=DeliveryKind.ARREARS_NOTICE
        )
        of_nobody = ~Q(estate_id__in=covered) | Q(pk__in=failed.values("subject_id"))
        return self.open().filter(of_nobody, organisation_id=organisation_id)

    def with_delivery(self) -> Self:
        """Adds delivery_status and delivered_at from the outbox."""
        delivery = Delivery.objects.filter(
            kind=DeliveryKind.ARREARS_NOTICE, subject_id=OuterRef("pk"), recipient=None
        )
        return self.annotate(
            delivery_status=Subquery(delivery.values("status")[:1]),
            delivered_at=Subquery(delivery.values("settled_at")[:1]),
        )


class OfEvictionQuerySet(ScopedQuerySet):
    """Rows of the landlord's course: dates, amounts and codes, no notes."""

    def visible_to(self, user: "User | Any") -> Self:
        return self.in_scope(user) if user.role in SEES_ARREARS else self.none()


class EvictionCaseQuerySet(OfEvictionQuerySet):
    def open(self) -> Self:
        return self.filter(status__in=sorted(OPEN_EVICTIONS))

    def in_tab(self, tab: "EvictionTab | str", day: dt.date | None = None) -> Self:
        """The tabs of the review. All of them hold open cases only."""
        tabs = {
            EvictionTab.ANSWER: Q(answer_since__isnull=False),
            EvictionTab.NEW: Q(reviewed_at__isnull=True),
            EvictionTab.COURT: Q(status__in=sorted(AT_COURT)),
            EvictionTab.PAUSED: Q(standstill_until__gte=day or timezone.localdate()),
            EvictionTab.ALL: Q(),
        }
        return self.open().filter(tabs[EvictionTab(tab)])

    def standing(self) -> Self:
        """For what is counted: without those a list made by mistake, closed when it was undone
        (services/told_undone.py)."""
        steps = apps.get_model("evictions", "LegalStep").objects
        closed = steps.filter(eviction_case=OuterRef("pk"), kind=LegalStepKind.CLOSED).order_by("-pk")
        by = Subquery(closed.values("source")[:1])
        return self.alias(closed_by_source=by).exclude(
            status=EvictionStatus.CLOSED, closed_by_source=StepSource.LIST
        )


class LegalStepQuerySet(OfEvictionQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """But not that the caretaker has written to the resident: that is between the two."""
        rows = super().visible_to(user)
        if user.role == Role.CARETAKER:
            return rows
        return rows.exclude(kind=LegalStepKind.LETTER_SENT, values__letter__in=LETTERS_OF_CARETAKER)


class HearingQuerySet(OfEvictionQuerySet):
    def ahead(self, moment: dt.datetime | None = None) -> Self:
        """Set, and not over yet; of a case that is closed nothing comes any more."""
        return self.in_force().filter(at__gte=moment or timezone.now())

    def in_force(self) -> Self:
        return self.filter(status=HearingStatus.SET, eviction_case__status__in=sorted(OPEN_EVICTIONS))

    def on_days(self, first: dt.date, last: dt.date) -> Self:
        """From the first day to the last, both included, as Danish days."""
        begins, ends = (
            timezone.make_aware(dt.datetime.combine(day, dt.time.min))
            for day in (first, last + dt.timedelta(days=1))
        )
        return self.filter(at__gte=begins, at__lt=ends)

    def to_show(self) -> Self:
        """What a calendar shows: what is in force, was held, or was called off. A day that was moved is shown
        where it was moved to."""
        over = [HearingStatus.HELD, HearingStatus.CALLED_OFF]
        is_set = Q(status=HearingStatus.SET, eviction_case__status__in=sorted(OPEN_EVICTIONS))
        return self.filter(is_set | Q(status__in=over))


class StandstillReasonQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        """The organisation's own list: whoever gives a standstill, and who keeps the list."""
        if user.role in {Role.ADMINISTRATION, Role.SYSTEM_ADMINISTRATOR}:
            return self.filter(organisation_id=user.organisation_id)
        return self.none()

    def with_use(self) -> Self:
        """Adds whether each was ever used (`is_used`): then it is only switched off."""
        used = apps.get_model("evictions", "Standstill").objects.filter(reason=OuterRef("pk"))
        return self.annotate(is_used=Exists(used))


class StandstillQuerySet(OfEvictionQuerySet):
    def in_force(self, day: dt.date | None = None) -> Self:
        day = day or timezone.localdate()
        return self.filter(ended_at__isnull=True, starts_on__lte=day, ends_on__gte=day)


class InstalmentPlanQuerySet(OfEvictionQuerySet):
    def active(self) -> Self:
        return self.filter(status=PlanStatus.ACTIVE)


class WayOutQuerySet(CaretakerQuerySet):
    """Casework: the caretakers, and a coordinator who has opened the case with a reason."""


class StatementQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """Who writes them and who answers them."""
        if user.role in {Role.CARETAKER, Role.ADMINISTRATION}:
            return self.in_scope(user)
        return self.none()

    def waiting(self) -> Self:
        return self.filter(status=StatementStatus.SENT)


class EvictionLetterQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """The administration its own; the caretaker also those between her and the resident, unless she has
        handed the household away."""
        if user.role == Role.CARETAKER:
            hers = Q(kind__in=LETTERS_OF_CARETAKER, tenancy_id__in=handed_away(user))
            return self.in_scope(user).exclude(hers)
        if user.role == Role.ADMINISTRATION:
            return self.in_scope(user).filter(kind__in=sorted(LETTERS_OF_OFFICE))
        return self.none()


class ArrearsRecheckQuerySet(OfEvictionQuerySet):
    def to_confirm(self, day: dt.date | None = None) -> Self:
        return self.filter(confirmed_at__isnull=True, due_on__lte=day or timezone.localdate())
