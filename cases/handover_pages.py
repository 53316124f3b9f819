"""What the page of a handover shows, to whom: the words of a case only to whoever may read them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.choices import Role
from cases.choices import HandoverStatus
from cases.days import NO_DAY
from cases.links import links
from cases.models import Case, CaseAssignment, Handover, HandoverItem
from cases.providers import Deadline


@dataclass(frozen=True)
class HandedCase:
    """`summary` is "" and the deadlines are without text for who may not read them, and so is `address` but
    for a coordinator; `url` is "" for a case the reader cannot open now."""

    case: Case
    address: str
    summary: str
    deadlines: list[Deadline]
    moved: bool
    url: str = ""


@dataclass(frozen=True)
class HandoverPage:
    cases: list[HandedCase]
    is_taker: bool
    may_cancel: bool

    @property
    def read(self) -> list[Case]:
        """Those whose words are shown."""
        return [row.case for row in self.cases if row.summary]


def handover_page(user: Any, handover: Handover) -> HandoverPage:
    is_taker = user.role == Role.CARETAKER and handover.taker_id == user.membership.pk
    moved, readable = moved_cases(handover), _readable(user, handover)
    led = user.role == Role.COORDINATOR
    cases = [_handed(row, led=led, moved=moved) for row in _items(user, handover)]
    url = links("case_detail")
    return HandoverPage(
        cases=[replace(row, url=url(row.case.pk)) if row.case.pk in readable else row for row in cases],
        is_taker=is_taker,
        may_cancel=handover.status == HandoverStatus.PROPOSED and not is_taker,
    )


def _items(user: Any, handover: Handover) -> list[Any]:
    """All of them, each with whether this person reads its words (`is_read`)."""
    words = HandoverItem.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = HandoverItem.objects.outline_for(user).defer(None).annotate(is_read=Exists(words))
    wanted = rows.filter(handover=handover).select_related("case__tenancy__dwelling", "case__estate")
    return list(wanted.order_by("pk"))


def _handed(row: Any, *, led: bool, moved: set[int]) -> HandedCase:
    return HandedCase(
        case=row.case,
        address=row.case.tenancy.dwelling.address if row.is_read or led else "",
        summary=row.summary if row.is_read else "",
        deadlines=list(read_deadlines(row.deadlines, with_text=bool(row.is_read))),
        moved=row.case_id in moved,
    )


def _readable(user: Any, handover: Handover) -> set[int]:
    cases = Case.objects.visible_to(user).filter(handover_items__handover=handover)
    return set(cases.values_list("pk", flat=True))


def read_deadlines(kept: Iterable[dict[str, Any]], *, with_text: bool) -> Iterable[Deadline]:
    """What handover_checks.stored wrote."""
    for row in kept:
        on = dt.date.fromisoformat(row["on"]) if row["on"] else NO_DAY
        yield Deadline(on, row["label"], row["text"] if with_text else "")


def moved_cases(handover: Handover) -> set[int]:
    """Which of its cases came to the taker by it: those that were closed in between did not."""
    if handover.status != HandoverStatus.CONFIRMED or handover.answered_at is None:
        return set()
    rows = CaseAssignment.objects.filter(membership=handover.taker, starts_at=handover.answered_at)
    return set(rows.filter(case__handover_items__handover=handover).values_list("case_id", flat=True))
