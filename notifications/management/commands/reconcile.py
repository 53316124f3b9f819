"""`manage.py reconcile`: proves that nothing owed is lost. Exit code 1 when something does not agree, or a
scheduled job has missed its day."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from notifications.services.heartbeat import missed_runs
from notifications.services.reconciling import queue, reconcile


class Command(BaseCommand):
    help = "Prove that every open notice is in exactly one of pending, delivered and parked."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            if len(connection.savepoint_ids) == 0:
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            balances, waiting, missed = reconcile(), queue(), missed_runs()
        if options["json"]:
            report = {
                "balances": [balance.as_dict() for balance in balances],
                "queue": asdict(waiting),
                "missed": [{"job": run.job, "day": run.day.isoformat()} for run in missed],
            }
            self.stdout.write(json.dumps(report))
        else:
            for balance in balances:
                self.stdout.write("  ".join(f"{name}={value}" for name, value in balance.as_dict().items()))
            self.stdout.write("  ".join(f"{name}={value}" for name, value in asdict(waiting).items()))
            for run in missed:
                self.stdout.write(f"missed={run.job}  day={run.day}")
        if missed or not all(balance.is_balanced for balance in balances):
            sys.exit(1)
