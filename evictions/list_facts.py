"""What the pages of an arrears list show, worked out once: tabs, rows, the button and the receipt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from core.danish import DanishValueError, format_kroner, parse_date, parse_kroner, parse_optional_date
from core.phrases import say_count, say_moment, say_number
from evictions.choices import Bucket, Problem, Stage
from evictions.models import ArrearsList, ArrearsNotice, ArrearsRow
from evictions.services.preview import missing_notices
from evictions.services.summary import column_name, left_out_rows, original_value, reference_of, waiting_rows
from residents.choices import ImportStatus

PAGE_ROWS: Final = 50
ERRORS, NEW, CHANGED, MISSING, UNCHANGED = "fejl", "nye", "aendret", "forsvundet", "uaendret"
LEFT_OUT = "udeladt"
TABS: Final = {
    ERRORS: "rejected",
    NEW: "new",
    CHANGED: "changed",
    MISSING: "missing",
    UNCHANGED: "unchanged",
    LEFT_OUT: "omitted",
}
SELDOM: Final = frozenset({LEFT_OUT})
"""Tabs that are there only when something is in them."""
OF_ROWS: Final = frozenset({ERRORS, LEFT_OUT})
BUCKETS: Final = {NEW: Bucket.NEW, CHANGED: Bucket.CHANGED, UNCHANGED: Bucket.UNCHANGED}
IN_PROGRESS: Final = frozenset(
    {ImportStatus.RECEIVED, ImportStatus.READING, ImportStatus.QUEUED, ImportStatus.IMPORTING}
)


def tab_of(arrears_list: ArrearsList, wanted: str) -> str:
    """The tab asked for; else the first with something in it."""
    if wanted in TABS:
        return wanted
    return next((tab for tab, name in TABS.items() if arrears_list.counts.get(name)), NEW)


def tab_items(arrears_list: ArrearsList, current: str) -> list[dict[str, Any]]:
    labels = {
        ERRORS: _("Fejl"),
        NEW: _("Nye"),
        CHANGED: _("Ændret"),
        MISSING: _("Forsvundet"),
        UNCHANGED: _("Uændret"),
        LEFT_OUT: _("Udeladt"),
    }
    address = reverse("arrears_list_detail", args=[arrears_list.pk])
    return [
        {
            "url": f"{address}?fane={tab}",
            "label": labels[tab],
            "count": say_number(arrears_list.counts.get(name, 0)),
            "active": tab == current,
        }
        for tab, name in TABS.items()
        if tab not in SELDOM or tab == current or arrears_list.counts.get(name)
    ]


def confirm_label(counts: dict[str, Any]) -> str:
    """'Importér 405, lad 7 vente': what will happen, and what will not."""
    taken = sum(counts.get(name, 0) for name in ("new", "changed", "missing"))
    waits = counts.get("rejected", 0)
    label = _("Importér %(count)s") % {"count": say_number(taken)} if taken else _("Intet nyt. Afslut listen")
    return label + (_(", lad %(count)s vente") % {"count": say_number(waits)} if waits else "")


@dataclass(frozen=True)
class Waiting:
    """A row that waits, as the table shows it. `edits`: the field that can be corrected in place, which
    begins with `suggested`, what was probably meant, or else with what stands in the file."""

    row_number: int
    reference: str
    column: str
    original: str
    message: str
    problem: str
    edits: str
    suggested: str
    last_amount: str
    left_out: str

    @property
    def value(self) -> str:
        return self.suggested or self.original

    @property
    def can_confirm(self) -> bool:
        return self.problem in {Problem.JUMP, Problem.DUPLICATE}

    @property
    def can_match(self) -> bool:
        return self.problem in {Problem.UNKNOWN_TENANCY, Problem.OLDER} or self.edits == "tenancy"


def waiting(arrears_list: ArrearsList, row: ArrearsRow) -> Waiting:
    original = original_value(row, row.column)
    edits = "tenancy" if row.column in {"estate", "dwelling", "tenant_number"} else row.column
    return Waiting(
        row_number=row.row_number,
        reference=reference_of(row),
        column=column_name(arrears_list, row.column) if row.column else "",
        original=original,
        message=row.message,
        problem=row.problem,
        edits=edits,
        suggested=suggestion(row.column, original),
        last_amount=format_kroner(row.notice.amount) if row.notice else "",
        left_out=say_left_out(row),
    )


def say_left_out(row: ArrearsRow) -> str:
    """'Udeladt af Dorte Dam i dag kl. 8.12'; "" of a row that was not."""
    if row.bucket != Bucket.LEFT_OUT or not (row.left_out_by and row.left_out_at):
        return ""
    said = {"who": row.left_out_by.name, "when": say_moment(row.left_out_at)}
    return _("Udeladt af %(who)s %(when)s") % said


def undo_facts(arrears_list: ArrearsList) -> list[str]:
    """What undoing the list would do, one sentence each."""
    counts = arrears_list.counts
    every = (
        ("new", _("ny restance trækkes tilbage,nye restancer trækkes tilbage")),
        ("changed", _("ændret restance bliver, som den var før,ændrede restancer bliver, som de var før")),
        ("missing", _("restance foreslås ikke lukket mere,restancer foreslås ikke lukket mere")),
        ("reopened", _("genåbnet restance foreslås lukket igen,genåbnede restancer foreslås lukket igen")),
        (
            "evictions",
            _("udsættelsessag fra listen afsluttes igen,udsættelsessager fra listen afsluttes igen"),
        ),
        ("advanced", _("udsættelsessag bliver som før listen,udsættelsessager bliver som før listen")),
    )
    return [say_count(counts[name], words) for name, words in every if counts.get(name)]


def told_facts(arrears_list: ArrearsList) -> list[str]:
    """What the list did to eviction cases, one sentence each."""
    every = (
        ("evictions", _("udsættelsessag er oprettet,udsættelsessager er oprettet")),
        ("advanced", _("udsættelsessag er gået videre,udsættelsessager er gået videre")),
        (
            "differing",
            _(
                "udsættelsessag kræver svar: listen siger noget andet end det registrerede,"
                "udsættelsessager kræver svar: listen siger noget andet end det registrerede"
            ),
        ),
    )
    counts = arrears_list.counts
    return [say_count(counts[name], words) for name, words in every if counts.get(name)]


def left_out_facts(arrears_list: ArrearsList) -> list[str]:
    """'1 række udeladt af Dorte Dam', per person; without a name when the rows are erased by now."""
    found = left_out_rows(arrears_list).order_by("left_out_by__name").values_list("left_out_by__name")
    people = list(found.annotate(Count("pk")))
    count, words = arrears_list.counts.get("omitted", 0), _("række udeladt,rækker udeladt")
    if not people:
        return [say_count(count, words)] if count else []
    return [_("%(rows)s af %(who)s") % {"rows": say_count(n, words), "who": who} for who, n in people]


def suggestion(field: str, original: str) -> str:
    """What was probably meant, when there is only one such meaning: «1.2OO,00» → 1.200,00."""
    parsers: dict[str, Callable[[str], object]] = {
        "amount": parse_kroner,
        "due_date": parse_date,
        "demand_received_on": parse_optional_date,
    }
    try:
        if field in parsers:
            parsers[field](original)
    except DanishValueError as error:
        return error.suggestion
    return ""


@dataclass(frozen=True)
class Rows:
    """A page of one tab. `waiting`, `tenancies` or `notices`, whichever the tab holds."""

    tab: str
    number: int
    has_next: bool
    waiting: list[Waiting]
    tenancies: list[dict[str, Any]]
    notices: list[dict[str, Any]]

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.tenancies or self.notices)


def rows_of(arrears_list: ArrearsList, tab: str, number: int) -> Rows:
    start = (number - 1) * PAGE_ROWS
    found: list[Any] = list(_query(arrears_list, tab)[start : start + PAGE_ROWS + 1])
    shown, has_next = found[:PAGE_ROWS], len(found) > PAGE_ROWS
    if tab in OF_ROWS:
        return Rows(tab, number, has_next, [waiting(arrears_list, row) for row in shown], [], [])
    stages = dict(Stage.choices)
    for row in shown:
        row["stage_name"] = stages.get(row["stage"], "")
    if tab == MISSING:
        return Rows(tab, number, has_next, [], [], shown)
    for row in shown:
        row["numbers"] = ", ".join(str(n) for n in row["numbers"])
    return Rows(tab, number, has_next, [], shown, [])


def _query(arrears_list: ArrearsList, tab: str) -> QuerySet[Any, Any]:
    if tab in OF_ROWS:
        rows = waiting_rows(arrears_list) if tab == ERRORS else left_out_rows(arrears_list)
        return rows.select_related("notice", "left_out_by")
    place = {"address": F("tenancy__dwelling__address"), "reference": F("tenancy__reference")}
    if tab == MISSING:
        notices: QuerySet[ArrearsNotice] = missing_notices(arrears_list)
        values = notices.values("amount", "due_date", "stage", **place)
        return values.order_by("tenancy__sort_key", "pk")
    rows = arrears_list.rows.filter(bucket=BUCKETS[tab]).values("tenancy_id", **place)
    return rows.annotate(
        numbers=ArrayAgg("row_number", order_by="row_number"),
        first=Min("row_number"),
        amount=Sum("amount"),
        due_date=Min("due_date"),
        stage=Max("stage"),
        old_amount=Max("notice__amount"),
    ).order_by("first")


def push_facts(arrears_list: ArrearsList) -> list[tuple[str, int, Any]]:
    """(words, how many, latest time) of the list's new notices: delivered, seen, taken, parked, and where
    there are any, closed before they were delivered."""
    found = arrears_list.new_notices.with_delivery().aggregate(
        delivered=Count("pk", filter=Q(delivery_status="delivered")),
        delivered_last=Max("delivered_at", filter=Q(delivery_status="delivered")),
        seen=Count("seen_at"),
        seen_last=Max("seen_at"),
        taken=Count("taken_at"),
        taken_last=Max("taken_at"),
        parked=Count("pk", filter=Q(delivery_status="parked")),
        parked_last=Max("delivered_at", filter=Q(delivery_status="parked")),
        withdrawn=Count("pk", filter=Q(delivery_status="withdrawn")),
        withdrawn_last=Max("delivered_at", filter=Q(delivery_status="withdrawn")),
    )
    words = {
        "delivered": _("Leveret"),
        "seen": _("Set"),
        "taken": _("Taget"),
        "parked": _("Uden ansvarlig"),
        "withdrawn": _("Lukket før levering"),
    }
    seldom = {"withdrawn"}
    return [
        (words[name], found[name], found[f"{name}_last"])
        for name in words
        if found[name] or name not in seldom
    ]


def settled_words() -> frozenset[str]:
    """Of push_facts: where a notice is when nothing is owed any more."""
    return frozenset({_("Leveret"), _("Uden ansvarlig"), _("Lukket før levering")})
