"""The database refuses a row that is copied into another organisation or estate than its parent's."""

import pytest
from django.db import IntegrityError, transaction

from cases.models import Visit
from evictions.models import ArrearsNotice, NoticeRevision
from notifications.models import Delivery
from residents.models import Dwelling, Resident, Stairwell, Tenancy
from tests.factories import ArrearsListFactory, ArrearsNoticeFactory, VisitFactory


@pytest.mark.parametrize("model", [Stairwell, Dwelling, Tenancy, Resident, ArrearsNotice, Visit])
def test_a_row_cannot_move_to_another_organisation(model, anna, tenancy, skovbo):
    ArrearsNoticeFactory(tenancy=tenancy)
    VisitFactory(tenancy=tenancy, caretaker=anna)
    with pytest.raises(IntegrityError, match="does not match"), transaction.atomic():
        model.objects.update(organisation=skovbo)


@pytest.mark.parametrize("model", [Dwelling, Tenancy, Resident, ArrearsNotice, Visit])
def test_a_row_cannot_move_to_another_estate(model, anna, tenancy, moelle):
    ArrearsNoticeFactory(tenancy=tenancy)
    VisitFactory(tenancy=tenancy, caretaker=anna)
    with pytest.raises(IntegrityError, match="does not match"), transaction.atomic():
        model.objects.update(estate=moelle)


def test_a_notice_cannot_come_from_a_strangers_list(tenancy, skovbo):
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    stranger = ArrearsListFactory(organisation=skovbo)
    for field in ("first_list", "last_list"):
        with pytest.raises(IntegrityError, match="does not match"), transaction.atomic():
            ArrearsNotice.objects.filter(pk=notice.pk).update(**{field: stranger})


def test_a_revision_needs_its_notice_and_its_list(tenancy):
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    values = {"number": 1, "amount": 5, "due_date": notice.due_date, "stage": "arrears", "children": "no"}
    for notice_id, list_id in ((0, notice.first_list_id), (notice.pk, 0)):
        with pytest.raises(IntegrityError, match="does not match"), transaction.atomic():
            NoticeRevision.objects.create(notice_id=notice_id, arrears_list_id=list_id, **values)


def test_a_delivery_stays_with_its_estates_organisation(laerke, skovbo):
    with pytest.raises(IntegrityError, match="does not match"), transaction.atomic():
        Delivery.objects.create(kind="arrears_notice", subject_id=1, organisation=skovbo, estate=laerke)
