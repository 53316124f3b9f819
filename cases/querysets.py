"""Who sees which of the caretakers' work.

Notes are the caretaker's: of the estates she has today, but not of a household whose open case she has handed
to somebody else. A coordinator sees what a case is (status, dates, whose it is), and its content only after
opening that one case with a reason. No other role sees anything here.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from accounts.choices import HAS_CALENDAR, Role
from accounts.querysets import ScopedQuerySet, on_day
from cases.choices import (
    OPEN_CASES,
    OPEN_REFERRALS,
    UNANSWERED,
    AssignedBecause,
    DoorState,
    GoalStatus,
    HandoverStatus,
    VisitResult,
)
from cases.in_whose_hands import Hands, worked_by
from core import clock

if TYPE_CHECKING:
    from accounts.models import User

OPEN = Q(status__in=sorted(OPEN_CASES))
GIVEN = Q(because__in=[AssignedBecause.HANDED_OVER, AssignedBecause.REDISTRIBUTED])
"""Of assignments: the case came from somebody else."""


def _cases() -> "CaseQuerySet":
    rows: CaseQuerySet = apps.get_model("cases", "Case")._default_manager.all()
    return rows


def handed_away(user: "User | Any") -> QuerySet[Any]:
    """Tenancies whose open case this person has had and somebody else was given: no longer hers to read, nor
    whoever's who only looks after the estate for her. While she stands in for that somebody, it is. Who only
    reopened a case was not given it, and locks nobody out."""
    absences = apps.get_model("accounts", "Absence")._default_manager.current()
    assignments = apps.get_model("accounts", "EstateAssignment")._default_manager.current()
    assigned = apps.get_model("cases", "CaseAssignment")._default_manager
    had = assigned.filter(ends_at__isnull=False)
    given = assigned.current().filter(GIVEN, case_id=OuterRef("pk"))
    covered = absences.filter(stand_in=user.membership).values("membership_id")
    has_estate = assignments.filter(membership=user.membership, estate_id=OuterRef("estate_id"))
    own = Q(pk__in=had.filter(membership=user.membership).values("case_id"))
    colleagues = Q(pk__in=had.filter(membership__in=covered).values("case_id")) & ~Exists(has_estate)
    rows = _cases().filter(OPEN).filter(own | colleagues).filter(Exists(given))
    of_others = rows.exclude(responsible=user.membership).exclude(responsible__in=covered)
    return of_others.values("tenancy_id")


def opened_by(user: "User | Any") -> QuerySet[Any]:
    """Tenancies whose case this coordinator has opened with a reason that still counts."""
    rows = apps.get_model("cases", "CaseOpening")._default_manager.filter(
        opened_by_id=user.pk, ends_at__gt=clock.now()
    )
    return rows.values("tenancy_id")


class CaretakerQuerySet(ScopedQuerySet):
    """Rows about a household (`tenancy`) that hold what caretakers write."""

    def visible_to(self, user: "User | Any") -> Self:
        if user.role == Role.CARETAKER:
            return self.in_scope(user).exclude(tenancy_id__in=handed_away(user))
        if user.role == Role.COORDINATOR:
            return self.in_scope(user).filter(tenancy_id__in=opened_by(user))
        return self.none()

    def worked_by(
        self,
        user: "User | Any",
        day: dt.date | None = None,
        *,
        also: Q | None = None,
        hands: Hands | None = None,
    ) -> Self:
        """Of the households this person works with on `day`, for I dag."""
        return self.filter(worked_by(user, day, also=also, hands=hands))


class CaseQuerySet(CaretakerQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """That a case is there: to coordinators all of the organisation. What it holds is another question
        (cases.permissions.get_case_for_user)."""
        if user.role == Role.COORDINATOR:
            return self.in_scope(user)
        return super().visible_to(user)

    def open(self) -> Self:
        return self.filter(OPEN)

    def with_caretaker(self, day: dt.date | None = None) -> Self:
        """Whose responsible works here and has the estate that day."""
        return self.filter(self.cared_for(day))

    @staticmethod
    def cared_for(day: dt.date | None = None) -> Exists:
        day = day or clock.today()
        rows = apps.get_model("accounts", "EstateAssignment")._default_manager.filter(
            on_day(day), membership_id=OuterRef("responsible_id"), estate_id=OuterRef("estate_id")
        )
        active = Q(membership__ended_on__isnull=True) | Q(membership__ended_on__gte=day)
        return Exists(rows.filter(active, membership__user__is_active=True))

    def with_hands(self, user: "User | Any", day: dt.date | None = None) -> Self:
        """Adds whether each case has a caretaker (`is_cared_for`), is in this person's hands (`is_mine`), and
        was given away by them (`is_given`): the three that worked_by asks for, for a page that needs the
        cases of others only to leave them out."""
        mine = self.in_hand_of(user.membership, day)
        return self.annotate(
            is_cared_for=self.cared_for(day),
            is_mine=ExpressionWrapper(mine, output_field=BooleanField()),
            is_given=ExpressionWrapper(Q(tenancy_id__in=handed_away(user)), output_field=BooleanField()),
        )

    def without_caretaker(self, day: dt.date | None = None) -> Self:
        """The other open ones: for the coordinator's queue."""
        return self.open().exclude(pk__in=_cases().open().with_caretaker(day).values("pk"))

    @staticmethod
    def in_hand_of(membership: Any, day: dt.date | None = None) -> Q:
        """Theirs, unless they are away; or of whom they stand in for."""
        absences = apps.get_model("accounts", "Absence")._default_manager.filter(on_day(day or clock.today()))
        away = absences.filter(membership_id=OuterRef("responsible_id"))
        return Q(responsible=membership) & ~Exists(away) | Exists(away.filter(stand_in=membership))


