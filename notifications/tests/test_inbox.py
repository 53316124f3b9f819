"""The inbox page: one's own, newest first, read by opening, and nothing of what is no longer one's own."""

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.models import EstateAssignment
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from notifications.services.inbox import mark_all_read, mark_read
from tests.factories import ArrearsNoticeFactory, DwellingFactory, MembershipFactory, TenancyFactory

pytestmark = pytest.mark.django_db
INBOX = "/indbakke/"


@pytest.fixture
def deliver_notice(owe):
    """deliver_notice(estate, "Lærkevej 1") → the inbox item of a notice there."""

    def _deliver(estate, address):
        dwelling = DwellingFactory(stairwell__estate=estate, address=address)
        notice = ArrearsNoticeFactory(tenancy=TenancyFactory(dwelling=dwelling))
        deliver(owe(estate, notice.pk))
        return InboxItem.objects.get(subject_id=notice.pk)

    return _deliver


def test_it_says_what_and_where_the_newest_first(login, anna, laerke, deliver_notice):
    deliver_notice(laerke, "Lærkevej 1, 1. tv")
    deliver_notice(laerke, "Lærkevej 2, 1. tv")
    page = login(anna).get(INBOX).content.decode()
    assert page.index("Lærkevej 2, 1. tv") < page.index("Lærkevej 1, 1. tv")
    assert "Ny huslejerestance" in page
    assert page.count("Ulæst") == 2


def test_an_empty_one_explains_itself(login, anna):
    assert "Der er ikke kommet noget endnu" in login(anna).get(INBOX).content.decode()


def test_opening_reads_it_and_leads_on(login, anna, laerke, deliver_notice):
    item = deliver_notice(laerke, "Lærkevej 1, 1. tv")
    response = login(anna).get(f"{INBOX}{item.pk}/")
    assert response.status_code == 302
    assert response.url == reverse("notice_detail", args=[item.subject_id])
    item.refresh_from_db()
    assert item.read_at is not None


def test_it_is_read_once(anna, laerke, deliver_notice):
    item = deliver_notice(laerke, "Lærkevej 1, 1. tv")
    assert mark_read(actor=anna, kind=item.kind, subject_id=item.subject_id) == 1
    first = InboxItem.objects.get().read_at
    assert mark_read(actor=anna, kind=item.kind, subject_id=item.subject_id) == 0
    assert InboxItem.objects.get().read_at == first


def test_reading_is_ones_own(anna, bo, laerke, deliver_notice):
    item = deliver_notice(laerke, "Lærkevej 1, 1. tv")
    assert mark_read(actor=bo, kind=item.kind, subject_id=item.subject_id) == 0
    assert mark_all_read(actor=bo) == 0
    assert InboxItem.objects.unread().count() == 1


def test_all_at_once(login, anna, laerke, deliver_notice):
    deliver_notice(laerke, "Lærkevej 1, 1. tv")
    deliver_notice(laerke, "Lærkevej 2, 1. tv")
    client = login(anna)
    assert client.post(f"{INBOX}laest/").url == INBOX
    assert not InboxItem.objects.unread().exists()
    assert "Markér alle" not in client.get(INBOX).content.decode()


def test_what_is_no_longer_hers_is_a_date_only(login, anna, laerke, deliver_notice):
    item = deliver_notice(laerke, "Lærkevej 1, 1. tv")
    EstateAssignment.objects.all().delete()
    client = login(anna)
    page = client.get(INBOX).content.decode()
    assert "Ikke længere hos dig" in page
    assert "Lærkevej" not in page
    assert client.get(f"{INBOX}{item.pk}/").url == INBOX


def test_each_organisation_has_its_own(login, anna, laerke, skovbo, deliver_notice):
    """In the other organisation she acts for, the item of the first is not there."""
    item = deliver_notice(laerke, "Lærkevej 1, 1. tv")
    other = MembershipFactory(user=anna, organisation=skovbo)
    client = login(anna)
    session = client.session
    session["membership_id"] = other.pk
    session.save()
    assert "Lærkevej" not in client.get(INBOX).content.decode()
    assert client.get(f"{INBOX}{item.pk}/").status_code == 404


def acting_as(client, membership):
    session = client.session
    session["membership_id"] = membership.pk
    session.save()
    return client


@pytest.fixture
def told(laerke, deliver_notice, anna):
    """Anna's items: a notice came to her as caretaker, and was told to her as coordinator."""
    item = deliver_notice(laerke, "Lærkevej 1, 1. tv")
    delivery = Delivery.objects.create(
        kind=DeliveryKind.UNTAKEN_NOTICE,
        subject_id=item.subject_id,
        organisation=laerke.organisation,
        estate=laerke,
        recipient=anna,
    )
    deliver([delivery.pk])
    return list(InboxItem.objects.order_by("pk"))


@pytest.mark.parametrize("role", [Role.CARETAKER, Role.COORDINATOR, Role.ADMINISTRATION])
def test_what_came_in_another_role_opens_too(login, anna, fjordbo, told, role):
    membership, _ = anna.memberships.get_or_create(organisation=fjordbo, role=role)
    client = acting_as(login(anna), membership)
    for item in told:
        response = client.get(f"{INBOX}{item.pk}/", follow=True)
        assert response.status_code == 200
        item.refresh_from_db()
        assert item.read_at is not None


def test_what_does_not_open_stays_unread(login, anna, fjordbo, told):
    membership = MembershipFactory(user=anna, organisation=fjordbo, role=Role.SYSTEM_ADMINISTRATOR)
    client = acting_as(login(anna), membership)
    for item in told:
        assert client.get(f"{INBOX}{item.pk}/").url == INBOX
    assert InboxItem.objects.unread().count() == 2


def test_queries_do_not_grow_with_the_rows(login, anna, laerke, deliver_notice, django_assert_num_queries):
    client = login(anna)
    deliver_notice(laerke, "Lærkevej 1, 1. tv")
    client.get(INBOX)
    with django_assert_num_queries(8):  # two are the savepoint of the request
        client.get(INBOX)
    deliver_notice(laerke, "Lærkevej 2, 1. tv")
    deliver_notice(laerke, "Lærkevej 3, 1. tv")
    with django_assert_num_queries(8):  # two are the savepoint of the request
        client.get(INBOX)


def test_who_may_not(login, anna, bo, carla, laerke, deliver_notice):
    """A stranger and a colleague get 404; nobody opens by POST or reads all by GET."""
    item = deliver_notice(laerke, "Lærkevej 1, 1. tv")
    assert login(carla).get(f"{INBOX}{item.pk}/").status_code == 404
    assert login(bo).get(f"{INBOX}{item.pk}/").status_code == 404
    assert login(anna).post(f"{INBOX}{item.pk}/").status_code == 405
    assert login(anna).post(INBOX).status_code == 405
    assert login(anna).get(f"{INBOX}laest/").status_code == 405
