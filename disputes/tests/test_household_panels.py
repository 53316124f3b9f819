"""What complaints show on the pages of a household: never to the respondent's side who complained."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.look_up_subjects import look_ups_of
from disputes.models import Complaint
from tests.case_factories import CaseFactory
from tests.dispute_factories import ComplainantFactory, ComplaintFactory, IncidentFactory
from tests.factories import TenancyFactory

pytestmark = pytest.mark.django_db
WHO, WHAT = "Kanarie Klagersen", "Kanariefugl i opgangen"


@pytest.fixture
def home(laerke):
    return TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Møllevej")


@pytest.fixture
def complaint(tenancy, home):
    complaint = ComplaintFactory(respondent=tenancy, by=[home])
    complaint.complainants.update(name=WHO)
    IncidentFactory(complaint=complaint, text=WHAT, witnesses=WHO, told_by=complaint.complainants.get())
    return complaint


def page(client, route, pk):
    response = client.get(reverse(route, args=[pk]))
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("who", ["anna", "dorte"])
def test_on_the_respondents_page_what_and_how_far(login, request, complaint, tenancy, who):
    shown = page(login(request.getfixturevalue(who)), "tenancy_detail", tenancy.pk)
    assert f"{complaint.number}: Væsentlig støj" in shown
    assert "Udlejer skal handle senest" in shown
    assert WHO not in shown
    assert WHAT not in shown


def test_in_the_respondents_case_and_course(login, anna, complaint, tenancy):
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    shown = page(login(anna), "case_detail", case.pk)
    assert "Klage modtaget: Væsentlig støj" in shown
    assert f"{complaint.number}: Væsentlig støj" in shown
    Complaint.objects.update(
        status="closed",
        closed_from="received",
        closed_at=timezone.now(),
        closed_by=anna,
        outcome="stopped",
    )
    assert "Klagesag afsluttet: Generne er holdt op" in page(login(anna), "case_detail", case.pk)


def test_nothing_the_respondent_may_ask_for_names_who_complained(login, anna, complaint, tenancy):
    """The pages of the household and its case, and the extract of look-ups that is printed for it."""
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    client = login(anna)
    client.get(reverse("complaint_detail", args=[complaint.pk]))
    for route, pk in (
        ("tenancy_detail", tenancy.pk),
        ("case_detail", case.pk),
        ("case_look_ups", case.pk),
        ("case_look_up_extract", case.pk),
    ):
        shown = page(client, route, pk)
        assert WHO not in shown
        assert WHAT not in shown


def test_who_has_opened_it_belongs_to_the_respondents_file(login, dorte, complaint, tenancy, home):
    login(dorte).get(reverse("complaint_detail", args=[complaint.pk]))
    assert look_ups_of(tenancy.pk).filter(subject="disputes.Complaint").count() == 1
    assert not look_ups_of(home.pk).filter(subject="disputes.Complaint").exists()


@pytest.mark.parametrize("who", ["anna", "dorte"])
def test_on_the_complainants_page_number_and_step_only(login, request, complaint, home, who):
    shown = page(login(request.getfixturevalue(who)), "tenancy_detail", home.pk)
    assert "Husstanden står selv bag:" in shown
    assert complaint.number in shown
    for kept in ("Væsentlig støj", "Lærkevej 8", "Beboersen", WHAT):
        assert kept not in shown


def test_on_the_complainants_case_too(login, anna, complaint, home):
    case = CaseFactory(tenancy=home, responsible=anna.membership)
    shown = page(login(anna), "case_detail", case.pk)
    assert complaint.number in shown
    assert "Væsentlig støj" not in shown


def test_the_coordinator_has_no_panel(login, freja, complaint, tenancy):
    assert complaint.number not in page(login(freja), "tenancy_detail", tenancy.pk)


def test_both_at_once_take_no_query_more(login, anna, tenancy, home, django_assert_num_queries):
    case, client = CaseFactory(tenancy=tenancy, responsible=anna.membership), login(anna)
    url = reverse("case_detail", args=[case.pk])
    client.get(url)
    with django_assert_num_queries(30, exact=False) as none:
        client.get(url)
    for _more in range(3):
        ComplaintFactory(respondent=tenancy, by=[home])
    ComplainantFactory(complaint=ComplaintFactory(respondent=home), tenancy=tenancy)
    with django_assert_num_queries(len(none)):
        client.get(url)
