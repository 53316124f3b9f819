"""The same list ten times at once makes one notice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from evictions.models import ArrearsList, ArrearsNotice, NoticeRevision
from evictions.services.lists import apply_queued_list, confirm_list, read_list, receive_list
from evictions.tests.intake_files import csv_file, take
from notifications.models import Delivery

ROW = ("1204-0033-02", "8.412,00", "01-11-2026")
TIMES = 10


def at_once(work):
    def closed(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(closed, range(TIMES)))


@pytest.mark.django_db(transaction=True)
def test_ten_programs_at_once(dorte, tenancy):
    def work(number):
        return take(User.objects.get(pk=dorte.pk), csv_file(ROW)).counts["new"]

    assert sorted(at_once(work)) == [0] * (TIMES - 1) + [1]
    assert (ArrearsNotice.objects.count(), NoticeRevision.objects.count()) == (1, 1)
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_people_with_a_preview_each(dorte, tenancy):
    def work(number):
        actor = User.objects.get(pk=dorte.pk)
        arrears_list = receive_list(
            actor=actor,
            organisation=actor.membership.organisation,
            source="web",
            file_name="x.csv",
            content=csv_file(ROW),
        )
        confirm_list(actor=actor, arrears_list=read_list(arrears_list.pk))
        return apply_queued_list(arrears_list.pk).status

    assert at_once(work) == ["done"] * TIMES
    assert (ArrearsNotice.objects.count(), Delivery.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_list_applied_ten_times_at_once(dorte, tenancy):
    arrears_list = receive_list(
        actor=dorte,
        organisation=tenancy.organisation,
        source="web",
        file_name="x.csv",
        content=csv_file(ROW),
    )
    confirm_list(actor=dorte, arrears_list=read_list(arrears_list.pk))
    at_once(lambda number: apply_queued_list(arrears_list.pk).status)
    assert ArrearsList.objects.get().status == "done"
    assert ArrearsNotice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_key_ten_times_at_once(dorte, tenancy):
    def work(number):
        return take(User.objects.get(pk=dorte.pk), csv_file(ROW), idempotency_key="nov").pk

    assert len(set(at_once(work))) == 1
    assert ArrearsList.objects.count() == 1
