"""manage.py demo: invented people and houses to try the product with."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.demo import DEMO_PEOPLE
from demo.build import SAMPLE, build
from demo.scale import load
from demo.scale_notices import make_notices
from residents.models import HousingOrganisation


class Command(BaseCommand):
    help = "Fill an empty database with invented people, houses and three months of arrears."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is data already")
        parser.add_argument(
            "--scale", type=int, metavar="N", help="instead: a register of N dwellings, for benchmarks"
        )
        parser.add_argument(
            "--notices", type=int, default=0, metavar="N", help="with --scale: also N open notices"
        )
        parser.add_argument("--logins", action="store_true", help="only print who can log in")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_PASSWORD:
            raise CommandError("Demo data are for demo mode only (set DEMO=1). This is not a demo.")
        if options["logins"]:
            self.print_logins()
            return
        if HousingOrganisation.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("There is data here already. The demo only fills an empty database.")
        if options["scale"]:
            self.stdout.write(f"Loading {options['scale']} dwellings ...")
            load(options["scale"])
            if options["notices"]:
                self.stdout.write(f"Making {options['notices']} open notices ...")
                make_notices(options["notices"])
            return
        self.stdout.write("Making the demo: two organisations, three months of arrears ...")
        build(timezone.localdate())
        self.print_logins()

    def print_logins(self) -> None:
        for person in DEMO_PEOPLE:
            self.stdout.write(f"  {person.email:<20} {person.role}")
        self.stdout.write(f"  Adgangskode til alle: {settings.DEMO_PASSWORD}")
        if SAMPLE.exists():
            self.stdout.write(f"  Prøv at indlæse en restanceliste (som Dorte): {SAMPLE}")
