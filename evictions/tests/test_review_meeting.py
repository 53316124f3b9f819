"""The weekly meeting: every case that needs a decision, once, on a page to print."""

import re

import pytest
from django.utils import timezone

from audit.models import LookUp
from evictions.review.meeting import MOST, meeting_cases
from evictions.tests.review_cases import asks, at, eviction, filed, with_next
from tests.eviction_factories import StatementFactory, days_ahead

MEETING = "/udsaettelser/moede/"


def reviewed(**columns):
    return {"reviewed_at": timezone.now(), **columns}


def groups(page):
    """Title → the house numbers under it."""
    found = {}
    for body in page.split("<tbody>")[1:]:
        title = re.search(r'scope="rowgroup"[^>]*>([^<(]*)', body)[1].strip()
        found[title] = [int(number) for number in re.findall(r">Møllevej (\d+),", body)]
    return found


def read(client, **query):
    return client.get(MEETING, query).content.decode()


def test_each_case_stands_once_under_its_first_reason(login, dorte, laerke):
    eviction(laerke, 1, **reviewed(**asks("statement")))
    eviction(laerke, 2, **filed("hearing", hearing_at=at(3), **reviewed()))
    with_next(eviction(laerke, 3, **reviewed()), days_ahead(6))
    eviction(laerke, 4, **reviewed(standstill_until=days_ahead(7)))
    eviction(laerke, 5)
    eviction(laerke, 6, **filed("hearing", hearing_at=at(3), **asks("plan_broken")))
    with_next(eviction(laerke, 7, **reviewed()), days_ahead(40))
    assert groups(read(login(dorte))) == {
        "Kræver svar": [6, 1],
        "I fogedretten inden for 7 dage": [2],
        "Frister inden for 7 dage": [3],
        "Henstand, der slutter inden for 7 dage": [4],
        "Nye, ikke besluttet endnu": [5],
    }


@pytest.mark.parametrize(
    ("days", "kind", "there"),
    [
        (7, "deadline", True),
        (8, "deadline", False),
        (-60, "deadline", True),
        (-60, "move_out", True),
        (0, "demand_possible", True),
        (7, "demand_possible", True),
        (-1, "demand_possible", False),
    ],
)
def test_the_week_and_what_it_left_behind(dorte, laerke, days, kind, there):
    case = with_next(eviction(laerke, **reviewed()), days_ahead(days), kind)
    found = meeting_cases(dorte, timezone.localdate())
    assert list(found) == ([case] if there else [])


@pytest.mark.parametrize(("days", "there"), [(7, True), (8, False), (-3, True)])
def test_the_whole_of_the_seventh_day_counts(dorte, laerke, days, there):
    eviction(laerke, **filed("hearing", hearing_at=at(days, hour=23), **reviewed()))
    assert meeting_cases(dorte, timezone.localdate()).exists() is there


def test_a_line_has_what_the_administration_may_see(login, dorte, laerke):
    case = eviction(
        laerke, 1, children="yes", claim_amount="8412.50", contact_on=days_ahead(-1), **asks("statement")
    )
    StatementFactory(eviction_case=case, pause_until=days_ahead(14))
    page = read(login(dorte))
    told = ("8.413\xa0kr.", ">Ja<", "Beder om henstand til", "Børn under 18")
    for words in (case.number, "Lærkeparken", *told):
        assert words in page, words


def test_it_says_the_day_and_who_printed_and_is_recorded(login, dorte, laerke):
    eviction(laerke, 1)
    page = read(login(dorte))
    assert "Ugens møde," in page and "Fjordbo · 1 sag · Dorte Dahl kl." in page
    look_up = LookUp.objects.get(actor=dorte)
    assert (look_up.purpose, look_up.subject) == ("export", "accounts.Membership")


def test_what_was_ticked_is_decided_and_leads_back_here(login, dorte, laerke):
    case = eviction(laerke, 1)
    client = login(dorte)
    page = read(client)
    assert f'name="sag" value="{case.pk}-1"' in page
    chosen = client.post("/udsaettelser/beslut/", {"sag": [f"{case.pk}-1"], "next": MEETING})
    assert f'class="sv-back" href="{MEETING}"' in chosen.content.decode()


def test_a_meeting_about_one_estate(login, dorte, laerke, moelle):
    eviction(laerke, 1)
    eviction(moelle, 2)
    assert groups(read(login(dorte), afdeling=moelle.number)) == {"Nye, ikke besluttet endnu": [2]}


def test_a_quiet_week_says_so(login, dorte):
    assert "Intet til mødet" in read(login(dorte))


def test_another_organisation_is_not_there(login, dorte, skov):
    eviction(skov, 1)
    assert "Intet til mødet" in read(login(dorte))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_constant_number_of_queries(login, dorte, laerke, rows, django_assert_max_num_queries):
    for number in range(rows):
        StatementFactory(eviction_case=eviction(laerke, number, **asks("statement")))
    client = login(dorte)
    read(client)
    with django_assert_max_num_queries(9):
        assert groups(read(client)) == {"Kræver svar": list(range(rows))}


def test_more_than_a_meeting_can_hold_is_said(login, dorte, laerke, monkeypatch):
    monkeypatch.setattr("evictions.review.meeting.MOST", 1)
    monkeypatch.setattr("evictions.views.review_meeting.MOST", 1)
    assert MOST > 100
    for number in (1, 2):
        eviction(laerke, number)
    page = read(login(dorte))
    assert "Her står de første 1." in page and groups(page) == {"Nye, ikke besluttet endnu": [1]}


@pytest.mark.parametrize("who", ["anna", "freja", "erik", "gry"])
def test_only_the_administration(request, login, who):
    assert login(request.getfixturevalue(who)).get(MEETING).status_code == 403


def test_nothing_is_posted_here(login, dorte):
    assert login(dorte).post(MEETING).status_code == 405
