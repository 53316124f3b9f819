"""manage.py import_register and export_register."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from residents.models import RegisterImport, Tenancy
from residents.tests.register_files import VACANT, csv_of, on_disk, row, versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(dorte, tmp_path):
    """run(content, *flags) → exit code, output, errors."""

    def _run(content, *flags, email="dorte@example.dk", organisation="fjordbo"):
        out, err = io.StringIO(), io.StringIO()
        code = 0
        try:
            call_command(
                "import_register",
                str(on_disk(tmp_path, content)),
                "--organisation",
                organisation,
                "--as",
                email,
                *flags,
                stdout=out,
                stderr=err,
            )
        except SystemExit as error:
            code = error.code
        return code, out.getvalue(), err.getvalue()

    return _run


def exported(tmp_path, name="ud.csv", *flags):
    path = tmp_path / name
    call_command(
        "export_register", "--organisation", "fjordbo", "--output", str(path), *flags, stderr=io.StringIO()
    )
    return path.read_bytes()


def test_every_row_taken_is_exit_code_0(run):
    code, out, _err = run(csv_of(row()))
    assert code == 0
    assert out == "1 rækker, 1 nye, 0 ændret, 0 fraflyttet, 0 forsvundet, 0 uændret, 0 fejl\n"
    assert Tenancy.objects.count() == 1


def test_a_refused_row_is_exit_code_1_and_one_json_object(run):
    code, out, _err = run(csv_of(row(), row(dwelling="0034", side="tv", rent="mange")), "--json")
    assert code == 1
    told = json.loads(out)
    assert told["rows"] == 2 and told["new"] == 1 and told["rejected"] == 1
    assert told["errors"][0]["row"] == 3
    assert told["errors"][0]["column"] == "Husleje pr. måned"
    assert "mange" not in out


def test_a_dry_run_keeps_nothing(run):
    before = versions()
    code, out, _err = run(csv_of(row()), "--dry-run", "--json")
    assert code == 0
    assert json.loads(out)["new"] == 1
    assert versions() == before
    assert not RegisterImport.objects.exists()


def test_held_back_tenancies_are_told(run):
    neighbours = [row(dwelling=f"{n}", side=str(n), name=f"Nabo {n}") for n in range(1, 5)]
    run(csv_of(*neighbours))
    code, _out, err = run(csv_of(neighbours[0]))
    assert code == 1
    assert "Lærkeparken: 3 af 4 lejeforhold mangler i filen." in err
    assert run(csv_of(neighbours[0]), "--end-many-missing")[0] == 0
    assert Tenancy.objects.filter(ends_on__isnull=True).count() == 1


@pytest.mark.parametrize("email", ["anna@example.dk", "ingen@example.dk", "carla@example.dk"])
def test_only_the_administration_imports(run, anna, carla, email):
    with pytest.raises(CommandError):
        run(csv_of(row()), email=email)
    assert not Tenancy.objects.exists()


def test_only_into_ones_own_organisation(run, skovbo):
    with pytest.raises(CommandError):
        run(csv_of(row()), organisation="skovbo")


def test_an_unknown_organisation_and_file(run, tmp_path):
    with pytest.raises(CommandError, match="no organisation"):
        run(b"", organisation="findes-ikke")
    with pytest.raises(CommandError, match="no file"):
        call_command("import_register", str(tmp_path / "x"), organisation="fjordbo", email="dorte@example.dk")


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_export_and_import_change_nothing(run, tmp_path, format):
    run(
        csv_of(
            row(),
            row(name="Ægidius Østergård", kind="medlejer", phone="+45 21 00 00 00", email=""),
            row(dwelling="0034", side="tv", **VACANT),
            row(dwelling="0035", side="mf", tenant="01", ends_on="31-12-2021", rent=""),
            row(dwelling="0035", side="mf", starts_on="01-02-2022", name="Ny Lejersen"),
            row(dwelling="0036", side="4", name=""),
        )
    )
    content = exported(tmp_path, f"ud.{format}")
    before = versions()
    code, out, _err = run(content, "--json")
    told = json.loads(out)
    assert (code, told["unchanged"], told["rows"]) == (0, 6, 6)
    assert versions() == before


def test_the_export_is_csv_with_a_mark_and_semicolons(run, tmp_path):
    run(csv_of(row()))
    text = exported(tmp_path).decode("utf-8-sig")
    assert exported(tmp_path).startswith(b"\xef\xbb\xbf")
    header, line, _end = text.split("\r\n")
    assert header.startswith(
        "Afdelingsnr;Afdeling;Vej;Husnr;Etage;Side;Postnr;By;Lejemålsnr;Lejernr;Lejeforhold;"
    )
    assert line == (
        "1204;Lærkeparken;Lærkevej;8;3;th;8000;Eksempelby;0033;02;1204-0033-02;01-05-2019;;7500,00;"
        "Prøve Beboersen;Lejer;20 00 00 00;proeve@eksempel.dk"
    )


def test_the_export_goes_to_standard_output(run, capfdbinary):
    run(csv_of(row()))
    call_command("export_register", "--organisation", "fjordbo")
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbfAfdelingsnr;")


def test_an_export_holds_nothing_of_another_organisation(run, skovbo, carla, tmp_path):
    from tests.factories import ResidentFactory

    ResidentFactory(tenancy__dwelling__stairwell__estate__organisation=skovbo, name="Fremmed Person")
    assert b"Fremmed" not in exported(tmp_path)
