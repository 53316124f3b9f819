"""What was closed last year and this, so that there is something to count (/tal/): written in bulk, as the
services would have left it. Nothing of it is owed to anybody any more."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from pgtrigger import Deferred, constraints

from conditions.choices import ConcernKind, ConcernOutcome, ConcernStatus, SeenFrom, Urgency
from conditions.models import ConcernFlag
from core.weekdays import next_weekday
from demo import people
from demo.stories.mediation import name_of
from demo.teller import NAMESPACE
from disputes.choices import (
    ComplaintCategory,
    ComplaintChannel,
    ComplaintOutcome,
    ComplaintStatus,
    ComplaintStepKind,
)
from disputes.models import Complainant, Complaint, ComplaintStep, Incident
from disputes.services.complaints import action_due
from residents.models import Tenancy

EVERY, COMPLAINTS_EVERY = 14, 16
"""Days."""
OVER_BY = 100
"""Days ago: by today all of it is closed, and what is younger is in the other stories."""
SEEN = (
    ((ConcernKind.SMELL, ConcernKind.RUBBISH), "Poser på trappen og lugt fra døren."),
    ((ConcernKind.WATER,), "Skimmel om vinduet i soverummet."),
    ((ConcernKind.NOT_SEEN, ConcernKind.DISTRESS), "Posten ligger i opgangen. Ikke set i to uger."),
)
WAITED = (0, 1, 7, 0, 10)
"""Days until somebody took it, in turn."""
CONCERN_ENDED = (
    ConcernOutcome.RESOLVED,
    ConcernOutcome.REPAIR,
    ConcernOutcome.RESOLVED,
    ConcernOutcome.KNOWN,
)
HEARD = (
    (ComplaintCategory.NOISE, "Musik med bas til efter midnat."),
    (ComplaintCategory.PETS, "Hunden gør, når ingen er hjemme."),
    (ComplaintCategory.NOISE, "Fest på altanen til kl. 3."),
)
COMPLAINT_ENDED = (ComplaintOutcome.DIALOGUE, ComplaintOutcome.DIALOGUE, ComplaintOutcome.STOPPED)
ACTED_AFTER = (5, 80, 12)
"""Days. The landlord has 4 weeks, July not counted."""


def living_there(homes: Sequence[Tenancy], today: dt.date) -> list[Tenancy]:
    """Those who lived there all of last year, and still do."""
    return [home for home in homes if home.starts_on.year < today.year - 1]


def days(today: dt.date, every: int) -> Iterator[dt.date]:
    """Business days from the beginning of last year until OVER_BY days ago."""
    day, last = dt.date(today.year - 1, 1, 8), today - dt.timedelta(days=OVER_BY)
    while (on := next_weekday(day)) <= last:
        yield on
        day += dt.timedelta(days=every)


def at(day: dt.date, hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def later(day: dt.date, number: int) -> dt.date:
    return day + dt.timedelta(days=number)


def concerns(cast: people.Cast, homes: Sequence[Tenancy], today: dt.date) -> None:
    told = zip(days(today, EVERY), homes, strict=False)
    ConcernFlag.objects.bulk_create(concern(cast, number, *each) for number, each in enumerate(told))


def concern(cast: people.Cast, number: int, day: dt.date, home: Tenancy) -> ConcernFlag:
    kinds, note = SEEN[number % len(SEEN)]
    taken = later(day, WAITED[number % len(WAITED)])
    return ConcernFlag(
        organisation_id=home.organisation_id,
        estate_id=home.estate_id,
        dwelling_id=home.dwelling_id,
        tenancy=home,
        client_uuid=uuid.uuid5(NAMESPACE, f"tidligere melding {home.pk}"),
        reported_by=cast.erik,
        kinds=list(kinds),
        urgency=Urgency.SOON if number % 4 == 0 else Urgency.NORMAL,
        seen_from=SeenFrom.DOOR,
        seen_at=at(day, 9),
        created_at=at(day, 9),
        note=note,
        status=ConcernStatus.CLOSED,
        taken_by=cast.anna,
        taken_at=at(taken, 13),
        closed_by=cast.anna,
        closed_at=at(later(taken, 5 + number % 20), 14),
        outcome=CONCERN_ENDED[number % len(CONCERN_ENDED)],
        revision=3,
    )


def complaints(
    cast: people.Cast, anna: Any, about: Sequence[Tenancy], by: Sequence[Tenancy], today: dt.date
) -> None:
    """`anna` is whoever has the estate. Each about a household of its own, signed by one other."""
    told = list(zip(days(today, COMPLAINTS_EVERY), about, by, strict=False))
    constraints(Deferred, "disputes.Complaint:never_anonymous")  # Who signed follows at once.
    made = Complaint.objects.bulk_create(
        complaint(cast, anna, number, day, home) for number, (day, home, _by) in enumerate(told)
    )
    signed = Complainant.objects.bulk_create(
        Complainant(**of(row, cast.dorte, row.received_on), tenancy=home, name=name_of(home))
        for row, (_day, _about, home) in zip(made, told, strict=True)
    )
    Incident.objects.bulk_create(
        incident(cast, number, row, who) for number, (row, who) in enumerate(zip(made, signed, strict=True))
    )
    ComplaintStep.objects.bulk_create(step for row in made for step in steps(cast, anna, row))


def complaint(cast: people.Cast, anna: Any, number: int, day: dt.date, home: Tenancy) -> Complaint:
    acted = later(day, ACTED_AFTER[number // 2 % len(ACTED_AFTER)])
    outcome = COMPLAINT_ENDED[number % len(COMPLAINT_ENDED)]
    return Complaint(
        organisation_id=home.organisation_id,
        estate_id=home.estate_id,
        respondent=home,
        category=HEARD[number % len(HEARD)][0],
        channel=ComplaintChannel.FORM,
        received_on=day,
        action_due=action_due(channel=ComplaintChannel.FORM, is_reasoned=True, received_on=day),
        acted_on=acted,
        reported_by=cast.dorte,
        client_uuid=uuid.uuid5(NAMESPACE, f"tidligere klage {home.pk}"),
        created_at=at(day, 10),
        status=ComplaintStatus.CLOSED,
        closed_from=ComplaintStatus.TALK,
        closed_by=anna,
        closed_at=at(later(acted, 14), 14),
        outcome=outcome,
        revision=3,
    )


def of(row: Complaint, who: Any, on: dt.date) -> dict[str, Any]:
    """What each row of a complaint has."""
    copied = {"organisation_id": row.organisation_id, "estate_id": row.estate_id}
    return {**copied, "complaint": row, "made_by": who, "created_at": at(on, 10)}


def incident(cast: people.Cast, number: int, row: Complaint, who: Complainant) -> Incident:
    return Incident(
        **of(row, cast.dorte, row.received_on),
        client_uuid=row.client_uuid,
        told_by=who,
        on=later(row.received_on, -1),
        starts_at=dt.time(23, 30),
        text=HEARD[number % len(HEARD)][1],
    )


def steps(cast: people.Cast, anna: Any, row: Complaint) -> Iterator[ComplaintStep]:
    """Taken in, talked with both, closed: `before` is what each found."""
    acted, closed = row.acted_on or row.received_on, timezone.localdate(row.closed_at)
    yield ComplaintStep(
        **of(row, cast.dorte, row.received_on), kind=ComplaintStepKind.RECEIVED, on=row.received_on
    )
    talk = {"with": "both", "before": {"acted_on": None, "status": ComplaintStatus.RECEIVED}}
    yield ComplaintStep(**of(row, anna, acted), kind=ComplaintStepKind.TALK, on=acted, values=talk)
    before = {"status": ComplaintStatus.TALK, "outcome": "", "closed_at": None, "closed_from": ""}
    end = {"outcome": row.outcome, "before": {**before, "closed_by_id": None, "closing_note": ""}}
    yield ComplaintStep(**of(row, anna, closed), kind=ComplaintStepKind.CLOSED, on=closed, values=end)
