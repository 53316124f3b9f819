"""What of outbox and inbox is whose, and what is due."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Now

from notifications.choices import DeliveryStatus, JobStatus, ParkReason


class DeliveryQuerySet(models.QuerySet[Any]):
    def pending(self) -> Self:
        return self.filter(status=DeliveryStatus.PENDING)

    def parked(self) -> Self:
        return self.filter(status=DeliveryStatus.PARKED)

    def poisoned(self) -> Self:
        """Given up: it could not be delivered, whoever it was for."""
        return self.parked().filter(park_reason=ParkReason.POISON)


class InboxItemQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """One's own items, in the organisation one acts in."""
        if user.organisation_id is None:
            return self.none()
        return self.filter(recipient_id=user.pk, organisation_id=user.organisation_id)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class JobQuerySet(models.QuerySet[Any]):
    def due(self) -> Self:
        return self.filter(status=JobStatus.PENDING, leased_until__lte=Now())
