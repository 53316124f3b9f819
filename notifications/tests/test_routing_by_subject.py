"""Several apps say who gets what they know of; nobody's word about another's kinds."""

import pytest

from notifications import registry
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from tests.factories import ArrearsNoticeFactory

TO = """
SELECT taken.id AS delivery_id, {user}::bigint AS user_id FROM taken WHERE taken.kind = '{kind}'
"""


@pytest.fixture
def registered(monkeypatch):
    monkeypatch.setattr(registry, "_by_subject", [])

    def register(kind, user):
        registry.register_routing_by_subject(TO.format(kind=kind.value, user=user.pk))

    return register


def owed(kind, estate):
    delivery = Delivery.objects.create(
        kind=kind, subject_id=1, organisation_id=estate.organisation_id, estate=estate
    )
    return delivery.pk


def got(kind):
    return InboxItem.objects.get(kind=kind).recipient


def test_each_kind_goes_where_its_app_says_and_the_rest_to_the_estate(registered, anna, bo, carla, laerke):
    registered(DeliveryKind.CONCERN, bo)
    registered(DeliveryKind.COMPLAINT, carla)
    kinds = [DeliveryKind.CONCERN, DeliveryKind.COMPLAINT, DeliveryKind.ARREARS_NOTICE]
    deliver([owed(kind, laerke) for kind in kinds])
    assert [got(kind) for kind in kinds] == [bo, carla, anna]


def test_saying_it_twice_is_saying_it_once(registered, bo, laerke):
    for _again in range(2):
        registered(DeliveryKind.CONCERN, bo)
    deliver([owed(DeliveryKind.CONCERN, laerke)])
    assert got(DeliveryKind.CONCERN) == bo


def test_nobody_has_to_say_anything(registered, anna, laerke, tenancy):
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    delivery = Delivery.objects.create(
        kind=DeliveryKind.ARREARS_NOTICE,
        subject_id=notice.pk,
        organisation_id=laerke.organisation_id,
        estate=laerke,
    )
    deliver([delivery.pk])
    assert got(DeliveryKind.ARREARS_NOTICE) == anna
