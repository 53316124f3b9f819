"""One list for every list page: filters, an allow-listed sort, keyset paging, a capped count.

    SORTS = {"frist": Sort("next_deadline"), "beloeb": Sort("-amount"), "adresse": Sort("sort_key")}

    def tray(request):
        page = list_page(request, ArrearsNotice.objects.visible_to(request.user), sorts=SORTS,
                         filter_class=TrayFilter, target="#liste")
        return render_page(request, "evictions/tray.html", {"page": page}, fragment="evictions/_tray.html")

`page.rows` are at most `size` rows (models or dicts that hold "id"), `page.filter` the FilterSet (or None).
With `target`, links refresh that element through htmx; they are ordinary links without it.

An address holds only filters, the sort key and the id of the row the page starts after (`efter`) or ends
before (`foer`): sort values may be names, so they are read back from the database (one query by primary key).
A row that is gone starts the list over. `sortering=-beloeb` turns a sort around.

Queries: the rows, the count (capped at `cap`, index-only work), and the start row beyond the first page.

A search by name is a POST (names do not belong in addresses): pass data=request.POST; then sorting and
paging are buttons of a form instead of links.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, F, Func, OrderBy, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from core.phrases import say_number

PAGE_SIZE = 25
COUNT_CAP = 1000
SORT, AFTER, BEFORE = "sortering", "efter", "foer"
PAGING = (SORT, AFTER, BEFORE)


def row_of(*columns: Any) -> Func:
    """A SQL row. Django has no type for it, and comparing needs none: any output field will do."""
    return Func(*columns, function="ROW", output_field=BooleanField())


@dataclass(frozen=True)
class Sort:
    """A field or annotation; "-amount" begins with the largest. `nullable`: without a value comes last."""

    spec: str
    nullable: bool = False

    @property
    def field(self) -> str:
        return self.spec.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.spec.startswith("-")


@dataclass(frozen=True)
class Order:
    """A sort in one of its two directions. The id makes it total, so no row is shown twice or skipped."""

    sort: Sort
    descending: bool

    def backwards(self) -> "Order":
        return Order(self.sort, not self.descending)

    def terms(self, *, nulls_first: bool = False) -> list[OrderBy]:
        column = F(self.sort.field)
        nulls: dict[str, Any] = {}
        if self.sort.nullable:
            nulls = {"nulls_first": True} if nulls_first else {"nulls_last": True}
        direction = column.desc if self.descending else column.asc
        return [direction(**nulls), F("pk").desc() if self.descending else F("pk").asc()]

    def beyond(self, value: Any, pk: int, *, nulls_first: bool = False) -> Q:
        """Rows strictly beyond (value, pk). A row comparison, so an index on (field, id) starts there."""
        compare = LessThan if self.descending else GreaterThan
        name, empty = self.sort.field, f"{self.sort.field}__isnull"
        if value is None:
            further = Q(compare(F("pk"), Value(pk))) & Q(**{empty: True})
            return further | Q(**{empty: False}) if nulls_first else further
        row = Q(compare(row_of(F(name), F("pk")), row_of(Value(value), Value(pk))))
        return row | Q(**{empty: True}) if self.sort.nullable and not nulls_first else row


@dataclass
class ListPage:
    rows: Sequence[Any]
    path: str
    data: QueryDict
    sort_key: str
    order: Order
    sorts: Mapping[str, Sort]
    size: int
    has_next: bool
    has_previous: bool
    count: int | None
    cap: int
    filter: Any = None
    target: str = ""
    can_link: bool = True
    filter_names: Iterable[str] = field(default_factory=tuple)

    @property
    def first_id(self) -> int:
        return row_id(self.rows[0]) if self.rows else 0

    @property
    def last_id(self) -> int:
        return row_id(self.rows[-1]) if self.rows else 0

    @property
    def next_url(self) -> str:
        return self.url({AFTER: self.last_id, BEFORE: None})

    @property
    def previous_url(self) -> str:
        return self.url({BEFORE: self.first_id, AFTER: None})

    @property
    def clear_url(self) -> str:
        return self.path

    @property
    def count_label(self) -> str:
        """'212', or '1.000+' when there are more than is worth counting; "" when nobody counted."""
        return "" if self.count is None else say_capped(self.count, self.cap)

    @property
    def is_filtered(self) -> bool:
        return any(any(self.data.getlist(name)) for name in self.filter_names)

    def sort_url(self, key: str) -> str:
        if key != self.sort_key:
            return self.url({SORT: key, AFTER: None, BEFORE: None})
        turned = self.order.descending == self.sorts[key].descending
        return self.url({SORT: f"-{key}" if turned else key, AFTER: None, BEFORE: None})

    def sort_state(self, key: str) -> str:
        if key != self.sort_key:
            return ""
        return "descending" if self.order.descending else "ascending"

    def url(self, changes: Mapping[str, Any]) -> str:
        query = self.data.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        encoded = query.urlencode()
        return f"{self.path}?{encoded}" if encoded else self.path

    def tabs(
        self, name: str, choices: Iterable[tuple[str, Any]], *, cleared: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        """`choices` (value, label) of the filter `name` as tabs. Each begins the list over, without what is
        `cleared`."""
        begun = dict.fromkeys((AFTER, BEFORE, *cleared))
        return [
            {"url": self.url({name: key, **begun}), "label": label, "active": self.data[name] == key}
            for key, label in choices
        ]

    @property
    def posted(self) -> list[tuple[str, str]]:
        """What a paging form of a posted search sends again."""
        skipped = {"csrfmiddlewaretoken", AFTER, BEFORE}
        return [
            (name, value) for name, values in self.data.lists() if name not in skipped for value in values
        ]

    @cached_property
    def htmx_attributes(self) -> str:
        if not self.target:
            return ""
        return format_html(
            ' hx-boost="true" hx-target="{0}" hx-select="{0}"'
            ' hx-swap="outerHTML show:{0}:top" hx-push-url="true"',
            self.target,
        )


def list_page(
    request: HttpRequest,
    rows: QuerySet[Any, Any],
    *,
    sorts: Mapping[str, Sort],
    columns: Sequence[str] = (),
    default: str = "",
    filter_class: Any = None,
    data: QueryDict | None = None,
    size: int = PAGE_SIZE,
    cap: int = COUNT_CAP,
    counted: bool = True,
    target: str = "",
) -> ListPage:
    """`columns`: dicts of these instead of models; asked for of the rows shown only, so that what they join
    is not joined to count. `default` (the first of `sorts`) is used when the address names no or an unknown
    sort."""
    data = request.GET if data is None else data
    chosen = filter_class(data, queryset=rows, request=request) if filter_class else None
    found = chosen.qs if chosen else rows
    sort_key, order = read_order(data.get(SORT, ""), sorts, default or next(iter(sorts)))
    shown = found.values(*columns) if columns else found
    window = read_window(rows, shown, order, data, size)
    return ListPage(
        rows=window.rows,
        path=request.path,
        data=data,
        sort_key=sort_key,
        order=order,
        sorts=sorts,
        size=size,
        has_next=window.has_next,
        has_previous=window.has_previous,
        count=capped_count(found, cap) if counted else None,
        cap=cap,
        filter=chosen,
        target=target,
        can_link=data is request.GET,
        filter_names=tuple(chosen.form.fields) if chosen else (),
    )


def read_order(wanted: str, sorts: Mapping[str, Sort], default: str) -> tuple[str, Order]:
    key = wanted.removeprefix("-")
    if key not in sorts:
        key, wanted = default, default
    sort = sorts[key]
    return key, Order(sort, sort.descending != wanted.startswith("-"))


@dataclass(frozen=True)
class Window:
    rows: Sequence[Any]
    has_next: bool
    has_previous: bool


def read_window(
    visible: QuerySet[Any, Any], found: QuerySet[Any, Any], order: Order, data: QueryDict, size: int
) -> Window:
    """The rows after or before the one the address names. It is looked up among all visible rows, so it
    still counts when the reader's own action has taken it out of the filter."""
    if (start := start_row(visible, order, data.get(BEFORE, ""))) is not None:
        turned = order.backwards()
        rows = list(
            found.filter(turned.beyond(*start, nulls_first=True)).order_by(*turned.terms(nulls_first=True))[
                : size + 1
            ]
        )
        if len(rows) > size:
            return Window(rows[size - 1 :: -1], has_next=True, has_previous=True)
    elif (start := start_row(visible, order, data.get(AFTER, ""))) is not None:
        rows = list(found.filter(order.beyond(*start)).order_by(*order.terms())[: size + 1])
        if rows:
            return Window(rows[:size], has_next=len(rows) > size, has_previous=True)
    rows = list(found.order_by(*order.terms())[: size + 1])
    return Window(rows[:size], has_next=len(rows) > size, has_previous=False)


