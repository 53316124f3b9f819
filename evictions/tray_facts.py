"""What the administration is told of a notice, in words. Nothing here reads a visit or a note."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection
from django.template.defaultfilters import floatformat
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.choices import Role
from core.lists import COUNT_CAP
from core.phrases import say_day, say_moment
from core.templatetags.ui import day_tag, kroner
from evictions.choices import Children, EvictionTab, LineType, Stage, TrayTab
from evictions.models import ArrearsNotice
from evictions.review.counts import count_tab
from notifications.choices import DeliveryStatus
from residents.models import Resident

Fact = tuple[str, Any]
_COUNT_TAB = """
SELECT '{tab}', count(*) FROM (
    SELECT FROM evictions_arrearsnotice
    WHERE organisation_id = %(organisation)s AND status IN ('open', 'proposed') AND {condition}
    LIMIT %(most)s) counted
"""
EVICTIONS = "evictions"
COUNT_TABS = "UNION ALL".join(
    [
        *(
            _COUNT_TAB.format(tab=tab.value, condition=condition)
            for tab, condition in {
                TrayTab.ANSWER: "status = 'proposed'",
                TrayTab.NEW: "taken_at IS NULL",
                TrayTab.COURT: "stage IN ('termination', 'bailiff_court')",
                TrayTab.ALL: "true",
            }.items()
        ),
        count_tab(EvictionTab.ANSWER, called=EVICTIONS),
    ]
)
"""TRAY_TABS once more, as the statement every opening of the tray runs (a test compares the two); and how
many eviction cases wait for an answer."""


def tab_counts(user: Any, cap: int = COUNT_CAP) -> dict[str, int]:
    """How many rows each tab of the tray holds, and EVICTIONS; cap + 1 stands for any number beyond."""
    if user.role != Role.ADMINISTRATION:
        return dict.fromkeys([*TrayTab.values, EVICTIONS], 0)
    with connection.cursor() as cursor:
        parameters = {"organisation": user.organisation_id, "most": cap + 1}
        cursor.execute(COUNT_TABS, parameters)
        return dict(cursor.fetchall())


def delivery_words(notice: Any) -> str:
    """Where the notice is on its way to the caretaker."""
    if notice.taken_at:
        return _("Taget %(when)s") % {"when": say_moment(notice.taken_at)}
    if notice.seen_at:
        return _("Set %(when)s, ikke taget endnu") % {"when": say_moment(notice.seen_at)}
    if notice.delivery_status == DeliveryStatus.PARKED:
        return _("Afdelingen har ingen ansvarlig social vicevært. Koordinatoren er gjort opmærksom på det.")
    if notice.delivery_status == DeliveryStatus.DELIVERED:
        return _("Leveret %(when)s, ikke set endnu") % {"when": say_moment(notice.delivered_at)}
    if notice.delivery_status == DeliveryStatus.WITHDRAWN:
        return _("Lukket, før den blev leveret")
    return _("På vej")


def contact_words(notice: Any) -> str:
    if notice.contact_on:
        return _("Ja, %(when)s") % {"when": say_day(notice.contact_on)}
    return _("Nej")


def money_facts(notice: ArrearsNotice) -> list[Fact]:
    return [
        (_("Beløb"), kroner(notice.amount)),
        (_("Måneder"), _("Står ikke på listen") if notice.months is None else floatformat(notice.months)),
        (_("Ældste forfald"), day_tag(notice.due_date)),
        (_("Trin"), notice.get_stage_display()),
        (
            _("Påkrav kommet frem"),
            day_tag(notice.demand_received_on) or _("Ukendt – uden dato kan fristen ikke regnes"),
        ),
        (_("Påkravsfrist"), day_tag(notice.demand_deadline) or _("Ukendt")),
        (_("Børn under 18"), Children(notice.children).label),
    ]


def next_kind(next_on: dt.date | None, deadline: dt.date | None) -> str:
    """What the next date is: the law's or the caretaker's. Where both fall on one day, the law's."""
    if next_on is None:
        return ""
    return _("Påkravsfrist") if next_on == deadline else _("Opfølgning")


def next_fact(notice: ArrearsNotice) -> str:
    if notice.next_on is None:
        return _("Ingen")
    kind = next_kind(notice.next_on, notice.demand_deadline)
    return format_html("{} {}", kind, day_tag(notice.next_on))


def course_facts(notice: Any) -> list[Fact]:
    return [
        (_("Status"), notice.get_status_display()),
        (_("Den sociale vicevært"), delivery_words(notice)),
        (_("Kontakt etableret"), contact_words(notice)),
        (_("Næste dato"), next_fact(notice)),
        (_("Kom ind"), say_moment(notice.created_at)),
        (_("Senest ændret"), say_moment(notice.changed_at)),
    ]


def people_facts(user: Any, notice: ArrearsNotice) -> list[Fact]:
    residents = Resident.objects.visible_to(user).filter(
        tenancy_id=notice.tenancy_id, moved_out_on__isnull=True
    )
    facts: list[Fact] = [
        (resident.get_kind_display(), format_html("{} {}", resident.name, resident.phone))
        for resident in residents.order_by("pk")
    ]
    return facts or [(_("Beboere"), _("Ingen i registeret"))]


def itemised(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The lines of a list or a claim, with the type in Danish."""
    names = dict(LineType.choices)
    return [
        {
            "label": names.get(line.get("type") or "", _("Husleje mv.")),
            "amount": Decimal(str(line["amount"])),
            "due_date": dt.date.fromisoformat(line["due_date"]) if line.get("due_date") else None,
        }
        for line in lines
    ]


def tray_header() -> list[str]:
    return [
        _("Lejeforhold"),
        _("Adresse"),
        _("Afdeling"),
        _("Beløb"),
        _("Måneder"),
        _("Trin"),
        _("Påkravsfrist"),
        _("Næste dato"),
        _("Hvad næste dato er"),
        _("Den sociale vicevært"),
        _("Kontakt etableret"),
    ]


def export_rows(notices: Any) -> Iterator[list[Any]]:
    for notice in notices.select_related("tenancy__dwelling", "estate").iterator(chunk_size=2000):
        yield [
            notice.tenancy.reference,
            notice.tenancy.dwelling.address,
            notice.estate.name,
            notice.amount,
            notice.months,
            Stage(notice.stage).label,
            notice.demand_deadline,
            notice.next_on,
            next_kind(notice.next_on, notice.demand_deadline),
            delivery_words(notice),
            contact_words(notice),
        ]
