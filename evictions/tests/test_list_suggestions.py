"""What was probably meant stands ready in the field, labelled as a suggestion, and counts only when saved."""

import pytest

from evictions.choices import Source
from evictions.models import ArrearsNotice
from evictions.services import lists
from evictions.tests.intake_files import csv_file, take

HTMX = {"HTTP_HX_REQUEST": "true"}
LABEL = "Forslag: {}. Tryk Ret, hvis det passer. Intet er rettet endnu."


def preview(actor, *rows, header=("Lejemål", "Saldo", "Forfald", "Påkrav modtaget")):
    return lists.receive_upload(
        actor=actor,
        organisation=actor.membership.organisation,
        source=Source.WEB,
        file_name="restancer.csv",
        content=csv_file(*rows, header=header),
    )


def page_of(client, arrears_list):
    return " ".join(client.get(f"/restancelister/{arrears_list.pk}/?fane=fejl").content.decode().split())


@pytest.mark.parametrize(
    ("amount", "due", "demand", "suggested"),
    [
        ("1.2OO,00", "01-11-2026", "", "1.200,00"),
        ("12,345.50", "01-11-2026", "", "12.345,50"),
        ("100,00", "11-22-2026", "", "22-11-2026"),
        ("100,00", "01-11-2026", "11-22-2026", "22-11-2026"),
    ],
)
def test_the_field_holds_the_suggestion_and_says_so(login, dorte, tenancy, amount, due, demand, suggested):
    arrears_list = preview(dorte, ("1204-0033-02", amount, due, demand))
    page = page_of(login(dorte), arrears_list)
    assert f'value="{suggested}"' in page
    assert 'aria-describedby="forslag-2"' in page
    assert LABEL.format(suggested) in page


@pytest.mark.parametrize("amount", ["måske", "1,200", "1.2OO.OOO.O"])
def test_no_suggestion_where_there_is_not_one_meaning(login, dorte, tenancy, amount):
    page = page_of(login(dorte), preview(dorte, ("1204-0033-02", amount, "01-11-2026", "")))
    assert f'value="{amount}"' in page
    assert "Forslag:" not in page
    assert 'aria-describedby="forslag-' not in page


def test_a_jump_is_no_suggestion(login, dorte, tenancy):
    take(dorte, csv_file(("1204-0033-02", "100,00", "01-11-2026")))
    page = page_of(login(dorte), preview(dorte, ("1204-0033-02", "8.000,00", "01-11-2026", "")))
    assert "Korrekt" in page
    assert "Forslag:" not in page


def test_it_is_not_taken_before_somebody_says_yes(login, dorte, tenancy):
    arrears_list = preview(dorte, ("1204-0033-02", "1.2OO,00", "01-11-2026", ""))
    client = login(dorte)
    page_of(client, arrears_list)
    assert arrears_list.rows.get().amount is None
    lists.apply_list(actor=dorte, arrears_list=arrears_list)
    assert not ArrearsNotice.objects.exists()
    fix = {"action": "fix", "field": "amount", "value": "1.200,00"}
    client.post(f"/restancelister/{arrears_list.pk}/raekker/2/", fix, **HTMX)
    assert ArrearsNotice.objects.get().amount == 1200
