"""manage.py import_arrears: one JSON object, and an exit code that tells whether every row was taken."""

import json

import pytest
from django.core.management import call_command

from evictions.models import ArrearsList, ArrearsNotice
from evictions.tests.intake_files import csv_file

ROW = ("1204-0033-02", "8.412,00", "01-11-2026")
KEYS = ["rows", "new", "changed", "unchanged", "missing", "rejected", "notices", "errors"]


@pytest.fixture
def run(tmp_path, capsys):
    def _run(content, *options, organisation="fjordbo", email="dorte@example.dk"):
        path = tmp_path / "restancer.csv"
        path.write_bytes(content)
        code = 0
        try:
            call_command("import_arrears", str(path), "--organisation", organisation, "--as", email, *options)
        except SystemExit as ended:
            code = ended.code
        out, err = capsys.readouterr()
        assert err == ""
        return code, out

    return _run


def test_every_row_taken(run, dorte, tenancy):
    code, out = run(csv_file(ROW), "--json")
    summary = json.loads(out)
    assert code == 0
    assert list(summary) == KEYS
    assert summary == {
        "rows": 1,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "missing": 0,
        "rejected": 0,
        "notices": 1,
        "errors": [],
    }
    assert ArrearsList.objects.get().source == "cli"


def test_a_row_that_waits(run, dorte, tenancy):
    code, out = run(csv_file(ROW, ("1204-0033-02", "x", "01-11-2026")), "--json")
    summary = json.loads(out)
    assert code == 1
    assert (summary["rejected"], summary["new"]) == (1, 1)
    assert set(summary["errors"][0]) == {"row", "column", "value", "message"}


@pytest.mark.parametrize("content", [b"", b"hej", b"Navn;Adresse\r\nA;B\r\n"])
def test_a_refused_file(run, dorte, tenancy, content):
    code, out = run(content, "--json")
    summary = json.loads(out)
    assert code == 1
    assert list(summary) == KEYS
    assert summary["errors"][0]["row"] is None
    assert summary["errors"][0]["message"]


@pytest.mark.parametrize(
    "who",
    [
        {"email": "anna@example.dk"},
        {"email": "carla@example.dk"},
        {"email": "nobody@example.dk"},
        {"organisation": "skovbo"},
        {"organisation": "nowhere"},
    ],
)
def test_only_the_administration_of_that_organisation(run, dorte, anna, carla, tenancy, who):
    code, out = run(csv_file(ROW), "--json", **who)
    assert code == 1
    assert json.loads(out)["errors"]
    assert not ArrearsNotice.objects.exists()


def test_a_dry_run_changes_nothing(run, dorte, tenancy):
    code, out = run(csv_file(ROW), "--json", "--dry-run")
    assert (code, json.loads(out)["new"]) == (0, 1)
    assert not ArrearsList.objects.exists()


def test_in_words(run, dorte, tenancy):
    code, out = run(csv_file(ROW, ("1204-0033-02", "x", "01-11-2026")))
    assert code == 1
    assert "Række 3, Saldo: Ikke et beløb" in out


def test_a_file_that_is_not_there(run, dorte, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import_arrears", "/nowhere.csv", "--organisation", "fjordbo", "--as", "dorte@example.dk"
        )
    assert ended.value.code == 1
