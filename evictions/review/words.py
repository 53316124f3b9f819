"""What a list of eviction cases says of each: the next legal date and how near it is, what waits for whom.

From columns alone, with no notes among them; what is the same for many rows is drawn once.
"""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.phrases import say_day
from core.templatetags.ui import badge, day_tag, kroner_short
from evictions.choices import AnswerReason, LegalDate

if TYPE_CHECKING:
    from evictions.models import Statement

SOON = dt.timedelta(days=7)
PASSED = {
    LegalDate.DEADLINE: gettext_lazy("Påkravsfristen er udløbet"),
    LegalDate.STANDSTILL_END: gettext_lazy("Henstanden er slut"),
    LegalDate.MOVE_OUT: gettext_lazy("Fraflytningsdagen er passeret"),
    LegalDate.HEARING: gettext_lazy("Fogedmødet skulle være holdt"),
    LegalDate.EVICTION: gettext_lazy("Udsættelsen skulle være sket"),
}
"""What is said once the day has come and gone. From the day a demand may be sent nobody is late."""


def level_of(on: dt.date | None, kind: str, today: dt.date) -> str:
    """late · soon · ok; quiet when nothing is known to come."""
    if on is None:
        return "quiet"
    if on < today:
        return "late" if kind in PASSED else "ok"
    return "soon" if on <= today + SOON and kind in PASSED else "ok"


def next_words(on: dt.date | None, kind: str, today: dt.date) -> str:
    """What the next date is: 'Fogedmøde', 'Påkravsfristen er udløbet'."""
    if on is None or not kind:
        return ""
    if on < today and kind in PASSED:
        return str(PASSED[LegalDate(kind)])
    return str(LegalDate(kind).label)


@lru_cache(maxsize=4096)
def next_html(on: dt.date | None, kind: str, today: dt.date) -> SafeString:
    """The date in colour and words; every list draws the same few over and over."""
    if on is None:
        return SafeString("–")
    said = badge(next_words(on, kind, today), level=level_of(on, kind, today))
    return format_html("{}<br>{}", said, day_tag(on))


@lru_cache(maxsize=256)
def answer_words(reasons: tuple[str, ...]) -> str:
    """Why a case waits for the administration; "" when it does not."""
    return " · ".join(str(AnswerReason(reason).label) for reason in reasons)


def statement_brief(statement: "Statement") -> list[str]:
    """What a statement says, for one line of a list, where contact has a column of its own."""
    said, asked = [], []
    if statement.applied_on:
        said.append(_("Søgt kommunen %(day)s") % {"day": brief_day(statement.applied_on)})
    if statement.pause_until:
        asked.append(_("henstand til %(day)s") % {"day": brief_day(statement.pause_until)})
    if statement.plan_amount:
        plan = {"count": statement.plan_count, "amount": kroner_short(statement.plan_amount)}
        asked.append(_("%(count)s × %(amount)s") % plan)
    if asked:
        said.append(_("Beder om %(what)s") % {"what": _(" og ").join(asked)})
    return said


def brief_day(day: dt.date) -> str:
    """'12/12'."""
    return f"{day.day}/{day.month}"


def office_words(reasons: Iterable[str], standstill_until: dt.date | None, today: dt.date) -> str:
    """For the caretaker: what the case waits for at the administration, or until when it rests."""
    said = []
    if list(reasons):
        said.append(_("Venter på svar"))
    if standstill_until and standstill_until >= today:
        said.append(_("Henstand til og med %(day)s") % {"day": say_day(standstill_until, today)})
    return " · ".join(said)
