"""Pages as people open them, in this process with the real settings, against a bare Django view.

The same register twice: with many notices, and with few, all of them where the measured people work, so that
their lists are full in both and only what lies around them differs.
"""

import itertools
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import Membership
from demo.scale_notices import make_notices
from dev.bench import casework
from dev.bench.bare import BareClient
from dev.bench.disputes import make_complaints
from dev.bench.evictions import make_evictions
from dev.bench.measuring import Comparison, Fact, Findings
from dev.bench.servers import FEW, MAIN, copy_database
from dev.bench.sizes import Sizes
from dev.bench.tables import empty_notices, settle
from disputes.models import Complaint
from evictions.models import ArrearsNotice, EvictionCase
from residents.models import Estate, HousingOrganisation

TOKEN = "b" * 32
IN_ONE_DISTRICT = 172
"""So many has the measured caretaker among 100,000, too: her own lists are as long in both."""
BARE_BYTES = (18_000, 22_000)
GROWTH = 1.2
SAME_SIZE = 2


TYPED: "dict[str, Callable[[Any], str]]" = {
    "whole address": lambda row: row[2].lower().replace(",", "").replace(".", ""),
    "half an address": lambda row: row[2].lower()[:4] + row[2].lower()[row[2].index(" ") :],
    "name": lambda row: row[3].lower(),
}
"""What somebody types: 'lærkevej 8 3th', 'lærk 8, 3. th', 'jens jensen'."""


@dataclass
class Page:
    """`open` does one request, another one each time. `queries`: the most it may do. `rows`: how many it is
    made of, when it is also held against a bare view of the same size."""

    name: str
    goal: float | None
    queries: int | None
    open: Callable[[], Any]
    status: int = 200
    rows: int | None = None


@dataclass
class Side:
    """One of the two databases."""

    name: str
    wrapper: BaseDatabaseWrapper
    pages: list[Page]
    bare: BareClient


def measure_pages(organisation: HousingOrganisation, sizes: Sizes) -> Findings:
    """In the national register without notices; leaves it with many."""
    empty_notices()
    caretaker, clerk = person(organisation, Role.CARETAKER), person(organisation, Role.ADMINISTRATION)
    connection.close()
    copy_database()
    sides = []
    for name in (FEW, MAIN):
        use(open_database(name))
        if name == FEW:
            spread_few(organisation, caretaker, sizes.few_notices)
            make_evictions(caretaker, sizes.few_evictions)
            make_complaints(caretaker, clerk, sizes.few_complaints)
        else:
            make_notices(sizes.notices)
            make_evictions(caretaker, sizes.evictions)
            make_complaints(caretaker, clerk, sizes.complaints)
        casework.full_day(caretaker)
        case_id = casework.long_case(caretaker)
        settle()
        sides.append(
            Side(
                name,
                connections["default"],
                pages_of(caretaker, clerk, case_id),
                BareClient(organisation),
            )
        )
    findings = compare(sides[1], sides[0], sizes)
    for side in sides:
        use(side.wrapper)
        connection.close()
    return findings


def open_database(name: str) -> BaseDatabaseWrapper:
    wrapper = connections.create_connection("default")
    wrapper.settings_dict = wrapper.settings_dict | {"NAME": name}
    return wrapper


def use(wrapper: BaseDatabaseWrapper) -> None:
    """Both connections stay open, as they do in a server."""
    connections["default"] = wrapper


