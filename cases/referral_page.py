"""What stands on the page of a referral: where it is, what may be done, and the letter."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy

from cases.bridge_panel import waits_for
from cases.choices import REFERRAL_TRANSITIONS, DataKind, ReferralStatus
from cases.grounds import missing_ground
from cases.letters import Letter, letter_of, reads_health
from cases.models import Disclosure, Referral, ReferralReminder
from cases.services.referrals import ABOUT_HEALTH, PRINTABLE

ANSWERS: dict[str, Any] = {
    ReferralStatus.RECEIVED: gettext_lazy("Det er skrevet ned, at de har modtaget henvisningen."),
    ReferralStatus.ACCEPTED: gettext_lazy("Det er skrevet ned, at de tager imod."),
    ReferralStatus.DECLINED: gettext_lazy("Det er skrevet ned, at de afviste."),
    ReferralStatus.DONE: gettext_lazy("Henvisningen er gennemført."),
    ReferralStatus.WITHDRAWN: gettext_lazy("Henvisningen er trukket tilbage."),
}


@dataclass(frozen=True)
class ReferralPage:
    """`problem` is why it may not go out now, "" when it may."""

    level: str
    status: str
    letter: Letter
    problem: str
    is_draft: bool
    is_silent: bool
    may_print: bool
    phone: str
    contact: str
    steps: list[str] = field(default_factory=list)
    reminders: list[Any] = field(default_factory=list)
    disclosures: list[Any] = field(default_factory=list)


def referral_page(user: Any, referral: Referral, today: dt.date) -> ReferralPage:
    level, status = waits_for(referral, today)
    problem, letter = missing_ground(referral, today), letter_of(referral, today)
    if DataKind.HEALTH in letter.kinds and not reads_health(user, referral.case):
        letter = letter.only(frozenset(letter.kinds) - {DataKind.HEALTH})
        problem = problem or str(ABOUT_HEALTH)
    agreement = referral.agreement
    reminders = ReferralReminder.objects.filter(referral=referral).select_related("made_by")
    disclosures = Disclosure.objects.filter(referral=referral).select_related("made_by")
    return ReferralPage(
        level=level,
        status=status,
        letter=letter,
        problem=problem,
        is_draft=referral.status == ReferralStatus.DRAFTED,
        is_silent=level == "late",
        may_print=referral.status in PRINTABLE and referral.case.is_open and not problem,
        phone=(agreement.phone if agreement else "") or referral.partner.phone,
        contact=agreement.contact if agreement else "",
        steps=sorted(REFERRAL_TRANSITIONS[referral.status]) if referral.status != "drafted" else [],
        reminders=list(reminders.order_by("-pk")) if referral.sent_at else [],
        disclosures=list(disclosures.order_by("-pk")),
    )
