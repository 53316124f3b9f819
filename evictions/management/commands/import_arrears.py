"""Take an arrears list from the command line: everything that can be taken, and a report of the rest."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Membership, User
from core.errors import DomainError
from core.tabular import LIMITS, Note
from evictions.choices import Source
from evictions.services.lists import list_summary, take_list
from evictions.services.summary import COUNTS, list_notes
from residents.models import HousingOrganisation


class Command(BaseCommand):
    help = "Imports an arrears list (CSV or XLSX). Exit code 0 only when every row was taken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the list, CSV or XLSX")
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="who imports it")
        parser.add_argument(
            "--whole-organisation",
            action="store_true",
            help="the list covers every estate: in those without a row, open notices are missing too",
        )
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen, change nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("da"):
            self.notes: list[Note] = []
            summary = self._summary(options)
            self._print(summary, as_json=options["json"])
        if summary["errors"]:
            raise SystemExit(1)

    def _summary(self, options: dict[str, Any]) -> dict[str, Any]:
        try:
            organisation, user = find_actor(options["organisation"], options["email"])
            content = read_file(options["file"])
            with pghistory.context(user=user.pk, command="import_arrears"):
                arrears_list = take_list(
                    actor=user,
                    organisation=organisation,
                    source=Source.CLI,
                    file_name=options["file"].name,
                    content=content,
                    whole_organisation=options["whole_organisation"],
                    dry_run=options["dry_run"],
                )
            self.notes = list_notes(arrears_list)
            return list_summary(arrears_list)
        except (DomainError, CommandError, PermissionDenied) as error:
            message = str(error) or _("Personen må ikke importere restancelister for organisationen.")
            return refused(message)

    def _print(self, summary: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
            # A totals row is in every list; a sheet that was not read is worth a mail from cron.
            for note in self.notes:
                if note.is_serious:
                    self.stderr.write(str(note))
            return
        for name in COUNTS:
            self.stdout.write(f"{name:>10} {summary[name]}")
        for note in self.notes:
            self.stdout.write(str(note))
        for error in summary["errors"]:
            where = _("Række %(row)s, %(column)s: ") % error if error["row"] else ""
            self.stdout.write(f"{where}{error['message']}")


def refused(message: str) -> dict[str, Any]:
    error = {"row": None, "column": "", "value": "", "message": message}
    return {**dict.fromkeys(COUNTS, 0), "errors": [error]}


def find_actor(slug: str, email: str) -> tuple[HousingOrganisation, User]:
    """The organisation, and the person acting as its administration."""
    organisation = HousingOrganisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise CommandError(_("Der er ingen boligorganisation med kortnavnet %(slug)s.") % {"slug": slug})
    memberships = Membership.objects.active().select_related("user", "organisation")
    membership = memberships.filter(
        user__email=email.strip().lower(), organisation=organisation, role=Role.ADMINISTRATION
    ).first()
    if membership is None:
        raise CommandError(_("Personen har ikke rollen Administration i organisationen."))
    return organisation, membership.user.act_as(membership)


def read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMITS.file_bytes:
            raise CommandError(_("Filen er større end 50 MB. Del listen i flere filer."))
        return path.read_bytes()
    except OSError:
        raise CommandError(_("Filen kan ikke åbnes. Se efter, om stien er rigtig.")) from None
