"""The tags every page is made of: Danish, escaped, and never colour without words."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.test.html import parse_html
from django.utils import timezone

from core.fields import DanishDateField, KronerField
from core.phrases import say_list, say_relative
from core.templatetags.ui import field

TODAY = dt.date(2026, 11, 22)


def render(source, **context):
    return Template("{% load i18n %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ v|kroner }}", "12.345,50\u00a0kr."),
        ("{{ v|kroner_short }}", "12.346\u00a0kr."),
        ("{{ v|number }}", "12.345"),
        ('{{ v|count:"sag,sager" }}', "12.345 sager"),
    ],
)
def test_numbers(source, expected):
    assert render(source, v=Decimal("12345.50")) == expected


def test_one_is_singular():
    assert render('{{ v|count:"sag,sager" }}', v=1) == "1 sag"


@pytest.mark.parametrize(
    "name", ["kroner", "kroner_short", "day", "day_long", "relative", "moment", "clock", "number"]
)
def test_nothing_is_shown_as_nothing(name):
    assert render(f"{{{{ v|{name} }}}}", v=None) == ""


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "i dag"),
        (1, "i morgen"),
        (-1, "i går"),
        (3, "om 3 dage"),
        (-3, "for 3 dage siden"),
        (31, "om 31 dage"),
        (32, "tors. 24. dec."),
        (60, "21. jan. 2027"),
    ],
)
def test_days_as_a_colleague_says_them(days, said):
    assert say_relative(TODAY + dt.timedelta(days=days), TODAY) == said


def test_a_moment_late_in_the_evening_is_danish():
    moment = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    assert render("{{ v|day }}", v=moment) == "man. 23. nov."
    assert render("{{ v|clock }}", v=moment) == "kl. 0.30"


def test_the_time_tag_carries_the_date():
    today = timezone.localdate()
    shown = render("{% day_tag v %}", v=today)
    assert f'datetime="{today.isoformat()}"' in shown
    assert "(i dag)" in shown


@pytest.mark.parametrize(
    ("phone", "link"), [("20 00 00 00", "tel:+4520000000"), ("+46 70 1", "tel:+46701"), ("", "")]
)
def test_phone_links(phone, link):
    assert render("{{ v|tel }}", v=phone) == link


def test_icons_are_hidden_unless_they_stand_alone():
    assert 'aria-hidden="true"' in render('{% icon "phone" %}')
    assert '<span class="visually-hidden">Ring</span>' in render('{% icon "phone" label="Ring" %}')
    assert "style=" not in render('{% icon "phone" %}')


def test_reasons_say_their_level_in_words_and_name_every_rule():
    reasons = [SimpleNamespace(level="late", text="Fogedret i morgen"), ("soon", "Børn <i hjemmet>")]
    shown = render("{% reasons r %}", r=reasons)
    assert "Fogedret i morgen" in shown
    assert "Børn &lt;i hjemmet&gt;" in shown


@pytest.mark.parametrize(
    "source", ['{% badge "x" level="red" %}', '{% item title="x" level="1" %}{% enditem %}']
)
def test_an_unknown_level_is_a_mistake(source):
    with pytest.raises(ValueError, match="level is one of"):
        render(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% item title=v %}{{ v }}{% enditem %}",
        "{% card title=v %}{{ v }}{% endcard %}",
        "{% page_header title=v lead=v %}{{ v }}{% endpage_header %}",
        '{% empty_state icon="inbox" title=v text=v %}',
        '{% tile value=3 label=v url="/x/" %}',
        "{% badge v %}",
        "{% progress done=1 total=2 label=v %}",
        "{% how_counted %}{{ v }}{% endhow_counted %}",
    ],
)
def test_everything_is_escaped(source):
    shown = render(source, v="<script>alert(1)</script>")
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_facts_escape_both_sides():
    assert "<dt>&lt;b&gt;</dt><dd>&lt;i&gt;</dd>" in render("{% facts rows %}", rows=[("<b>", "<i>")])


def test_a_page_header_without_actions_has_no_box_for_them():
    assert "sv-actions" not in render('{% page_header title="x" %} {% endpage_header %}')


def test_steps_tell_where_one_is():
    shown = render('{% steps current=2 labels="Fil|Kolonner|Færdig" %}')
    assert shown.count("aria-current") == 1
    assert "Fil" in shown.split("aria-current")[0]
    assert "(klaret)" in shown


class ExampleForm(forms.Form):
    amount = forms.DecimalField(label="Beløb")
    stage = forms.ChoiceField(label="Trin", choices=[("a", "A")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Tallene passer ikke sammen.")


def test_the_error_summary_links_to_each_field_and_asks_for_the_focus():
    shown = render("{% fields form %}", form=ExampleForm({}))
    assert "Ret 4 ting" in shown
    assert 'href="#id_amount"' in shown
    assert 'href="#div_id_stage"' in shown
    assert "Tallene passer ikke sammen." in shown
    assert "data-autofocus" in shown
    assert shown.count('name="token"') == 1


def test_a_form_without_errors_has_no_summary():
    assert "sv-errors" not in render("{% fields form %}", form=ExampleForm())


def test_next_survives_the_form_that_carries_it():
    first = RequestFactory().get("/liste/", {"trin": "paakrav"})
    assert 'value="/liste/?trin=paakrav"' in render("{% next_input %}", request=first)
    again = RequestFactory().post("/gem/", {"next": "/liste/?trin=paakrav"})
    assert 'value="/liste/?trin=paakrav"' in render("{% next_input %}", request=again)
    assert render('{% with_next "/sag/3/" %}', request=first) == "/sag/3/?next=%2Fliste%2F%3Ftrin%3Dpaakrav"


def test_an_undo_message_knows_where_to_post():
    message = SimpleNamespace(extra_tags="undo /besoeg/3/fortryd/")
    assert render("{{ m|undo_url }}", m=message) == "/besoeg/3/fortryd/"
    assert render("{{ m|undo_url }}", m=SimpleNamespace(extra_tags="")) == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")],
)
def test_a_list_is_said_with_og_before_the_last(words, said):
    assert say_list(words) == said


class EveryPlainField(forms.Form):
    name = forms.CharField(label="Navn & co.", max_length=20, help_text="Som på <b>døren</b>.")
    mail = forms.EmailField(label="E-mail", required=False, widget=forms.EmailInput(attrs={"class": "smal"}))
    amount = KronerField(label="Beløb", required=False)
    day = DanishDateField(label="Dag", required=False)
    time = forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=False)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)
    whose = forms.ChoiceField(choices=[("a", "Min"), ("b", "Andres")], initial="b")


@pytest.mark.parametrize(
    "form",
    [
        EveryPlainField(),
        EveryPlainField(auto_id="her_%s", initial={"amount": Decimal("5.5"), "day": TODAY, "name": "<i>"}),
        EveryPlainField(
            {"name": 'A "B" <C>', "mail": "a@example.dk", "note": "1 < 2", "day": "2026-11-22", "whose": "a"}
        ),
        EveryPlainField({"mail": "nej", "whose": "x"}),
    ],
    ids=["new", "with initial", "typed", "with errors"],
)
def test_a_plain_field_is_drawn_as_crispy_draws_it(form):
    for bound in form.visible_fields():
        assert parse_html(field(bound)) == parse_html(as_crispy_field(bound)), bound.name
