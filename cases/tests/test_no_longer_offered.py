"""What is over is not gone on with: no new person on a closed case, no new case with who has moved out."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CasePerson
from cases.services.cases import open_case
from cases.services.people import add_person
from core.errors import DomainError
from residents.models import Tenancy
from tests.case_factories import CaseFactory, days_ahead
from tests.factories import ArrearsNoticeFactory


@pytest.fixture
def closed(anna, tenancy):
    return CaseFactory(
        tenancy=tenancy,
        responsible=anna.membership,
        status="closed",
        outcome="helped",
        closed_at=timezone.now(),
        closed_by=anna,
    )


@pytest.fixture
def moved(tenancy):
    Tenancy.objects.filter(pk=tenancy.pk).update(starts_on=days_ahead(-900), ends_on=days_ahead(-1))
    tenancy.refresh_from_db()
    return tenancy


def page(client, route, pk):
    return client.get(reverse(route, args=[pk])).content.decode()


class TestClosed:
    def test_nobody_is_offered_to_be_added(self, login, anna, closed):
        assert reverse("person_add", args=[closed.pk]) not in page(login(anna), "case_detail", closed.pk)

    def test_the_page_says_why(self, login, anna, closed):
        body = page(login(anna), "person_add", closed.pk)
        assert "Genåbn den for at tilføje en person" in body
        assert 'name="name"' not in body

    def test_the_service_refuses_and_the_words_stay(self, login, anna, closed):
        with pytest.raises(DomainError, match="Sagen er afsluttet"):
            add_person(actor=anna, case=closed, kind="doctor", name="Lægehuset")
        form = {"kind": "doctor", "name": "Lægehuset"}
        response = login(anna).post(reverse("person_add", args=[closed.pk]), form)
        assert response.status_code == 422
        assert "Lægehuset" in response.content.decode()
        assert not CasePerson.objects.exists()


class TestMovedOut:
    def test_no_case_is_offered(self, login, anna, moved):
        notice = ArrearsNoticeFactory(tenancy=moved)
        client = login(anna)
        way = reverse("case_open", args=[moved.pk])
        assert way not in page(client, "tenancy_detail", moved.pk)
        assert way not in page(client, "notice_detail", notice.pk)
        found = client.post(reverse("case_find"), {"q": "Beboersen"}).content.decode()
        assert "Prøve Beboersen" in found
        assert way not in found

    def test_an_open_one_is_still_led_to(self, login, anna, moved):
        case = CaseFactory(tenancy=moved, responsible=anna.membership)
        assert reverse("case_detail", args=[case.pk]) in page(login(anna), "tenancy_detail", moved.pk)

    def test_the_page_says_why(self, login, anna, moved):
        body = page(login(anna), "case_open", moved.pk)
        assert "Husstanden er flyttet herfra" in body
        assert 'name="about"' not in body

    def test_the_service_refuses(self, anna, moved):
        with pytest.raises(DomainError, match="flyttet"):
            open_case(actor=anna, tenancy=moved, origin="request", about="Post")
        assert not Case.objects.exists()

    def test_on_the_last_day_one_can_still_be_opened(self, anna, moved):
        Tenancy.objects.update(ends_on=days_ahead(0))
        moved.refresh_from_db()
        assert open_case(actor=anna, tenancy=moved, origin="request", about="Post").is_open
