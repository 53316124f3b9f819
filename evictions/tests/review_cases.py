"""Eviction cases for the tests of the review."""

import datetime as dt

from django.utils import timezone

from evictions.models import EvictionCase
from tests.eviction_factories import EvictionCaseFactory, days_ahead
from tests.factories import DwellingFactory, ResidentFactory, StairwellFactory, TenancyFactory


def eviction(estate, number=1, **columns):
    """A case on Møllevej `number` of the estate, with these columns as the services would leave them."""
    stairwell = StairwellFactory(estate=estate, street="Møllevej", house_number=str(number))
    tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, number=f"8{number:03d}"))
    ResidentFactory(tenancy=tenancy, name=f"Prøve Lejersen {number}")
    return EvictionCaseFactory(tenancy=tenancy, **columns)


def asks(*reasons):
    return {"answer_since": timezone.now(), "answer_reasons": list(reasons)}


def terminated(**columns):
    """The columns of a case whose lease is terminated, after a demand with proof."""
    return {
        "status": "terminated",
        "demand_issued_on": days_ahead(-40),
        "demand_channel": "digital_post",
        "demand_received_on": days_ahead(-40),
        "demand_proof": "digital_post",
        "demand_deadline": days_ahead(-26),
        "terminated_on": days_ahead(-20),
        "move_out_on": days_ahead(-15),
        **columns,
    }


def filed(status="filed", **columns):
    return terminated(
        status=status,
        filed_on=days_ahead(-10),
        court="Retten i Fjordby",
        court_number="FS 12-345/2026",
        municipal_notice_on=days_ahead(-10),
        municipal_notice_proof="Kvittering 77",
        **columns,
    )


def with_next(case, on, kind="deadline"):
    """Where the next date stands is what is tested, not how it came there."""
    EvictionCase.objects.filter(pk=case.pk).update(next_on=on, next_kind=kind if on else "")
    case.refresh_from_db()
    return case


def at(days, hour=9):
    day = days_ahead(days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, 30)))
