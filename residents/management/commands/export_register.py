"""manage.py export_register: the register in the layout that import_register reads."""

import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from core.spreadsheets import write_csv, write_xlsx
from residents.models import HousingOrganisation
from residents.services.exports import HEADER, register_rows


class Command(BaseCommand):
    help = "Write the register of an organisation as CSV (to standard output) or XLSX."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        parser.add_argument("--output", metavar="FILE", help="without it: standard output")
        parser.add_argument("--format", choices=["csv", "xlsx"], help="default: by FILE's name, else csv")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = HousingOrganisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['organisation']}.")
        output = options["output"]
        is_xlsx = (options["format"] or Path(output or "").suffix.lower().lstrip(".")) == "xlsx"
        write = write_xlsx if is_xlsx else write_csv
        rows = register_rows(organisation.pk)
        if output:
            count = self.write_file(Path(output), lambda stream: write(stream, HEADER, rows))
        else:
            count = write(getattr(self.stdout._out, "buffer", None) or sys.stdout.buffer, HEADER, rows)
        self.stderr.write(f"{count} rows")

    def write_file(self, path: Path, write: Any) -> int:
        """Beside the file and then in its place: readable by its owner only, never half a register."""
        if not path.parent.is_dir():
            raise CommandError(f"There is no folder {path.parent}.")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        stream: IO[bytes]
        try:
            with os.fdopen(handle, "wb") as stream:
                count: int = write(stream)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return count
