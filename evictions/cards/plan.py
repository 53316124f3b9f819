"""The card about the instalment plan: what is agreed, expected against actual, and the plans before it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from core.danish import format_kroner
from core.phrases import as_day, say_day
from evictions.choices import CloseReason, NoticeStatus, PlanStatus
from evictions.eviction_file import EvictionFile
from evictions.instalments import too_much_owed
from evictions.models import EvictionCase, Instalment, InstalmentPlan
from residents.providers import Panel

ORDER = 32
LEVELS = {
    PlanStatus.ACTIVE: "ok",
    PlanStatus.KEPT: "ok",
    PlanStatus.BROKEN: "late",
    PlanStatus.CANCELLED: "quiet",
}


@dataclass(frozen=True)
class Due:
    """An instalment, and what should be left when it is paid; in kroner."""

    number: int
    due_on: dt.date
    amount: Decimal
    left: Decimal


@dataclass(frozen=True)
class Held:
    """What a list said was owed, against what the plan expects that day; in kroner."""

    on: dt.date
    owed: Decimal
    expected: Decimal
    too_much: Decimal


@dataclass(frozen=True)
class PlanCard:
    """`plan` is a row of the file, with who agreed (`by`) and who ended it (`ended_name`)."""

    plan: Any
    level: str
    dues: list[Due]
    held: list[Held]
    last_on: dt.date | None
    proposal: str = ""
    caution: str = ""

    @property
    def is_active(self) -> bool:
        return bool(self.plan.status == PlanStatus.ACTIVE)

    @property
    def is_due(self) -> bool:
        """Whether the last instalment is due: then somebody can confirm that it was kept."""
        return self.is_active and self.last_on is not None and self.last_on <= timezone.localdate()


def plan_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    """None when there never was one and the user cannot agree one."""
    may_edit = user.role == Role.ADMINISTRATION
    cards = [card_of(plan, case, file) for plan in file["plans"]]
    if not cards and not (may_edit and case.is_open):
        return None
    context = {
        "case": case,
        "may_end": may_edit,
        "may_agree": may_edit and case.is_open,
        "now": cards[0] if cards else None,
        "earlier": cards[1:],
    }
    return Panel("evictions/_plan_panel.html", context, order=ORDER)


def card_of(plan: InstalmentPlan, case: EvictionCase, file: EvictionFile) -> PlanCard:
    instalments = [row for row in file["instalments"] if row.plan_id == plan.pk]
    last_on = instalments[-1].due_on if instalments else None
    card = PlanCard(
        plan=plan,
        level=LEVELS[PlanStatus(plan.status)],
        dues=dues_of(plan, instalments),
        held=held_against(plan, instalments, case, file["revisions"]),
        last_on=last_on,
    )
    if not card.is_due:
        return card
    return PlanCard(**{**vars(card), **kept_or_not(case, file["latest_notice"])})


def dues_of(plan: InstalmentPlan, instalments: list[Instalment]) -> list[Due]:
    left, dues = plan.start_balance, []
    for row in instalments:
        left -= row.amount
        dues.append(Due(row.number, row.due_on, row.amount, max(left, Decimal(0))))
    return dues


def held_against(
    plan: InstalmentPlan, instalments: list[Instalment], case: EvictionCase, revisions: list[Any]
) -> list[Held]:
    """Every list that said something new since it was agreed, newest first."""
    until = as_day(plan.ended_at) if plan.ended_at else dt.date.max
    days = [(as_day(dt.datetime.fromisoformat(row.listed_at)), row.amount) for row in revisions]
    return [
        Held(
            on=day,
            owed=owed,
            expected=plan.expected(instalments, day),
            too_much=too_much_owed(
                instalments,
                start_balance=plan.start_balance,
                tolerance_days=plan.tolerance_days,
                rent=case.tenancy.monthly_rent,
                owed=owed,
                day=day,
            ),
        )
        for day, owed in reversed(days)
        if plan.agreed_on <= day <= until
    ]


def kept_or_not(case: EvictionCase, latest: list[Any]) -> dict[str, str]:
    """The last instalment is due: what the lists say of it. They propose, a person confirms; who is missing
    from a list has not proved that they paid."""
    notice = latest[0] if latest else None
    rent = case.tenancy.monthly_rent
    if notice and notice.status == NoticeStatus.OPEN:
        said = {"owed": format_kroner(notice.amount), "day": say_day(notice.changed_at)}
        if rent is not None and notice.amount <= rent:
            return {"proposal": _("Listen viser %(owed)s kr., ikke mere end den løbende husleje.") % said}
        return {"caution": _("Listen viser stadig %(owed)s kr. (sidst ændret %(day)s).") % said}
    if notice and notice.status == NoticeStatus.CLOSED and notice.close_reason == CloseReason.PAID:
        said = {"day": say_day(notice.closed_at)}
        return {"proposal": _("Restancen er lukket som betalt %(day)s.") % said}
    return {
        "caution": _(
            "Lejeren står ikke på den seneste liste. Det beviser ikke, at der er betalt: se i lejesystemet, "
            "før du bekræfter."
        )
    }
