"""Absence cover: a stand-in gets the absent caretaker's notices and estates, and it ends by itself."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Absence, EstateAssignment, Membership, User
from accounts.permissions import PLANS_ABSENCES, require_role
from accounts.sentences import say_period
from core.constraints import explained
from core.errors import DomainError
from notifications.services.outbox import requeue_parked

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def plan_absence(
    *, actor: User, membership: Membership, stand_in: Membership, starts_on: dt.date, ends_on: dt.date
) -> Absence:
    """`stand_in` covers `membership` from `starts_on` to `ends_on`, both included."""
    guard(actor, membership, stand_in)
    lock(membership, stand_in)
    check(membership, stand_in, starts_on, ends_on)
    with explained(Absence):
        absence = Absence.objects.create(
            membership=membership, stand_in=stand_in, starts_on=starts_on, ends_on=ends_on
        )
    deliver_what_waits(membership)
    return absence


@transaction.atomic
def change_absence(
    *, actor: User, absence: Absence, stand_in: Membership, starts_on: dt.date, ends_on: dt.date
) -> Absence:
    """Change what is left of it. A new stand-in takes over from today; what the former covered stays on
    record as it was."""
    guard(actor, absence.membership, stand_in)
    lock(absence.membership, absence.stand_in, stand_in)
    row = Absence.objects.select_for_update().get(pk=absence.pk)
    today = timezone.localdate()
    starts_on = check_change(row, stand_in, starts_on, ends_on)
    if row.starts_on < today and stand_in.pk != row.stand_in_id:
        row.ends_on = today - ONE_DAY
        row.save(update_fields=["ends_on"])
        row, starts_on = Absence(membership=row.membership), today
    row.stand_in, row.starts_on, row.ends_on = stand_in, starts_on, ends_on
    with explained(Absence):
        row.save()
    deliver_what_waits(row.membership)
    return row


@transaction.atomic
def end_absence(*, actor: User, absence: Absence) -> None:
    """She is back today. An absence that has not begun is called off."""
    guard(actor, absence.membership, absence.stand_in)
    row = Absence.objects.select_for_update().get(pk=absence.pk)
    today = timezone.localdate()
    refuse_over(row, today)
    if row.starts_on >= today:
        row.delete()
    else:
        row.ends_on = today - ONE_DAY
        row.save(update_fields=["ends_on"])
    deliver_what_waits(absence.membership)


def guard(actor: User, membership: Membership, stand_in: Membership) -> None:
    """Coordinators plan for everybody in their organisation, a caretaker for herself."""
    require_role(actor, *PLANS_ABSENCES)
    if {membership.organisation_id, stand_in.organisation_id} != {actor.organisation_id}:
        raise PermissionDenied
    if actor.role == Role.CARETAKER and membership != actor.membership:
        raise PermissionDenied


def lock(*memberships: Membership) -> None:
    """Two absences that would make a chain share a person, so one of them waits here for the other."""
    ids = sorted({membership.pk for membership in memberships})
    list(Membership.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def check(
    membership: Membership,
    stand_in: Membership,
    starts_on: dt.date,
    ends_on: dt.date,
    apart_from: Absence | None = None,
) -> None:
    """Every rule, so that the preview refuses what saving does; the database knows some of them, too."""
    today = timezone.localdate()
    if ends_on < starts_on:
        raise DomainError(_("Slutdatoen ligger før startdatoen. Ret en af dem."))
    if starts_on < today and (apart_from is None or apart_from.starts_on > today):
        raise DomainError(_("Fraværet kan tidligst begynde i dag."))
    if ends_on < today:
        raise DomainError(_("Den sidste dag er passeret. Er fraværet forbi, så afslut det."))
    if membership == stand_in:
        raise DomainError(_("Man kan ikke være sin egen afløser. Vælg en anden."))
    for person in (membership, stand_in):
        if person.role != Role.CARETAKER:
            raise DomainError(_("Kun sociale viceværter kan have fravær og være afløsere her."))
    name = stand_in.user.name
    if not stand_in.user.is_active or (stand_in.ended_on and stand_in.ended_on < ends_on):
        raise DomainError(_("%(name)s har ikke rollen i hele perioden. Vælg en anden.") % {"name": name})
    refuse_chain(membership, stand_in, Q(starts_on__lte=ends_on, ends_on__gte=starts_on), apart_from)


def check_change(absence: Absence, stand_in: Membership, starts_on: dt.date, ends_on: dt.date) -> dt.date:
    """As check, for one that is there already. The day it starts: a begun one has its first day behind it."""
    today = timezone.localdate()
    refuse_over(absence, today)
    starts_on = absence.starts_on if absence.starts_on <= today else starts_on
    check(absence.membership, stand_in, starts_on, ends_on, apart_from=absence)
    return starts_on


def refuse_chain(membership: Membership, stand_in: Membership, period: Q, apart_from: Absence | None) -> None:
    others = Absence.objects.filter(period)
    if apart_from:
        others = others.exclude(pk=apart_from.pk)
    today = timezone.localdate()
    if others.filter(membership=membership).exists():
        raise DomainError(_("Der er allerede registreret fravær i den periode."))
    away = others.filter(membership=stand_in).first()
    if away:
        raise DomainError(
            _("%(name)s er selv væk %(period)s. Vælg en anden afløser.")
            % {"name": stand_in.user.name, "period": say_period(away.starts_on, away.ends_on, today)}
        )
    covers = others.filter(stand_in=membership).select_related("membership__user").first()
    if covers:
        raise DomainError(
            _("%(name)s afløser %(absent)s %(period)s. Find først en anden afløser for %(absent)s.")
            % {
                "name": membership.user.name,
                "absent": covers.membership.user.name,
                "period": say_period(covers.starts_on, covers.ends_on, today),
            }
        )


def refuse_over(absence: Absence, today: dt.date) -> None:
    if absence.ends_on < today:
        raise DomainError(_("Fraværet er allerede slut og kan ikke ændres."))


def deliver_what_waits(membership: Membership) -> None:
    """Somebody takes the notices now: deliver again what was parked while nobody did."""
    estates = EstateAssignment.objects.filter(membership=membership, is_responsible=True).current()
    requeue_parked(estate_ids=estates.values_list("estate_id", flat=True))
