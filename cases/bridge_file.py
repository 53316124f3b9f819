"""What the bridge to the municipality shows of a household: the cards on the page of a case, and the entries
of its course. Read with the file (cases/file.py), so neither costs a query."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.choices import Role
from cases.choices import UNANSWERED, ReferralStatus
from cases.file import File, read_file
from cases.grounds import say_kinds
from cases.models import Case, Consent, Disclosure, Partner, Referral, ReferralReminder
from cases.providers import CourseEntry, register
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
    file: File = getattr(case, "file", None) or read_file(user, case.tenancy_id)
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


def bridge_entries(file: File) -> list[CourseEntry]:
    entries = [entry for row in file["consents"] for entry in _consent_entries(row)]
    entries += [entry for row in file["referrals"] for entry in _referral_entries(row)]
    entries += [_reminder_entry(row) for row in file["reminders"]]
    entries += [_disclosure_entry(row) for row in file["disclosures"]]
    return entries


def _reminder_entry(row: Any) -> CourseEntry:
    title = _("Rykkede %(to)s") % {"to": row.to}
    return CourseEntry(row.created_at, "referral_reminded", title, row.said, row.by)


def _disclosure_entry(row: Any) -> CourseEntry:
    title = _("Videregivet til %(to)s") % {"to": row.recipient}
    return CourseEntry(row.created_at, "disclosure", title, row.what, row.by)


def _consent_entries(row: Any) -> Iterator[CourseEntry]:
    text = _("Til: %(purpose)s. Oplysninger: %(kinds)s. Gælder til %(day)s.") % {
        "purpose": row.purpose,
        "kinds": say_kinds(row.data_kinds),
        "day": say_day(row.ends_on),
    }
    yield CourseEntry(row.created_at, "consent_given", _("Samtykke givet"), text, row.by)
    if row.withdrawn_at:
        title = _("Samtykke trukket tilbage")
        yield CourseEntry(row.withdrawn_at, "consent_withdrawn", title, row.purpose, row.withdrawn_name or "")


def _referral_entries(row: Any) -> Iterator[CourseEntry]:
    to = {"to": row.to}
    if row.sent_at:
        yield CourseEntry(row.sent_at, "referral_sent", _("Henvist til %(to)s") % to, row.subject, row.by)
    if row.received_at:
        yield CourseEntry(row.received_at, "referral_received", _("%(to)s har modtaget henvisningen") % to)
    if row.answered_at and row.status == ReferralStatus.DECLINED:
        title = _("%(to)s afviste henvisningen") % to
        yield CourseEntry(row.answered_at, "referral_declined", title, row.declined_reason)
    elif row.answered_at:
        yield CourseEntry(row.answered_at, "referral_accepted", _("%(to)s tog imod henvisningen") % to)
    if row.status == ReferralStatus.DONE:
        yield CourseEntry(row.ended_at, "referral_done", _("Henvisningen til %(to)s er gennemført") % to)
    if row.status == ReferralStatus.WITHDRAWN and row.sent_at:
        because = _("Samtykket er trukket tilbage.") if row.consent_ended and _same(row) else ""
        title = _("Henvisningen til %(to)s er trukket tilbage") % to
        yield CourseEntry(row.ended_at, "referral_withdrawn", title, because)


def _same(row: Any) -> bool:
    """Withdrawn with its consent: both got the same moment."""
    return parse_datetime(row.consent_ended) == row.ended_at
