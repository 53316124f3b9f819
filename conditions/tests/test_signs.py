"""The signs of the stairwells: the code holds the address of the stairwell's picture, and nothing else."""

import re

import pytest
import segno
from django.urls import resolve, reverse

from conditions.signs import PIXELS, draw, sign_of
from conditions.tests.houses import stairwell_of

BORDER = 4


@pytest.fixture
def url(laerke):
    return reverse("stairwell_signs", args=[laerke.pk])


def dark_of(svg):
    """The dark modules a drawing shows: {(column, row)}. Its path is runs (`h`) and jumps (`m`)."""
    path = re.search(r' d="([^"]+)"', svg).group(1)
    x = y = 0.0
    dark = set()
    for letter, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if letter == "M":
            x, y = values
        elif letter == "m":
            x, y = x + values[0], y + values[1]
        else:
            dark |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
    return dark


def test_what_is_drawn_is_the_code_of_the_address(laerke):
    sign = sign_of(stairwell_of(laerke, "Lærkevej", 8), "https://vicevaert.example")
    matrix = segno.make_qr(sign.address, error="q").matrix
    expected = {
        (column + BORDER, row + BORDER)
        for row, modules in enumerate(matrix)
        for column, is_dark in enumerate(modules)
        if is_dark
    }
    assert dark_of(sign.code) == expected
    assert PIXELS > 1


def test_the_code_is_fit_for_a_dirty_wall():
    code = segno.make_qr("https://vicevaert.example/meld/opgang/123/", error="q")
    assert code.error in {"Q", "H"}
    assert "style=" not in draw("https://vicevaert.example/meld/opgang/123/")


def test_the_address_is_this_installations_and_opens_the_stairwell(login, erik, laerke, url):
    stairwell = stairwell_of(laerke, "Lærkevej", 8)
    page = login(erik).get(url, headers={"host": "testserver"}).content.decode()
    address = f"http://testserver/meld/opgang/{stairwell.pk}/"
    assert address in page
    assert str(sign_of(stairwell, "http://testserver").code) in page
    found = resolve(f"/meld/opgang/{stairwell.pk}/")
    assert (found.url_name, found.kwargs) == ("concern_at_stairwell", {"stairwell_pk": stairwell.pk})


def test_one_sign_for_each_stairwell_in_order(login, anna, laerke, url, tenancy):
    for number in (10, 2):
        stairwell_of(laerke, "Lærkevej", number)
    page = login(anna).get(url).content.decode()
    assert re.findall(r'class="sv-sign"><h2>([^<]+)<', page) == ["Lærkevej 2", "Lærkevej 8", "Lærkevej 10"]
    assert "Meld en bekymring om en lejlighed i denne opgang" in page
    assert "Prøve Beboersen" not in page


def test_one_alone(login, erik, laerke, url):
    one, _other = stairwell_of(laerke, "Lærkevej", 2), stairwell_of(laerke, "Lærkevej", 4)
    page = login(erik).get(f"{url}?opgang={one.pk}").content.decode()
    assert page.count('class="sv-sign"') == 1
    assert login(erik).get(f"{url}?opgang=x").content.decode().count('class="sv-sign"') == 2


def test_an_estate_without_a_register_says_so(login, erik, url):
    assert "Ingen opgange endnu" in login(erik).get(url).content.decode()


def test_its_queries_do_not_grow(login, erik, laerke, url, django_assert_num_queries):
    client = login(erik)
    for number in (1, 3):
        for house in range(number):
            stairwell_of(laerke, f"Vej{number}", house)
        with django_assert_num_queries(8):
            client.get(url)
