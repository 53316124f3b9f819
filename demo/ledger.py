"""The arrears lists of the demo, as a rent ledger writes them: Windows-1252, semicolons, decimal commas."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from core.danish import format_kroner
from demo.plots import LISTS, PLOTS, Plot, Said
from residents.models import Tenancy

HEADER = "Lejeforhold;Posttype;Forfald;Saldo;Mdr.;Status;Påkrav modtaget;Børn u. 18"
FEE, RENT, DEFAULT_RENT = Decimal("314.00"), "Husleje", Decimal("7200.00")


@dataclass(frozen=True)
class Household:
    tenancy: Tenancy
    plot: Plot


def cast_plots(organisation_id: int) -> list[Household]:
    """Give every plot its households: the same tenancies every time, spread over the estates."""
    households = []
    estates = sorted({number for plot in PLOTS for number in plot.count})
    for number in estates:
        tenancies = list(
            Tenancy.objects.filter(
                organisation_id=organisation_id, estate__number=number, ends_on__isnull=True
            ).order_by("sort_key", "pk")
        )
        Random(f"plots {number}").shuffle(tenancies)  # noqa: S311
        for plot in PLOTS:
            taken = [tenancies.pop() for _each in range(plot.count.get(number, 0)) if tenancies]
            households += [Household(tenancy, plot) for tenancy in taken]
    return households


def write_list(households: Iterable[Household], which: int, today: dt.date) -> bytes:
    """The list that came LISTS[which] days ago, a title above and a total below, as ledgers have them."""
    day = today - dt.timedelta(days=LISTS[which])
    lines = [f"Restanceliste pr. {said(day)}", "", HEADER]
    total = Decimal(0)
    for household in households:
        if told := household.plot.lists[which]:
            fee_ago = household.plot.demanded_ago() if told.is_demanded else None
            fee_on = today - dt.timedelta(days=fee_ago) if fee_ago is not None else None
            for line, amount in list_lines(household.tenancy, told, day, today, fee_on):
                lines.append(line)
                total += amount
    lines.append(f"I alt;;;{format_kroner(total)};;;;")
    return "\r\n".join(lines).encode("cp1252")


def list_lines(
    tenancy: Tenancy, told: Said, day: dt.date, today: dt.date, fee_on: dt.date | None
) -> Iterator[tuple[str, Decimal]]:
    """One line a month, then the fee, due with the demand: the same tenancy on several lines."""
    rent = tenancy.monthly_rent or DEFAULT_RENT
    demand = said(today - dt.timedelta(days=told.demand_ago)) if told.demand_ago is not None else ""
    tail = f"{str(told.months).replace('.', ',')};{told.stage or 'restance'};{demand};{told.children}"
    due, left = day.replace(day=1), Decimal(str(told.months))
    while left > 0:
        amount = (rent * min(left, Decimal(1))).quantize(Decimal("0.01"))
        yield f"{tenancy.reference};{RENT};{said(due)};{format_kroner(amount)};{tail}", amount
        due, left = (due - dt.timedelta(days=1)).replace(day=1), left - 1
    if fee_on:
        yield f"{tenancy.reference};Påkravsgebyr;{said(fee_on)};{format_kroner(FEE)};{tail}", FEE


def bad_rows(day: dt.date, tenancies: list[Tenancy]) -> list[str]:
    """Seven rows a clerk meets: a letter O for a zero, an unknown tenancy, a date that is none, …"""
    due, here = said(day.replace(day=1)), [tenancy.reference for tenancy in tenancies[:5]]
    return [
        f"{here[0]};Husleje;{due};1.2OO,00;1;restance;;",
        f"9999-0001-01;Husleje;{due};4.310,00;1;restance;;",
        f"{here[1]};Husleje;31-02-2026;5.000,00;1;restance;;",
        f"{here[2]};Husleje;{due};;1;restance;;",
        f";Husleje;{due};4.900,00;1;restance;;",
        f"{here[3]};Husleje;{due};6.250,00;1;kommer snart;;",
        f"9999-0002-01;Husleje;{due};3.775,50;1;restance;;",
    ]


def said(day: dt.date) -> str:
    return day.strftime("%d-%m-%Y")
