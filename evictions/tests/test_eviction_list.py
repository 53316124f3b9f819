"""The list of eviction cases: the administration's review, the coordinator's view, the caretaker's own."""

import html
import re
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import LookUp
from cases.choices import VisitResult
from evictions.models import EvictionCase
from evictions.tests.review_cases import asks, at, eviction, filed, with_next
from tests.eviction_factories import days_ahead
from tests.factories import EstateAssignmentFactory, VisitFactory

SAVEPOINTS = 2
"""ATOMIC_REQUESTS inside the transaction of a test."""
LIST, EXPORT = "/udsaettelser/", "/udsaettelser/regneark/"
NOTE = "Kanariefugl i kulminen"


def shown(page):
    """The house numbers on Møllevej, in the order of the rows."""
    rows = re.findall(r'<th scope="row">(.*?)</th>', page, re.S)
    return [int(number) for row in rows for number in re.findall(r"Møllevej (\d+),", row)]


def read(client, **query):
    return client.get(LIST, query).content.decode()


def links_of(page):
    return [html.unescape(link) for link in re.findall(r'href="([^"]*)"', page)]


def test_a_row_says_where_how_far_what_and_why(login, dorte, laerke):
    case = eviction(
        laerke, 7, claim_amount="8412.50", contact_on=days_ahead(-2), **asks("statement", "plan_broken")
    )
    with_next(case, days_ahead(3))
    page = read(login(dorte))
    for words in (
        "Møllevej 7, 3. th",
        case.number,
        "Lærkeparken",
        "Påkrav",
        "8.412,50",
        '<span class="sv-badge soon">Påkravsfrist</span>',
        "(om 3 dage)",
        ">Ja<",
        "Indstilling fra den sociale vicevært · Afdragsordningen er ikke holdt",
    ):
        assert words in page, words
    assert f"/udsaettelser/{case.pk}/?next=%2Fudsaettelser%2F" in page


@pytest.mark.parametrize(
    ("days", "kind", "level", "words"),
    [
        (-1, "deadline", "late", "Påkravsfristen er udløbet"),
        (0, "hearing", "soon", "Fogedmøde"),
        (7, "standstill_end", "soon", "Henstanden slutter"),
        (8, "move_out", "ok", "Fraflytning senest"),
        (-30, "demand_possible", "ok", "Påkrav kan sendes"),
        (-2, "eviction", "late", "Udsættelsen skulle være sket"),
    ],
)
def test_the_next_date_in_colour_and_words(login, dorte, laerke, days, kind, level, words):
    with_next(eviction(laerke), days_ahead(days), kind)
    assert f'<span class="sv-badge {level}">{words}</span>' in read(login(dorte))


def test_the_tabs_hold_what_they_say(login, dorte, laerke):
    eviction(laerke, 1, reviewed_at=timezone.now())
    eviction(laerke, 2, reviewed_at=timezone.now(), **asks("statement"))
    eviction(laerke, 3)
    eviction(laerke, 4, **filed(reviewed_at=timezone.now()))
    eviction(laerke, 5, reviewed_at=timezone.now(), standstill_until=days_ahead(0))
    eviction(laerke, 6, reviewed_at=timezone.now(), standstill_until=days_ahead(-1))
    eviction(laerke, 7, status="closed", closed_from="demand", outcome="other", closed_at=timezone.now())
    client = login(dorte)
    for tab, numbers in (
        ("answer", {2}),
        ("new", {3}),
        ("court", {4}),
        ("paused", {5}),
        ("all", {1, 2, 3, 4, 5, 6}),
        ("ukendt", {1, 2, 3, 4, 5, 6}),
    ):
        assert set(shown(read(client, fane=tab))) == numbers, tab
    counts = re.findall(r'class="sv-count">([^<]*)<', read(client).split("sv-filters")[0])
    assert counts[-5:] == ["1", "1", "1", "1", "6"]


