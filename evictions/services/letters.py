"""Letters of an eviction case: written, kept as they were written, and registered as sent.

The administration writes the agreement on instalments and the notice to the municipality, the caretaker the
others; neither the administration nor a coordinator is told of hers (querysets.py). A letter changes nothing
of the case, so it raises no revision; that the municipality was notified does.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from cases.querysets import handed_away
from cases.services.disclosures import disclose_notice_92, tell_coordinators
from core.errors import DomainError
from core.papers import Paper
from evictions.choices import LegalStepKind, LetterKind
from evictions.letters.templates import is_of_office, newest, write_paper
from evictions.models import EvictionCase, EvictionLetter
from evictions.services.eviction_writes import locked, require_open, write_step
from evictions.services.legal_steps import notify_municipality

Asked = Mapping[str, str]


@transaction.atomic
def write_letter(*, actor: Any, case: EvictionCase, kind: str, language: str, asked: Asked) -> EvictionLetter:
    """A draft by the newest template; the draft of that kind there is already is written anew, so that a
    second click makes no second letter. DomainError when what the letter is about is not there."""
    require_writer(actor, case, kind)
    case = locked(case)
    require_open(case)
    content = {
        "paper": write_paper(case, kind, language, actor, asked).as_json(),
        "asked": dict(asked),
    }
    said = {"language": language, "version": newest(kind, language), "content": content}
    draft = case.evictionletters.filter(kind=kind, sent_on__isnull=True).order_by("-pk").first()
    if draft is None:
        return EvictionLetter.objects.create(
            organisation_id=case.organisation_id,
            estate_id=case.estate_id,
            tenancy_id=case.tenancy_id,
            eviction_case=case,
            kind=kind,
            made_by_id=actor.pk,
            **said,
        )
    for name, value in {**said, "made_by_id": actor.pk}.items():
        setattr(draft, name, value)
    draft.save()
    return draft


@transaction.atomic
def send_letter(*, actor: Any, letter: EvictionLetter, seen: int, on: dt.date, proof: str) -> EvictionLetter:
    """It was sent on `on`, which `proof` shows. The notice to the municipality is written on the case with
    it, and recorded as a disclosure when there is casework with the household."""
    case = letter.eviction_case
    require_writer(actor, case, letter.kind)
    if on > timezone.localdate():
        raise DomainError(_("Dagen ligger i fremtiden. Skriv den dag, det er sket."))
    if not proof.strip():
        raise DomainError(_("Skriv, hvordan det er sendt, fx Digital Post eller lagt i postkassen."))
    case = locked(case)
    letter = EvictionLetter.objects.select_related("eviction_case").get(pk=letter.pk)
    if letter.sent_on:
        raise DomainError(_("Brevet er allerede registreret som sendt."))
    if letter.kind == LetterKind.MUNICIPAL_NOTICE:
        _notify(actor, case, letter, seen=seen, on=on, proof=proof)
    else:
        values = {"letter": letter.kind, "letter_id": letter.pk}
        push = is_of_office(letter.kind)
        write_step(case, LegalStepKind.LETTER_SENT, actor=actor, on=on, values=values, push=push)
    letter.sent_on, letter.proof = on, proof.strip()
    letter.save(update_fields=["sent_on", "proof"])
    return letter


def _notify(
    actor: Any, case: EvictionCase, letter: EvictionLetter, *, seen: int, on: dt.date, proof: str
) -> None:
    """Its line in the timeline is that the municipality was notified."""
    notify_municipality(actor=actor, case=case, seen=seen, on=on, proof=proof)
    disclosure = disclose_notice_92(
        actor=actor,
        tenancy_id=case.tenancy_id,
        recipient=letter.content["asked"]["municipality"].splitlines()[0],
        reason=_("Udsættelsessag %(number)s") % {"number": case.number},
    )
    if disclosure:
        tell_coordinators(disclosure)


def require_writer(actor: Any, case: EvictionCase, kind: str) -> None:
    """The administration, or a caretaker who has not handed the household away."""
    if is_of_office(kind):
        require_role(actor, Role.ADMINISTRATION)
        return
    require_role(actor, Role.CARETAKER)
    if handed_away(actor).filter(tenancy_id=case.tenancy_id).exists():
        raise PermissionDenied


def paper_of(letter: EvictionLetter) -> Paper:
    """As it was written, whatever its template says today."""
    return Paper.from_json(letter.content["paper"])
