"""What makes a notice urgent: one small function per rule, every reason in words.

A rule looks at `Facts` and answers with a Reason or None. Points only order the list; what a person reads
is the text. No rule looks at kroner alone, and no rule gives fewer points when a day has passed or a
deadline has come nearer (tests/test_urgency.py proves both). docs/urgency.md is made from this list
(`manage.py urgency_rules --write`).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.choices import SILENT_DAYS
from cases.providers import Reason
from cases.today import promise_reason
from core.phrases import as_day, say_count, say_day, say_relative
from core.weekdays import weekdays_between
from core.words import gettext as _
from evictions.choices import Children, NoticeStatus, Stage
from evictions.rules import earliest_deadline, earliest_demand

UNTAKEN_WEEKDAYS = 2
ORDINALS = {
    2: gettext_lazy("anden"),
    3: gettext_lazy("tredje"),
    4: gettext_lazy("fjerde"),
    5: gettext_lazy("femte"),
}


@dataclass(frozen=True)
class Facts:
    """What the rules know of a notice. `rent` is None when unknown: then nothing is guessed from it."""

    today: dt.date
    due_date: dt.date
    created_on: dt.date
    amount: Decimal
    stage: str = Stage.ARREARS
    deadline: dt.date | None = None
    rent: Decimal | None = None
    months: Decimal | None = None
    rises: int = 0
    rising_months: int = 0
    children: str = Children.UNKNOWN
    hearing_at: dt.datetime | None = None
    eviction_at: dt.datetime | None = None
    standstill_until: dt.date | None = None
    attempts: int = 0
    contact_on: dt.date | None = None
    last_attempt_on: dt.date | None = None
    next_step_on: dt.date | None = None
    taken: bool = False
    changed: bool = False
    proposed: bool = False


@dataclass(frozen=True)
class UrgencyRule:
    """`most` is the highest number of points the rule gives; `when` says to people when it fires."""

    title: str | Promise
    when: str | Promise
    most: int
    check: Callable[[Facts], Reason | None]

    @property
    def key(self) -> str:
        return self.check.__name__


RULES: list[UrgencyRule] = []
Check = Callable[[Facts], Reason | None]


def rule(title: str | Promise, when: str | Promise, most: int) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        RULES.append(UrgencyRule(title, when, most, check))
        return check

    return register


def facts_of(notice: Any, today: dt.date) -> Facts:
    """Reads only columns of the notice and its tenancy (select_related it, or core.rows.nested)."""
    created_on, changed_on = as_day(notice.created_at), as_day(notice.changed_at)
    return Facts(
        today=today,
        due_date=notice.due_date,
        created_on=created_on,
        amount=notice.amount,
        stage=notice.stage,
        deadline=notice.demand_deadline,
        rent=notice.tenancy.monthly_rent,
        months=notice.months,
        rises=notice.rises,
        rising_months=(changed_on.year - created_on.year) * 12 + changed_on.month - created_on.month + 1,
        children=notice.children,
        attempts=notice.attempts,
        contact_on=notice.contact_on,
        last_attempt_on=notice.last_attempt_on,
        next_step_on=notice.next_step_on,
        taken=notice.taken_at is not None,
        changed=0 < notice.seen_revision < notice.revision,
        proposed=notice.status == NoticeStatus.PROPOSED,
    )


def reasons_for(facts: Facts) -> list[Reason]:
    """Every reason that holds, the weightiest first."""
    found = [reason for rule in RULES if (reason := rule.check(facts))]
    return sorted(found, key=lambda reason: -reason.points)


def points_of(facts: Facts) -> int:
    return sum(reason.points for reason in reasons_for(facts))


def _pressure(days: int) -> tuple[int, str]:
    """Points and level for a legal day that is `days` away; never fewer as it comes nearer or has passed."""
    for limit, points, level in ((-1, 70, "late"), (0, 58, "late"), (1, 54, "late"), (3, 45, "late")):
        if days <= limit:
            return points, level
    return (30, "soon") if days <= 7 else (15, "soon") if days <= 14 else (5, "ok")


# -- the legal course ----------------------------------------------------------------------------


@rule(
    gettext_lazy("Fogedret"),
    gettext_lazy("Sagen er sendt til fogedretten, og der er ikke berammet noget endnu."),
    100,
)
def bailiff_court(facts: Facts) -> Reason | None:
    if facts.hearing_at or facts.eviction_at:
        return None
    return Reason(_("Fogedret"), 100, "late") if facts.stage == Stage.BAILIFF_COURT else None


@rule(gettext_lazy("Ophævet"), gettext_lazy("Lejemålet er ophævet."), 85)
def terminated(facts: Facts) -> Reason | None:
    return Reason(_("Lejemålet er ophævet"), 85, "late") if facts.stage == Stage.TERMINATION else None


@rule(
    gettext_lazy("Påkravsfrist"),
    gettext_lazy(
        "Der er en kendt påkravsfrist. 5 point, når den er langt væk, 15 fra 14 dage før, 30 fra 7 dage før, "
        "45 fra 3 dage før, 54 dagen før, 58 på dagen og 70, når den er udløbet."
    ),
    70,
)
def demand_deadline(facts: Facts) -> Reason | None:
    if facts.deadline is None:
        return None
    days = (facts.deadline - facts.today).days
    points, level = _pressure(days)
    if facts.stage in {Stage.TERMINATION, Stage.BAILIFF_COURT}:
        level = "quiet"
    when = say_relative(facts.deadline, facts.today)
    text = _("Påkravsfristen udløb %(when)s") if days < 0 else _("Påkravsfrist %(when)s")
    return Reason(text % {"when": when}, points, level)


@rule(
    gettext_lazy("Ukendt påkravsfrist"),
    gettext_lazy(
        "Der er sendt påkrav, men ikke bevis for, hvornår det kom frem. Point som for en kendt frist, regnet "
        "fra den tidligst mulige dag."
    ),
    70,
)
def deadline_unknown(facts: Facts) -> Reason | None:
    if facts.stage != Stage.DEMAND or facts.deadline is not None:
        return None
    estimate = earliest_deadline(facts.due_date)
    days = (estimate - facts.today).days
    points, level = _pressure(days)
    if days < 0:
        return Reason(_("Påkravsfrist ukendt, kan være udløbet"), points, level)
    when = say_relative(estimate, facts.today)
    return Reason(_("Påkravsfrist ukendt, tidligst %(when)s") % {"when": when}, points, level)


@rule(
    gettext_lazy("Påkrav på vej"),
    gettext_lazy(
        "Der er ikke sendt påkrav endnu. 8 point fra tre dage før det tidligst må sendes, 12 fra dagen selv: "
        "det er nu, en aftale hjælper mest."
    ),
    12,
)
def demand_may_come(facts: Facts) -> Reason | None:
    if facts.stage != Stage.ARREARS or facts.deadline is not None:
        return None
    earliest = earliest_demand(facts.due_date).saturday_counts
    days = (earliest - facts.today).days
    if days > 3:
        return None
    if days <= 0:
        return Reason(_("Påkrav kan sendes nu"), 12, "quiet")
    return Reason(_("Påkrav kan sendes %(when)s") % {"when": say_relative(earliest, facts.today)}, 8, "soon")


# -- the household -------------------------------------------------------------------------------


@rule(
    gettext_lazy("Børn under 18"),
    gettext_lazy("Listen siger ja. Ved vi det ikke, gætter vi ikke."),
    15,
)
def children(facts: Facts) -> Reason | None:
    return Reason(_("Børn under 18"), 15, "soon") if facts.children == Children.YES else None


@rule(
    gettext_lazy("Ingen kontakt"),
    gettext_lazy(
        "Ingen har haft kontakt med beboeren om restancen. 2 point mere for hvert forsøg, højst tre."
    ),
    18,
)
def nobody_had_contact(facts: Facts) -> Reason | None:
    if facts.contact_on is not None:
        return None
    if facts.attempts == 0:
        return Reason(_("Ingen har haft kontakt"), 12, "quiet")
    tries = say_count(facts.attempts, _("forsøg,forsøg"))
    text = _("Ingen har haft kontakt, %(tries)s") % {"tries": tries}
    return Reason(text, 12 + 2 * min(facts.attempts, 3), "quiet")


@rule(
    gettext_lazy("Stille"),
    gettext_lazy("Mere end 14 dage siden den sidste kontakt eller det sidste forsøg."),
    10,
)
def silence(facts: Facts) -> Reason | None:
    last = facts.last_attempt_on or facts.contact_on
    if last is None or (facts.today - last).days <= SILENT_DAYS:
        return None
    days = (facts.today - (facts.contact_on or last)).days
    text = _("%(days)s dage uden kontakt") if facts.contact_on else _("%(days)s dage siden sidste forsøg")
    return Reason(text % {"days": days}, 10, "soon")


# -- the debt, never by kroner alone -------------------------------------------------------------


@rule(
    gettext_lazy("Beløb mod husleje"),
    gettext_lazy(
        "Restancen svarer til mindst én måneds husleje: 4 point, to måneder 8, tre eller flere 12. Kender vi "
        "ikke huslejen, giver beløbet ingen point."
    ),
    12,
)
def amount_against_rent(facts: Facts) -> Reason | None:
    if not facts.rent or facts.amount < facts.rent:
        return None
    rents = int(facts.amount / facts.rent)
    text = _("1 måneds husleje") if rents == 1 else _("%(rents)s måneders husleje") % {"rents": rents}
    return Reason(text, min(rents, 3) * 4, "quiet")


@rule(
    gettext_lazy("Måneder"),
    gettext_lazy(
        "Listen siger mindst to måneder: 5 point, tre eller flere 9. Ikke, når beløbet mod huslejen allerede "
        "siger det samme."
    ),
    9,
)
def months_in_arrears(facts: Facts) -> Reason | None:
    if facts.months is None or facts.months < 2:
        return None
    if facts.rent and facts.amount >= facts.rent * facts.months:
        return None
    text = _("%(months)s måneder i restance") % {"months": f"{facts.months.normalize():f}".replace(".", ",")}
    return Reason(text, 9 if facts.months >= 3 else 5, "quiet")


@rule(
    gettext_lazy("Stigende"),
    gettext_lazy("Beløbet er steget mindst to lister i træk, fx tredje måned i træk."),
    10,
)
def rising(facts: Facts) -> Reason | None:
    if facts.rises < 2:
        return None
    ordinal = ORDINALS.get(facts.rises + 1)
    if ordinal and facts.rising_months >= facts.rises + 1:
        return Reason(_("Stiger %(ordinal)s måned i træk") % {"ordinal": ordinal}, 10, "quiet")
    return Reason(_("Steget %(rises)s lister i træk") % {"rises": facts.rises}, 10, "quiet")


# -- our own work --------------------------------------------------------------------------------


@rule(
    gettext_lazy("Opfølgning"),
    gettext_lazy("Der er lovet en opfølgning: 14 point på dagen, 16, når den er overskredet."),
    16,
)
def promise(facts: Facts) -> Reason | None:
    if facts.next_step_on is None or facts.next_step_on > facts.today:
        return None
    return promise_reason(facts.next_step_on, facts.today)


@rule(
    gettext_lazy("For sent planlagt"),
    gettext_lazy("Det næste skridt ligger efter en påkravsfrist, der ikke er udløbet endnu."),
    8,
)
def planned_after_deadline(facts: Facts) -> Reason | None:
    if facts.next_step_on is None or facts.deadline is None or facts.next_step_on <= facts.deadline:
        return None
    if facts.deadline < facts.today:
        return None
    when = say_day(facts.next_step_on, facts.today)
    return Reason(_("Næste skridt %(when)s ligger efter fristen") % {"when": when}, 8, "soon")


@rule(
    gettext_lazy("Ikke taget"),
    gettext_lazy("Ingen har gjort noget ved restancen: 2 point, fra anden hverdag 8."),
    8,
)
def untaken(facts: Facts) -> Reason | None:
    if facts.taken:
        return None
    days = weekdays_between(facts.created_on, facts.today)
    if days < UNTAKEN_WEEKDAYS:
        return Reason(_("Ny %(when)s") % {"when": say_relative(facts.created_on, facts.today)}, 2, "quiet")
    return Reason(_("Ikke taget i %(days)s hverdage") % {"days": days}, 8, "soon")


@rule(
    gettext_lazy("Ændret"),
    gettext_lazy("En ny liste har ændret restancen, siden den sidst blev åbnet."),
    6,
)
def changed_since_seen(facts: Facts) -> Reason | None:
    return Reason(_("Ændret, siden du så den"), 6, "quiet") if facts.changed else None


@rule(
    gettext_lazy("Mangler på listen"),
    gettext_lazy(
        "Restancen står ikke på den nyeste liste. Det er ikke bevis for betaling, så der trækkes ingen point "
        "fra; administrationen svarer."
    ),
    0,
)
def missing_from_list(facts: Facts) -> Reason | None:
    return Reason(_("Mangler på den nyeste liste"), 0, "quiet") if facts.proposed else None
