"""The first command of a real installation; the system administrator it names creates everybody else."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from core.errors import DomainError
from residents.services.organisations import create_organisation


class Command(BaseCommand):
    help = "Create a housing organisation and its first system administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name for commands and addresses, such as fjordbo")
        parser.add_argument("--name", required=True, help="as people write it")
        parser.add_argument("--number", default="", help="the organisation's number, if it has one")
        parser.add_argument("--administrator", required=True, metavar="EMAIL")
        parser.add_argument("--administrator-name", required=True, metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            membership = create_organisation(
                slug=options["slug"],
                name=options["name"],
                number=options["number"],
                administrator_email=options["administrator"],
                administrator_name=options["administrator_name"],
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"Created {membership.organisation.slug}.")
        if not membership.user.has_usable_password():
            link = settings.SITE_URL.rstrip("/") + reverse("account_reset_password")
            self.stdout.write(f"The system administrator chooses a password at {link}")
