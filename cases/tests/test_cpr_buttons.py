"""The end of a form that has found something like a CPR number, and of one that has not."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

FRAGMENT = "cases/_cpr_buttons.html"


@pytest.mark.parametrize(
    ("given", "asked"),
    [({}, "gem"), ({"does": "åbn sagen"}, "åbn sagen"), ({"does": "sig nej", "look": "quiet"}, "sig nej")],
)
def test_it_asks_in_the_words_of_the_form(given, asked):
    page = render_to_string(FRAGMENT, {"form": SimpleNamespace(asks_about_cpr=True), "save": "Gem", **given})
    assert f'value="mask">Skjul nummeret, og {asked}</button>' in page
    assert f'value="keep">Det er ikke et CPR-nummer, {asked}</button>' in page
    assert ">Gem<" not in page


@pytest.mark.parametrize(("given", "drawn"), [({}, "primary"), ({"look": "quiet"}, "quiet")])
def test_without_one_there_is_one_button(given, drawn):
    page = render_to_string(FRAGMENT, {"form": SimpleNamespace(asks_about_cpr=False), "save": "Gem", **given})
    assert f'<button class="btn btn-{drawn}">Gem</button>' in page and "cpr" not in page
