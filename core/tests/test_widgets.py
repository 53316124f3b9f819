"""The long select says what Django's own says."""

from django import forms
from django.test.html import Element, parse_html

from core.widgets import LongSelect

CHOICES = [("", "Alle"), (1, "Lærkeparken <1>"), (2, 'Møllevangen & "Søn"')]


class Django(forms.Form):
    estate = forms.ChoiceField(choices=CHOICES, required=False)


class Ours(forms.Form):
    estate = forms.ChoiceField(choices=CHOICES, required=False, widget=LongSelect)


def html(form_class: type[forms.Form], data: dict[str, str] | None) -> Element:
    return parse_html(str(form_class(data)["estate"]))


def test_one_option_is_chosen_as_django_chooses_it() -> None:
    for data in (None, {"estate": ""}, {"estate": "2"}, {"estate": "9"}):
        assert html(Ours, data) == html(Django, data), data


def test_labels_are_escaped() -> None:
    assert "Lærkeparken &lt;1&gt;" in str(Ours()["estate"])
