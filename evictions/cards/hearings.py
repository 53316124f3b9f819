"""The card with the days at the bailiff court: what is ahead, what came of the others."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from core.phrases import say_moment, say_relative
from core.weekdays import is_weekday
from evictions.choices import HearingPlace, HearingStatus
from evictions.court_choices import RESULTS
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase, Hearing, LegalStep
from residents.providers import Panel

SOON_DAYS = 7


@dataclass(frozen=True)
class CourtRow:
    """`change_url` is for whoever may change a day that is set; `warning` is something to look at again."""

    kind: str
    when: str
    where: str
    status: str
    level: str
    note: str = ""
    warning: str = ""
    change_url: str = ""


def hearings_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    may_edit = user.role == Role.ADMINISTRATION and case.is_open
    if not file["hearings"] and not may_edit:
        return None
    results = _results(file["steps"])
    rows = [_row(hearing, case, results, may_edit) for hearing in in_order(file["hearings"])]
    new = reverse("hearing_create", args=[case.pk]) if may_edit else ""
    return Panel("evictions/_hearings_panel.html", {"rows": rows, "new_url": new}, order=22)


def in_order(hearings: list[Hearing]) -> list[Hearing]:
    """What is set, the nearest first; then what is over, the newest first (as they come)."""
    is_set = [hearing for hearing in hearings if hearing.status == HearingStatus.SET]
    over = [hearing for hearing in hearings if hearing.status != HearingStatus.SET]
    return [*sorted(is_set, key=lambda hearing: hearing.at), *over]


def _results(steps: list[LegalStep]) -> dict[int, tuple[str, str]]:
    """What the steps say of each day: the code of its result, and why it was called off."""
    said: dict[int, tuple[str, str]] = {}
    for step in steps:
        if pk := step.values.get("hearing"):
            result, reason = said.get(pk, ("", ""))
            said[pk] = (result or step.values.get("result", ""), reason or step.reason)
    return said


def _row(
    hearing: Hearing, case: EvictionCase, results: dict[int, tuple[str, str]], may_edit: bool
) -> CourtRow:
    now = timezone.now()
    is_set = hearing.status == HearingStatus.SET and case.is_open
    result, reason = results.get(hearing.pk, ("", ""))
    note = str(dict(RESULTS[hearing.kind].choices).get(result, "")) or reason
    return CourtRow(
        kind=hearing.get_kind_display(),
        when=say_moment(hearing.at),
        where=place_of(hearing),
        status=_status(hearing, is_set, now),
        level=level_of(hearing.at, now) if is_set else "quiet",
        note=note,
        warning=_warning(hearing, is_set, now),
        change_url=reverse("hearing_change", args=[hearing.pk]) if is_set and may_edit else "",
    )


def _status(hearing: Hearing, is_set: bool, now: dt.datetime) -> str:
    if not is_set:
        return str(hearing.get_status_display())
    return say_relative(hearing.at) if hearing.at > now else _("Skriv, hvad der skete")


def _warning(hearing: Hearing, is_set: bool, now: dt.datetime) -> str:
    if is_set and hearing.at > now and not is_weekday(timezone.localdate(hearing.at)):
        return _("Dagen er ikke en hverdag. Se efter, om datoen er rigtig.")
    return ""


def place_of(hearing: Hearing) -> str:
    return _("på adressen") if hearing.place_kind == HearingPlace.ADDRESS else hearing.place


def level_of(at: dt.datetime, now: dt.datetime) -> str:
    """One that has been and is not written down is late; in a week it is soon."""
    if at <= now:
        return "late"
    return "soon" if at - now <= dt.timedelta(days=SOON_DAYS) else "ok"
