"""The phones: each a thread with a session of its own and its share of the contacts."""

import contextlib
import http
import http.client
import json
import random
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import User
from dev.chaos.processes import Process
from dev.chaos.world import ROWS_PER_LIST
from residents.models import Tenancy

HOST = "127.0.0.1"
UP_SECONDS = 60.0
PATIENCE_SECONDS = 600.0
KILL_EVERY_SECONDS = 5.0
MOST_KILLS = 6
"""On a busy machine a worker takes longer to start than that: they would never be up."""
DOORS = 40
"""So few that several phones write about the same household at once."""
BODIES: tuple[dict[str, str], ...] = (
    {"result": "not_home"},
    {"result": "reached", "note": "Åbnede. Vi har aftalt at ringe til kommunen sammen.", "plan": "1w"},
    {"result": "card_left", "plan": "2d"},
    {"result": "phone", "note": "Ringede selv op.", "plan": "none"},
)
KEPT = frozenset({200, 201, 302})


@dataclass
class Contact:
    """One entry of a phone's outbox."""

    url: str
    body: dict[str, str]
    sends: int


@dataclass
class Phone:
    """What one phone holds: its login and what it has not got rid of."""

    port: int
    cookie: str
    outbox: list[Contact]
    random: random.Random
    token: str = ""
    answers: Counter[int] = field(default_factory=Counter)
    cut_off: int = 0
    times: list[float] = field(default_factory=list)


class Phones:
    def __init__(self, web: Process, port: int, contacts: int, clients: int, seed: int) -> None:
        self.web = web
        self.port = port
        self.random = random.Random(seed)
        self.contacts = contacts
        self.phones = [self._phone(number, contacts, clients) for number in range(clients)]
        self.killed = 0
        self.failures: list[str] = []
        connection.close()

    def _phone(self, number: int, contacts: int, clients: int) -> Phone:
        share = contacts // clients + (number < contacts % clients)
        email = f"caretaker-{number % 10 + 1}@example.dk"
        user = User.objects.get(email=email)
        client = Client()
        client.force_login(user)
        doors = list(
            Tenancy.objects.filter(organisation__memberships__user=user)
            .order_by("pk")
            .values_list("pk", flat=True)[: min(DOORS, ROWS_PER_LIST)]
        )
        outbox = [self._contact(self.random.choice(doors)) for _ in range(share)]
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].OutputString(attrs=[])
        return Phone(self.port, cookie, outbox, random.Random(self.random.random()))

    def _contact(self, tenancy_id: int) -> Contact:
        body = {**self.random.choice(BODIES), "client_uuid": str(uuid.UUID(int=self.random.getrandbits(128)))}
        return Contact(f"/lejeforhold/{tenancy_id}/kontakt/", body, self.random.choice((1, 2, 3)))

    @property
    def requests(self) -> int:
        return sum(phone.answers.total() + phone.cut_off for phone in self.phones)

    @property
    def cut_off(self) -> int:
        return sum(phone.cut_off for phone in self.phones)

    @property
    def waited(self) -> str:
        """Median and 95 % of the answers, in milliseconds."""
        times = sorted(time for phone in self.phones for time in phone.times)
        return " | ".join(f"{times[int(len(times) * part)] * 1000:.0f} ms" for part in (0.5, 0.95))

    def send_all(self) -> None:
        wait_until_up(self.port)
        threads = [threading.Thread(target=self._guarded, args=(phone,)) for phone in self.phones]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            for thread in threads:
                thread.join(KILL_EVERY_SECONDS / len(threads))
            if self.killed < MOST_KILLS and any(thread.is_alive() for thread in threads):
                self.web.kill_child()
                self.killed += 1

    def _guarded(self, phone: Phone) -> None:
        try:
            self._send_outbox(phone)
        except Exception as error:
            self.failures.append(f"a phone gave up: {type(error).__name__} {error}")

    def _send_outbox(self, phone: Phone) -> None:
        phone.token = ask_for_token(phone)
        for contact in phone.outbox:
            again = [
                threading.Thread(target=self._send_once, args=(phone, contact))
                for _ in range(contact.sends - 1)
            ]
            for thread in again:
                thread.start()
            self._send_until_kept(phone, contact)
            for thread in again:
                thread.join()

    def _send_once(self, phone: Phone, contact: Contact) -> None:
        """Another tab, or the same one after a lost answer. One in three hangs up without reading."""
        try:
            post(phone, contact, hang_up=phone.random.random() < 1 / 3)
        except (OSError, http.client.HTTPException):
            phone.cut_off += 1

    def _send_until_kept(self, phone: Phone, contact: Contact) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                status = post(phone, contact)
            except (OSError, http.client.HTTPException):
                phone.cut_off += 1
                time.sleep(0.2)
                continue
            if status in KEPT:
                return
            self.failures.append(f"answered {status}")
            return
        self.failures.append("never kept")


def headers_of(phone: Phone) -> dict[str, str]:
    return {"Cookie": phone.cookie, "X-Outbox": "1"}


def ask_for_token(phone: Phone) -> str:
    """As static/outbox.js does before it sends."""
    while True:
        try:
            status, body, cookies = ask(phone, "GET", "/session/")
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
            continue
        state: dict[str, Any] = json.loads(body)
        if status != 200:
            raise RuntimeError(f"session answered {status}")
        phone.cookie = "; ".join([phone.cookie, *cookies])
        return str(state["csrf"])


def ask(
    phone: Phone, method: str, url: str, body: str = "", more: dict[str, str] | None = None
) -> tuple[int, bytes, list[str]]:
    there = http.client.HTTPConnection(HOST, phone.port, timeout=60)
    try:
        there.request(method, url, body or None, {**headers_of(phone), **(more or {})})
        answer = there.getresponse()
        cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"]
        return answer.status, answer.read(), cookies
    finally:
        there.close()


def post(phone: Phone, contact: Contact, *, hang_up: bool = False) -> int:
    more = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": phone.token}
    body = urlencode(contact.body)
    if hang_up:
        there = http.client.HTTPConnection(HOST, phone.port, timeout=60)
        there.request("POST", contact.url, body, {**headers_of(phone), **more})
        there.close()
        phone.cut_off += 1
        return 0
    started = time.monotonic()
    status, _answer, _cookies = ask(phone, "POST", contact.url, body, more)
    phone.times.append(time.monotonic() - started)
    phone.answers[status] += 1
    return status


def wait_until_up(port: int) -> None:
    stranger = Phone(port, "", [], random.Random())
    until = time.monotonic() + UP_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if ask(stranger, "GET", "/session/")[0] == http.HTTPStatus.UNAUTHORIZED:
                return
        time.sleep(0.2)
    raise RuntimeError("the web server did not come up")
