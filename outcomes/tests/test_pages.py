"""The pages of figures: who is told what, definitions, the spreadsheet, estates and years."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from outcomes.figures import FIGURES, groups_for
from tests.factories import EstateAssignmentFactory

from .test_counts import YEAR, complaint, flag, mediation, moment

URL, EXPORT = "/tal/", "/tal/regneark/"
THIS = timezone.localdate().year


def figure_url(key, year=YEAR):
    return f"{reverse('outcome_figure', args=[key])}?aar={year}"


def cells(answer):
    """(title, this year, last year) of every row of the page."""
    return [
        (row.title, row.says_now, row.says_before) for group in answer.context["groups"] for row in group.rows
    ]


def sheet(answer):
    found = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return list(found.iter_rows(values_only=True))


@pytest.fixture
def much(laerke, moelle, anna):
    for number in range(6):
        flag(laerke, moment(3, 3), moment(3, 4), by=anna.pk, kinds=["smell"])
        complaint(laerke, dt.date(YEAR, 3, 3 + number), closed=(moment(6, 1), "dialogue"))
        mediation(laerke, moment(4, 1), "held", "agreed" if number % 2 else "not_agreed")
    for _number in range(2):
        complaint(moelle, dt.date(YEAR, 5, 1), category="pets")
        complaint(laerke, dt.date(YEAR - 1, 5, 1))


def test_an_empty_page_says_what_comes_here(login, freja, laerke):
    page = login(freja).get(URL).content.decode()
    assert f"Ingenting i {THIS} eller {THIS - 1}" in page
    assert EXPORT not in page


def test_against_last_year(login, anna, much):
    found = {title: (now, before) for title, now, before in cells(login(anna).get(URL, {"aar": YEAR}))}
    assert found["Klager"] == (6, "skjult")
    assert found["Meldinger"] == (6, 0)
    assert found["Lugt"] == (6, 0)
    assert found["Taget inden for 2 hverdage"] == ("100 % af 6", "ingen")
    assert found["Dage til første handling"] == (1, "ingen")
    assert found["Løst i dialog"] == ("100 % af 6", "ingen")
    assert found["Mægling afholdt"] == (6, 0)


@pytest.mark.parametrize(
    ("who", "told", "not_told"),
    [
        ("freja", ["Meldinger", "Klager", "Mægling afholdt", "Endte med en aftale"], []),
        ("anna", ["Meldinger", "Klager", "Mægling afholdt"], ["Endte med en aftale", "Aftalen holdt"]),
        (
            "dorte",
            ["Klager", "Mægling afholdt"],
            ["Meldinger", "Lugt", "Endte med en aftale", "Aftalen holdt"],
        ),
    ],
)
def test_who_is_told_what(request, login, much, who, told, not_told):
    """On the page, in the spreadsheet, and at each number's own address."""
    client = login(request.getfixturevalue(who))
    titles = [title for title, *_numbers in cells(client.get(URL, {"aar": YEAR}))]
    exported = [row[1] for row in sheet(client.get(EXPORT, {"aar": YEAR}))]
    for title in told:
        assert title in titles and title in exported
    for title in not_told:
        assert title not in titles and title not in exported
        key = next(figure.key for figure in FIGURES.values() if figure.title == title)
        assert client.get(figure_url(key)).status_code == 404


@pytest.mark.parametrize("who", ["freja", "anna", "dorte"])
def test_the_spreadsheet_says_what_the_screen_says(request, login, much, who):
    client = login(request.getfixturevalue(who))
    shown = cells(client.get(URL, {"aar": YEAR}))
    header, *rows = sheet(client.get(EXPORT, {"aar": YEAR}))
    assert header[2:4] == (str(YEAR), str(YEAR - 1))
    assert [row[1:4] for row in rows[: len(shown)]] == shown
    assert rows[0][4]
    assert LookUp.objects.filter(purpose="export").count() == 1


def test_the_page_has_each_cell(login, freja, much):
    answer = login(freja).get(URL, {"aar": YEAR})
    page = answer.content.decode()
    for title, now, _before in cells(answer):
        assert f'>{now}<span class="visually-hidden">, {title}</span>' in page


