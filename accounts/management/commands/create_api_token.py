"""A key for an organisation's own program. Standard output holds the key and nothing else."""

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from accounts.models import ApiToken
from accounts.services.tokens import issue_token, withdraw_token
from core.errors import DomainError


class Command(BaseCommand):
    help = "Create (or with --revoke, revoke) the key a rent ledger posts arrears lists with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        parser.add_argument("--name", default="Lejesystem", help="what the key is called on the screen")
        parser.add_argument("--revoke", metavar="PREFIX", help="revoke the key sv_PREFIX_… instead")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = find_organisation(options["organisation"])
        if options["revoke"]:
            self.revoke(organisation, options["revoke"])
            return
        token, key = issue_token(organisation=organisation, name=options["name"][:80], created_by=None)
        self.stderr.write(f"Key {token.prefix} ({token.name}) for {organisation.slug}. It is shown only now.")
        self.stdout.write(key)

    def revoke(self, organisation: Any, prefix: str) -> None:
        prefix = prefix.removeprefix("sv_").split("_")[0]
        token = ApiToken.objects.filter(organisation=organisation, prefix=prefix).first()
        if token is None:
            raise CommandError(f"{organisation.slug} has no key {prefix}.")
        try:
            withdraw_token(token=token)
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stderr.write(f"Key {prefix} is revoked.")


def find_organisation(slug: str) -> Any:
    organisation = apps.get_model("residents", "HousingOrganisation").objects.filter(slug=slug).first()
    if organisation is None:
        raise CommandError(f"There is no organisation {slug}.")
    return organisation
