"""Who sees which complaints, and who sees a mediation.

Complaints: caretakers those about the households of the estates they have today; the administration all of
its organisation; the coordinator that they are there (the door keeps the content back); the estate office
what it took in itself, and of that how far it is.

Mediation: whoever mediates it, and nobody else; nobody a party has refused. The organisation reads
`Complaint.mediation`, one word; the coordinator, that one has no mediator any more.
"""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Count, DateField, Exists, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from accounts.choices import Role
from accounts.querysets import ScopedQuerySet, on_day
from cases.querysets import handed_away
from core import clock
from disputes.choices import (
    AT_BOARD,
    NOT_HELD_AGAINST,
    OPEN_COMPLAINTS,
    OPEN_MEDIATIONS,
    ComplaintStatus,
    ComplaintTab,
)

if TYPE_CHECKING:
    from accounts.models import User

TAKES_IN = frozenset({Role.CARETAKER, Role.ESTATE_OFFICE, Role.ADMINISTRATION})
READS_FILE = frozenset({Role.CARETAKER, Role.ADMINISTRATION})


HALF_A_YEAR = 6
"""Months."""


class MonthsBefore(Func):
    """The same day so many months earlier, or the last of a shorter month."""

    template = "(%(expressions)s - make_interval(months => %(months)s))::date"
    output_field = DateField()


class ComplaintQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """That a complaint is there. What it holds: get_complaint_for_user and OfComplaintQuerySet."""
        if user.role == Role.CARETAKER:
            return self.in_scope(user).exclude(respondent_id__in=handed_away(user))
        if user.role in {Role.ADMINISTRATION, Role.COORDINATOR}:
            return self.in_scope(user)
        if user.role == Role.ESTATE_OFFICE:
            return self.in_scope(user).filter(reported_by_id=user.pk)
        return self.none()

    def open(self) -> Self:
        return self.filter(status__in=sorted(OPEN_COMPLAINTS))

    def in_tab(self, tab: "ComplaintTab | str") -> Self:
        """What nobody has acted on stands under "Kræver handling", also when it has no legal deadline."""
        tabs = {
            ComplaintTab.ACT: Q(acted_on__isnull=True, status__in=sorted(OPEN_COMPLAINTS)),
            ComplaintTab.OPEN: Q(status__in=sorted(OPEN_COMPLAINTS)),
            ComplaintTab.BOARD: Q(status__in=sorted(AT_BOARD)),
            ComplaintTab.CLOSED: Q(status=ComplaintStatus.CLOSED),
        }
        return self.filter(tabs[ComplaintTab(tab)])

    def counted(self) -> Self:
        """Not those that were found to be without ground, or were taken back."""
        return self.exclude(outcome__in=sorted(NOT_HELD_AGAINST))

    def with_repeats(self) -> Self:
        """Adds `repeats`: the how manieth complaint about the household within half a year each is; itself
        counts, whatever came of it. One subquery a row, by the index of the household."""
        rows: ComplaintQuerySet = apps.get_model("disputes", "Complaint")._default_manager.all()
        earlier = rows.filter(
            respondent_id=OuterRef("respondent_id"),
            received_on__lte=OuterRef("received_on"),
            received_on__gt=MonthsBefore(OuterRef("received_on"), months=HALF_A_YEAR),
        )
        of_it = earlier.filter(~Q(outcome__in=sorted(NOT_HELD_AGAINST)) | Q(pk=OuterRef("pk")))
        counted = of_it.order_by().values("respondent_id").annotate(n=Count("pk")).values("n")
        return self.annotate(repeats=Subquery(counted, output_field=IntegerField()))


def visible_complaints(user: "User | Any") -> QuerySet[Any]:
    rows: ComplaintQuerySet = apps.get_model("disputes", "Complaint")._default_manager.all()
    return rows.visible_to(user)


class OfComplaintQuerySet(ScopedQuerySet):
    """The content of the file."""

    def visible_to(self, user: "User | Any") -> Self:
        if user.role in READS_FILE:
            return self.filter(complaint__in=visible_complaints(user))
        return self.none()


def employed(whose: str) -> Q:
    """Of the membership at the end of `whose` ("mediator__"): it has not ended, and they can log in."""
    today = clock.today()
    lasts = Q(**{f"{whose}ended_on__isnull": True}) | Q(**{f"{whose}ended_on__gte": today})
    return Q(**{f"{whose}user__is_active": True}) & lasts


def refusals(membership: Any, mediation: Any) -> Any:
    """That a party of `mediation` has refused `membership`: each a value, or an OuterRef to it."""
    rows = apps.get_model("disputes", "RefusedMediator")._default_manager.order_by()
    return Exists(rows.filter(mediation_id=mediation, membership_id=membership))


class MediationQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """Theirs; or of whom they stand in for while she is away, unless a party has refused them: then it
        waits for her. Not over the estate: the mediator may be another caretaker than the one who has it."""
        membership = user.membership
        if membership is None or user.role != Role.CARETAKER:
            return self.none()
        away = apps.get_model("accounts", "Absence")._default_manager.filter(
            on_day(clock.today()), employed("membership__"), membership_id=OuterRef("mediator_id")
        )
        covered = Exists(away.filter(stand_in=membership))
        rows = self.filter(Q(mediator=membership) | covered, organisation_id=user.organisation_id)
        return rows.filter(~refusals(membership.pk, OuterRef("pk")))

    def without_mediator(self, user: "User | Any") -> Self:
        """To the coordinator: open ones whose mediator has left, which nobody sees. That they are there, and
        nothing of what is in them."""
        if user.role != Role.COORDINATOR:
            return self.none()
        return self.in_scope(user).open().standing().filter(~employed("mediator__"))

    def open(self) -> Self:
        return self.filter(phase__in=sorted(OPEN_MEDIATIONS))

    def standing(self) -> Self:
        """Whose content is not deleted."""
        return self.filter(erased_at__isnull=True)


def visible_mediations(user: "User | Any") -> QuerySet[Any]:
    rows: MediationQuerySet = apps.get_model("disputes", "Mediation")._default_manager.all()
    return rows.visible_to(user)


class OfMediationQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        return self.filter(mediation__in=visible_mediations(user))


class MediatorChangeQuerySet(OfMediationQuerySet):
    def passed_on(self, user: "User | Any") -> Self:
        """To the coordinator: which mediations without a mediator were given to whom, by whom, and when."""
        if user.role != Role.COORDINATOR:
            return self.none()
        return self.in_scope(user).filter(by_coordinator=True)
