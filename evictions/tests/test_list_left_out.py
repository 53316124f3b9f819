"""Sheets and rows of a list that were not read are told at every door."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from accounts.services.tokens import create_token
from evictions.models import ArrearsList
from evictions.services import lists, waiting
from evictions.tests.intake_files import csv_text, xlsx_sheets

ROW = ("1204-0033-02", "8.412,00", "01-11-2026")
BOOK = xlsx_sheets({"Januar": [ROW, ("I alt", "8.412,00", "")], "Februar": [ROW]})
UNREAD = "Kun arket »Januar« er læst. Der er også data i: »Februar«."
SUMS = "1 række med summer er sprunget over (række 3)."
HINT = "saml rækkerne på ét ark"


def upload(client, content, name):
    response = client.post("/restancelister/ny/", {"file": SimpleUploadedFile(name, content)})
    return response.url


def text(response):
    return " ".join(response.content.decode().split())


def test_preview_and_receipt(login, dorte, freja, tenancy):
    client = login(dorte)
    address = upload(client, BOOK, "restancer.xlsx")
    for words in (UNREAD, SUMS, HINT):
        assert words in text(client.get(address))
    lists.apply_list(actor=dorte, arrears_list=ArrearsList.objects.get())
    for reader in (client, login(freja)):
        page = text(reader.get(address))
        for words in (UNREAD, SUMS, HINT):
            assert words in page


def test_a_row_fixed_in_the_preview_does_not_forget_it(login, dorte, tenancy):
    client = login(dorte)
    bad = csv_text(("1204-0033-02", "x", "01-11-2026")) + "I alt;8.412,00;\r\n"
    address = upload(client, bad.encode("cp1252"), "restancer.csv")
    arrears_list = ArrearsList.objects.get()
    waiting.fix_row(actor=dorte, arrears_list=arrears_list, row_number=2, values={"amount": "100"})
    assert SUMS in text(client.get(address))


def test_nothing_is_said_of_a_plain_list(login, dorte, tenancy):
    client = login(dorte)
    page = text(client.get(upload(client, csv_text(ROW).encode("cp1252"), "restancer.csv")))
    assert "sprunget over" not in page
    assert "Kun arket" not in page


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_the_command_line(dorte, tenancy, tmp_path, capsys, dry):
    path = tmp_path / "restancer.xlsx"
    path.write_bytes(BOOK)
    call = ["import_arrears", str(path), "--organisation", "fjordbo", "--as", dorte.email, *dry]
    call_command(*call)
    out, err = capsys.readouterr()
    assert UNREAD in out
    assert SUMS in out
    assert err == ""
    call_command(*call, "--json")
    out, err = capsys.readouterr()
    assert "errors" in json.loads(out)
    assert UNREAD in err
    assert SUMS not in err


def test_the_api(dorte, tenancy):
    key = create_token(actor=dorte, name="Lejesystem")[1]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    headers = {"Authorization": f"Bearer {key}"}
    told = Client().post("/api/v1/arrears-lists", BOOK, content_type=kind, headers=headers).json()
    unread, sums = told["notes"]
    assert unread.startswith(UNREAD)
    assert sums.startswith(SUMS)
    again = Client().get(f"/api/v1/arrears-lists/{told['id']}", headers=headers).json()
    assert again["notes"] == told["notes"]
