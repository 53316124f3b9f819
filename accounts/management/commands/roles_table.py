"""docs/roles.md from the access table. `--write` writes it; without, it is printed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print docs/roles.md, made from tests/access_table.py; --write writes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="write docs/roles.md")

    def handle(self, *args: Any, **options: Any) -> None:
        from tests.access_document import render

        if options["write"]:
            (settings.BASE_DIR / "docs" / "roles.md").write_text(render(), encoding="utf-8")
            self.stderr.write("docs/roles.md written.")
        else:
            self.stdout.write(render())
