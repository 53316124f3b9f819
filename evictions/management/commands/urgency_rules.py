"""docs/urgency.md, made from the rule list."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from evictions.urgency import RULES

INTRODUCTION = """# What orders I dag

Made by `manage.py urgency_rules --write` from the rule list in evictions/urgency.py; do not edit by hand.

Every rule that fires is named on the card and on the notice. The points only decide the order: most points
first, then the promised follow-up, then the oldest last contact. An item is under *Haster* when one of its
reasons is marked late. No rule looks at kroner alone; no rule gives fewer points because a day has passed or
a deadline has come nearer.

| Rule | Grund | Hvornår | Point, højst |
|---|---|---|---|
"""


def render() -> str:
    with override("da"):
        rows = [f"| `{rule.key}` | {rule.title} | {rule.when} | {rule.most} |" for rule in RULES]
    return INTRODUCTION + "\n".join(rows) + "\n"


class Command(BaseCommand):
    help = "Print docs/urgency.md, or write it with --write."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        if write:
            (settings.BASE_DIR / "docs" / "urgency.md").write_text(render(), encoding="utf-8")
        else:
            self.stdout.write(render(), ending="")
