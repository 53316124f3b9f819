"""Deliveries for tests, and real servers and processes for those that need them."""

import pytest

from notifications.choices import DeliveryKind
from notifications.models import Delivery
from notifications.services.outbox import owe_deliveries


@pytest.fixture
def owe():
    """owe(estate, 1, 2) → the delivery ids of new notices 1 and 2 on that estate."""

    def _owe(estate, *subject_ids, kind=DeliveryKind.ARREARS_NOTICE):
        subjects = [(subject_id, estate.pk) for subject_id in subject_ids]
        owe_deliveries(kind=kind, organisation_id=estate.organisation_id, subjects=subjects)
        rows = Delivery.objects.filter(kind=kind, subject_id__in=subject_ids)
        return list(rows.order_by("subject_id").values_list("pk", flat=True))

    return _owe
