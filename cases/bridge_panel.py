"""The bridge to the municipality on the page of a case: consents, referrals and disclosures. Read with the
household's file (cases/household_file.py), so neither this nor their entries in the course cost a query."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from cases.bridge_entries import bridge_entries
from cases.choices import UNANSWERED
from cases.household_file import File, file_of
from cases.models import Case, Consent, Disclosure, Partner, Referral, ReferralReminder
from cases.providers import register
from core.gathering import Part
from core.phrases import say_day
from residents.providers import Panel

MOST = 100
TEMPLATE = "cases/_bridge_panel.html"


def register_bridge() -> None:
    register(case_panel=bridge_panel, of_file=bridge_entries)
    for name, part in PARTS.items():
        register(read_with=(name, part))


def _consents(user: Any, tenancy_id: int) -> Part:
    names = Partner.objects.filter(consents=OuterRef("pk")).order_by("name").values("name")
    rows = Consent.objects.filter(tenancy_id=tenancy_id).annotate(names=ArraySubquery(names))
    days = ("given_on", "starts_on", "ends_on", "created_at", "withdrawn_at")
    said = ("case_id", "purpose", "data_kinds", "form", "to_landlord", "for_own_notes")
    also = {"names": "names", "by": "recorded_by__name", "withdrawn_name": "withdrawn_by__name"}
    return Part(rows.order_by("-given_on", "-pk")[:MOST], (*said, *days), {**also, "who": "resident__name"})


def _referrals(user: Any, tenancy_id: int) -> Part:
    days = ("sent_at", "received_at", "answer_due_on", "answered_at", "ended_at", "created_at")
    said = ("case_id", "status", "subject", "declined_reason", "consent_id")
    also = {"to": "partner__name", "by": "caretaker__name", "consent_ended": "consent__withdrawn_at"}
    phones = {"agreed_phone": "agreement__phone", "partner_phone": "partner__phone"}
    rows = Referral.objects.filter(tenancy_id=tenancy_id).order_by("-pk")
    return Part(rows[:MOST], (*said, *days), {**also, **phones, "contact": "agreement__contact"})


def _reminders(user: Any, tenancy_id: int) -> Part:
    rows = ReferralReminder.objects.filter(tenancy_id=tenancy_id).order_by("-pk")
    return Part(rows[:MOST], ("said", "created_at"), {"to": "referral__partner__name", "by": "made_by__name"})


def _disclosures(user: Any, tenancy_id: int) -> Part:
    rows = Disclosure.objects.filter(tenancy_id=tenancy_id).order_by("-pk")
    fields = ("case_id", "recipient", "what", "data_kinds", "legal_basis", "created_at")
    return Part(rows[:MOST], fields, {"by": "made_by__name"})


PARTS = {
    "consents": _consents,
    "referrals": _referrals,
    "reminders": _reminders,
    "disclosures": _disclosures,
}


def bridge_panel(user: Any, case: Case) -> Panel:
    file = file_of(user, case)
    today = timezone.localdate()
    consents = _of_case(file, "consents", case)
    context = {
        "case": case,
        "may_edit": user.role == Role.CARETAKER and case.is_open,
        "referrals": [(row, waits_for(row, today)) for row in _of_case(file, "referrals", case)],
        "valid": [row for row in consents if row.is_valid(today)],
        "former": [row for row in consents if not row.is_valid(today)],
        "disclosures": _of_case(file, "disclosures", case),
    }
    return Panel(TEMPLATE, context, order=40)


def _of_case(file: File, name: str, case: Case) -> list[Any]:
    return [row for row in file[name] if row.case_id == case.pk]


def waits_for(row: Any, today: dt.date) -> tuple[str, str]:
    """(level, words) about the answer: silence beyond the agreed day is a state of its own."""
    if row.status not in UNANSWERED or row.answer_due_on is None:
        return "quiet", str(row.get_status_display())
    if row.answer_due_on < today:
        return "late", say_silence(row.answer_due_on, today)
    said = {"status": row.get_status_display(), "day": say_day(row.answer_due_on, today)}
    return "ok", _("%(status)s, svar senest %(day)s") % said


def say_silence(due_on: dt.date | None, today: dt.date) -> str:
    days = (today - (due_on or today)).days
    if days == 1:
        return _("Tavs: svaret skulle være kommet i går")
    return _("Tavs: svaret er %(days)s dage forsinket") % {"days": days}
