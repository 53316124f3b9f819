"""The morning mail counts what its reader will find after logging in, and says nothing else."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from evictions.models import ArrearsNotice
from notifications.models import Delivery, DigestMail
from notifications.services.delivering import deliver
from notifications.services.digest import owe_digests, send_digests
from notifications.services.outbox import owe_deliveries
from tests.factories import ArrearsNoticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(tenancy, anna):
    return ArrearsNoticeFactory(tenancy=tenancy)


def send_all():
    owe_digests(timezone.localdate())
    send_digests(list(DigestMail.objects.values_list("pk", flat=True)))
    return {message.to[0]: message.body.split(" Log ind")[0] for message in mail.outbox}


def test_the_responsible_caretaker_and_nobody_without_tasks(notice, anna, bo, carla, freja, dorte, erik, gry):
    assert send_all() == {anna.email: "Du har 1 opgave i dag."}


def test_it_is_what_her_page_shows(notice, anna, laerke, login):
    ArrearsNoticeFactory(tenancy__dwelling__stairwell__estate=laerke)
    assert send_all()[anna.email] == "Du har 2 opgaver i dag."
    page = login(anna).get("/i-dag/").content.decode()
    assert page.count('<li id="nr-') == 2


def test_the_coordinator_when_nobody_takes_or_has_it(notice, freja, moelle):
    ArrearsNotice.objects.update(created_at=timezone.now() - dt.timedelta(days=14))
    parked = ArrearsNoticeFactory(tenancy__dwelling__stairwell__estate=moelle)
    subjects = [(parked.pk, moelle.pk)]
    owe_deliveries(kind="arrears_notice", organisation_id=moelle.organisation_id, subjects=subjects)
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    assert send_all()[freja.email] == "Du har 2 opgaver i dag."


def test_the_administration_when_a_question_waits(notice, dorte):
    ArrearsNotice.objects.update(status="proposed")
    assert send_all()[dorte.email] == "Du har 1 opgave i dag."


def test_no_name_address_or_kind_of_case_leaves_the_house(notice, anna):
    send_all()
    sent = mail.outbox[0].subject + mail.outbox[0].body
    words = ["Lærkevej", "Prøve", "restance", "husleje", "8412", "8.412", anna.name.split()[0]]
    assert not [word for word in words if word.lower() in sent.lower()]