def test_the_nearest_legal_date_comes_first_and_none_last(login, dorte, laerke):
    for number, on in ((1, None), (2, days_ahead(9)), (3, days_ahead(-4)), (4, days_ahead(2))):
        with_next(eviction(laerke, number, claim_amount=1000 * number), on)
    client = login(dorte)
    assert shown(read(client)) == [3, 4, 2, 1]
    assert shown(read(client, sortering="-frist")) == [2, 4, 3, 1]
    assert shown(read(client, sortering="krav")) == [4, 3, 2, 1]
    assert shown(read(client, sortering="navn")) == [3, 4, 2, 1]


def test_who_has_waited_longest_for_an_answer(login, dorte, laerke):
    eviction(laerke, 1, answer_since=at(-1), answer_reasons=["statement"])
    eviction(laerke, 2, answer_since=at(-9), answer_reasons=["statement"])
    assert shown(read(login(dorte), fane="answer", sortering="svar")) == [2, 1]


def test_filters_by_estate_and_step(login, dorte, laerke, moelle):
    eviction(laerke, 1)
    eviction(moelle, 2, **filed())
    client = login(dorte)
    for query, numbers in (
        ({"afdeling": moelle.number}, [2]),
        ({"afdeling": "lærke"}, [1]),
        ({"trin": "filed"}, [2]),
        ({"trin": "closed"}, [1, 2]),
        ({"afdeling": moelle.number, "trin": "demand"}, []),
    ):
        assert sorted(shown(read(client, **query))) == numbers, query
    assert "Ryd filtre" in read(client, trin="filed")
    assert "Ingen udsættelsessager passer" in read(client, afdeling="findes ikke")


def test_a_search_is_posted_and_leaves_no_name_in_an_address(login, dorte, laerke):
    eviction(laerke, 1)
    wanted = eviction(laerke, 2)
    client = login(dorte)
    address = client.post(LIST, {"q": "lejersen 2", "fane": "new", "trin": "demand"})["Location"]
    assert address.startswith(f"{LIST}?fane=new&trin=demand&soegning=")
    page = client.get(address).content.decode()
    assert shown(page) == [2] and 'value="lejersen 2"' in page
    assert not any("lejersen" in unquote(link).lower() for link in links_of(page))
    assert shown(read(client, q="lejersen 2")) == [1, 2]
    by_number = client.post(LIST, {"q": f" {wanted.number.lower()} "}, follow=True).content.decode()
    assert shown(by_number) == [2]


def test_a_cpr_number_that_is_searched_for_is_not_kept(login, dorte, laerke):
    client = login(dorte)
    client.post(LIST, {"q": "hansen 010190-1234"})
    (kept,) = client.session["searches"].values()
    assert "1234" not in kept


def test_pages_turn_by_key_within_search_and_tab(login, dorte, laerke):
    for number in range(1, 31):
        with_next(eviction(laerke, number), days_ahead(number))
    client = login(dorte)
    address = client.post(LIST, {"q": "møllevej", "fane": "new"})["Location"]
    first = client.get(address).content.decode()
    assert shown(first) == list(range(1, 26)) and "Viser 25 af 30" in first
    (onwards,) = [link for link in links_of(first) if "efter=" in link]
    assert "fane=new" in onwards and "soegning=" in onwards
    second = client.get(onwards).content.decode()
    assert shown(second) == list(range(26, 31))
    (back,) = [link for link in links_of(second) if "foer=" in link]
    assert shown(client.get(back).content.decode()) == list(range(1, 26))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("who", ["dorte", "freja", "anna"])
def test_a_constant_number_of_queries(request, login, laerke, who, rows, django_assert_max_num_queries):
    for number in range(rows):
        eviction(laerke, number + 1, **asks("statement"))
    client = login(request.getfixturevalue(who))
    client.get(LIST)
    with django_assert_max_num_queries(8 + SAVEPOINTS):
        assert len(shown(read(client))) == rows


def test_a_caretaker_sees_her_estates_hers_first(login, anna, bo, laerke, moelle, skov):
    eviction(laerke, 1)
    EstateAssignmentFactory(membership=anna.memberships.get(), estate=moelle)
    eviction(moelle, 2)
    eviction(skov, 3)
    client = login(anna)
    assert shown(read(client)) == [1]
    assert sorted(shown(read(client, vis="alle"))) == [1, 2]
    assert shown(read(login(bo))) == []
    assert shown(read(login(bo), vis="alle")) == [1]