class CaseOpeningQuerySet(CaretakerQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """Why a file was opened: the caretakers of the case read it, and who opened it."""
        if user.role == Role.COORDINATOR:
            return self.in_scope(user).filter(opened_by_id=user.pk)
        return super().visible_to(user)

    def current(self) -> Self:
        return self.filter(ends_at__gt=clock.now())


class CaseAssignmentQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        return self.filter(case__in=_cases().visible_to(user))

    def current(self) -> Self:
        return self.filter(ends_at__isnull=True)


class VisitQuerySet(CaretakerQuerySet):
    def standing(self) -> Self:
        """What counts: neither undone nor replaced by a correction."""
        return self.filter(undone_at__isnull=True, replaced_at__isnull=True)


class FollowUpQuerySet(CaretakerQuerySet):
    def open(self) -> Self:
        return self.filter(done_at__isnull=True, cancelled_at__isnull=True)


class DraftQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        """One's own, of households one still has."""
        if user.role != Role.CARETAKER or user.membership is None:
            return self.none()
        own = self.filter(user_id=user.pk, tenancy__organisation_id=user.organisation_id)
        has = own.filter(tenancy__estate_id__any=user.membership.estate_ids)
        return has.exclude(tenancy_id__in=handed_away(user))


class SupportPlanGoalQuerySet(CaretakerQuerySet):
    def open(self) -> Self:
        return self.filter(status=GoalStatus.OPEN)


class SupportPlanActionQuerySet(CaretakerQuerySet):
    def open(self) -> Self:
        return self.filter(done_at__isnull=True, dropped_at__isnull=True)


class CasePersonQuerySet(CaretakerQuerySet):
    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)


class RestrictedNoteQuerySet(CaretakerQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """The responsible caretaker of the case, and nobody else: what she wrote herself, and what was there
        when the case was given to her. Who reopens a case does not get to read what another wrote in it."""
        if user.role != Role.CARETAKER:
            return self.none()
        assigned = apps.get_model("cases", "CaseAssignment")._default_manager
        given = assigned.filter(GIVEN, membership=user.membership, case_id=OuterRef("case_id"))
        came_with_it = Exists(
            given.filter(Q(ends_at__isnull=True) | Q(starts_at__gte=OuterRef("created_at")))
        )
        rows = self.in_scope(user).filter(case__responsible=user.membership)
        return rows.filter(Q(caretaker_id=user.pk) | came_with_it)


class ConsentQuerySet(CaretakerQuerySet):
    def valid(self, day: dt.date | None = None) -> Self:
        """Given, begun, not over and not withdrawn."""
        return self.filter(on_day(day or clock.today()), withdrawn_at__isnull=True)


class ReferralQuerySet(CaretakerQuerySet):
    def open(self) -> Self:
        return self.filter(status__in=OPEN_REFERRALS)

    def silent(self, day: dt.date | None = None) -> Self:
        """Sent, and the agreed time for an answer is over."""
        return self.filter(status__in=UNANSWERED, answer_due_on__lt=day or clock.today())


class ReferralReminderQuerySet(CaretakerQuerySet):
    pass


class DisclosureQuerySet(CaretakerQuerySet):
    def without_consent(self) -> Self:
        return self.filter(consent__isnull=True)

    def visible_to(self, user: "User | Any") -> Self:
        """Coordinators also see those made without consent: on what ground, and why."""
        if user.role == Role.COORDINATOR:
            return self.in_scope(user).filter(Q(consent__isnull=True) | Q(tenancy_id__in=opened_by(user)))
        return super().visible_to(user)


class OnEstateQuerySet(ScopedQuerySet):
    """Caretakers, of the estates they have today."""

    def visible_to(self, user: "User | Any") -> Self:
        return self.in_scope(user) if user.role == Role.CARETAKER else self.none()


class OutreachRoundQuerySet(OnEstateQuerySet):
    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def with_counts(self) -> Self:
        """`total` and `done`: how many doors it has, and how many of them are walked."""
        to_walk = Count("doors", filter=OutreachDoorQuerySet.is_to_walk("doors__"))
        return self.annotate(total=Count("doors"), done=Count("doors") - to_walk)


class OutreachDoorQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        """Of the rounds one sees, without households whose open case one has handed to somebody else."""
        rounds = apps.get_model("cases", "OutreachRound")._default_manager.visible_to(user)
        return self.filter(round__in=rounds).exclude(tenancy_id__in=handed_away(user))

    @staticmethod
    def is_to_walk(prefix: str = "") -> Q:
        """Waiting, or nobody was home before the round began again; and the household still lives there."""
        not_home = {
            f"{prefix}visit__result": VisitResult.NOT_HOME,
            f"{prefix}visit__occurred_at__lt": F(f"{prefix}round__again_from"),
        }
        ends_on = f"{prefix}tenancy__ends_on"
        lives_there = Q(**{f"{ends_on}__isnull": True}) | Q(**{f"{ends_on}__gte": clock.today()})
        return (Q(**{f"{prefix}state": DoorState.WAITING}) | Q(**not_home)) & lives_there

    def to_walk(self) -> Self:
        return self.filter(self.is_to_walk())


class SafetyFlagQuerySet(OnEstateQuerySet):
    def in_force(self, day: dt.date | None = None) -> Self:
        """Neither lifted nor run out, and not about somebody who has moved out."""
        day = day or clock.today()
        nobody_moved = Q(resident__moved_out_on__isnull=True) | Q(resident__moved_out_on__gt=day)
        tenancy_stands = Q(resident__tenancy__ends_on__isnull=True) | Q(resident__tenancy__ends_on__gte=day)
        still_there = Q(resident__isnull=True) | nobody_moved & tenancy_stands
        return self.filter(still_there, lifted_at__isnull=True, expires_on__gte=day)


class SafetyAcknowledgementQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        return self.filter(user_id=user.pk) if user.role == Role.CARETAKER else self.none()


class LoneWorkCheckQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """One's own; after an alarm also the stand-in's and the coordinator's, until somebody is safe."""
        if user.membership is None:
            return self.none()
        alarmed = Q(alarmed_at__isnull=False)
        if user.role == Role.COORDINATOR:
            return self.in_scope(user).filter(alarmed)
        if user.role != Role.CARETAKER:
            return self.none()
        told = alarmed & Q(estate_id__any=user.membership.estate_ids)
        return self.filter(Q(membership=user.membership) | told, organisation_id=user.organisation_id)

    def open(self) -> Self:
        return self.filter(checked_out_at__isnull=True)


class PartnerQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        """Nothing about residents: all who bring them somewhere, and who coordinates that."""
        if user.role in {Role.CARETAKER, Role.COORDINATOR}:
            return self.filter(organisation_id=user.organisation_id)
        return self.none()

    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)


class PartnerAgreementQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        if user.role in {Role.CARETAKER, Role.COORDINATOR}:
            return self.filter(organisation_id=user.organisation_id)
        return self.none()

    def current(self, day: dt.date | None = None) -> Self:
        return self.filter(on_day(day or clock.today()))


class HandoverQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        """Giver and taker; coordinators all of the organisation (the words of a case are in its items)."""
        if user.role == Role.COORDINATOR:
            return self.filter(organisation_id=user.organisation_id)
        if user.role == Role.CARETAKER:
            return self.filter(Q(giver=user.membership) | Q(taker=user.membership))
        return self.none()

    def proposed(self) -> Self:
        return self.filter(status=HandoverStatus.PROPOSED)

    def counted(self) -> Self:
        """`case_count`: how many cases each is about."""
        return self.annotate(case_count=Count("items"))


class HandoverItemQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        """The words about a case: of giver and taker while it is asked, then of the taker while the case is
        hers; and only with the estate, of a household not handed away since."""
        if user.role != Role.CARETAKER or user.membership is None:
            return self.none()
        own = user.membership
        asked = Q(handover__giver=own) | Q(handover__taker=own)
        hers = Q(handover__taker=own, case__responsible=own)
        words = Q(handover__status=HandoverStatus.PROPOSED) & asked
        words |= Q(handover__status=HandoverStatus.CONFIRMED) & hers
        cases = _cases().in_scope(user).exclude(tenancy_id__in=handed_away(user))
        return self.filter(words, case__in=cases)

    def outline_for(self, user: "User | Any") -> Self:
        """Which cases and dates a handover is about, without the words: for all who may see that it is."""
        handovers = apps.get_model("cases", "Handover")._default_manager.visible_to(user)
        return self.filter(handover__in=handovers).defer("summary")


class CalendarFeedQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        if user.role not in HAS_CALENDAR or user.membership is None:
            return self.none()
        return self.filter(membership=user.membership)

    def usable(self) -> Self:
        return self.filter(
            Q(membership__ended_on__isnull=True) | Q(membership__ended_on__gte=clock.today()),
            revoked_at__isnull=True,
            membership__user__is_active=True,
        )


class StandInNoteQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        """Who wrote it, and the stand-in while she stands in."""
        if user.role != Role.CARETAKER:
            return self.none()
        own = Q(absence__membership=user.membership)
        today = clock.today()
        now = Q(absence__starts_on__lte=today, absence__ends_on__gte=today)
        return self.filter(own | now & Q(absence__stand_in=user.membership))
