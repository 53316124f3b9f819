import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.services.tokens import create_token, revoke_token
from evictions.models import ArrearsList, ArrearsNotice
from tests.factories import ArrearsListFactory

LISTS = "/api/v1/arrears-lists"
CSV = "Lejemål;Beløb;Forfaldsdato\n1204-0033-02;4.310,00;01-11-2026\n"


@pytest.fixture
def token(dorte):
    return create_token(actor=dorte, name="Lejesystem")


@pytest.fixture
def post(token):
    def _post(body, *, kind="application/json", key=""):
        headers = {"Authorization": f"Bearer {token[1]}"}
        if key:
            headers["Idempotency-Key"] = key
        data = json.dumps(body) if kind == "application/json" else body
        return Client().post(LISTS, data, content_type=kind, headers=headers)

    return _post


def row(**changes):
    return {"tenancy": "1204-0033-02", "amount": "4310.00", "due_date": "2026-11-01"} | changes


def test_json_rows_make_a_notice(post, tenancy):
    answer = post({"rows": [row()]})
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["rows"], told["new"], told["notices"], told["rejected"]) == (1, 1, 1, 0)
    assert ArrearsNotice.objects.get().tenancy == tenancy


def test_the_file_itself_is_taken_too(post, tenancy):
    assert post(CSV.encode("cp1252"), kind="text/csv").json()["new"] == 1


def test_a_form_with_a_file_is_taken_too(token, tenancy):
    answer = Client().post(
        LISTS,
        {"file": SimpleUploadedFile("liste.csv", CSV.encode("utf-8-sig"))},
        headers={"Authorization": f"Bearer {token[1]}"},
    )
    assert answer.status_code == 201, answer.content


def test_a_wrong_row_waits_and_the_others_are_taken(post, tenancy):
    told = post({"rows": [row(), row(tenancy="9999-0001-01"), row(amount="mange")]}).json()
    assert (told["rows"], told["new"], told["rejected"]) == (3, 1, 2)
    assert {error["row"] for error in told["errors"]} == {3, 4}
    assert all(error["message"] for error in told["errors"])


def test_the_same_key_again_gives_the_same_answer(post, tenancy):
    first = post({"rows": [row()]}, key="nov-1")
    again = post({"rows": [row()]}, key="nov-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert ArrearsList.objects.count() == 1


def test_the_same_key_with_other_content_is_refused(post, tenancy):
    post({"rows": [row()]}, key="nov-1")
    answer = post({"rows": [row(amount="1.00")]}, key="nov-1")
    assert answer.status_code == 409
    assert answer.json()["message"]
    assert ArrearsNotice.objects.get().amount == 4310


@pytest.mark.parametrize("body", ["{", "[]", '{"rows": 7}', '{"rows": [[1]]}', "null"])
def test_what_is_no_list_gets_a_sentence(token, body, db):
    answer = Client().post(
        LISTS, body, content_type="application/json", headers={"Authorization": f"Bearer {token[1]}"}
    )
    assert answer.status_code == 400
    assert "rows" in answer.json()["message"]


def test_a_file_that_is_no_table_is_refused_with_a_sentence(post):
    answer = post(b"%PDF-1.7 intet", kind="text/csv")
    assert answer.status_code == 422
    assert answer.json()["message"]


def test_an_unknown_kind_is_refused_with_a_sentence(post):
    answer = post(b"<a/>", kind="application/xml")
    assert answer.status_code == 415
    assert answer.json()["message"]


def test_get_tells_how_far_it_has_come(post, token, tenancy):
    list_id = post({"rows": [row()]}).json()["id"]
    answer = Client().get(f"{LISTS}/{list_id}", headers={"Authorization": f"Bearer {token[1]}"})
    assert answer.json()["progress"] == {"delivered": 0, "seen": 0, "taken": 0, "parked": 0}
    assert answer.json()["new"] == 1


def test_another_organisations_list_is_not_there(token, skovbo):
    other = ArrearsListFactory(organisation=skovbo)
    answer = Client().get(f"{LISTS}/{other.pk}", headers={"Authorization": f"Bearer {token[1]}"})
    assert answer.status_code == 404


def test_no_key_wrong_key_revoked_key(token, dorte, tenancy):
    for headers in ({}, {"Authorization": "Bearer sv_0_0"}, {"Authorization": "Basic x"}):
        assert Client().get(f"{LISTS}/1", headers=headers).status_code == 401
    revoke_token(actor=dorte, token=token[0])
    headers = {"Authorization": f"Bearer {token[1]}"}
    assert Client().post(LISTS, "{}", content_type="application/json", headers=headers).status_code == 401


def test_a_session_is_no_key(login, dorte, tenancy):
    assert login(dorte).get(f"{LISTS}/1").status_code == 401


def test_wrong_method(token):
    assert Client().delete(LISTS, headers={"Authorization": f"Bearer {token[1]}"}).status_code == 405


def test_openapi_describes_every_route(db):
    schema = Client().get("/api/v1/openapi.json").json()
    assert set(schema["paths"]) == {
        "/api/v1/arrears-lists",
        "/api/v1/arrears-lists/{list_id}",
        "/api/v1/eviction-steps",
    }
    body = schema["paths"]["/api/v1/arrears-lists"]["post"]["requestBody"]["content"]
    assert {"application/json", "text/csv", "multipart/form-data"} <= set(body)


def test_the_documentation_needs_no_cdn(db):
    page = Client().get(reverse("api_docs")).content.decode()
    assert "arrears-lists" in page
    assert "https://" not in page.replace("https://testserver", "")


def test_xlsx_is_taken_too(post, tenancy):
    from openpyxl import Workbook

    book, stream = Workbook(), BytesIO()
    book.active.append(["Lejemål", "Beløb", "Forfaldsdato"])
    book.active.append(["1204-0033-02", 4310, "01-11-2026"])
    book.save(stream)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert post(stream.getvalue(), kind=kind).json()["new"] == 1
