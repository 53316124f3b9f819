"""What is wrong or pressing in an eviction case, each in a sentence with what to do about it. Pure: from the
facts and the day; what the law says stands in evictions/law.py.

Worded to help: the caretaker does not litigate against the employer but refers to legal aid, and the
administration can mend it. A rule that is disputed is said to be. Of a closed case only what was formally
wrong is left; what presses does so no more.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from core.danish import format_kroner_short
from core.phrases import as_sentence, say_day, say_relative
from evictions.case_facts import CaseFacts, ClaimedFee
from evictions.choices import DemandChannel, EvictionStatus
from evictions.law import RULES, Rule
from evictions.rules import UnknownFeeError, demand_deadline, demand_fee, earliest_demand

SOON = dt.timedelta(days=7)
LEVELS = ("late", "soon", "quiet")


@dataclass(frozen=True)
class RedFlag:
    """`text` says what is the matter, `to_do` what helps; `level` as in core.templatetags.ui."""

    key: str
    level: str
    text: str
    to_do: str
    rule: Rule


Flags = Iterator[RedFlag]
Check = Callable[[CaseFacts, dt.date], Flags]


def red_flags(facts: CaseFacts, today: dt.date) -> list[RedFlag]:
    """The gravest first, and among those as grave what presses."""
    checks = [*(PRESSING if facts.is_open else []), *FORMAL]
    found = [flag for check in checks for flag in check(facts, today)]
    said = [replace(flag, text=as_sentence(flag.text), to_do=as_sentence(flag.to_do)) for flag in found]
    return sorted(said, key=lambda flag: LEVELS.index(flag.level))


def demand_too_early(facts: CaseFacts, today: dt.date) -> Flags:
    """Before the earliest day on both readings, or between the two. A demand can have come forward no sooner
    than it was sent, so the day of receipt tells, too."""
    sent = facts.demand_issued_on or facts.demand_received_on
    if not facts.has_reached(EvictionStatus.DEMAND) or sent is None or facts.due_date is None:
        return
    earliest = earliest_demand(facts.due_date)
    said = {"sent": say_day(sent, today), "safe": say_day(earliest.safe, today)}
    if sent < earliest.saturday_counts:
        text = _("Påkravet er fra %(sent)s, men kunne tidligst sendes %(earliest)s.") % {
            **said,
            "earliest": say_day(earliest.saturday_counts, today),
        }
        to_do = _(
            "Det kan være ugyldigt: henvis beboeren til retshjælp, og send om nødvendigt et nyt påkrav."
        )
        yield RedFlag("demand_early", "late", text, to_do, RULES["earliest_demand"])
    elif sent < earliest.safe:
        text = _(
            "Påkravet er fra %(sent)s. Tæller en lørdag og grundlovsdag med som hverdage, var det tidsnok; "
            "ellers kunne det tidligst sendes %(safe)s."
        )
        to_do = _(
            "Det er omstridt, og påkravet kan være ugyldigt: henvis beboeren til retshjælp, og send "
            "hellere et nyt påkrav."
        )
        yield RedFlag("demand_disputed", "soon", text % said, to_do, RULES["earliest_demand"])


def demand_by_email(facts: CaseFacts, today: dt.date) -> Flags:
    if facts.has_reached(EvictionStatus.DEMAND) and facts.demand_channel == DemandChannel.EMAIL:
        text = _("Påkravet er sendt med e-mail, og det gælder ikke.")
        to_do = _(
            "Det skal sendes igen, med Digital Post eller som brev på papir. Er lejemålet ophævet på det, så "
            "henvis beboeren til retshjælp."
        )
        yield RedFlag("demand_by_email", "late", text, to_do, RULES["demand_channel"])


def deadline_unproved(facts: CaseFacts, today: dt.date) -> Flags:
    """Without proof of receipt no deadline can be counted. Once the lease is terminated on an unknown
    deadline, `terminated_without_deadline` says it."""
    if not facts.has_reached(EvictionStatus.DEMAND) or facts.demand_received_on:
        return
    to_do = _(
        "Find kvitteringen, og registrér den. Fristen må ikke regnes fra den dag, påkravet blev skrevet "
        "eller sendt."
    )
    rule = RULES["demand_deadline"]
    if facts.demand_deadline:
        text = _(
            "Påkravsfristen %(deadline)s er sat i hånden, uden bevis for, hvornår påkravet kom frem."
        ) % {"deadline": say_day(facts.demand_deadline, today)}
        yield RedFlag("deadline_unproved", "soon", text, to_do, rule)
    elif not facts.has_reached(EvictionStatus.TERMINATED):
        text = _("Der er ikke bevis for, hvornår påkravet kom frem. Påkravsfristen er ukendt.")
        yield RedFlag("deadline_unproved", "soon", text, to_do, rule)


def deadline_too_short(facts: CaseFacts, today: dt.date) -> Flags:
    """Two people have set a deadline before the one the law gives."""
    computed = demand_deadline(facts.demand_received_on).date
    deadline = facts.demand_deadline
    if not facts.is_overridden or computed is None or deadline is None or deadline >= computed:
        return
    said = {"deadline": say_day(deadline, today), "computed": say_day(computed, today)}
    text = _("Påkravsfristen er sat til %(deadline)s, men efter reglerne løber den til og med %(computed)s.")
    to_do = _(
        "Betaling til og med %(computed)s kan være rettidig: vent med at ophæve. Er lejemålet ophævet, så "
        "henvis beboeren til retshjælp."
    )
    yield RedFlag("deadline_short", "late", text % said, to_do % said, RULES["demand_deadline"])


def terminated_early(facts: CaseFacts, today: dt.date) -> Flags:
    """On or before the deadline. Terminated on a day nobody has told of is terminated by today."""
    if not facts.has_reached(EvictionStatus.TERMINATED) or facts.demand_deadline is None:
        return
    terminated = facts.terminated_on or today
    if terminated > facts.demand_deadline:
        return
    text = _("Lejemålet er ophævet %(day)s, men påkravsfristen løber til og med %(deadline)s.") % {
        "day": say_day(terminated, today) if facts.terminated_on else _("før tid"),
        "deadline": say_day(facts.demand_deadline, today),
    }
    to_do = _(
        "Ophævelsen kan være ugyldig: henvis beboeren til retshjælp, og overvej at frafalde ophævelsen."
    )
    yield RedFlag("terminated_early", "late", text, to_do, RULES["termination"])


def terminated_without_deadline(facts: CaseFacts, today: dt.date) -> Flags:
    if not facts.has_reached(EvictionStatus.TERMINATED) or facts.demand_deadline:
        return
    text = _("Lejemålet er ophævet, men påkravsfristen er ukendt.")
    to_do = _(
        "Find beviset for, hvornår påkravet kom frem. Findes det ikke, kan ophævelsen være ugyldig: henvis "
        "beboeren til retshjælp."
    )
    yield RedFlag("terminated_without_deadline", "late", text, to_do, RULES["demand_deadline"])


def filed_without_notice(facts: CaseFacts, today: dt.date) -> Flags:
    """Filed without the municipality being told, or told later than filed."""
    if not facts.has_reached(EvictionStatus.FILED):
        return
    told, filed, rule = facts.municipal_notice_on, facts.filed_on, RULES["municipal_notice"]
    if told is None:
        text = _("Sagen er sendt til fogedretten, uden at kommunen er underrettet.")
        to_do = _(
            "Underret kommunen skriftligt i dag, og registrér beviset. Underretningen skal sendes senest "
            "samtidig, og kommunen skal nå at hjælpe før fogedmødet."
        )
        yield RedFlag("filed_without_notice", "late", text, to_do, rule)
    elif filed and told > filed:
        text = _("Kommunen er underrettet %(told)s, efter at sagen blev sendt til fogedretten %(filed)s.") % {
            "told": say_day(told, today),
            "filed": say_day(filed, today),
        }
        to_do = _(
            "Underretningen skal sendes senest samtidig. Ring til kommunen, så hjælpen ikke bliver "
            "forsinket, og henvis beboeren til retshjælp."
        )
        yield RedFlag("notice_late", "soon", text, to_do, rule)


def fee_too_high(facts: CaseFacts, today: dt.date) -> Flags:
    """Each fee of the claim against the rate of its year; a year nobody has verified says so."""
    for fee in facts.fees:
        if year := _year_of(fee, facts):
            yield from _judge_fee(fee, year)


def _year_of(fee: ClaimedFee, facts: CaseFacts) -> int:
    """Of the day it fell due, else of the demand; 0 when nobody has told."""
    day = fee.on or facts.demand_issued_on or facts.demand_received_on or facts.due_date
    return day.year if day else 0


def _judge_fee(fee: ClaimedFee, year: int) -> Flags:
    said = {"fee": format_kroner_short(fee.amount), "year": year}
    rule = RULES["demand_fee"]
    try:
        most = demand_fee(year)
    except UnknownFeeError:
        text = _(
            "Kravet har et påkravsgebyr på %(fee)s fra %(year)s. Satsen for %(year)s er ikke efterprøvet."
        )
        to_do = _("Slå satsen op, og sammenlign.")
        yield RedFlag(f"fee_unknown_{year}", "quiet", text % said, to_do, rule)
        return
    if fee.amount > most:
        text = _("Kravet har et påkravsgebyr på %(fee)s, men i %(year)s måtte det højst være %(most)s.")
        to_do = _(
            "Sæt gebyret ned. Et forkert beløb kan gøre påkravet ugyldigt: henvis beboeren til retshjælp."
        )
        said["most"] = format_kroner_short(most)
        yield RedFlag(f"fee_high_{year}", "late", text % said, to_do, rule)


def court_without_contact(facts: CaseFacts, today: dt.date) -> Flags:
    """A day at the court within a week, and nobody has had contact with the resident."""
    if facts.contact_on:
        return
    told = {
        "hearing_without_contact": (
            facts.hearing_on,
            _("Fogedmødet er %(near)s, og der er ikke kontakt med beboeren."),
        ),
        "eviction_without_contact": (
            facts.eviction_on,
            _("Udsættelsen er %(near)s, og der er ikke kontakt med beboeren."),
        ),
    }
    to_do = _("Opsøg beboeren i dag, også ved døren, og ring til kommunen om hjælp.")
    for key, (day, text) in told.items():
        if day and today <= day <= today + SOON:
            said = {"near": say_relative(day, today)}
            yield RedFlag(key, "late", text % said, to_do, RULES["hearing"])


def standstill_runs_out(facts: CaseFacts, today: dt.date) -> Flags:
    """About to end within a week, or over and nobody has decided what now."""
    until, rule = facts.standstill_until, RULES["standstill"]
    if facts.standstill_is_over or (until and until < today):
        text = _("Henstanden er slut.")
        if until and until < today:
            text = _("Henstanden sluttede %(day)s.") % {"day": say_day(until, today)}
        to_do = _("Beslut, om sagen går videre, eller om henstanden forlænges, og sig det til beboeren.")
        yield RedFlag("standstill_over", "late", text, to_do, rule)
    elif until and until <= today + SOON:
        text = _("Henstanden slutter %(near)s.") % {"near": say_relative(until, today)}
        to_do = _("Aftal med beboeren, hvad der så skal ske, og beslut, om henstanden forlænges.")
        yield RedFlag("standstill_ending", "soon", text, to_do, rule)


FORMAL: list[Check] = [
    demand_too_early,
    demand_by_email,
    deadline_unproved,
    deadline_too_short,
    terminated_early,
    terminated_without_deadline,
    filed_without_notice,
    fee_too_high,
]
PRESSING: list[Check] = [court_without_contact, standstill_runs_out]
