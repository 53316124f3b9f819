"""The register with a real browser: a file from upload to receipt, the search as one types, the estates."""

import os
from pathlib import Path

from playwright.sync_api import expect

from notifications.models import Job
from notifications.services.running import run_job
from residents.models import Estate, Tenancy
from residents.tests.register_files import VACANT, csv_of, row, take
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll, use_theme

SHOTS = os.environ.get("SHOTS", "")


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
            page.screenshot(path=Path(SHOTS) / f"register-{name}-{width}.png", full_page=True)
    assert_quiet(page)


def upload(page, content):
    page.goto("/register/")
    page.set_input_files(
        "input[type=file]", {"name": "register.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Læs filen").click()


def neighbours(count=20):
    return [
        row(dwelling=f"{n:04d}", floor=str(n), side="tv", name=f"Nabo Nabosen {n}") for n in range(1, count)
    ]


def test_from_file_to_receipt(page_as, dorte):
    take(dorte, *neighbours(), row(dwelling="0099", side="mf", name="Fra Flyttersen"))
    page = page_as(dorte, width=1280)
    page.goto("/register/")
    check(page, "list")
    header, *lines = (
        csv_of(
            *neighbours(15),
            row(),
            row(dwelling="0034", side="1", rent="mange penge"),
            row(dwelling="0035", **VACANT),
        )
        .decode("utf-8-sig")
        .splitlines()
    )
    header = header.replace("Lejemålsnr", "Kolonne 7").replace("Lejeforhold", "Nøgle")
    content = "\n".join([f"{header};CPR-nr", *(f"{line};010190-1234" for line in lines)]).encode()

    upload(page, content)
    page.get_by_role("heading", name="Hvilke kolonner er hvad?").wait_for()
    assert "010190" not in page.content()
    check(page, "columns")
    page.get_by_label("Lejemålsnr").select_option(label="Kolonne 7 (10)")
    page.get_by_role("button", name="Læs filen med de kolonner").click()
    confirm = page.get_by_role("button", name="Importér 16, spring 1 over")
    confirm.wait_for()
    check(page, "preview")
    page.get_by_role("link", name="Forsvundet").click()
    check(page, "missing")
    page.get_by_label("Ja, afslut dem også").check()
    page.get_by_role("button", name="Importér 16, spring 1 over").click()
    page.get_by_text("Du kan roligt forlade siden").wait_for()
    check(page, "progress")
    run_job(Job.objects.get(status="pending").pk)
    page.get_by_text("16 rækker er taget").wait_for()
    check(page, "receipt")
    assert Tenancy.objects.filter(ends_on__isnull=False).count() == 6


def test_search_as_one_types(page_as, dorte, anna):
    take(dorte, *neighbours(), row(name="Jens Jensen", side="th"))
    page = page_as(anna)
    page.goto("/beboere/")
    check(page, "search-empty")
    page.get_by_label("Navn, adresse, telefon eller lejemålsnummer").press_sequentially("jensne")
    page.get_by_role("link", name="Lærkevej 8, 3. th").wait_for()
    assert "jens" not in page.url.lower()
    check(page, "search")
    page.get_by_role("link", name="Lærkevej 8, 3. th").click()
    expect(page.get_by_role("link", name="20 00 00 00").first).to_have_attribute("href", "tel:+4520000000")
    check(page, "tenancy")


def test_the_dwellings_of_an_estate(page_as, dorte, anna):
    take(dorte, *neighbours(), row(dwelling="0098", house_number="10", **VACANT))
    page = page_as(anna)
    page.goto(f"/afdelinger/{Estate.objects.get().pk}/")
    page.get_by_text("Ledigt").first.wait_for()
    check(page, "estate")
    page.get_by_label("Kun ledige").check()
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_text("Nabo Nabosen")).to_have_count(0)
    page.goto("/afdelinger/")
    check(page, "estates")
