"""The stand-in's card: half a page about what cannot wait until a colleague is back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Absence
from cases.days import NO_DAY
from cases.deadlines import deadlines_of
from cases.household import Person, household, household_array
from cases.links import links
from cases.models import Case, CasePerson, Referral
from cases.providers import Deadline, Reason, standing_providers
from cases.safety import marks_by_dwelling
from core.phrases import say_day

CALLED = 3
"""So many telephone numbers of a household: the tenant's first."""


@dataclass(frozen=True)
class CardLine:
    case: Case
    why: list[Reason]
    agreed: list[Deadline]
    next_on: dt.date | None
    call: list[Person]
    contact_url: str
    url: str

    @property
    def address(self) -> str:
        return str(self.case.tenancy.dwelling.address)

    @property
    def level(self) -> str:
        levels = [reason.level for reason in self.why]
        return next((level for level in ("late", "soon") if level in levels), "quiet")


def card_lines(user: Any, absence: Absence) -> list[CardLine]:
    """The absent one's cases with a deadline before she is back, a landlord who has gone to the end, a
    referral nobody answers, or a warning at the door; the earliest deadline first. A constant number of
    queries."""
    today = timezone.localdate()
    rows = Case.objects.visible_to(user).open().filter(responsible=absence.membership)
    rows = rows.select_related("tenancy__dwelling").annotate(at_home=household_array())
    cases = list(rows.order_by("pk"))
    tenancy_ids = [case.tenancy_id for case in cases]
    found = deadlines_of(tenancy_ids)
    standing = _standing(user, tenancy_ids)
    silent = _silent(user, tenancy_ids)
    flags = _flags(user, [case.tenancy.dwelling_id for case in cases])
    around = _around(user, [case.pk for case in cases])
    lines = []
    for case in cases:
        deadlines, stands = found.get(case.tenancy_id, []), standing[case.tenancy_id]
        dated = [row for row in deadlines if row.on <= absence.ends_on]
        other = silent[case.tenancy_id] + flags.get(case.tenancy.dwelling_id, [])
        if dated or other or any(reason.level == "late" for reason in stands):
            # What is agreed for later stands under »Aftalt«; a deadline without words stands nowhere else.
            said = [row for row in deadlines if row in dated or not row.text]
            why = [*stands, *(_late_or_soon(row, today) for row in said), *other]
            lines.append(_line(case, why, deadlines, around[case.pk]))
    return sorted(lines, key=lambda line: (line.next_on or NO_DAY, line.case.pk))


def _line(case: Any, why: list[Reason], deadlines: list[Deadline], around: list[Person]) -> CardLine:
    agreed = [row for row in deadlines if row.text]
    people = [person for person in [*household(case.at_home), *around] if person.phone]
    return CardLine(
        case=case,
        why=why,
        agreed=agreed,
        next_on=deadlines[0].on if deadlines and deadlines[0].is_dated else None,
        call=people[:CALLED],
        contact_url=links("visit_log")(case.tenancy_id),
        url=links("case_detail")(case.pk),
    )


def _late_or_soon(row: Deadline, today: dt.date) -> Reason:
    said = {"label": row.label, "day": say_day(row.on, today)}
    if row.on < today:
        return Reason(_("%(label)s: fristen var %(day)s") % said, 0, "late")
    return Reason(_("%(label)s senest %(day)s") % said, 0, "soon")


def _standing(user: Any, tenancy_ids: Collection[int]) -> defaultdict[int, list[Reason]]:
    """How each household stands with the landlord, said by whoever knows."""
    found: defaultdict[int, list[Reason]] = defaultdict(list)
    for provider in standing_providers:
        for tenancy_id, reasons in provider(user, tenancy_ids).items():
            found[tenancy_id] += reasons
    return found


def _silent(user: Any, tenancy_ids: Collection[int]) -> defaultdict[int, list[Reason]]:
    found: defaultdict[int, list[Reason]] = defaultdict(list)
    rows = Referral.objects.visible_to(user).silent().filter(tenancy_id__in=tenancy_ids)
    for tenancy_id, partner in rows.values_list("tenancy_id", "partner__name"):
        said = _("%(partner)s har ikke svaret i tide") % {"partner": partner}
        found[tenancy_id].append(Reason(said, 0, "soon"))
    return found


def _flags(user: Any, dwelling_ids: Collection[int]) -> dict[int, list[Reason]]:
    marks = marks_by_dwelling(user, dwelling_ids)
    return {
        dwelling: [Reason(mark.text, 0, mark.level) for mark in found] for dwelling, found in marks.items()
    }


def _around(user: Any, case_ids: Collection[int]) -> defaultdict[int, list[Person]]:
    found: defaultdict[int, list[Person]] = defaultdict(list)
    rows = CasePerson.objects.visible_to(user).current().filter(case_id__in=case_ids).order_by("pk")
    for person in rows:
        found[person.case_id].append(Person(person.name, person.get_kind_display(), person.phone))
    return found
