"""Acute danger on an estate without a caretaker reaches the coordinator at once, and once."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import EstateAssignment
from conditions.push import untaken_count, untaken_figure
from conditions.services.acute import tell_at_once
from conditions.services.closing import close_concern
from conditions.services.escalation import tell_coordinators
from conditions.tests.handling import take
from conditions.tests.reporting import report
from conftest import person
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.registry import watches
from notifications.services.dispatching import drain, sweep
from tests.case_factories import CaseFactory
from tests.factories import AbsenceFactory

KIND = DeliveryKind.ACUTE_CONCERN
NOBODY = "Akut fare, og afdelingen har ingen social vicevært i dag: Affald, ophobning · Lærkeparken"


def go_round():
    """What a dispatcher does: deliver, look around, deliver."""
    drain()
    sweep()
    drain()


def told(kind=KIND):
    go_round()
    rows = InboxItem.objects.filter(kind=kind).order_by("recipient__name", "pk")
    return list(rows.values_list("recipient__name", flat=True))


def answers_for_it(user, *, yes=True):
    """A colleague on the estate becomes the responsible one, or is that no more."""
    EstateAssignment.objects.filter(membership=user.membership).update(is_responsible=yes)


def inbox(login, user):
    return login(user).get("/indbakke/").content.decode()


@pytest.fixture
def acute(erik, freja, dwelling, tenancy):
    """On an estate that nobody has."""
    return report(erik, dwelling, urgency="acute", note="Gaslugt i hele opgangen")[0]


class TestNobody:
    def test_the_coordinator_is_told_at_once_and_once(self, acute):
        assert told() == ["Freja Friis"]
        assert told() == ["Freja Friis"]
        assert tell_at_once() == 0

    def test_the_line_says_why_and_leads_to_the_list(self, login, acute, freja):
        told()
        page = inbox(login, freja)
        assert NOBODY in page and "Lærkevej 8, 3. th" in page
        assert "Gaslugt" not in page and "Prøve Beboersen" not in page
        item = InboxItem.objects.get(recipient=freja)
        assert login(freja).get(f"/indbakke/{item.pk}/").url == "/meldinger/ikke-taget/"

    def test_each_coordinator_of_the_organisation_and_no_other(self, acute, fjordbo, skovbo):
        person("Finn Frost", fjordbo, "coordinator")
        person("Fie Falk", skovbo, "coordinator")
        assert told() == ["Finn Frost", "Freja Friis"]

    def test_also_when_the_only_one_is_away_without_a_stand_in(self, anna, bo, acute):
        today = timezone.localdate()
        AbsenceFactory(membership=anna.membership, stand_in=bo.membership, starts_on=today, ends_on=today)
        bo.is_active = False
        bo.save()
        assert told() == ["Freja Friis"]
        assert not InboxItem.objects.filter(kind=DeliveryKind.CONCERN).exists()

    def test_also_when_it_could_not_be_delivered(self, login, anna, freja, acute):
        Delivery.objects.update(status="parked", park_reason="poison", settled_at=timezone.now())
        tell_at_once()
        drain()
        assert "Akut fare, og meldingen kunne ikke leveres: " in inbox(login, freja)

    def test_the_number_on_the_overview_is_red_and_in_the_morning_mail(self, acute, freja):
        drain()
        assert untaken_figure(freja).level == "late"
        assert untaken_count(freja) == 1


class TestSomebody:
    @pytest.mark.parametrize("urgency", ["normal", "soon"])
    def test_what_is_not_acute_waits_for_the_next_and_the_weekdays(self, erik, freja, dwelling, urgency):
        report(erik, dwelling, urgency=urgency)
        assert told() == []
        assert untaken_figure(freja).level == "soon"
        assert Delivery.objects.get(kind=DeliveryKind.CONCERN).status == "parked"

    def test_who_has_the_estate_is_enough(self, anna, acute):
        assert told() == []

    def test_so_is_who_works_with_the_household(self, bo, tenancy, acute):
        CaseFactory(tenancy=tenancy, responsible=bo.membership)
        assert told() == []
        assert told(DeliveryKind.CONCERN) == ["Bo Berg"]

    def test_who_gets_the_estate_is_told_and_the_coordinators_line_says_so(self, login, bo, freja, acute):
        told()
        answers_for_it(bo)
        assert told(DeliveryKind.CONCERN) == ["Bo Berg"]
        assert told() == ["Freja Friis"]
        page = inbox(login, freja)
        assert "hos Bo Berg" in page and "ingen social vicevært" not in page

    def test_not_told_when_somebody_gets_it_before_it_was_delivered(self, bo, acute):
        drain()
        assert tell_at_once() == 1
        answers_for_it(bo)
        sweep()  # Before anything else, as a dispatcher begins.
        assert told() == []
        assert Delivery.objects.get(kind=KIND).status == "withdrawn"

    def test_told_again_when_they_leave_before_it_reached_them(self, bo, acute):
        self.test_not_told_when_somebody_gets_it_before_it_was_delivered(bo, acute)
        Delivery.objects.filter(kind=DeliveryKind.CONCERN).update(status="parked", park_reason="nobody")
        answers_for_it(bo, yes=False)
        assert told() == ["Freja Friis"]

    def test_after_the_weekdays_it_is_told_that_nobody_has_taken_it(self, acute):
        told()
        tell_coordinators(timezone.localdate() + dt.timedelta(days=14))
        assert told(DeliveryKind.UNTAKEN_CONCERN) == ["Freja Friis"]


class TestOver:
    def test_taken_or_closed_first_there_is_nothing_to_tell(self, bo, erik, dwelling, acute):
        other = report(erik, dwelling, urgency="acute")[0]
        drain()
        take(bo, acute)
        close_concern(actor=bo, concern=other, seen=1, outcome="resolved")
        assert told() == []

    def test_taken_between_told_and_delivered(self, bo, acute):
        drain()
        tell_at_once()
        take(bo, acute)
        assert told() == []

    def test_taken_afterwards_the_line_is_read(self, bo, acute):
        told()
        take(bo, acute)
        assert not InboxItem.objects.unread().filter(kind=KIND).exists()

    @pytest.mark.django_db(transaction=True)
    def test_one_that_is_being_taken_is_left_alone(self, bo, acute):
        """The lock of whoever takes it is held by another connection."""
        drain()
        other = connection.copy()
        try:
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute(
                    "SELECT FROM conditions_concernflag WHERE id = %s FOR NO KEY UPDATE", [acute.pk]
                )
            assert tell_at_once() == 0
            other.rollback()
            assert tell_at_once() == 1
        finally:
            other.close()


def test_every_dispatcher_watches(acute):
    assert tell_at_once in watches()


def in_own_connection(act):
    try:
        return act()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_four_dispatchers_at_once_make_one_line_each(fjordbo, acute):
    person("Finn Frost", fjordbo, "coordinator")
    drain()
    start = threading.Barrier(4)

    def race():
        start.wait()
        return tell_at_once()

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(in_own_connection, race) for _ in range(4)]
        assert sum(run.result() for run in runs) == 2
    assert told() == ["Finn Frost", "Freja Friis"]


@pytest.mark.django_db(transaction=True)
def test_a_dispatcher_that_dies_in_between_leaves_it_to_the_next(acute):
    drain()
    refuse = "ALTER TABLE notifications_delivery ADD CONSTRAINT dies CHECK (kind <> 'acute_concern')"
    with connection.cursor() as cursor:
        cursor.execute(refuse)
    try:
        sweep()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE notifications_delivery DROP CONSTRAINT dies")
    assert not Delivery.objects.filter(kind=KIND).exists()
    assert told() == ["Freja Friis"]


class TestReceipt:
    def said(self, login, erik, concern):
        return login(erik).get(f"/meld/{concern.pk}/?sendt").content.decode()

    def test_the_caretaker(self, login, erik, anna, acute):
        assert "Den sociale vicevært får den med det samme" in self.said(login, erik, acute)

    def test_whoever_works_with_the_household(self, login, erik, bo, tenancy, acute):
        CaseFactory(tenancy=tenancy, responsible=bo.membership)
        assert "Den sociale vicevært får den med det samme" in self.said(login, erik, acute)

    def test_the_coordinator_of_acute_danger(self, login, erik, acute):
        page = self.said(login, erik, acute)
        assert "ingen social vicevært i dag. Koordinatoren får den med det samme" in page
        assert "inden for 2 hverdage" not in page

    def test_nobody_yet_of_what_is_not(self, login, erik, freja, dwelling):
        page = self.said(login, erik, report(erik, dwelling)[0])
        assert "den går til den, der får afdelingen" in page
        assert "inden for 2 hverdage, får koordinatoren besked" in page

    def test_nobody_at_all(self, login, erik, dwelling):
        page = self.said(login, erik, report(erik, dwelling, urgency="acute")[0])
        assert "Sig det til din leder" in page and "med det samme" not in page

    def test_taken_meanwhile(self, login, erik, bo, acute):
        take(bo, acute)
        assert "Den sociale vicevært får den med det samme" in self.said(login, erik, acute)
