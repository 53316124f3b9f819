"""The pages of the arrears intake, as the administration and the coordinator meet them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from evictions.choices import Source
from evictions.models import ArrearsList, ArrearsNotice
from evictions.services import lists
from evictions.tests.intake_files import csv_file, take
from notifications.models import Job
from tests.factories import DwellingFactory, TenancyFactory

ROW = ("1204-0033-02", "8.412,00", "01-11-2026")
BAD = ("1204-0034-01", "1.2OO,00", "01-11-2026")
UNKNOWN = ("9999-0001-01", "4.310,00", "01-11-2026")
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def neighbour(tenancy):
    return TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))


@pytest.fixture
def desk(login, dorte):
    return login(dorte)


@pytest.fixture
def preview(dorte, tenancy, neighbour):
    return make_preview(dorte, ROW, BAD, UNKNOWN)


def make_preview(actor, *rows):
    return lists.receive_upload(
        actor=actor,
        organisation=actor.membership.organisation,
        source=Source.WEB,
        file_name="restancer.csv",
        content=csv_file(*rows),
    )


def text(response):
    return " ".join(response.content.decode().split())


def upload(client, content, name="restancer.csv"):
    return client.post("/restancelister/ny/", {"file": SimpleUploadedFile(name, content)})


def test_from_file_to_receipt(desk, tenancy, neighbour):
    assert desk.get("/restancelister/ny/").status_code == 200
    response = upload(desk, csv_file(ROW, BAD, UNKNOWN))
    arrears_list = ArrearsList.objects.get()
    assert (response.status_code, response.url) == (302, f"/restancelister/{arrears_list.pk}/")
    page = text(desk.get(response.url))
    assert "«1.2OO,00»" in page
    assert 'value="1.200,00"' in page
    assert "Række 4" in page
    assert "Importér 1, lad 2 vente" in page
    for tab in ("nye", "aendret", "forsvundet", "uaendret"):
        assert desk.get(f"{response.url}?fane={tab}").status_code == 200
    assert "Lærkevej 8, 3. th" in text(desk.get(f"{response.url}?fane=nye"))
    assert desk.post(f"{response.url}importer/").status_code == 302
    assert "Du kan roligt forlade siden" in text(desk.get(response.url))
    assert Job.objects.get().subject_id == arrears_list.pk
    assert "Importerer 1 nye" in text(desk.get(f"{response.url}fremdrift/", **HTMX))
    lists.apply_queued_list(arrears_list.pk)
    assert desk.get(f"{response.url}fremdrift/", **HTMX)["HX-Redirect"] == response.url
    receipt = text(desk.get(response.url))
    assert "nye restancer" in receipt
    assert "0 af 1" in receipt
    assert "Rækker, der venter" in receipt
    assert "Fortryd listen" in receipt
    assert "<li>1 ny restance trækkes tilbage</li>" in receipt and "Ja, fortryd hele listen" in receipt
    assert "filen kan indlæses på ny" in receipt
    assert "Alt er, som det var før" in text(desk.post(f"{response.url}fortryd/", follow=True))
    assert ArrearsNotice.objects.get().status == "withdrawn"


def test_the_button_without_rows_that_wait(desk, dorte, tenancy):
    arrears_list = make_preview(dorte, ROW)
    assert "Importér 1<" in text(desk.get(f"/restancelister/{arrears_list.pk}/"))


def test_a_double_click_and_two_tabs_are_harmless(desk, tenancy):
    for _click in range(2):
        upload(desk, csv_file(ROW))
    arrears_list = ArrearsList.objects.get()
    address = f"/restancelister/{arrears_list.pk}/"
    for _click in range(2):
        assert desk.post(f"{address}importer/").status_code == 302
    assert Job.objects.count() == 1
    lists.apply_queued_list(arrears_list.pk)
    assert "kan ikke annulleres mere" in text(desk.post(f"{address}annuller/", follow=True))
    assert desk.post(f"{address}importer/").status_code == 302
    assert ArrearsNotice.objects.count() == 1


def test_a_file_that_is_no_list(desk):
    assert "Filen er tom" in text(upload(desk, b""))
    response = upload(desk, b"%PDF-1.7 hej")
    assert "ikke en tabel" in text(desk.get(response.url))
    assert desk.post("/restancelister/ny/", {}).status_code == 422


def test_columns_by_hand(desk, tenancy):
    response = upload(desk, csv_file((*ROW, "010190-1234"), header=("Hvem", "Hvad", "Hvornår", "Nummer")))
    address = desk.get(response.url).url
    page = text(desk.get(address))
    assert "B: Hvad" in page
    assert "010190" not in page
    assert "læses ikke" in page
    assert desk.post(address, {"tenancy": 0, "amount": 1}).status_code == 422
    assert "to gange" in text(desk.post(address, {"tenancy": 0, "amount": 1, "due_date": 1}))
    assert desk.post(address, {"tenancy": 0, "amount": 1, "due_date": 2}).status_code == 302
    assert "Importér 1" in text(desk.get(response.url))
    assert desk.get(address).status_code == 200


def test_a_row_is_fixed_in_place(desk, preview):
    address = f"/restancelister/{preview.pk}/raekker/3/"
    fix = {"action": "fix", "field": "amount", "value": "stadig galt"}
    page = text(desk.post(address, fix, **HTMX))
    assert '<tr id="raekke-3">' in page
    assert "stadig galt" in page
    page = text(desk.post(address, fix | {"value": "1.200,00"}, **HTMX))
    assert "flyttet til „Ny“" in page
    assert 'id="faner" hx-swap-oob="true"' in page
    assert "Importér 2, lad 1 vente" in page
    assert "venter ikke mere" in text(desk.post(address, fix, **HTMX))


def test_a_row_is_fixed_without_javascript(desk, preview):
    address = f"/restancelister/{preview.pk}/raekker/3/"
    response = desk.post(address, {"action": "fix", "field": "amount", "value": "1.200,00"}, follow=True)
    assert response.redirect_chain[0][0] == f"/restancelister/{preview.pk}/?fane=fejl"
    assert "flyttet til" in text(response)


def test_an_unknown_tenancy_is_found_and_chosen(desk, preview, tenancy):
    address = f"/restancelister/{preview.pk}/raekker/4/"
    assert "«9999-0001-01»" in text(desk.get(f"{address}find/"))
    assert "Intet lejeforhold passer" in text(desk.post(f"{address}find/", {"q": "zzz"}))
    page = text(desk.post(f"{address}find/", {"q": "lærke 8 3th"}))
    assert tenancy.reference in page
    desk.post(address, {"action": "match", "tenancy": tenancy.pk})
    assert preview.rows.get(row_number=4).tenancy == tenancy
    assert desk.get(f"{address}find/").status_code == 302


def test_a_jump_is_confirmed(desk, dorte, tenancy):
    take(dorte, csv_file(("1204-0033-02", "100,00", "01-11-2026")))
    arrears_list = make_preview(dorte, ROW)
    page = text(desk.get(f"/restancelister/{arrears_list.pk}/"))
    assert "Sidst 100,00" in page
    assert "Korrekt" in page
    desk.post(f"/restancelister/{arrears_list.pk}/raekker/2/", {"action": "confirm"})
    assert arrears_list.rows.get().bucket == "changed"


def test_a_row_is_left_out(desk, preview):
    page = text(desk.post(f"/restancelister/{preview.pk}/raekker/3/", {"action": "leave"}, follow=True))
    assert "er udeladt" in page
    assert preview.rows.get(bucket="left_out").row_number == 3


def test_a_row_can_be_fixed_after_the_import(desk, dorte, tenancy, neighbour):
    arrears_list = take(dorte, csv_file(ROW, BAD))
    fix = {"action": "fix", "field": "amount", "value": "1.200,00"}
    page = text(desk.post(f"/restancelister/{arrears_list.pk}/raekker/3/", fix, **HTMX))
    assert "er på plads" in page
    assert ArrearsNotice.objects.count() == 2


def test_the_errors_as_a_workbook(desk, preview):
    response = desk.get(f"/restancelister/{preview.pk}/fejlliste/")
    rows = list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values)
    assert rows[0] == ("Lejeforhold", "Række", "Kolonne", "Værdi", "Hvad er galt")
    assert [row[:4] for row in rows[1:]] == [
        ("1204-0034-01", 3, "Saldo", "1.2OO,00"),
        ("9999-0001-01", 4, "Lejemål", "9999-0001-01"),
    ]


def test_the_errors_name_a_tenancy_that_stands_in_several_columns(desk, dorte, tenancy):
    header = ("Afdeling", "Bolignr", "Lejernr", "Saldo", "Forfald")
    arrears_list = take(dorte, csv_file(("1204", "0099", "02", "x", "01-11-2026"), header=header))
    response = desk.get(f"/restancelister/{arrears_list.pk}/fejlliste/")
    (row,) = list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values)[1:]
    assert row[1] == 2 and "99" in row[0] and row[0].startswith("1204")


def test_the_receipt_says_when_the_list_was_imported(desk, dorte, tenancy):
    arrears_list = take(dorte, csv_file(ROW))
    noon = timezone.localtime(arrears_list.created_at).replace(year=2026, month=3, day=9, hour=9, minute=24)
    done = noon.replace(hour=10, minute=31)
    ArrearsList.objects.filter(pk=arrears_list.pk).update(created_at=noon, finished_at=done)
    page = text(desk.get(f"/restancelister/{arrears_list.pk}/"))
    assert "kl. 10.31" in page and "kl. 9.24" not in page


def test_cancelled(desk, preview):
    page = text(desk.post(f"/restancelister/{preview.pk}/annuller/", follow=True))
    assert "Intet er ændret" in page
    assert not preview.rows.exists()


def test_the_coordinator_sees_how_far_it_is_and_no_rows(login, freja, dorte, tenancy, neighbour, preview):
    client = login(freja)
    page = text(client.get(f"/restancelister/{preview.pk}/"))
    assert "ser listen igennem" in page
    assert "1204-0034" not in page
    lists.apply_list(actor=dorte, arrears_list=preview)
    page = text(client.get(f"/restancelister/{preview.pk}/"))
    assert "Er de nået frem?" in page
    assert "Fortryd listen" not in page
    assert "restancer.csv" in text(client.get("/restancelister/"))


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_lists_asks_few_questions(desk, dorte, tenancy, django_assert_max_num_queries, many):
    for number in range(many):
        take(dorte, csv_file((*ROW[:1], f"{number + 1}00,00", ROW[2])))
    desk.get("/restancelister/")
    with django_assert_max_num_queries(8):
        desk.get("/restancelister/")


@pytest.mark.parametrize("many", [1, 3])
def test_the_preview_asks_few_questions(desk, dorte, tenancy, django_assert_max_num_queries, many):
    arrears_list = make_preview(dorte, *[BAD, UNKNOWN, ROW][:many])
    desk.get("/restancelister/")
    with django_assert_max_num_queries(10):
        desk.get(f"/restancelister/{arrears_list.pk}/?fane=fejl")
    with django_assert_max_num_queries(10):
        desk.get(f"/restancelister/{arrears_list.pk}/?fane=nye")


PAGES = ["", "fremdrift/", "kolonner/", "fejlliste/", "raekker/3/find/"]
ACTIONS = ["importer/", "annuller/", "fortryd/", "raekker/3/"]


@pytest.mark.parametrize("path", PAGES)
def test_who_may_open_a_page(login, carla, anna, gry, skovbo, freja, preview, path):
    address = f"/restancelister/{preview.pk}/{path}"
    for person in (anna, gry, carla):
        assert login(person).get(address).status_code == 403
    if path not in {"", "fremdrift/"}:
        assert login(freja).get(address).status_code == 403


def test_another_organisations_list_is_not_there(login, skovbo, preview):
    from conftest import person

    stranger = login(person("Sif Stranger", skovbo, "administration"))
    for path in [*PAGES, *ACTIONS]:
        address = f"/restancelister/{preview.pk}/{path}"
        assert (stranger.post if path in ACTIONS else stranger.get)(address).status_code == 404


@pytest.mark.parametrize("path", ACTIONS)
def test_who_may_act(login, desk, freja, anna, preview, path):
    address = f"/restancelister/{preview.pk}/{path}"
    assert login(freja).post(address).status_code == 403
    assert login(anna).post(address).status_code in {403, 404}
    assert desk.get(address).status_code == 405


@pytest.mark.parametrize("path", ["", "fremdrift/", "fejlliste/"])
def test_the_wrong_method(desk, preview, path):
    assert desk.post(f"/restancelister/{preview.pk}/{path}").status_code == 405
