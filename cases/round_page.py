"""What the page of an outreach round is drawn from: its stairwells and doors, and what came of them."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Min, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import CONTACT_ESTABLISHED, DoorState, VisitResult
from cases.household import household_array
from cases.models import OutreachDoor, OutreachRound
from cases.safety import Mark, marks_of, safety_array

STAIRWELL = "tenancy__dwelling__stairwell"
TALLIED: dict[str, str | Promise] = {
    "met": gettext_lazy("Fik kontakt"),
    "not_home": gettext_lazy("Ikke hjemme"),
    "card_left": gettext_lazy("Lagde kort"),
    "declined": gettext_lazy("Afviste"),
    "other": gettext_lazy("Andet"),
    "skipped": gettext_lazy("Sprunget over"),
    "waiting": gettext_lazy("Ikke nået"),
}


@dataclass(frozen=True)
class StairwellPart:
    """How far a round has come in one stairwell."""

    pk: int
    name: str
    total: int
    left: int

    @property
    def done(self) -> int:
        return self.total - self.left


@dataclass(frozen=True)
class DoorLine:
    """One door as the round's page shows it. `client_uuid` is the id of its form."""

    pk: int
    tenancy_id: int
    address: str
    state: str
    said: str
    is_to_walk: bool
    marks: Sequence[Mark]
    client_uuid: uuid.UUID

    @property
    def is_skipped(self) -> bool:
        return self.state == DoorState.SKIPPED


def doors_of(user: Any, walk: OutreachRound) -> QuerySet[OutreachDoor]:
    return OutreachDoor.objects.visible_to(user).filter(round=walk).order_by("position")


def stairwells_of(user: Any, walk: OutreachRound) -> list[StairwellPart]:
    """In walking order; one query."""
    rows = (
        doors_of(user, walk)
        .order_by()
        .values(STAIRWELL, f"{STAIRWELL}__street", f"{STAIRWELL}__house_number")
    )
    rows = rows.annotate(
        total=Count("pk"), left=Count("pk", filter=OutreachDoor.objects.is_to_walk()), first=Min("position")
    )
    return [
        StairwellPart(
            row[STAIRWELL],
            f"{row[f'{STAIRWELL}__street']} {row[f'{STAIRWELL}__house_number']}",
            row["total"],
            row["left"],
        )
        for row in rows.order_by("first")
    ]


def door_lines(user: Any, walk: OutreachRound, stairwell_id: int) -> list[DoorLine]:
    """The doors of one stairwell with what to know before they open; one query."""
    rows = doors_of(user, walk).filter(**{STAIRWELL: stairwell_id})
    to_walk = ExpressionWrapper(OutreachDoor.objects.is_to_walk(), output_field=BooleanField())
    columns = ("pk", "tenancy_id", "tenancy__dwelling__address", "state", "visit__result", "to_walk", "kinds")
    return [
        DoorLine(
            pk=pk,
            tenancy_id=tenancy_id,
            address=address,
            state=state,
            said=say_door(state, result, bool(waits)),
            is_to_walk=bool(waits),
            marks=marks_of(kinds),
            client_uuid=uuid.uuid4(),
        )
        for pk, tenancy_id, address, state, result, waits, kinds in rows.annotate(
            to_walk=to_walk, kinds=safety_array(user)
        ).values_list(*columns)
    ]


def say_door(state: str, result: str | None, waits: bool) -> str:
    if waits:
        return _("Ikke hjemme sidst") if result else str(DoorState.WAITING.label)
    if state == DoorState.WAITING:
        return _("Fraflyttet")
    return str(VisitResult(result).label) if result else str(DoorState(state).label)


def next_door(user: Any, walk: OutreachRound, stairwell_id: int | None = None) -> OutreachDoor | None:
    """The first that is to be walked: in the stairwell one is in, else anywhere."""
    waiting = doors_of(user, walk).to_walk().select_related("tenancy__dwelling")  # type: ignore[attr-defined]
    waiting = waiting.annotate(people=household_array())
    inside: OutreachDoor | None = (
        waiting.filter(**{STAIRWELL: stairwell_id}).first() if stairwell_id else None
    )
    return inside or waiting.first()


@dataclass(frozen=True)
class Tally:
    """What came of the doors: `numbers` by the keys of TALLIED, in words by `lines`."""

    numbers: Mapping[str, int]

    @property
    def lines(self) -> list[tuple[str, int]]:
        always = {"met", "not_home", "card_left", "skipped"}
        return [
            (str(said), self.numbers.get(key, 0))
            for key, said in TALLIED.items()
            if key in always or self.numbers.get(key)
        ]

    @property
    def waiting(self) -> int:
        return self.numbers.get("waiting", 0)

    @property
    def not_home(self) -> int:
        return self.numbers.get("not_home", 0)


def tally(user: Any, walk: OutreachRound) -> Tally:
    """One query."""
    rows = doors_of(user, walk).order_by().values_list("state", "visit__result").annotate(Count("pk"))
    found: Counter[str] = Counter()
    for state, result, number in rows:
        found[tallied_as(state, result)] += number
    return Tally(found)


def tallied_as(state: str, result: str | None) -> str:
    if state != DoorState.DONE:
        return state
    if result in CONTACT_ESTABLISHED:
        return "met"
    return result if result and result in TALLIED else "other"
