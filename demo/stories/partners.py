"""Whom Fjordbo works with, and what was agreed."""

import datetime as dt
from typing import Any

from cases.choices import PartnerKind
from cases.models import Partner
from cases.services.partners import agree, create_partner

LONG_AGO = dt.timedelta(days=700)
PARTNERS = (
    (
        "jobcenter",
        PartnerKind.JOB_CENTRE,
        "Jobcenter Fjordby",
        "Mette i modtagelsen",
        "Et møde om job og ydelser",
        5,
    ),
    (
        "kommune",
        PartnerKind.SOCIAL_SERVICES,
        "Fjordby Kommune, voksenteamet",
        "Vagthavende rådgiver",
        "Hjælp i akut boligtruede sager, støtte i hjemmet",
        5,
    ),
    (
        "gæld",
        PartnerKind.DEBT_ADVICE,
        "Økonomi- og gældsrådgivningen",
        "Frivilligvagten",
        "Budget, gæld og breve",
        5,
    ),
    (
        "pleje",
        PartnerKind.HOME_CARE,
        "Hjemmeplejen Nord",
        "Gruppe 3",
        "Besøg for at se, hvad der er brug for",
        8,
    ),
    (
        "café",
        PartnerKind.ASSOCIATION,
        "Cafeen i beboerhuset",
        "Tirsdagsholdet",
        "En ledsager den første gang",
        10,
    ),
    (
        "læge",
        PartnerKind.DOCTOR,
        "Lægehuset på Torvet",
        "Sekretæren",
        "En tid, når beboeren selv ønsker det",
        10,
    ),
)


def make_partners(actor: Any, today: dt.date) -> dict[str, Partner]:
    return {
        key: partner_of(actor, today, kind, name, contact, may_ask, weekdays)
        for key, kind, name, contact, may_ask, weekdays in PARTNERS
    }


def partner_of(
    actor: Any, today: dt.date, kind: str, name: str, contact: str, may_ask: str, weekdays: int
) -> Partner:
    partner = create_partner(
        actor=actor, kind=kind, name=name, phone="70 00 00 00", address="Torvet 1, 8900 Fjordby"
    )
    agree(
        actor=actor,
        partner=partner,
        contact=contact,
        may_ask=may_ask,
        response_weekdays=weekdays,
        starts_on=today - LONG_AGO,
    )
    return partner
