"""The reconciliation finds what is lost; the health page shows the age of what waits, and nothing else."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from notifications import registry
from notifications.models import Delivery, InboxItem, ScheduledRun
from notifications.services.delivering import deliver
from notifications.services.reconciling import queue, reconcile
from tests.factories import ArrearsNoticeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_job_has_run")]
HEALTH = "/sundhed/koe/"


def of_notices():
    return next(balance for balance in reconcile() if balance.kind == "arrears_notice")


@pytest.fixture
def every_job_has_run(db):
    """However old the test database is: no scheduled job has missed its day."""
    today = timezone.localdate()
    ScheduledRun.objects.bulk_create(
        ScheduledRun(job=job.name, business_date=today) for job in registry.scheduled()
    )


@pytest.fixture
def three(owe, laerke, moelle, anna):
    """One notice delivered, one parked, one pending; a closed one is owed nothing."""
    notices = [ArrearsNoticeFactory(tenancy__dwelling__stairwell__estate=e) for e in (laerke, moelle, laerke)]
    ArrearsNoticeFactory(
        tenancy__dwelling__stairwell__estate=laerke, status="closed", closed_at=timezone.now()
    )
    deliver([*owe(laerke, notices[0].pk), *owe(moelle, notices[1].pk)])
    owe(laerke, notices[2].pk)
    return notices


def test_every_notice_is_in_exactly_one_place(three):
    balance = of_notices()
    assert (balance.owed, balance.delivered, balance.parked, balance.pending) == (3, 1, 1, 1)
    assert balance.inbox == 1
    assert balance.is_balanced


def test_a_notice_without_a_delivery_is_missing(three, laerke):
    ArrearsNoticeFactory(tenancy__dwelling__stairwell__estate=laerke)
    balance = of_notices()
    assert balance.missing == 1
    assert not balance.is_balanced


def test_delivered_without_an_item(three):
    InboxItem.objects.all().delete()
    assert of_notices().delivered_without_item == 1


def test_an_item_of_what_is_not_delivered(three):
    Delivery.objects.filter(status="delivered").update(status="withdrawn")
    balance = of_notices()
    assert (balance.item_without_delivery, balance.missing) == (1, 1)


def test_the_command_says_so(three, capsys):
    call_command("reconcile", "--json")
    report = json.loads(capsys.readouterr().out)
    assert report["balances"][0]["balanced"] is True
    assert report["queue"]["pending"] == 1
    assert report["missed"] == []
    InboxItem.objects.all().delete()
    with pytest.raises((SystemExit, CommandError)):
        call_command("reconcile")


def test_health_is_numbers_for_everybody(client, three):
    response = client.get(HEALTH)
    assert response.status_code == 200
    numbers = {"pending": 1, "parked": 1, "oldest_pending_seconds": 0, "jobs": 0, "oldest_job_seconds": 0}
    assert response.json() == {"status": "ok"} | numbers | {"missed_jobs": 0}
    assert client.post(HEALTH).status_code == 405


def test_what_waits_too_long_is_an_alarm(client, three):
    Delivery.objects.update(created_at=timezone.now() - dt.timedelta(minutes=10))
    response = client.get(HEALTH)
    assert response.status_code == 503
    assert response.json()["oldest_pending_seconds"] >= 600
    assert queue().oldest_pending_seconds >= 600
