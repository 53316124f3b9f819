"""The directory of partners and the page of one: what was agreed, what is open, who is silent, and whom to
ring when a consent is withdrawn."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from cases.choices import OPEN_REFERRALS, UNANSWERED, PartnerKind, ReferralStatus
from cases.models import Consent, Partner, PartnerAgreement, Referral


@dataclass(frozen=True)
class PartnerLine:
    partner: Partner
    agreement: PartnerAgreement | None
    open: int
    silent: int


@dataclass(frozen=True)
class Kind:
    label: str
    lines: list[PartnerLine]


@dataclass(frozen=True)
class PartnerPage:
    """Referrals of cases the viewer may read; of the others a coordinator is told how many."""

    agreement: PartnerAgreement | None
    earlier: list[PartnerAgreement]
    silent: list[Referral] = field(default_factory=list)
    open: list[Referral] = field(default_factory=list)
    silent_elsewhere: int = 0
    open_elsewhere: int = 0


def directory(user: Any, today: dt.date | None = None) -> list[Kind]:
    """Three queries, however many partners."""
    today = today or timezone.localdate()
    agreed = PartnerAgreement.objects.current(today).order_by("starts_on", "pk")
    rows = Partner.objects.visible_to(user).current().order_by("name")
    counts = _counts(_counted(user), today)
    lines = [
        PartnerLine(partner, next(iter(reversed(partner.now)), None), *counts.get(partner.pk, (0, 0)))
        for partner in rows.prefetch_related(Prefetch("agreements", agreed, to_attr="now"))
    ]
    return _by_kind(lines)


def _by_kind(lines: Iterable[PartnerLine]) -> list[Kind]:
    order = {kind: number for number, kind in enumerate(PartnerKind.values)}
    ordered = sorted(lines, key=lambda line: order[line.partner.kind])
    return [
        Kind(str(PartnerKind(kind).label), list(found))
        for kind, found in groupby(ordered, key=lambda line: line.partner.kind)
    ]


def partner_page(user: Any, partner: Partner, today: dt.date | None = None) -> PartnerPage:
    today = today or timezone.localdate()
    agreements = list(partner.agreements.order_by("-starts_on", "-pk"))
    current = next((row for row in agreements if runs_on(row, today)), None)
    readable = Referral.objects.visible_to(user).open().filter(partner=partner)
    readable = readable.select_related("case__tenancy__dwelling", "agreement", "partner")
    rows = list(readable.order_by("answer_due_on", "pk"))
    silent = [row for row in rows if is_silent(row, today)]
    all_open, all_silent = _counts(_counted(user).filter(partner=partner), today).get(partner.pk, (0, 0))
    return PartnerPage(
        agreement=current,
        earlier=[row for row in agreements if row != current],
        silent=silent,
        open=[row for row in rows if not is_silent(row, today)],
        silent_elsewhere=max(all_silent - len(silent), 0),
        open_elsewhere=max(all_open - len(rows) - (all_silent - len(silent)), 0),
    )


def runs_on(agreement: PartnerAgreement, day: dt.date) -> bool:
    return agreement.starts_on <= day and (agreement.ends_on is None or agreement.ends_on >= day)


def is_silent(referral: Referral, today: dt.date | None = None) -> bool:
    """The same as ReferralQuerySet.silent, of a row in hand."""
    due = referral.answer_due_on
    return referral.status in UNANSWERED and due is not None and due < (today or timezone.localdate())


def whom_to_call(consent: Consent) -> list[Referral]:
    """Who must hear that a consent was withdrawn: where it stopped a referral, and who is at work on one."""
    stopped = Q(status=ReferralStatus.WITHDRAWN, ended_at=consent.withdrawn_at, sent_at__isnull=False)
    rows = Referral.objects.filter(stopped | Q(status=ReferralStatus.ACCEPTED), consent=consent)
    return list(rows.select_related("partner", "agreement").order_by("pk"))


def _counted(user: Any) -> QuerySet[Referral]:
    """What may be counted: to a coordinator all of the organisation, to a caretaker what she may read."""
    if user.role == Role.COORDINATOR:
        return Referral.objects.in_scope(user)
    return Referral.objects.visible_to(user)


def _counts(rows: Any, today: dt.date) -> dict[int, tuple[int, int]]:
    """partner_id → (open, of them silent)."""
    found = rows.filter(status__in=OPEN_REFERRALS).order_by().values("partner_id")
    silent = Q(status__in=UNANSWERED, answer_due_on__lt=today)
    counted = found.annotate(n=Count("pk"), silent=Count("pk", filter=silent))
    return {row["partner_id"]: (row["n"], row["silent"]) for row in counted}