def spread_few(organisation: HousingOrganisation, caretaker: Membership, few: int) -> None:
    """The measured caretaker's list is full; the rest are the other estates' of her organisation."""
    own = min(IN_ONE_DISTRICT, few // 2)
    make_notices(own, caretaker.estate_ids)
    others = Estate.objects.filter(organisation=organisation).exclude(pk__in=caretaker.estate_ids)
    make_notices(few - own, list(others.values_list("pk", flat=True)))


def person(organisation: HousingOrganisation, role: Role) -> Membership:
    rows = Membership.objects.filter(organisation=organisation, role=role).order_by("pk")
    return rows.select_related("user")[0]


def pages_of(caretaker: Membership, clerk: Membership, case_id: int) -> list[Page]:
    hers, desk = logged_in(caretaker), logged_in(clerk)
    notices = ArrearsNotice.objects.open().filter(estate_id__in=caretaker.estate_ids)
    columns = ("pk", "tenancy_id", "tenancy__dwelling__address", "tenancy__residents__name")
    found = list(notices.order_by("pk").values_list(*columns))
    each, case_url = itertools.cycle(found), reverse("case_detail", args=[case_id])
    cases, complaints = EvictionCase.objects.open().count(), Complaint.objects.open().count()
    block = Estate.objects.filter(pk__in=caretaker.estate_ids).annotate(flats=Count("dwellings"))
    estate = block.order_by("-flats", "pk")[0]
    flats, block_url = estate.flats, reverse("concern_block", args=[estate.pk])
    pages = [
        Page("the administration's list", 2, 8, lambda: desk.get(reverse("tray"))),
        Page(f"the review of {cases:,} eviction cases", 2, 12, lambda: desk.get(reverse("eviction_list"))),
        Page(f"the list of {complaints:,} complaints", 2, 8, lambda: desk.get(reverse("complaint_list"))),
        Page("a caretaker's list", 2, 8, lambda: hers.get(reverse("notice_list"))),
        Page("I dag with 200 lines", 2, 12, lambda: hers.get(reverse("today")), rows=casework.LINES),
        Page("a case with 300 entries", 2, 12, lambda: hers.get(case_url), rows=casework.ENTRIES),
        Page(f"the picture of {flats} flats", None, 10, lambda: hers.get(block_url), rows=flats),
        Page("a notice", 2, 10, lambda: hers.get(reverse("notice_detail", args=[next(each)[0]]))),
        Page("logging a contact", 3, None, lambda: log_contact(hers, next(each)[1]), 302),
    ]
    for client, whose in ((desk, "the administration's"), (hers, "a caretaker's")):
        for what, typed in TYPED.items():
            pages.insert(3, Page(f"{whose} search by {what}", 2, 8, search(client, typed, each)))
    return pages


def search(client: Client, typed: "Callable[[Any], str]", each: "itertools.cycle[Any]") -> Callable[[], Any]:
    def ask() -> Any:
        body = {"q": typed(next(each)), "csrfmiddlewaretoken": TOKEN}
        return client.post(reverse("tenancy_search"), body)

    return ask


def logged_in(membership: Membership) -> Client:
    """With the real middleware, the check of cross-site requests included."""
    client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    client.force_login(membership.user)
    client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    return client


def log_contact(client: Client, tenancy_id: int) -> Any:
    body = {"client_uuid": str(uuid.uuid4()), "result": "not_home", "csrfmiddlewaretoken": TOKEN}
    return client.post(reverse("visit_log", args=[tenancy_id]), body)


def compare(side: Side, small: Side, sizes: Sizes) -> Findings:
    """Each round: every page, the bare view, in both databases."""
    many, few, requests = sizes.notices, sizes.few_notices, sizes.requests
    comparisons = [Comparison(f"{page.name}, {many:,} notices", page.goal) for page in side.pages]
    growth = [Comparison(f"{page.name}, {many:,} notices against {few:,}", GROWTH) for page in side.pages]
    same_size = {
        number: Comparison(f"{page.name}, against a bare view of {page.rows} rows", SAME_SIZE)
        for number, page in enumerate(side.pages)
        if page.rows
    }
    facts = []
    for each in (small, side):
        use(each.wrapper)
        check_bare(each.bare)
        facts = [count_queries(page) for page in each.pages if page.queries]
    for _round in range(sizes.page_rounds):
        for number in range(len(side.pages)):
            use(small.wrapper)
            growth[number].bare.append(seconds_of(small.pages[number], requests))
            use(side.wrapper)
            ours = seconds_of(side.pages[number], requests)
            growth[number].ours.append(ours)
            comparisons[number].ours.append(ours)
            comparisons[number].bare.append(seconds_of(Page("bare", None, None, side.bare.get), requests))
            if also := same_size.get(number):
                also.ours.append(ours)
                bare = partial(side.bare.get, side.pages[number].rows or 0)
                also.bare.append(seconds_of(Page("bare", None, None, bare), requests))
    return Findings([*comparisons, *same_size.values(), *growth], facts)


def check_bare(client: BareClient) -> None:
    size = len(client.get().content)
    assert BARE_BYTES[0] <= size <= BARE_BYTES[1], f"The bare page is {size} bytes."


def seconds_of(page: Page, requests: int) -> float:
    """The median of some requests; one before them goes uncounted."""
    page.open()
    return statistics.median(one_request(page) for _ in range(requests))


def one_request(page: Page) -> float:
    begun = time.perf_counter()
    response = page.open()
    seconds = time.perf_counter() - begun
    assert response.status_code == page.status, f"{page.name}: {response.status_code}"
    return seconds


def count_queries(page: Page) -> Fact:
    """Without the beginning and the end of transactions."""
    page.open()
    with CaptureQueriesContext(connection) as captured:
        page.open()
    asked = [query["sql"] for query in captured.captured_queries]
    framing = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    number = sum(1 for statement in asked if not (statement or "").startswith(framing))
    return Fact(f"queries of {page.name}", number, page.queries or 0)