def start_row(visible: QuerySet[Any, Any], order: Order, named: str) -> tuple[Any, int] | None:
    if not (named.isascii() and named.isdecimal() and len(named) <= 18):
        return None
    row = visible.filter(pk=int(named)).order_by().values_list(order.sort.field, "pk").first()
    return (row[0], row[1]) if row else None


def capped_count(rows: QuerySet[Any, Any], cap: int = COUNT_CAP) -> int:
    """How many there are; cap + 1 stands for any number beyond."""
    return rows.order_by().values("pk")[: cap + 1].count()


def say_capped(count: int, cap: int = COUNT_CAP) -> str:
    """212 → '212'; beyond what is worth counting '1.000+'."""
    return f"{say_number(cap)}+" if count > cap else say_number(count)


def row_id(row: Any) -> int:
    return int(row["id"] if isinstance(row, Mapping) else row.pk)


def row_links(url_name: str) -> "RowLinks":
    return RowLinks(url_name)


class RowLinks:
    """The addresses of a list's rows, resolved once: {{ row_links }} costs a string join, not a reverse()."""

    def __init__(self, url_name: str) -> None:
        self.before, self.after = reverse(url_name, args=[0]).split("0", 1)

    def __call__(self, pk: int) -> str:
        return f"{self.before}{pk}{self.after}"


def next_url(request: HttpRequest, default: str) -> str:
    """Where to return after an action: the local address in `next`, else `default` (an address)."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    )
    return wanted if safe else default
