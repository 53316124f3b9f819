"""An estate that is not on the list: nothing is said of it, unless somebody says that the list is whole."""

import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.services.tokens import create_token
from core.errors import DomainError
from evictions.models import ArrearsList, ArrearsNotice
from evictions.services.lists import apply_queued_list, receive_upload, undo_list
from evictions.tests.intake_files import csv_file, take
from tests.factories import ArrearsNoticeFactory, DwellingFactory, StairwellFactory, TenancyFactory

HERE = ("1204-0033-02", "100,00", "01-11-2026")
CHOICE = "foreslå også 2 restancer fra afdelinger uden rækker lukket"


@pytest.fixture
def elsewhere(dorte, tenancy, moelle, skov):
    """Two open notices in Møllevangen, one in Lærkeparken; and one of another organisation."""
    stairwell = StairwellFactory(estate=moelle)
    for number in ("0001", "0002"):
        TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, number=number), tenant_number="01")
    take(dorte, csv_file(HERE, *((f"1205-000{n}-01", "50,00", "01-11-2026") for n in (1, 2))))
    ArrearsNoticeFactory(tenancy=TenancyFactory(dwelling__stairwell__estate=skov))
    return moelle


def proposed():
    return list(
        ArrearsNotice.objects.filter(status="proposed")
        .order_by("tenancy__reference_key")
        .values_list("tenancy__reference_key", flat=True)
    )


BOTH = ["1205-1-1", "1205-2-1"]


@pytest.mark.parametrize("whole", [False, True])
def test_a_program_says_whether_it_is_whole(dorte, elsewhere, whole):
    dry = take(dorte, csv_file(HERE), whole_organisation=whole, dry_run=True)
    assert dry.counts["missing"] == (2 if whole else 0)
    arrears_list = take(dorte, csv_file(HERE), whole_organisation=whole)
    assert (arrears_list.counts["missing"], arrears_list.whole_organisation) == (2 if whole else 0, whole)
    assert proposed() == (BOTH if whole else [])


def test_undoing_takes_it_back_and_hinders_undoing_what_it_builds_on(dorte, elsewhere):
    first = ArrearsNotice.objects.get(tenancy__reference_key="1205-1-1").first_list
    whole = take(dorte, csv_file(HERE), whole_organisation=True)
    with pytest.raises(DomainError, match="bygger på"):
        undo_list(actor=dorte, arrears_list=first)
    undo_list(actor=dorte, arrears_list=whole)
    assert not proposed()


def test_what_waited_there_is_superseded_too(dorte, elsewhere):
    first = take(dorte, csv_file(("1205-0001-01", "5O,00", "01-11-2026")))
    take(dorte, csv_file(HERE))
    assert first.rows.get().bucket == "error"
    take(dorte, csv_file(HERE), whole_organisation=True)
    assert first.rows.get().bucket == "superseded"


def preview(dorte, *rows):
    arrears_list = receive_upload(
        actor=dorte,
        organisation=dorte.membership.organisation,
        source="web",
        file_name="liste.csv",
        content=csv_file(*rows),
    )
    assert arrears_list.status == "preview"
    return arrears_list


@pytest.mark.parametrize("whole", [False, True])
def test_a_person_is_asked_and_no_is_the_default(dorte, elsewhere, login, whole):
    arrears_list, client = preview(dorte, HERE), login(dorte)
    page = client.get(reverse("arrears_list_detail", args=[arrears_list.pk])).content.decode()
    assert CHOICE in page and 'name="whole_organisation"' in page
    assert "checked" not in page
    client.post(
        reverse("arrears_list_confirm", args=[arrears_list.pk]), {"whole_organisation": "1"} if whole else {}
    )
    apply_queued_list(arrears_list.pk)
    assert proposed() == (BOTH if whole else [])
    page = client.get(reverse("arrears_list_detail", args=[arrears_list.pk])).content.decode()
    assert ("dækker hele organisationen" in page) == whole


def test_nobody_is_asked_when_every_estate_is_on_it(dorte, elsewhere, login):
    arrears_list = preview(dorte, HERE, ("1205-0001-01", "50,00", "01-11-2026"))
    page = login(dorte).get(reverse("arrears_list_detail", args=[arrears_list.pk])).content.decode()
    assert "whole_organisation" not in page


@pytest.mark.parametrize("flags", [[], ["--whole-organisation"]])
def test_the_command(dorte, elsewhere, tmp_path, capsys, flags):
    (path := tmp_path / "liste.csv").write_bytes(csv_file(HERE))
    call_command("import_arrears", str(path), "--organisation=fjordbo", "--as", dorte.email, "--json", *flags)
    assert json.loads(capsys.readouterr().out)["missing"] == (2 if flags else 0)
    assert proposed() == (BOTH if flags else [])


@pytest.fixture
def send(dorte):
    secret = create_token(actor=dorte, name="Lejesystem")[1]

    def _send(body, kind="application/json", query="", **headers):
        headers = {"Authorization": f"Bearer {secret}"} | headers
        return Client().post(f"/api/v1/arrears-lists{query}", body, content_type=kind, headers=headers)

    return _send


ROWS = {"rows": [{"tenancy": "1204-0033-02", "amount": "100.00", "due_date": "2026-11-01"}]}


@pytest.mark.parametrize(
    ("body", "kind", "query", "missing"),
    [
        (ROWS, "application/json", "", 0),
        (ROWS | {"whole_organisation": True}, "application/json", "", 2),
        (ROWS, "application/json", "?whole_organisation=true", 2),
        (csv_file(HERE), "text/csv", "?whole_organisation=false", 0),
        (csv_file(HERE), "text/csv", "?whole_organisation=true", 2),
    ],
)
def test_the_api(elsewhere, send, body, kind, query, missing):
    answer = send(body, kind, query)
    assert (answer.status_code, answer.json()["missing"]) == (201, missing)
    assert len(proposed()) == missing


def test_the_api_does_not_guess(elsewhere, send):
    for body, query in [(ROWS, "?whole_organisation=ja"), (ROWS | {"whole_organisation": "måske"}, "")]:
        assert send(body, query=query).status_code == 400
    assert not proposed()


def test_the_same_key_with_another_answer_is_another_list(elsewhere, send):
    key = {"Idempotency-Key": "nov"}
    assert send(ROWS, **key).status_code == 201
    assert send(ROWS | {"whole_organisation": True}, **key).status_code == 409
    assert ArrearsList.objects.filter(idempotency_key="nov").count() == 1


def test_it_is_described(db):
    post = Client().get("/api/v1/openapi.json").json()["paths"]["/api/v1/arrears-lists"]["post"]
    assert "whole_organisation" in {parameter["name"] for parameter in post["parameters"]}
    schema = post["requestBody"]["content"]["application/json"]["schema"]
    assert "whole_organisation" in schema["properties"]
