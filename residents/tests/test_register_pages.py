"""A register file on the web: sent, looked at, taken by the worker, and what may be refused."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.models import LookUp
from core.spreadsheets import write_xlsx
from notifications.models import Job
from notifications.services.running import run_job
from residents.models import ColumnLayout, RegisterFilePart, RegisterImport, RegisterRow, Tenancy
from residents.services import registers
from residents.tests.register_files import csv_of, row, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(login, dorte):
    return login(dorte)


def send(client, content, name="register.csv"):
    return client.post(reverse("register_import_upload"), {"file": SimpleUploadedFile(name, content)})


def sent(client, content):
    response = send(client, content)
    assert response.status_code == 302, response.content.decode()
    return RegisterImport.objects.latest("pk")


def url(name, run):
    return reverse(f"register_import_{name}", args=[run.pk])


def work():
    for job in Job.objects.filter(status="pending"):
        run_job(job.pk)


def text(client, address):
    return client.get(address).content.decode()


def test_from_file_to_receipt(client, fjordbo):
    run = sent(client, csv_of(row(), row(dwelling="0034", side="tv", rent="mange penge")))
    assert run.status == "preview"
    assert not Tenancy.objects.exists()
    html = text(client, url("detail", run))
    assert "Importér 1, spring 1 over" in html
    assert "Husleje pr. måned:" in html and "mange penge" not in html

    assert client.post(url("confirm", run)).status_code == 302
    assert "Venter på at komme i gang" in text(client, url("detail", run))
    work()
    run.refresh_from_db()
    assert run.status == "done" and run.finished_at
    assert Tenancy.objects.get().reference == "1204-0033-02"
    assert not RegisterFilePart.objects.exists()
    assert "1 rækker er taget" in text(client, url("detail", run))


@pytest.mark.parametrize(
    ("wrong", "button"), [([], "Intet nyt. Afslut"), ([{"rent": "x"}], "Intet nyt. Spring 1 over, og afslut")]
)
def test_a_file_that_changes_nothing_says_so(client, dorte, wrong, button):
    known = [row(), row(dwelling="0034", side="tv")]
    take(dorte, *known)
    bad = [row(dwelling="0035", side="mf") | changes for changes in wrong]
    run = sent(client, csv_of(*known, *bad))
    before = text(client, url("detail", run))
    assert button in before
    assert "Importér 2" not in before
    client.post(url("confirm", run))
    work()
    after = text(client, url("detail", run))
    assert "Intet er ændret: 2 rækker var, som de skulle være." in after
    assert "er taget" not in after


@pytest.mark.parametrize("changes", [{"rent": "7000,00"}, {"ends_on": "31-12-2099"}, {"name": "En Anden"}])
def test_a_file_that_changes_one_row_does_not_say_so(client, dorte, changes):
    take(dorte, row(), row(dwelling="0034", side="tv"))
    run = sent(client, csv_of(row(**changes), row(dwelling="0034", side="tv")))
    before = text(client, url("detail", run))
    assert "Intet nyt" not in before
    assert "Importér 2 rækker" in before


def test_a_missing_tenancy_is_something_new(client, dorte):
    take(dorte, row(), row(dwelling="0034", side="tv"))
    run = sent(client, csv_of(row()))
    assert "Intet nyt" not in text(client, url("detail", run))


def test_a_second_click_does_nothing_more(client):
    run = sent(client, csv_of(row()))
    client.post(url("confirm", run))
    assert client.post(url("confirm", run)).status_code == 409
    work()
    assert client.post(url("confirm", run)).status_code == 409
    registers.apply_register(run.pk)
    assert Tenancy.objects.count() == 1


def test_a_large_file_is_read_by_the_worker(client, monkeypatch):
    monkeypatch.setattr(registers, "READ_AT_ONCE_BYTES", 10)
    run = sent(client, csv_of(row()))
    assert run.status == "received"
    assert "Du kan roligt forlade siden" in text(client, url("detail", run))
    work()
    run.refresh_from_db()
    assert (run.status, run.counts["new"]) == ("preview", 1)


def test_a_large_file_that_is_no_table(client, monkeypatch):
    monkeypatch.setattr(registers, "READ_AT_ONCE_BYTES", 1)
    run = sent(client, b"%PDF-1.7 ikke en tabel")
    work()
    run.refresh_from_db()
    assert run.status == "failed" and run.message
    assert run.message in text(client, url("detail", run))
    assert not RegisterFilePart.objects.exists()


def test_columns_are_chosen_by_hand_once(client, fjordbo):
    content = csv_of(row()).replace("Lejemålsnr".encode(), b"Kolonne X").replace(b"Lejeforhold", b"Y")
    run = sent(client, content)
    assert run.status == "columns"
    html = text(client, url("columns", run))
    assert "Lejemålsnr" in html and "Kolonne X" in html
    index = run.header.index("Kolonne X")
    chosen = {name: str(i) for name, i in run.mapping.items()}
    assert client.post(url("columns", run), chosen).status_code == 422
    assert client.post(url("columns", run), chosen | {"dwelling": str(index)}).status_code == 302
    run.refresh_from_db()
    assert run.status == "preview"
    assert ColumnLayout.objects.get(organisation=fjordbo).mapping["dwelling"] == index
    assert sent(client, content).status == "preview"


def test_a_column_may_not_be_two_things(client):
    run = sent(client, csv_of(row()))
    chosen = {name: str(i) for name, i in run.mapping.items()}
    response = client.post(url("columns", run), chosen | {"city": chosen["name"]})
    assert response.status_code == 422
    assert "valgt to gange" in response.content.decode()


def test_cpr_numbers_are_never_read(client):
    lines = csv_of(row()).decode("utf-8-sig").splitlines()
    for title in ("CPR-nr", "Kode"):
        content = f"{lines[0]};{title}\r\n{lines[1]};010190-1234\r\n".encode()
        run = sent(client, content)
        notice = f"Kolonnen {title} ligner CPR-numre og bliver ikke læst."
        assert run.report["notices"] == [notice]
        assert notice in text(client, url("detail", run))
        html = text(client, url("columns", run))
        assert notice in html and "010190" not in html
        assert not RegisterRow.objects.filter(values__icontains="010190").exists()


def test_cpr_in_a_name_is_refused_and_not_kept(client):
    run = sent(client, csv_of(row(name="Prøve 010190-1234")))
    refused = run.rows.get()
    assert refused.column == "name" and "CPR" in refused.message
    assert "010190" not in str(refused.values)


def test_missing_more_than_a_tenth_asks(client, dorte):
    registers.take_register(
        actor=dorte,
        organisation=dorte.membership.organisation,
        file_name="f",
        source=csv_of(*[row(dwelling=str(n), side=str(n), name=f"N {n}") for n in range(1, 6)]),
    )
    run = sent(client, csv_of(row(dwelling="1", side="1", name="N 1")))
    html = text(client, url("detail", run))
    assert "Mere end hver tiende mangler" in html and "4 af 5" in html
    client.post(url("confirm", run), {"end_missing": "on"})
    work()
    assert Tenancy.objects.filter(ends_on__isnull=True).count() == 5
    run = sent(client, csv_of(row(dwelling="1", side="1", name="N 1")))
    client.post(url("confirm", run), {"end_missing": "on", "end_many": "on"})
    work()
    assert Tenancy.objects.filter(ends_on__isnull=True).count() == 1


def test_cancelled_files_are_gone(client):
    run = sent(client, csv_of(row(), row(dwelling="9", rent="x")))
    assert client.post(url("cancel", run)).status_code == 302
    run.refresh_from_db()
    assert run.status == "cancelled"
    assert not RegisterFilePart.objects.exists() and not RegisterRow.objects.exists()
    assert client.post(url("confirm", run)).status_code == 409


def test_refused_rows_as_a_spreadsheet(client):
    run = sent(client, csv_of(row(rent="x")))
    response = client.get(url("errors", run))
    assert response.status_code == 200
    assert zipfile.is_zipfile(io.BytesIO(b"".join(response.streaming_content)))


def workbook():
    stream = io.BytesIO()
    write_xlsx(stream, ["Navn", "Telefon", "By"], [["Prøve Person", "20 00 00 00", "Nyby"]])
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"hej med dig", b"PK\x03\x04xx"],
    ids=["empty", "pdf", "encrypted or xls", "one word", "broken zip"],
)
def test_wrong_files_are_refused_with_a_sentence(client, content):
    response = send(client, content)
    assert response.status_code == 422
    assert 'class="invalid-feedback"' in response.content.decode() or "Filen" in response.content.decode()
    assert not RegisterImport.objects.exists()


def test_a_file_without_the_columns_asks_for_them(client):
    assert sent(client, workbook()).status == "columns"


def test_too_large(client, monkeypatch):
    from core.tabular import Limits
    from residents.services import files

    monkeypatch.setattr(files, "LIMITS", Limits(file_bytes=10))
    assert send(client, csv_of(row())).status_code == 422


def test_no_file_chosen(client):
    assert client.post(reverse("register_import_upload")).status_code == 422


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_is_written_down(client, dorte, fjordbo, tenancy, kind):
    response = client.get(reverse("register_export", args=[kind]))
    assert response.status_code == 200 and b"".join(response.streaming_content)
    seen = LookUp.objects.get(actor=dorte)
    assert (seen.purpose, seen.subject, seen.subject_id) == (
        "export",
        "residents.HousingOrganisation",
        fjordbo.pk,
    )


def test_unknown_kind_of_export(client):
    assert client.get(reverse("register_export", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("name", ["anna", "erik", "freja", "gry", "carla"])
def test_only_the_administration(login, request, client, name):
    run = sent(client, csv_of(row()))
    other = login(request.getfixturevalue(name))
    for address in (
        reverse("register_import_list"),
        url("detail", run),
        reverse("register_export", args=["csv"]),
    ):
        assert other.get(address).status_code in {403, 404}
    for action in ("confirm", "cancel"):
        assert other.post(url(action, run)).status_code in {403, 404}
    run.refresh_from_db()
    assert run.status == "preview"


def test_wrong_methods(client):
    run = sent(client, csv_of(row()))
    for address in (reverse("register_import_upload"), url("confirm", run), url("cancel", run)):
        assert client.get(address).status_code == 405
    for address in (reverse("register_import_list"), url("detail", run), url("errors", run)):
        assert client.post(address).status_code == 405


@pytest.mark.parametrize("size", [1, 3])
def test_few_queries(client, django_assert_max_num_queries, size):
    for _ in range(size):
        run = sent(client, csv_of(row()))
    for address in (reverse("register_import_list"), url("detail", run)):
        with django_assert_max_num_queries(8 + 2):  # and a savepoint
            client.get(address)


def test_a_job_given_up_says_so(client, monkeypatch):
    run = sent(client, csv_of(row()))
    client.post(url("confirm", run))
    RegisterImport.objects.filter(pk=run.pk).update(status="importing")
    registers.give_up(run.pk)
    assert "Intet er ændret" in text(client, url("detail", run))
