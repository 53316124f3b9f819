"""What the page of a new statement knows before anything is written: the ground it may rest on, and the facts
the file proposes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import timezone

from cases.choices import CONTACT_ESTABLISHED, PartnerKind, ReferralStatus
from cases.models import Case, Consent, Referral, Visit
from core.phrases import as_day
from evictions.choices import WayOutState
from evictions.models import EvictionCase, Statement, WayOut
from evictions.ways_out_words import TO_THE_MUNICIPALITY

RECENT = dt.timedelta(days=60)
"""Contact within it is proposed as established; older contact the caretaker judges."""

MUNICIPAL = frozenset({PartnerKind.JOB_CENTRE, PartnerKind.SOCIAL_SERVICES})
"""Partners that are the municipality."""


@dataclass(frozen=True)
class Ground:
    """The household's open casework case, the consent of it that counts, and the statement that waits."""

    case: Case | None
    consent: Consent | None
    waiting: Statement | None

    @property
    def is_there(self) -> bool:
        return self.consent is not None and self.waiting is None


@dataclass(frozen=True)
class Proposal:
    """What the file knows: the last contact, and when an application was last sent to the municipality."""

    contact_on: dt.date | None
    applied_on: dt.date | None

    @property
    def is_in_contact(self) -> bool:
        return self.contact_on is not None and self.contact_on >= timezone.localdate() - RECENT


def ground_of(user: Any, eviction: EvictionCase) -> Ground:
    """The newest consent that names the administration."""
    case = Case.objects.visible_to(user).open().filter(tenancy_id=eviction.tenancy_id).first()
    consents = Consent.objects.visible_to(user).valid().filter(case=case, to_landlord=True)
    waiting = Statement.objects.visible_to(user).waiting().filter(eviction_case=eviction)
    return Ground(
        case=case,
        consent=consents.select_related("resident").order_by("-given_on", "-pk").first() if case else None,
        waiting=waiting.first(),
    )


def proposal_of(user: Any, eviction: EvictionCase) -> Proposal:
    """Contact from the visits; the application from the ways out and the referrals."""
    household = {"tenancy_id": eviction.tenancy_id}
    visits = Visit.objects.visible_to(user).standing().filter(**household, result__in=CONTACT_ESTABLISHED)
    contact = visits.order_by("-occurred_at").values_list("occurred_at", flat=True).first()
    days = [applied_by_way_out(user, eviction), referred_on(user, household)]
    known = [day for day in days if day is not None]
    return Proposal(as_day(contact) if contact else None, max(known, default=None))


def applied_by_way_out(user: Any, eviction: EvictionCase) -> dt.date | None:
    """The day of the application, also when the answer has come since: that stands in the audit."""
    mine = WayOut.objects.visible_to(user).filter(eviction_case=eviction, kind__in=TO_THE_MUNICIPALITY)
    events = apps.get_model("evictions", "WayOutEvent")._default_manager.filter(pgh_obj__in=mine)
    said = events.filter(state=WayOutState.APPLIED).order_by("-pk")
    return said.values_list("on", flat=True).first()


def referred_on(user: Any, household: dict[str, int]) -> dt.date | None:
    """When a referral to the municipality was sent that still stands."""
    rows = Referral.objects.visible_to(user).filter(**household, partner__kind__in=MUNICIPAL)
    sent = rows.filter(sent_at__isnull=False).exclude(status=ReferralStatus.WITHDRAWN)
    moment = sent.order_by("-sent_at").values_list("sent_at", flat=True).first()
    return as_day(moment) if moment else None
