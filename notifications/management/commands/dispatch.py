"""`manage.py dispatch`: the process that brings what is owed to those it is owed to (docs/push.md)."""

import argparse
import signal
from typing import Any

from django.core.management.base import BaseCommand

from notifications.broker import Broker
from notifications.services.dispatching import AtOnce, Dispatcher, dispatch_round, drain


class Command(BaseCommand):
    help = "Deliver what is owed: wake the workers, or do it here when they cannot be reached."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then stop")
        parser.add_argument("--inline", action="store_true", help="do all that is due here, then stop")

    def handle(self, *args: Any, once: bool, inline: bool, **options: Any) -> None:
        if inline:
            drain()
        elif once:
            broker = Broker()
            dispatch_round(broker.send if broker.is_well() else lambda *task: False, AtOnce())
        else:
            self._run()

    def _run(self) -> None:
        dispatcher = Dispatcher()
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: dispatcher.stop())
        dispatcher.run()
