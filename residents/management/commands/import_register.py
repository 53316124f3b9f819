"""manage.py import_register: read and take a register file, however large, as the administration does.

Exit code 0 only when every row was taken and nothing was held back.
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.choices import Role
from accounts.models import User
from core.errors import DomainError
from core.tabular import notes
from residents.columns import LABELS
from residents.models import HousingOrganisation, RegisterRow
from residents.services.registers import Taken, take_register

STEPS = {
    "reading": "Læser",
    "comparing": "Sammenligner med registret",
    "estates": "Skriver afdelinger",
    "stairwells": "Skriver opgange",
    "dwellings": "Skriver lejemål",
    "tenancies": "Skriver lejeforhold",
    "residents": "Skriver beboere",
    "search": "Gør klar til søgning",
}
KEYS = {
    "rows": "rækker",
    "new": "nye",
    "changed": "ændret",
    "ended": "fraflyttet",
    "missing": "forsvundet",
    "unchanged": "uændret",
    "rejected": "fejl",
}


class Command(BaseCommand):
    help = "Import a register (CSV or XLSX) into an organisation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="administration")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen; keep nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--end-many-missing",
            action="store_true",
            help="also end missing tenancies where they are more than a tenth of their estate",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = HousingOrganisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['organisation']}.")
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            taken = take_register(
                actor=find_actor(options["email"], organisation),
                organisation=organisation,
                file_name=path.name,
                source=path,
                end_many=options["end_many_missing"],
                dry_run=options["dry_run"],
                progress=self.tell if options["verbosity"] > 1 else lambda step, rows: None,
            )
        except DomainError as error:
            self.refuse(error.message, as_json=options["json"])
        except PermissionDenied as error:
            raise CommandError(f"{options['email']} is not of the administration there.") from error
        self.report(taken, options)

    def tell(self, step: str, rows: int) -> None:
        if step != getattr(self, "told", None) or rows % 50_000 == 0:
            self.told = step
            self.stderr.write(f"{STEPS.get(step, step)} {rows or ''}".strip())

    def refuse(self, message: str, *, as_json: bool) -> None:
        if as_json:
            error = {"row": None, "column": "", "value": "", "message": message}
            self.stdout.write(json.dumps(summary_of({}, [error]), ensure_ascii=False))
        raise CommandError(message)

    def report(self, taken: Taken, options: dict[str, Any]) -> None:
        errors = [error_of(row) for row in taken.refused]
        summary = summary_of(taken.run.counts, errors)
        held_back = held_back_in(taken)
        left_out = notes(taken.run.report["left_out"])
        if options["json"]:
            self.stdout.write(json.dumps(summary | {"held_back": held_back}, ensure_ascii=False))
            for note in left_out:
                if note.is_serious:
                    self.stderr.write(str(note))
        else:
            self.stdout.write(", ".join(f"{summary[key]} {word}" for key, word in KEYS.items()))
            for notice in taken.run.report["notices"]:
                self.stdout.write(notice)
            for note in left_out:
                self.stdout.write(str(note))
            for error in errors:
                self.stdout.write(f"Række {error['row']}, {error['column'] or '–'}: {error['message']}")
        for entry in held_back:
            self.stderr.write(
                f"{entry['estate']}: {entry['missing']} af {entry['current']} lejeforhold mangler i filen. "
                "De er ikke afsluttet. Er det rigtigt, så brug --end-many-missing."
            )
        if errors or held_back:
            raise SystemExit(1)


def find_actor(email: str, organisation: HousingOrganisation) -> User:
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active user {email}.")
    memberships = user.memberships.active().filter(organisation=organisation, role=Role.ADMINISTRATION)
    return user.act_as(memberships.select_related("organisation").first())


def summary_of(counts: dict[str, int], errors: list[dict[str, Any]]) -> dict[str, Any]:
    named = {key: counts.get(key, 0) for key in KEYS if key != "rejected"}
    return named | {"rejected": counts.get("error", 0), "errors": errors}


def error_of(row: RegisterRow) -> dict[str, Any]:
    """No value of a person is repeated: the row number and the column say where to look."""
    return {
        "row": row.row_number,
        "column": LABELS.get(row.column, row.column),
        "value": row.reference,
        "message": row.message,
    }


def held_back_in(taken: Taken) -> list[dict[str, Any]]:
    return [
        {"estate": entry["name"], "missing": entry["missing"], "current": entry["current"]}
        for entry in taken.run.report["missing"]
        if entry["over_limit"] and entry["estate"] not in taken.run.report["ended_in"]
    ]
