"""Imports, against COPY and one merge statement (dev.bench.plain)."""

from collections.abc import Callable
from pathlib import Path

from accounts.choices import Role
from accounts.models import Membership, User
from dev.bench import plain
from dev.bench.files import write_arrears, write_register
from dev.bench.importing import Imported, import_in_child
from dev.bench.measuring import Comparison, Fact, Findings, timed
from dev.bench.tables import empty, empty_everything, empty_notices, scalar, settle
from residents.models import HousingOrganisation

MOST_MEGABYTES = 150


def measure_register(folder: Path, rows: int, rounds: int) -> Findings:
    """An empty register is filled; then the same file comes again. Needs and leaves an empty database."""
    empty_everything()
    organisation = make_organisation()
    said, typed = write_register(folder, organisation, rows)
    first = Comparison(f"{rows:,} register rows, new", 3)
    again = Comparison(f"{rows:,} register rows, the same file again", 1)
    peaks: list[float] = []
    for _round in range(rounds):
        empty("residents_estate", "residents_stairwell", "residents_dwelling", "residents_tenancy",
              "residents_resident", "residents_register")  # fmt: skip
        plain.make_tables()
        for comparison in (first, again):
            peaks.append(
                one_round(
                    comparison,
                    lambda: import_in_child("register", said, organisation.pk),
                    lambda: plain.merge_register(typed),
                )
            )
        assert scalar("SELECT count(*) FROM residents_tenancy") == rows
        assert scalar("SELECT count(*) FROM bench_register") == rows
    plain.drop_tables()
    empty_everything()
    return Findings([first, again], [peak_of(f"{rows:,} register rows", peaks)])


def measure_arrears(folder: Path, organisation: HousingOrganisation, rows: int, rounds: int) -> Findings:
    """A list of one organisation of the national register, and the same file again; then one of which two
    thirds tell of a demand or a termination, so that each makes an eviction case with its steps."""
    said, typed = write_arrears(folder, organisation, rows)
    told, told_typed = write_arrears(folder, organisation, rows, told=True)
    cases = rows - -(-rows // 3)
    first = Comparison(f"{rows:,} arrears rows, new", 2)
    again = Comparison(f"{rows:,} arrears rows, the same file again", 1)
    telling = Comparison(f"{rows:,} arrears rows, new, and {cases:,} eviction cases of them", None)
    peaks: list[float] = []
    for _round in range(rounds):
        for comparisons, ours, bare, made in (
            ((first, again), said, typed, 0),
            ((telling,), told, told_typed, cases),
        ):
            empty_notices()
            plain.make_tables()
            for comparison in comparisons:
                peaks.append(one_arrears_round(comparison, organisation, ours, bare, told=made > 0))
            check_arrears(rows, made)
    plain.drop_tables()
    empty_notices()
    return Findings([first, again, telling], [peak_of(f"{rows:,} arrears rows", peaks)])


def one_arrears_round(
    comparison: Comparison, organisation: HousingOrganisation, ours: Path, bare: Path, *, told: bool
) -> float:
    return one_round(
        comparison,
        lambda: import_in_child("arrears", ours, organisation.pk),
        lambda: plain.merge_notices(bare, organisation.pk, told=told),
    )


def check_arrears(rows: int, cases: int) -> None:
    """Both did the same: a notice a row, and of each case two steps, which are owed. Beyond the bare, ours
    owes the coordinator a line about each termination nobody had contact before."""
    for table, number in (
        ("evictions_arrearsnotice", rows),
        ("bench_notice", rows),
        ("evictions_evictioncase", cases),
        ("bench_case", cases),
        ("evictions_legalstep", 2 * cases),
        ("bench_step", 2 * cases),
        ("notifications_delivery WHERE kind IN ('arrears_notice', 'legal_step')", rows + 2 * cases),
    ):
        found = scalar(f"SELECT count(*) FROM {table}")
        assert found == number, f"{table} holds {found} rows, not {number}"


def one_round(comparison: Comparison, ours: Callable[[], Imported], bare: Callable[[], None]) -> float:
    settle()
    imported = ours()
    comparison.ours.append(imported.seconds)
    settle()
    with timed(comparison.bare):
        bare()
    return imported.megabytes


def peak_of(what: str, peaks: list[float]) -> Fact:
    return Fact(f"peak memory of the process, {what}", max(peaks), MOST_MEGABYTES, " MB")


def make_organisation() -> HousingOrganisation:
    organisation = HousingOrganisation.objects.create(name="Riget Bolig", slug="riget", number="1")
    clerk = User.objects.create(email="administration@riget.example", name="Administration")
    Membership.objects.create(user=clerk, organisation=organisation, role=Role.ADMINISTRATION)
    return organisation
