"""People around the resident."""

from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, CasePerson
from cases.permissions import require_caseworker
from cases.services.changes import refuse_changed
from cases.services.follow_ups import lock_course
from core.errors import DomainError


class Known(TypedDict, total=False):
    """What is known of a person; `kind` and `name` always."""

    kind: str
    name: str
    workplace: str
    phone: str
    email: str
    note: str


@transaction.atomic
def add_person(*, actor: Any, case: Case, **known: Unpack[Known]) -> CasePerson:
    """To an open case: a closed one waits for its erasure and takes nobody new in."""
    lock_course(case.tenancy)
    require_caseworker(actor, case)
    if not Case.objects.open().filter(pk=case.pk).exists():
        raise DomainError(_("Sagen er afsluttet. Genåbn den for at tilføje en person."))
    return CasePerson.objects.create(
        case=case,
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        **known,
    )


@transaction.atomic
def edit_person(*, actor: Any, person: CasePerson, was_seen: str = "", **known: Unpack[Known]) -> CasePerson:
    """ChangedError when they are not as they `was_seen`."""
    lock_course(person.case.tenancy)
    require_caseworker(actor, person.case)
    refuse_changed(person, was_seen, known)
    if not CasePerson.objects.current().filter(pk=person.pk).update(**known):
        raise DomainError(
            _("Personen er taget af sagen imens. Tilføj personen igen, hvis I stadig skal have kontakt.")
        )
    person.refresh_from_db()
    return person


@transaction.atomic
def end_person(*, actor: Any, person: CasePerson) -> CasePerson:
    """No longer somebody to speak with. The row stays, in the audit and on paper."""
    require_caseworker(actor, person.case)
    CasePerson.objects.current().filter(pk=person.pk).update(ended_at=timezone.now())
    person.refresh_from_db()
    return person


@transaction.atomic
def bring_person_back(*, actor: Any, person: CasePerson) -> CasePerson:
    """Ended by mistake."""
    require_caseworker(actor, person.case)
    CasePerson.objects.filter(pk=person.pk).update(ended_at=None)
    person.refresh_from_db()
    return person