def test_her_columns_say_what_waits_at_the_administration(login, anna, laerke):
    eviction(laerke, 1, standstill_until=days_ahead(4), **asks("statement"))
    page = read(login(anna))
    assert "Hos administrationen" in page and "Venter på svar · Henstand til og med" in page
    assert 'type="checkbox"' not in page and "regneark" not in page and "fane=" not in page


def test_the_coordinator_reads_and_decides_nothing(login, freja, laerke):
    eviction(laerke, 1, **asks("statement"))
    page = read(login(freja), fane="answer")
    assert shown(page) == [1]
    assert 'type="checkbox"' not in page and "Beslut for" not in page and "Ugens møde" not in page


def test_another_organisation_sees_none_of_it(login, carla, dorte, laerke, skov):
    eviction(laerke, 1)
    eviction(skov, 2)
    assert shown(read(login(dorte))) == [1]
    assert shown(read(login(carla), vis="alle")) == [2]


@pytest.mark.parametrize(("who", "status"), [("erik", 403), ("gry", 403)])
def test_others_have_no_list(request, login, who, status):
    assert login(request.getfixturevalue(who)).get(LIST).status_code == status


def test_no_note_is_shown(login, anna, dorte, freja, laerke):
    case = eviction(laerke, 1)
    VisitFactory(tenancy=case.tenancy, caretaker=anna, note=NOTE, result=VisitResult.REACHED)
    for person in (dorte, freja):
        assert NOTE not in read(login(person))
    assert NOTE.encode() not in b"".join(login(dorte).get(EXPORT).streaming_content)


def exported(client, **query):
    content = b"".join(client.get(EXPORT, query).streaming_content)
    header, *rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_export_has_the_rows_of_the_list_and_is_recorded(login, dorte, laerke, moelle):
    with_next(eviction(laerke, 1, **asks("statement")), days_ahead(5))
    with_next(eviction(laerke, 2, contact_on=days_ahead(-1)), days_ahead(2))
    eviction(moelle, 3)
    client = login(dorte)
    rows = exported(client, afdeling="lærke")
    assert [row["Adresse"] for row in rows] == ["Møllevej 2, 3. th", "Møllevej 1, 3. th"]
    assert [row["Kontakt etableret"] for row in rows] == ["ja", "nej"]
    assert rows[1]["Kræver svar"] == "Indstilling fra den sociale vicevært"
    assert [row["Adresse"] for row in exported(client, fane="answer")] == ["Møllevej 1, 3. th"]
    looked = LookUp.objects.filter(actor=dorte, purpose="export")
    assert looked.count() == 2


def test_the_way_back_from_a_case_is_the_list_as_it_was(login, dorte, laerke):
    eviction(laerke, 1, **asks("statement"))
    client, address = login(dorte), f"{LIST}?fane=answer&trin=demand"
    (row,) = [
        link for link in links_of(client.get(address).content.decode()) if re.match(r"/udsaettelser/\d", link)
    ]
    assert f'class="sv-back" href="{html.escape(address)}"' in client.get(row).content.decode()


def test_the_tray_says_how_many_wait_without_another_query(
    login, dorte, laerke, django_assert_max_num_queries
):
    client = login(dorte)
    assert "kræver svar" not in client.get(reverse("tray")).content.decode()
    eviction(laerke, 1, **asks("statement"))
    assert "1 udsættelsessag kræver svar" in client.get(reverse("tray")).content.decode()
    for number in (2, 3):
        eviction(laerke, number, **asks("statement"))
    with django_assert_max_num_queries(8 + SAVEPOINTS):
        page = client.get(reverse("tray")).content.decode()
    assert "3 udsættelsessager kræver svar" in page and f"{LIST}?fane=answer" in page


def test_wrong_methods(login, dorte):
    client = login(dorte)
    assert client.put(LIST).status_code == 405
    assert client.post(EXPORT).status_code == 405
    assert EvictionCase.objects.visible_to(dorte).count() == 0
