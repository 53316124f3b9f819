"""The agreement of a mediation: its points, and who accepted them.

Its words are open until somebody has accepted them. From then on a change is a new version, and everybody is
asked anew. `seen` is the revision of the words somebody read: it rises from version to version, so that
nobody accepts, or overwrites, what they have not seen.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, RevisionChangedError
from disputes.choices import AgreementStatus, MeetingStatus
from disputes.mediation_file import may_meet
from disputes.models import Agreement, AgreementPoint, Mediation, MediationMeeting, Party
from disputes.services.mediation_writes import begin
from disputes.services.phases import current_agreement, settle_phase

NONE_YET = 0
"""What is seen where there is no agreement."""
MOST_POINTS = 20
LONGEST = 300


class AgreementChangedError(RevisionChangedError):
    """Somebody has written since the page was read; `row` is as it stands now, if there is any."""

    def __init__(self, agreement: Agreement | None) -> None:
        super().__init__(
            _("Aftalen er ændret, siden du åbnede den. Se den igen, og gem så, hvis dit stadig skal gælde."),
            agreement,
        )


@dataclass(frozen=True)
class Point:
    """`party_id` None: all of them."""

    party_id: int | None
    text: str
    starts_on: dt.date | None = None


@dataclass(frozen=True)
class Words:
    points: Sequence[Point]
    talk_first: str = ""
    if_it_fails: str = ""


@transaction.atomic
def write_agreement(*, actor: Any, mediation: Mediation, seen: int, words: Words) -> Agreement:
    """Begun, or put right: the points become these, in this order. The same again changes nothing."""
    mediation = begin(actor, mediation)
    agreement = current_agreement(mediation)
    words = _tidy(words)
    _check(mediation, words)
    if agreement is not None and words_of(agreement) == words:
        return agreement
    if seen != (agreement.revision if agreement else NONE_YET):
        raise AgreementChangedError(agreement)
    if agreement is None:
        _require_ready(mediation)
        agreement = _new(mediation, actor, version=1, revision=NONE_YET)
    elif is_locked(agreement):
        raise DomainError(_("Aftalen er godkendt af en part og kan ikke ændres. Lav en ny udgave af den."))
    _write(agreement, words)
    settle_phase(mediation)
    return agreement


@transaction.atomic
def new_version(*, actor: Any, agreement: Agreement, seen: int) -> Agreement:
    """The same words to change; the one before stands as it was accepted, and everybody is asked anew."""
    mediation = begin(actor, agreement.mediation)
    agreement = seen_agreement(mediation, seen)
    if not is_locked(agreement):
        raise DomainError(_("Ingen har godkendt aftalen endnu, så den kan rettes, som den er."))
    words = words_of(agreement)
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.REPLACED)
    agreement.follow_ups.filter(done_on__isnull=True).delete()
    left = set(_left(mediation))
    kept = [point for point in words.points if point.party_id not in left]
    newer = _new(mediation, actor, version=agreement.version + 1, revision=agreement.revision)
    _write(newer, Words(kept, words.talk_first, words.if_it_fails))
    settle_phase(mediation)
    return newer


def seen_agreement(mediation: Mediation, seen: int) -> Agreement:
    """The one that stands, of the locked mediation; AgreementChangedError when it is not what was read."""
    agreement = current_agreement(mediation)
    if agreement is None or agreement.revision != seen:
        raise AgreementChangedError(agreement)
    return agreement


def is_locked(agreement: Agreement) -> bool:
    return agreement.status != AgreementStatus.DRAFT or agreement.acceptances.exists()


def words_of(agreement: Agreement) -> Words:
    points = [Point(point.party_id, point.text, point.starts_on) for point in agreement.points.all()]
    return Words(points, agreement.talk_first, agreement.if_it_fails)


def _tidy(words: Words) -> Words:
    points = [replace(point, text=" ".join(point.text.split())[:LONGEST]) for point in words.points]
    return Words(points, words.talk_first.strip(), words.if_it_fails.strip())


def _check(mediation: Mediation, words: Words) -> None:
    if len(words.points) > MOST_POINTS:
        raise DomainError(
            _("Der kan højst være %(most)s punkter i en aftale. Saml nogle af dem.") % {"most": MOST_POINTS}
        )
    if any(not point.text for point in words.points):
        raise DomainError(_("Skriv, hvad der er aftalt i hvert punkt."))
    parties = {point.party_id for point in words.points if point.party_id is not None}
    here = Party.objects.filter(mediation=mediation, left_on__isnull=True, pk__in=parties)
    if here.count() < len(parties):
        raise DomainError(_("Et punkt er for en, der ikke er part i mæglingen. Vælg en anden."))


def _require_ready(mediation: Mediation) -> None:
    """They have met; or all want to, and agree without a meeting."""
    held = MediationMeeting.objects.filter(mediation=mediation, status=MeetingStatus.HELD)
    if not held.exists() and not may_meet(mediation):
        raise DomainError(
            _(
                "Der kan ikke skrives en aftale endnu. Skriv først, at mødet er holdt, eller se efter i "
                "hvert rum, om alle parter har sagt ja."
            )
        )


def _left(mediation: Mediation) -> list[int]:
    rows = Party.objects.filter(mediation=mediation, left_on__isnull=False)
    return list(rows.values_list("pk", flat=True))


def _new(mediation: Mediation, actor: Any, *, version: int, revision: int) -> Agreement:
    return Agreement.objects.create(
        organisation_id=mediation.organisation_id,
        estate_id=mediation.estate_id,
        mediation=mediation,
        made_by_id=actor.pk,
        version=version,
        revision=revision,
    )


def _write(agreement: Agreement, words: Words) -> None:
    agreement.talk_first, agreement.if_it_fails = words.talk_first, words.if_it_fails
    agreement.revision += 1
    agreement.save(update_fields=["talk_first", "if_it_fails", "revision"])
    agreement.points.all().delete()
    AgreementPoint.objects.bulk_create(
        AgreementPoint(
            agreement=agreement,
            number=number,
            party_id=point.party_id,
            text=point.text,
            starts_on=point.starts_on,
        )
        for number, point in enumerate(words.points, 1)
    )
