"""A concern reaches whoever works there, the inbox says what is true today, and nothing is lost."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import EstateAssignment
from conditions.models import ConcernFlag
from conditions.push import untaken_count
from conditions.services.closing import close_concern
from conditions.services.escalation import tell_coordinators
from conditions.tests.handling import change, flag, take
from conditions.tests.reporting import report
from evictions.tests.test_push_to_the_case import push
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.registry import task_count
from notifications.services.delivering import deliver
from notifications.services.reconciling import reconcile
from notifications.services.scheduling import run_due
from tests.case_factories import CaseFactory, handed_over
from tests.factories import AbsenceFactory, TenancyFactory

DANISH = ZoneInfo("Europe/Copenhagen")
WEDNESDAY, THURSDAY = (dt.date(2026, 12, day) for day in (9, 10))


def deliver_all():
    deliver(list(Delivery.objects.filter(status="pending").values_list("pk", flat=True)))


def recipients(kind):
    deliver_all()
    return list(InboxItem.objects.filter(kind=kind).order_by("pk").values_list("recipient__name", flat=True))


def inbox(login, user):
    deliver_all()
    return login(user).get("/indbakke/").content.decode()


class TestNew:
    def test_it_reaches_whoever_has_the_estate(self, login, anna, erik, dwelling, tenancy):
        report(erik, dwelling, kinds=["rubbish", "smell"], urgency="acute")
        page = inbox(login, anna)
        assert recipients(DeliveryKind.CONCERN) == ["Anna Andersen"]
        assert "Lærkevej 8, 3. th" in page
        assert "Akut fare · Lugt og affald, ophobning · Lærkeparken · meldt i dag" in page

    def test_or_whoever_works_with_the_household(self, anna, bo, erik, dwelling, tenancy):
        CaseFactory(tenancy=tenancy, responsible=bo.membership)
        report(erik, dwelling)
        assert recipients(DeliveryKind.CONCERN) == ["Bo Berg"]

    def test_nor_to_somebody_who_cannot_read_it(self, login, anna, bo, erik, dwelling, tenancy):
        handed_over(CaseFactory(tenancy=tenancy, responsible=anna.membership), bo.membership)
        earlier = flag(tenancy, erik)
        assert login(anna).get(f"/meldinger/{earlier.pk}/").status_code == 404
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        EstateAssignment.objects.filter(membership=bo.membership).update(ends_on=yesterday)
        concern, _new = report(erik, dwelling, urgency="acute")
        page = inbox(login, anna)
        assert login(anna).get(f"/meldinger/{concern.pk}/").status_code == 200
        assert recipients(DeliveryKind.CONCERN) == ["Anna Andersen"]
        assert "Akut fare" in page and "Lærkevej 8, 3. th" in page

    def test_arrears_still_go_their_way_in_the_same_batch(self, anna, bo, erik, laerke, dwelling, tenancy):
        CaseFactory(tenancy=tenancy, responsible=bo.membership)
        report(erik, dwelling)
        assert push(tenancy, TenancyFactory(dwelling__stairwell__estate=laerke)) == [
            "Bo Berg",
            "Anna Andersen",
        ]
        assert recipients(DeliveryKind.CONCERN) == ["Bo Berg"]

    def test_who_has_it_now_is_said(self, login, anna, bo, erik, dwelling, tenancy):
        concern, _new = report(erik, dwelling)
        deliver_all()
        take(bo, concern)
        assert "Bo Berg har taget den" in inbox(login, anna)
        concern.refresh_from_db()
        close_concern(actor=bo, concern=concern, seen=concern.revision, outcome="resolved")
        assert "afsluttet" in inbox(login, anna)

    def test_opening_it_reads_the_line(self, login, anna, erik, dwelling, tenancy):
        concern, _new = report(erik, dwelling)
        deliver_all()
        login(anna).head(f"/meldinger/{concern.pk}/")
        assert InboxItem.objects.filter(read_at=None).count() == 1
        login(anna).get(f"/meldinger/{concern.pk}/")
        assert not InboxItem.objects.filter(read_at=None).exists()

    def test_nothing_is_lost(self, anna, erik, moelle, dwelling, tenancy):
        report(erik, dwelling)
        deliver_all()
        balances = {balance.kind: balance for balance in reconcile()}
        assert balances[DeliveryKind.CONCERN].owed == 1
        assert balances[DeliveryKind.CONCERN].is_balanced
        InboxItem.objects.all().delete()
        Delivery.objects.all().delete()
        assert {b.kind: b.missing for b in reconcile()}[DeliveryKind.CONCERN] == 1


class TestMessages:
    """To whom: conditions/tests/test_thread.py."""

    def test_her_stand_in_reads_what_the_office_writes(self, anna, bo, erik, tenancy):
        from conditions.tests.test_thread import got, write

        concern = take(anna, flag(tenancy, erik))
        today = timezone.localdate()
        AbsenceFactory(membership=anna.membership, stand_in=bo.membership, starts_on=today, ends_on=today)
        write(erik, concern)
        assert got() == ["Bo Berg"]

    def test_on_a_case_it_goes_to_whose_case_it_is_by_now(self, anna, bo, erik, tenancy):
        from conditions.tests.test_thread import got, write

        case = CaseFactory(tenancy=tenancy, responsible=bo.membership)
        concern = take(anna, flag(tenancy, erik))
        change(concern, case=case)
        write(erik, concern)
        assert got() == ["Bo Berg"]

    def test_who_took_it_has_the_estate_no_more(self, anna, bo, erik, fjordbo, laerke, tenancy):
        from conditions.tests.test_thread import got, write
        from conftest import person

        ib = person("Ib Iversen", fjordbo, "caretaker", estate=laerke)
        concern = take(bo, flag(tenancy, erik))
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        EstateAssignment.objects.filter(membership=bo.membership).update(ends_on=yesterday)
        write(erik, concern)
        CaseFactory(tenancy=tenancy, responsible=ib.membership)
        write(erik, concern, "Og igen.")
        assert got() == ["Ib Iversen", "Ib Iversen"]

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_opening_the_concern_reads_them(self, login, anna, erik, tenancy, method):
        from conditions.tests.test_thread import write

        concern, other = flag(tenancy, erik), flag(tenancy, erik)
        for each in (concern, other):
            write(erik, each)
        deliver_all()
        getattr(login(anna), method)(f"/meldinger/{concern.pk}/")
        assert InboxItem.objects.unread().count() == (1 if method == "get" else 2)

    def test_the_line_says_what_it_is_about_and_not_the_words(self, login, anna, erik, tenancy):
        from conditions.tests.test_thread import write

        concern = flag(tenancy, erik)
        write(erik, concern, "Nøglen ligger i postkassen.")
        page = inbox(login, anna)
        assert "Erik Eskildsen har skrevet om nøgler" in page
        assert "postkassen" not in page


class TestUntaken:
    @pytest.fixture
    def concern(self, anna, erik, freja, tenancy):
        """Came on Monday at 08.00; nobody has taken it."""
        came = dt.datetime(2026, 12, 7, 8, 0, tzinfo=DANISH)
        return change(flag(tenancy, erik), created_at=came)

    def test_the_coordinator_is_told_once_after_two_weekdays(self, concern, freja):
        assert [tell_coordinators(day) for day in (WEDNESDAY, THURSDAY, THURSDAY)] == [0, 1, 0]
        assert recipients(DeliveryKind.UNTAKEN_CONCERN) == ["Freja Friis"]

    def test_what_is_taken_or_closed_is_nothing_to_tell(self, concern, anna, freja):
        ConcernFlag.objects.update(
            status="closed", closed_at=timezone.now(), closed_by=anna, outcome="resolved"
        )
        assert tell_coordinators(THURSDAY) == 0

    def test_her_line_leads_to_the_list_and_goes_when_it_is_taken(self, login, concern, anna, freja):
        tell_coordinators(THURSDAY)
        page = inbox(login, freja)
        assert "Lærkevej 8, 3. th" in page
        take(anna, concern)
        assert "Lærkevej 8, 3. th" not in inbox(login, freja)

    def test_the_morning_mail_counts_what_is_late(self, concern, anna, freja):
        assert (untaken_count(freja), untaken_count(anna)) == (0, 0)
        change(concern, created_at=timezone.now() - dt.timedelta(days=10))
        assert (task_count(freja), task_count(anna)) == (1, 1)
        take(anna, concern)
        assert untaken_count(freja) == 0

    def test_the_clock_asks(self, concern, freja):
        run_due(dt.datetime(2026, 12, 10, 6, 45, tzinfo=DANISH))
        assert Delivery.objects.filter(kind=DeliveryKind.UNTAKEN_CONCERN).count() == 1
