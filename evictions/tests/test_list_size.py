"""More than 50 MB is refused before it is read into memory, at every door."""

import json

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client
from django.urls import reverse

from accounts.services.tokens import create_token
from core.tabular import LIMITS, Limits, TableError
from evictions.models import ArrearsList
from evictions.services.uploads import read_upload
from evictions.tests.intake_files import csv_file

CONTENT = csv_file(("1204-0033-02", "8.412,50", "01-11-2026"))
JSON = json.dumps({"rows": [{"tenancy": "1204-0033-02", "amount": "4310", "due_date": "2026-11-01"}]})
SENTENCE = "Del listen i flere filer"


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr("evictions.services.uploads.LIMITS", Limits(file_bytes=20))


@pytest.fixture
def headers(dorte):
    return {"Authorization": f"Bearer {create_token(actor=dorte, name='Lejesystem')[1]}"}


def test_an_upload_is_not_read_when_it_is_too_large(tmp_path):
    """51 MB that take no room on the disk; reading is counted by the position in the file."""
    with (tmp_path / "stor.csv").open("w+b") as stream:
        stream.truncate(LIMITS.file_bytes + 1)
        with pytest.raises(TableError, match=SENTENCE):
            read_upload(File(stream))
        assert stream.tell() == 0
        stream.truncate(10)
        assert read_upload(File(stream)) == bytes(10)


def test_the_page_says_so_at_the_field(login, dorte, tenancy, small):
    answer = login(dorte).post(
        reverse("arrears_list_upload"), {"file": SimpleUploadedFile("liste.csv", CONTENT)}
    )
    assert answer.status_code == 422
    assert SENTENCE in answer.content.decode()
    assert not ArrearsList.objects.exists()


def test_an_empty_file_is_still_told_apart(login, dorte, tenancy):
    answer = login(dorte).post(reverse("arrears_list_upload"), {"file": SimpleUploadedFile("liste.csv", b"")})
    assert answer.status_code == 422
    assert "Filen er tom" in answer.content.decode()


@pytest.mark.parametrize("kind", ["application/json", "text/csv"])
def test_a_body_is_refused_by_its_announced_length(headers, tenancy, small, monkeypatch, kind):
    def unread(request):
        raise AssertionError("the body was read")

    monkeypatch.setattr(WSGIRequest, "read", unread)
    monkeypatch.setattr(WSGIRequest, "body", property(unread))
    body = JSON if kind == "application/json" else CONTENT
    answer = Client().post(reverse("api:post_arrears_list"), body, content_type=kind, headers=headers)
    assert answer.status_code == 422
    assert SENTENCE in answer.json()["message"]
    assert not ArrearsList.objects.exists()


def test_a_form_is_refused_by_the_size_of_its_file(headers, tenancy, small):
    answer = Client().post(
        reverse("api:post_arrears_list"), {"file": SimpleUploadedFile("liste.csv", CONTENT)}, headers=headers
    )
    assert answer.status_code == 422
    assert SENTENCE in answer.json()["message"]
    assert not ArrearsList.objects.exists()
