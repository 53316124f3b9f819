"""What of arrears a user may see: caretakers and administration, in their scope; coordinators the figures."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from accounts.choices import Role
from accounts.querysets import ScopedQuerySet
from evictions.choices import OPEN_STATUSES, NoticeStatus, Stage, TrayTab
from notifications.choices import DeliveryKind
from notifications.models import Delivery

if TYPE_CHECKING:
    from accounts.models import User

TRAY_TABS: dict[TrayTab, Q] = {
    TrayTab.ANSWER: Q(status=NoticeStatus.PROPOSED),
    TrayTab.NEW: Q(taken_at__isnull=True),
    TrayTab.COURT: Q(stage__in=[Stage.TERMINATION, Stage.BAILIFF_COURT]),
    TrayTab.ALL: Q(),
}
SEES_ARREARS = frozenset({Role.CARETAKER, Role.ADMINISTRATION, Role.COORDINATOR})


class ArrearsListQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """The administration imports; the coordinator sees how far each list has come."""
        if user.role in {Role.ADMINISTRATION, Role.COORDINATOR}:
            return self.filter(organisation_id=user.organisation_id)
        return self.none()


class ArrearsNoticeQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        if user.role in SEES_ARREARS:
            return self.in_scope(user).exclude(status=NoticeStatus.WITHDRAWN)
        return self.none()

    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATUSES)

    def untaken(self) -> Self:
        return self.filter(taken_at__isnull=True)

    def in_tab(self, tab: "TrayTab | str") -> Self:
        """The tabs of the administration's tray. All of them hold open notices only."""
        return self.open().filter(TRAY_TABS[TrayTab(tab)])

    def with_deadline_before(self, day: dt.date) -> Self:
        return self.filter(demand_deadline__lte=day, stage__in=[Stage.ARREARS, Stage.DEMAND])

    def load_by_estate(self, day: dt.date) -> QuerySet[Any, dict[str, Any]]:
        """Per estate: open, untaken, deadline within 7 days, passed deadline, nobody has had contact."""
        early = Q(stage__in=[Stage.ARREARS, Stage.DEMAND])
        return (
            self.open()
            .order_by()
            .values("estate_id")
            .annotate(
                open_count=Count("pk"),
                untaken_count=Count("pk", filter=Q(taken_at__isnull=True)),
                soon_count=Count(
                    "pk", filter=early & Q(demand_deadline__range=(day, day + dt.timedelta(days=7)))
                ),
                late_count=Count("pk", filter=early & Q(demand_deadline__lt=day)),
                silent_count=Count("pk", filter=Q(contact_on__isnull=True)),
            )
        )

    def parked(self) -> Self:
        """Nobody is responsible for the estate (or delivering failed): the coordinator's queue."""
        deliveries = Delivery.objects.parked().filter(
            kind=DeliveryKind.ARREARS_NOTICE, subject_id=OuterRef("pk")
        )
        return self.open().filter(Exists(deliveries))

    def with_delivery(self) -> Self:
        """Adds delivery_status and delivered_at from the outbox."""
        delivery = Delivery.objects.filter(
            kind=DeliveryKind.ARREARS_NOTICE, subject_id=OuterRef("pk"), recipient=None
        )
        return self.annotate(
            delivery_status=Subquery(delivery.values("status")[:1]),
            delivered_at=Subquery(delivery.values("settled_at")[:1]),
        )
