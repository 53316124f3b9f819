"""A step of one tenancy, as the rent ledger's program tells it. What lists tell: told_by_lists.py; both are
judged by evictions/told_rules.py, and go forward only.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.phrases import as_day, say_day
from evictions.choices import (
    EvictionOrigin,
    HearingPlace,
    HearingStatus,
    LegalStepKind,
    StepSource,
)
from evictions.models import ArrearsNotice, EvictionCase, Hearing, LegalStep
from evictions.permissions import require_intake
from evictions.services.applying import lock_organisation
from evictions.services.eviction_cases import save_new, sum_of
from evictions.services.eviction_writes import locked, write_step
from evictions.services.told_writes import Change, Teller, write, written_by
from evictions.told_rules import HEARING_OF_KIND, ToldStep, iso
from residents.models import Tenancy


class Result(StrEnum):
    TAKEN = "taken"
    KNOWN = "known"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Taken:
    """What became of the step, and the case it is about."""

    result: Result
    case: EvictionCase


class SameKeyError(DomainError):
    """The key stands on a step that said something else."""


@transaction.atomic
def take_step(*, actor: Any, tenancy: Tenancy, told: ToldStep, key: str = "") -> Taken:
    """Write the step on the open case of the tenancy, or on a new one.

    The same `key` and content again: known, nothing happens; another content with it: SameKeyError. What the
    case knows already, whoever told it, leaves no trace. DomainError for a step of a course that is over.
    """
    require_intake(actor, tenancy.organisation_id)
    lock_organisation(tenancy.organisation_id)
    check_place(tenancy, told.place)
    content = digest_of(tenancy, told)
    if earlier := _by_key(tenancy.organisation_id, key):
        if earlier.values.get("content") != content:
            raise SameKeyError(_("Dette id er allerede brugt til et andet skridt. Brug et nyt id."))
        return Taken(Result.KNOWN, earlier.eviction_case)
    teller = Teller(StepSource.API, None if actor.is_machine else actor.pk)
    case = open_case_of(tenancy, told, teller)
    if is_set_already(case, told) or is_over(case, told):
        return Taken(Result.KNOWN, case)
    change = Change(case, teller, written_by([case])[case.pk])
    judged = change.tell(told, key=key, content=content)
    if judged.fields and told.kind in HEARING_OF_KIND:
        set_hearing(case, told, teller.made_by_id)
    write([change])
    result = Result.TAKEN if judged.fields else Result.DIFFERS if judged.differs else Result.KNOWN
    return Taken(result, case)


def digest_of(tenancy: Tenancy, told: ToldStep) -> str:
    """Of everything that was told: a key may not say another thing the next time."""
    facts = {name: iso(value) for name, value in told.facts.items()}
    said = [tenancy.pk, told.kind, told.on and iso(told.on), facts, told.place_kind, told.place]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _by_key(organisation_id: int, key: str) -> LegalStep | None:
    rows = LegalStep.objects.filter(organisation_id=organisation_id, key=key)
    return rows.select_related("eviction_case").first() if key else None


def open_case_of(tenancy: Tenancy, told: ToldStep, teller: Teller) -> EvictionCase:
    """The open one, locked; else a new one with what the open notice of the tenancy knows."""
    rows = EvictionCase.objects.filter(tenancy=tenancy)
    if case := rows.open().first():
        return locked(case)
    former, day = rows.standing().order_by("-closed_at").first(), told.told_on or told.on
    if former and former.closed_at and day and day <= as_day(former.closed_at):
        raise DomainError(
            _(
                "Udsættelsessag %(number)s blev afsluttet %(day)s. Hører skridtet til den, så genåbn den på "
                "hjemmesiden, og send skridtet igen."
            )
            % {"number": former.number, "day": say_day(former.closed_at)}
        )
    case = _new_case(tenancy, teller)
    try:
        with transaction.atomic():
            save_new(case)
    except IntegrityError:
        return locked(rows.open().get())
    write_step(case, LegalStepKind.OPENED, source=StepSource.API)
    return case


def _new_case(tenancy: Tenancy, teller: Teller) -> EvictionCase:
    notice = ArrearsNotice.objects.open().filter(tenancy=tenancy).first()
    claim = notice.lines if notice else []
    return EvictionCase(
        organisation_id=tenancy.organisation_id,
        estate_id=tenancy.estate_id,
        tenancy=tenancy,
        notice=notice,
        origin=EvictionOrigin.API,
        due_date=notice.due_date if notice else None,
        claim=claim,
        claim_amount=sum_of(claim),
        children=notice.children if notice else "unknown",
        contact_on=notice.contact_on if notice else None,
        opened_by_id=teller.made_by_id,
    )


def is_set_already(case: EvictionCase, told: ToldStep) -> bool:
    """The very day and hour at the court stands there, set, held, moved or called off: it is no news. A place
    nobody told before is written."""
    kind, at = HEARING_OF_KIND.get(told.kind), told.facts.get(told.day_column)
    if kind is None or at is None:
        return False
    same = Hearing.objects.filter(eviction_case=case, kind=kind, at=at)
    if told.place and told.place_kind != HearingPlace.ADDRESS:
        unplaced = same.filter(status=HearingStatus.SET, place="", place_kind=told.place_kind)
        unplaced.update(place=told.place)
    return same.exists()


def is_over(case: EvictionCase, told: ToldStep) -> bool:
    """The very step was registered before and stands no more: it was decided, or put right. Telling it again
    is no news."""
    if told.on is None or getattr(case, told.day_column) is not None:
        return False
    return LegalStep.objects.filter(eviction_case=case, kind=told.kind, on=told.on).exists()


def check_place(tenancy: Tenancy, place: str) -> None:
    """It is shown in calendars outside: no name and no address of the household in it."""
    if not place:
        return
    home = tenancy.dwelling.address.partition(",")[0]
    names = tenancy.residents.values_list("name", flat=True)
    if any(word and word.casefold() in place.casefold() for word in [home, *names]):
        raise DomainError(
            _("Skriv kun rettens navn og sal som sted. Er det på adressen, så send place_kind »address«.")
        )


def set_hearing(case: EvictionCase, told: ToldStep, made_by_id: int | None) -> Hearing:
    """The row of a hearing (or the eviction itself). One that was set before is moved to it."""
    kind = HEARING_OF_KIND[told.kind]
    earlier = Hearing.objects.filter(eviction_case=case, kind=kind, status=HearingStatus.SET).first()
    if earlier:
        # Two are never set at once, and one is moved only to another that is there.
        earlier.status = HearingStatus.CALLED_OFF
        earlier.save(update_fields=["status"])
    hearing = Hearing.objects.create(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        eviction_case=case,
        made_by_id=made_by_id,
        kind=kind,
        at=told.facts[told.day_column],
        place_kind=told.place_kind or HearingPlace.COURT,
        place=told.place if told.place_kind != HearingPlace.ADDRESS else "",
    )
    if earlier:
        earlier.status, earlier.moved_to = HearingStatus.MOVED, hearing
        earlier.save(update_fields=["status", "moved_to"])
    return hearing
