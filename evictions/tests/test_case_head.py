"""How far the landlord is, in the head of a case."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evictions.choices import Stage
from tests.case_factories import CaseFactory, days_ahead
from tests.factories import ArrearsNoticeFactory, FollowUpFactory


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


def head(client, case):
    page = client.get(reverse("case_detail", args=[case.pk])).content.decode()
    return page[page.index("<h1") : page.index("Log kontakt")]


def test_the_bailiff_court_comes_before_the_deadlines(login, anna, case, tenancy):
    notice = ArrearsNoticeFactory(tenancy=tenancy, stage=Stage.BAILIFF_COURT, children="yes")
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=days_ahead(0), text="Ring til kommunen sammen")
    said = head(login(anna), case)
    assert "8.412,00" in said
    assert f"{reverse('notice_detail', args=[notice.pk])}?next=" in said
    assert said.index("Fogedret") < said.index("Børn under 18") < said.index("Næste skridt i dag")
    assert "Opfølgning i dag" not in said, "the next step is said once"


def test_without_arrears_the_head_says_nothing_of_them(login, anna, case):
    assert "Se restancen" not in head(login(anna), case)


def test_not_of_arrears_that_are_settled(login, anna, case, tenancy):
    ArrearsNoticeFactory(tenancy=tenancy, status="closed", close_reason="paid", closed_at=timezone.now())
    assert "Se restancen" not in head(login(anna), case)
