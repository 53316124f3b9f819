"""What the page of a household shows of arrears and of the course, by role."""

import uuid

import pytest
from django.urls import reverse

from cases.choices import VisitResult
from cases.services.visits import log_visit
from tests.factories import ArrearsNoticeFactory

NOTE = "Vil gerne have hjælp til budget."


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(tenancy=tenancy, children="yes")


@pytest.fixture
def url(anna, tenancy, notice):
    log_visit(actor=anna, tenancy=tenancy, result=VisitResult.NOT_HOME, client_uuid=uuid.uuid4(), note=NOTE)
    return reverse("tenancy_detail", args=[tenancy.pk])


def test_the_caretaker_reads_the_course_and_the_reasons(login, anna, url, notice, tenancy):
    page = login(anna).get(url).content.decode()
    for text in (NOTE, "Ikke hjemme", "Børn under 18", "Log kontakt"):
        assert text in page
    assert reverse("notice_detail", args=[notice.pk]) in page
    assert reverse("visit_log", args=[tenancy.pk]) in page


@pytest.mark.parametrize("who", ["dorte", "freja"])
def test_others_read_the_amount_and_no_note(login, who, url, notice, tenancy, request):
    page = login(request.getfixturevalue(who)).get(url).content.decode()
    assert "8.412,00" in page
    assert reverse("tray_detail", args=[notice.pk]) in page
    for text in (NOTE, "Ikke hjemme", "Log kontakt", "Næste skridt", "Ingen har haft kontakt"):
        assert text not in page


def test_without_arrears_there_is_no_panel(login, anna, tenancy):
    page = login(anna).get(reverse("tenancy_detail", args=[tenancy.pk])).content.decode()
    assert "Huslejerestance" not in page
    assert "Log kontakt" in page
