"""Consents, referrals and disclosures as entries of a household's course: from its file, without a query."""

from collections.abc import Iterator
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cases.choices import ReferralStatus
from cases.grounds import say_kinds
from cases.household_file import File
from cases.providers import CourseEntry
from core.phrases import say_day


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
