"""The administration at the desk, with a real browser: upload, columns, preview, fix in place, receipt."""

import os
from pathlib import Path

import pytest

from evictions.models import ArrearsList, ArrearsNotice
from evictions.services.lists import apply_queued_list
from evictions.tests.intake_files import csv_file, xlsx_sheets
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll, use_theme
from tests.factories import DwellingFactory, TenancyFactory

SHOTS = os.environ.get("SHOTS", "")
ROWS = [
    ("1204-0033-02", "8.412,00", "01-11-2026"),
    ("1204-0034-01", "1.2OO,00", "01-11-2026"),
    ("9999-0001-01", "4.310,00", "01-11-2026"),
    ("1204-0035-01", "2.000,00", "31-02-2026"),
]


@pytest.fixture
def neighbours(tenancy):
    stairwell = tenancy.dwelling.stairwell
    return [TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, number=n)) for n in ("0034", "0035")]


def check(page, name):
    """No axe finding, no report, no sideways scrolling, on a phone and at the desk, in light and dark."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 860})
        for theme in ("light", "dark"):
            use_theme(page, theme)
            assert_no_axe(page)
        use_theme(page, "light")
        assert sideways_scroll(page) <= 0, f"{name} at {width}"
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    assert_quiet(page)


def upload(page, content):
    page.goto("/restancelister/ny/")
    page.set_input_files(
        "input[type=file]", {"name": "restancer.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Læs filen").click()


def test_from_upload_to_receipt(page_as, dorte, neighbours):
    page = page_as(dorte, width=1280)
    page.goto("/restancelister/")
    check(page, "empty")
    upload(page, csv_file(*ROWS))
    page.get_by_role("button", name="Importér 1, lad 3 vente").wait_for()
    check(page, "preview")
    row = page.locator("#raekke-3")
    row.get_by_role("button", name="Ret række 3").click()
    page.get_by_role("button", name="Importér 2, lad 2 vente").wait_for()
    assert "flyttet til" in row.inner_text()
    assert "er rettet" in page.locator("#sv-status").inner_text()
    check(page, "fixed")
    page.get_by_role("link", name="Nye").click()
    check(page, "new")
    page.get_by_role("button", name="Importér 2, lad 2 vente").click()
    page.get_by_text("Du kan roligt forlade siden").wait_for()
    check(page, "progress")
    apply_queued_list(ArrearsList.objects.get().pk)
    page.get_by_text("Hvad listen førte til").wait_for()
    check(page, "receipt")
    assert ArrearsNotice.objects.count() == 2
    page.get_by_role("link", name="Find lejeforholdet").click()
    page.get_by_label("Adresse, navn eller lejeforhold").fill("lærke")
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("button", name="Vælg 1204-0035-01").wait_for()
    check(page, "match")
    assert "lærke" not in page.url
    page.goto("/restancelister/")
    check(page, "lists")


def test_columns_by_hand(page_as, dorte, tenancy):
    page = page_as(dorte, width=1280)
    upload(page, csv_file(ROWS[0], header=("Hvem", "Hvad", "Hvornår")))
    page.get_by_role("heading", name="Hvad står i kolonnerne?").wait_for()
    check(page, "columns")
    for label, column in {"Lejeforhold": "A: Hvem", "Beløb": "B: Hvad", "Forfaldsdato": "C: Hvornår"}.items():
        page.get_by_label(label, exact=False).first.select_option(label=column)
    page.get_by_role("button", name="Læs listen med disse kolonner").click()
    page.get_by_role("button", name="Importér 1").wait_for()


def test_without_javascript(page_as, dorte, neighbours):
    page = page_as(dorte, width=1280, java_script_enabled=False)
    upload(page, csv_file(*ROWS))
    page.get_by_role("button", name="Ret række 3").click()
    page.get_by_role("button", name="Importér 2, lad 2 vente").click()
    apply_queued_list(ArrearsList.objects.get().pk)
    page.goto(page.url)
    page.get_by_text("Fortryd listen").click()
    page.get_by_text("2 nye restancer trækkes tilbage").wait_for()
    page.get_by_role("button", name="Ja, fortryd hele listen").click()
    assert "Alt er, som det var før" in page.content()


def test_sheets_and_rows_that_were_not_read(page_as, dorte, neighbours):
    page = page_as(dorte, width=1280)
    upload(page, xlsx_sheets({"Januar": [ROWS[0], ("I alt", "8.412,00", "")], "Februar": [ROWS[0]]}))
    page.get_by_text("Kun arket »Januar« er læst").wait_for()
    page.get_by_text("1 række med summer er sprunget over (række 3)").wait_for()
    check(page, "left-out")
