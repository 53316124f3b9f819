"""A contact is logged while a list is undone: whoever comes second sees what the first has done."""

import uuid

import pytest
from django.db import transaction

from accounts.models import User
from cases.choices import VisitResult
from cases.models import Visit
from cases.services.visits import log_visit
from core.errors import DomainError
from evictions.choices import NoticeStatus
from evictions.models import ArrearsList, ArrearsNotice
from evictions.services.lists import undo_list
from evictions.tests.intake_files import csv_file, take
from evictions.tests.races import others, until_through_or_waiting
from residents.models import Tenancy

pytestmark = pytest.mark.django_db(transaction=True)

ROW = ("1204-0033-02", "100,00", "01-11-2026")
MORE = ("1204-0033-02", "200,00", "01-11-2026")


def visit(anna, tenancy):
    log_visit(
        actor=User.objects.get(pk=anna.pk),
        tenancy=Tenancy.objects.get(pk=tenancy.pk),
        result=VisitResult.REACHED,
        client_uuid=uuid.uuid4(),
    )


def undo(dorte, list_id):
    undo_list(actor=User.objects.get(pk=dorte.pk), arrears_list=ArrearsList.objects.get(pk=list_id))


@pytest.mark.parametrize("is_new", [True, False])
def test_a_contact_that_is_being_logged_hinders_the_undoing(dorte, anna, tenancy, is_new):
    list_id = take(dorte, csv_file(ROW)).pk
    if not is_new:
        list_id = take(dorte, csv_file(MORE)).pk
    with others() as start:
        with transaction.atomic():
            visit(anna, tenancy)
            undoing = start(lambda: undo(dorte, list_id))
            until_through_or_waiting(undoing)
        with pytest.raises(DomainError, match="handlet på 1"):
            undoing.result()
    notice = ArrearsNotice.objects.get()
    assert (notice.status, notice.amount) == (NoticeStatus.OPEN, 100 if is_new else 200)
    assert notice.taken_by_id == anna.pk


@pytest.mark.parametrize("is_new", [True, False])
def test_a_contact_that_waits_for_the_undoing_finds_the_notice_as_it_is_then(dorte, anna, tenancy, is_new):
    list_id = take(dorte, csv_file(ROW)).pk
    if not is_new:
        list_id = take(dorte, csv_file(MORE)).pk
    with others() as start:
        with transaction.atomic():
            undo(dorte, list_id)
            logging = start(lambda: visit(anna, tenancy))
            until_through_or_waiting(logging)
        logging.result()
    assert Visit.objects.standing().count() == 1
    notice = ArrearsNotice.objects.get()
    if is_new:
        assert (notice.status, notice.taken_at, notice.attempts) == (NoticeStatus.WITHDRAWN, None, 0)
    else:
        assert (notice.status, notice.amount, notice.taken_by_id) == (NoticeStatus.OPEN, 100, anna.pk)