@pytest.mark.parametrize("key", FIGURES)
def test_every_number_opens_its_definition(login, freja, much, key):
    client = login(freja)
    assert f"/tal/{key}/?aar={YEAR}" in client.get(URL, {"aar": YEAR}).content.decode()
    answer = client.get(figure_url(key))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert str(FIGURES[key].definition) in page
    assert "Sådan er det talt" in page


def test_estate_by_estate(login, freja, much):
    answer = login(freja).get(figure_url("klager"))
    rows = [(row.title, row.says_now) for row in answer.context["rows"]]
    assert rows[0][0] == "Lærkeparken" and rows[1] == ("Møllevangen", "skjult")
    assert "skjult" in (rows[0][1], answer.context["total"].says_now)


def test_one_estate_is_asked_for(login, freja, laerke, moelle, much):
    client = login(freja)
    answer = client.get(URL, {"aar": YEAR, "afdeling": moelle.pk})
    found = {title: now for title, now, _before in cells(answer)}
    assert found["Klager"] == "skjult"
    assert "Endte med en aftale" not in found
    assert str(moelle.name) in answer.content.decode()
    whole = client.get(figure_url("klager"))
    per_estate = {row.title: row.says_now for row in whole.context["rows"]}
    assert found["Klager"] == per_estate["Møllevangen"]


@pytest.mark.parametrize("asked", ["0999999", "99999999999999999"])
def test_an_estate_that_is_not_there_is_not_found(login, freja, laerke, asked):
    assert login(freja).get(URL, {"afdeling": asked}).status_code == 404


@pytest.mark.parametrize("url", [URL, EXPORT, "/tal/klager/"])
def test_an_estate_of_somebody_else_is_not_found(login, anna, carla, laerke, moelle, skov, url):
    assert login(anna).get(url, {"afdeling": moelle.pk}).status_code == 404
    assert login(carla).get(url, {"afdeling": laerke.pk}).status_code == 404
    answer = login(anna).get(url, {"afdeling": laerke.pk})
    assert answer.status_code == 200
    b"".join(answer)


def test_a_caretaker_of_two_estates_may_choose(login, anna, laerke, moelle):
    assert 'name="afdeling"' not in login(anna).get(URL).content.decode()
    EstateAssignmentFactory(membership=anna.membership, estate=moelle)
    assert 'name="afdeling"' in login(anna).get(URL).content.decode()


@pytest.mark.parametrize("who", ["erik", "gry"])
@pytest.mark.parametrize("url", [URL, EXPORT, "/tal/klager/"])
def test_other_roles(request, login, freja, laerke, who, url):
    assert login(request.getfixturevalue(who)).get(url).status_code == 403
    assert login(freja).post(url).status_code == 405


@pytest.mark.parametrize("year", ["", "1999", "x", "99999", "²"])
def test_an_odd_year_is_this_year(login, freja, laerke, year):
    assert login(freja).get(URL, {"aar": year}).context["asked"].year == THIS


def test_an_unknown_figure_is_not_found(login, freja, laerke):
    assert login(freja).get("/tal/hemmeligt/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("url", [URL, EXPORT, "/tal/klager/"])
def test_a_constant_number_of_queries(login, freja, laerke, moelle, rows, url, django_assert_max_num_queries):
    for _number in range(rows):
        for estate in (laerke, moelle):
            flag(estate, moment(3, 3))
            complaint(estate, dt.date(YEAR, 3, 3))
            mediation(estate, moment(3, 3))
    client = login(freja)
    b"".join(client.get(url, {"aar": YEAR}))
    with django_assert_max_num_queries(14):
        b"".join(client.get(url, {"aar": YEAR}))


def test_overview_and_the_complaints_lead_here(login, freja, dorte, anna, laerke):
    assert f'href="{URL}"' in login(freja).get(reverse("overview")).content.decode()
    for who in (freja, dorte, anna):
        assert f'href="{URL}"' in login(who).get(reverse("complaint_list")).content.decode()


def test_the_administration_has_no_group_of_concerns():
    assert [group.key for group in groups_for("administration")] == ["klager", "maegling"]
