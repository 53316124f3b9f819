"""The caretaker's page of a notice: opening it marks it seen, and everything is on it."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment
from audit.models import LookUp
from cases.choices import VisitResult
from cases.services.visits import log_visit
from evictions.models import NoticeRevision
from tests.factories import ArrearsListFactory, ArrearsNoticeFactory, FollowUpFactory, VisitFactory

SAVEPOINTS = 2
"""The transaction of the request, inside that of the test."""


@pytest.fixture
def notice(tenancy):
    notice = ArrearsNoticeFactory(
        tenancy=tenancy,
        amount=Decimal("8412"),
        stage="demand",
        children="yes",
        lines=[
            {"type": "rent", "amount": "7500.00", "due_date": "2026-11-01"},
            {"type": "demand_fee", "amount": "912.00", "due_date": "2026-11-01"},
        ],
    )
    add_revision(notice, 1, notice.first_list)
    return notice


def add_revision(notice, number, arrears_list, **known):
    NoticeRevision.objects.create(
        notice=notice,
        arrears_list=arrears_list,
        number=number,
        **{
            "amount": notice.amount,
            "due_date": notice.due_date,
            "stage": notice.stage,
            "children": notice.children,
            **known,
        },
    )


@pytest.fixture
def url(notice):
    return reverse("notice_detail", args=[notice.pk])


def test_everything_a_caretaker_needs_at_the_door(login, anna, url):
    page = login(anna).get(url).content.decode()
    for text in (
        "Lærkevej 8, 3. th",
        "Prøve Beboersen",
        "8.412,00",
        "Påkravsgebyr",
        "Børn under 18",
        "Ingen har haft kontakt",
        "Log kontakt",
        "Almenlejeloven § 90",
        "ikke juridisk rådgivning",
    ):
        assert text in page
    assert 'href="tel:+4520000000"' in page
    assert 'href="sms:+4520000000"' in page


def test_opening_marks_it_seen_and_records_the_look_up(login, anna, url, notice):
    login(anna).get(url)
    notice.refresh_from_db()
    assert notice.seen_by == anna
    assert LookUp.objects.filter(actor=anna, purpose="arrears", subject_id=notice.pk).count() == 1


@pytest.mark.parametrize("how", ["head", "prefetch", "colleague"])
def test_what_does_not_make_it_seen(login, anna, bo, url, notice, how):
    if how == "head":
        login(anna).head(url)
    elif how == "prefetch":
        login(anna).get(url, headers={"Sec-Purpose": "prefetch;prerender"})
    else:
        assert login(bo).get(url).status_code == 200
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_the_course_holds_contacts_promises_and_lists(login, anna, url, tenancy, notice):
    later = ArrearsListFactory(organisation=notice.organisation)
    add_revision(notice, 2, later, amount=Decimal("9000"), stage="termination")
    log_visit(
        actor=anna,
        tenancy=tenancy,
        result=VisitResult.NOT_HOME,
        client_uuid=uuid.uuid4(),
        note="Lys i vinduet.",
    )
    page = login(anna).get(url).content.decode()
    for text in ("Ikke hjemme", "Lys i vinduet.", "Anna Andersen", "Næste skridt", "Prøv igen"):
        assert text in page
    assert "Restancen steg fra 8.412" in page.replace("\xa0", " ")
    assert "Trin: Ophævelse" in page


def test_an_undone_contact_is_not_in_the_course(login, anna, url, tenancy):
    VisitFactory(tenancy=tenancy, caretaker=anna, note="Fortrudt note", undone_at=timezone.now())
    assert "Fortrudt note" not in login(anna).get(url).content.decode()


def test_a_long_course_is_turned_by_thirty(login, anna, url, tenancy):
    for nth in range(40):
        VisitFactory(tenancy=tenancy, caretaker=anna, note=f"Besøg nummer {nth}.")
    client = login(anna)
    body = client.get(url, {"next": "/restancer/"}).content.decode()
    assert body.count("Besøg nummer") == 30
    assert "Vis de 30 nyeste" in body
    assert 'href="?next=%2Frestancer%2F&amp;antal=60#forloeb"' in body
    every = client.get(url, {"antal": "60"}).content.decode()
    assert every.count("Besøg nummer") == 40
    assert '<details class="sv-how" open>' in every
    assert "Vis flere" not in every


def test_a_closed_notice_says_so_and_gives_no_reasons(login, anna, url, notice):
    type(notice).objects.update(status="closed", closed_at=timezone.now(), close_reason="paid")
    page = login(anna).get(url).content.decode()
    assert "Betalt" in page
    assert "Ingen har haft kontakt" not in page


def test_text_is_escaped(login, anna, url, tenancy):
    VisitFactory(tenancy=tenancy, caretaker=anna, note="<script>alert(1)</script>")
    assert "<script>alert" not in login(anna).get(url).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("bo", 200), ("carla", 404), ("erik", 404), ("gry", 404), ("dorte", 403), ("freja", 403)],
)
def test_who_may_open_it(login, url, who, status, request):
    assert login(request.getfixturevalue(who)).get(url).status_code == status


def test_a_former_assignment_is_a_stranger(login, anna, url):
    EstateAssignment.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert login(anna).get(url).status_code == 404


def test_wrong_method(login, anna, url):
    assert login(anna).post(url).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(
    login, anna, url, tenancy, notice, rows, django_assert_num_queries
):
    for number in range(rows):
        VisitFactory(tenancy=tenancy, caretaker=anna)
        add_revision(notice, number + 2, ArrearsListFactory(organisation=notice.organisation))
    FollowUpFactory(tenancy=tenancy, caretaker=anna)
    client = login(anna)
    client.get(url)
    with django_assert_num_queries(9 + SAVEPOINTS):
        client.get(url)
