"""Sheets and rows of a register file that were not read are told: before, after, and in the shell."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from residents.columns import FIELDS
from residents.models import RegisterImport
from residents.services.registers import apply_register
from residents.tests.register_files import row

pytestmark = pytest.mark.django_db
UNREAD = "Kun arket »Lærkeparken« er læst. Der er også data i: »Møllevangen«."
SUMS = "1 række med summer er sprunget over (række 3)."


@pytest.fixture
def content():
    """An estate to a sheet, as some managers keep it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("Lærkeparken", "Møllevangen"):
        sheet = book.create_sheet(name)
        sheet.append([spec.label_da for spec in FIELDS])
        sheet.append([row().get(spec.name, "") for spec in FIELDS])
    book["Lærkeparken"].append(["I alt", *[""] * (len(FIELDS) - 2), "1"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_before_and_after_it_is_taken(login, dorte, content):
    client = login(dorte)
    upload = SimpleUploadedFile("register.xlsx", content)
    address = client.post("/register/indlaes/", {"file": upload}).url
    for _time in ("before", "after"):
        page = " ".join(client.get(address).content.decode().split())
        assert UNREAD in page
        assert SUMS in page
        assert "saml rækkerne på ét ark" in page
        client.post(f"{address}importer/")
        apply_register(RegisterImport.objects.get().pk)


def test_in_the_shell(dorte, tmp_path, content):
    path = tmp_path / "register.xlsx"
    path.write_bytes(content)
    words, wrong = io.StringIO(), io.StringIO()
    call = ["import_register", str(path), "--organisation", "fjordbo", "--as", dorte.email]
    call_command(*call, stdout=words, stderr=wrong)
    assert UNREAD in words.getvalue()
    assert SUMS in words.getvalue()
    assert wrong.getvalue() == ""
    call_command(*call, "--json", stdout=words, stderr=wrong)
    assert UNREAD in wrong.getvalue()
