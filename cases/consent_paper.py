"""A consent as paper, in plain Danish and the same in English: filled from the record, or from what was typed
and is to be signed first. Nothing is on it that is not said there."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cases.choices import DataKind
from cases.models import Case, Consent

ENGLISH: dict[str, str] = {
    DataKind.CONTACT: "Name, address and telephone",
    DataKind.ARREARS: "Rent arrears and deadlines",
    DataKind.ECONOMY: "Money, work and benefits",
    DataKind.DWELLING: "The state of the home",
    DataKind.SUPPORT: "What we have agreed, and what has been done",
    DataKind.FAMILY: "Family and network",
    DataKind.HEALTH: "Health and other sensitive matters",
}


@dataclass(frozen=True)
class Paper:
    """`given_on` stands on one that is recorded already, with how it was given."""

    organisation: str
    case_number: str
    address: str
    resident: str
    purpose: str
    kinds: list[str]
    recipients: list[str]
    to_landlord: bool
    for_own_notes: bool
    starts_on: dt.date
    ends_on: dt.date
    given_on: dt.date | None = None
    is_oral: bool = False
    withdrawn_on: dt.date | None = None

    @property
    def kinds_danish(self) -> list[str]:
        return [str(DataKind(kind).label) for kind in self.kinds]

    @property
    def kinds_english(self) -> list[str]:
        return [ENGLISH[kind] for kind in self.kinds]


def paper_of(consent: Consent) -> Paper:
    said = {name: getattr(consent, name) for name in ("purpose", "to_landlord", "for_own_notes")}
    return _paper(
        consent.case,
        consent.resident.name,
        consent.data_kinds,
        (partner.name for partner in consent.recipients.order_by("name")),
        starts_on=consent.starts_on,
        ends_on=consent.ends_on,
        given_on=consent.given_on,
        is_oral=consent.form == "oral",
        withdrawn_on=timezone.localdate(consent.withdrawn_at) if consent.withdrawn_at else None,
        **said,
    )


def paper_to_sign(case: Case, *, resident: Any, data_kinds: Any, recipients: Any, **said: Any) -> Paper:
    """What was typed, before anybody has signed."""
    wanted = ("purpose", "to_landlord", "for_own_notes", "starts_on", "ends_on")
    names = (partner.name for partner in recipients)
    return _paper(case, resident.name, data_kinds, names, **{name: said[name] for name in wanted})


def _paper(case: Case, resident: str, kinds: Iterable[str], recipients: Iterable[str], **said: Any) -> Paper:
    return Paper(
        organisation=case.organisation.name,
        case_number=case.number,
        address=case.tenancy.dwelling.address,
        resident=resident,
        kinds=[kind for kind in DataKind.values if kind in set(kinds)],
        recipients=list(recipients),
        **said,
    )
