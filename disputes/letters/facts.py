"""What a template may say. Of the complainants it holds only those that are shown; of what happened only day,
hour, place and what, and of these none that tells of one who is hidden."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from disputes.choices import ComplaintCategory, LetterKind
from disputes.letters.hiding import hidden_of
from disputes.models import Complainant, Complaint
from residents.choices import ResidentKind
from residents.models import Resident, Tenancy

PARTIES = (ResidentKind.TENANT, ResidentKind.CO_TENANT)
MOST_INCIDENTS = 12
"""The newest; a letter that lists more is not read."""


@dataclass(frozen=True)
class Happened:
    on: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    place: str
    text: str


@dataclass(frozen=True)
class Facts:
    organisation: str
    names: Sequence[str]
    address: Sequence[str]
    category: str
    received_on: dt.date
    on: dt.date
    happened: Sequence[Happened] = ()
    shown: Sequence[str] = ()
    writer: str = ""
    by_caretaker: bool = False


def admonition_facts(complaint: Complaint) -> Facts:
    """To the household that is complained about."""
    standing = complaint.complainants.filter(is_shown=True, withdrawn_on__isnull=True).order_by("pk")
    return Facts(
        **_frame(complaint, complaint.respondent),
        happened=_happened(complaint),
        shown=[row.name for row in standing],
    )


def answer_facts(complaint: Complaint, complainant: Complainant, writer: Any, *, by_caretaker: bool) -> Facts:
    """To one who complains: nothing of the respondent, and nothing of the others who do."""
    frame = _frame(complaint, complainant.tenancy) | {"names": [complainant.name]}
    return Facts(**frame, writer=writer.name, by_caretaker=by_caretaker)


def recipient_of(kind: str, complaint: Complaint, complainant: Complainant | None) -> Tenancy:
    if kind == LetterKind.ADMONITION or complainant is None:
        return complaint.respondent
    return complainant.tenancy


def names_of(tenancy: Tenancy) -> list[str]:
    rows = Resident.objects.filter(tenancy_id=tenancy.pk, moved_out_on__isnull=True, kind__in=PARTIES)
    people = sorted(rows.order_by("pk"), key=lambda person: person.kind != ResidentKind.TENANT)
    if not people:
        raise DomainError(
            _(
                "Der står ingen lejer på lejeforholdet i beboerregistret. Ret registret, før du skriver "
                "brevet."
            )
        )
    return [person.name for person in people]


def address_of(tenancy: Tenancy) -> list[str]:
    dwelling = tenancy.dwelling
    place = " ".join(filter(None, [dwelling.stairwell.postal_code, dwelling.stairwell.city]))
    return list(filter(None, [dwelling.address, place]))


def _frame(complaint: Complaint, tenancy: Tenancy) -> dict[str, Any]:
    return {
        "organisation": complaint.organisation.name,
        "names": names_of(tenancy) if tenancy.pk == complaint.respondent_id else [],
        "address": address_of(tenancy),
        "category": ComplaintCategory(complaint.category).value,
        "received_on": complaint.received_on,
        "on": timezone.localdate(),
    }


def _happened(complaint: Complaint) -> list[Happened]:
    """Oldest first. What tells of one who is hidden is left out of the line; the day and the hour stay."""
    rows = list(
        complaint.incidents.filter(struck_at__isnull=True).order_by("-on", "-starts_at", "-pk")[
            :MOST_INCIDENTS
        ]
    )
    hidden = hidden_of(complaint, witnesses=[row.witnesses for row in rows])
    return [
        Happened(
            row.on,
            row.starts_at,
            row.ends_at,
            "" if hidden.tells(row.place) else row.place.strip(),
            "" if hidden.tells(row.text) else " ".join(row.text.split()),
        )
        for row in reversed(rows)
    ]
