"""Invented eviction cases and what hangs on them, for tests."""

import datetime as dt
from decimal import Decimal

import factory
from django.utils import timezone

from core import papers
from core.papers import Paper
from evictions.choices import (
    EvictionOrigin,
    HearingKind,
    LegalStepKind,
    LetterKind,
    LetterLanguage,
    Verdict,
    WayOutKind,
    WayOutState,
)
from evictions.models import (
    ArrearsRecheck,
    DeadlineOverride,
    EvictionCase,
    EvictionLetter,
    Hearing,
    Instalment,
    InstalmentPlan,
    LegalStep,
    ReviewDecision,
    Standstill,
    StandstillReason,
    Statement,
    WayOut,
)
from evictions.next_dates import next_date
from tests.case_factories import CaseFactory, ConsentFactory, DisclosureFactory
from tests.factories import OrganisationFactory, ResidentFactory, TenancyFactory, UserFactory


def days_ahead(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


class EvictionCaseFactory(factory.django.DjangoModelFactory):
    """With its next date, as the services leave it."""

    class Meta:
        model = EvictionCase
        skip_postgeneration_save = True

    tenancy = factory.SubFactory(TenancyFactory)
    estate = factory.SelfAttribute("tenancy.estate")
    organisation = factory.SelfAttribute("tenancy.organisation")
    origin = EvictionOrigin.LIST
    status = "demand"
    due_date = factory.LazyFunction(lambda: timezone.localdate().replace(day=1))
    claim_amount = Decimal("8412.00")

    @factory.post_generation
    def settled(self, create, extracted, **kwargs):
        self.next_on, self.next_kind = next_date(self)
        EvictionCase.objects.filter(pk=self.pk).update(next_on=self.next_on, next_kind=self.next_kind)
        self.refresh_from_db()


class OfEvictionCaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    eviction_case = factory.SubFactory(EvictionCaseFactory)
    tenancy = factory.SelfAttribute("eviction_case.tenancy")
    estate = factory.SelfAttribute("eviction_case.estate")
    organisation = factory.SelfAttribute("eviction_case.organisation")
    made_by = factory.SubFactory(UserFactory)


class LegalStepFactory(OfEvictionCaseFactory):
    class Meta:
        model = LegalStep

    kind = LegalStepKind.DEMAND_ISSUED
    on = factory.LazyFunction(timezone.localdate)


class DeadlineOverrideFactory(OfEvictionCaseFactory):
    class Meta:
        model = DeadlineOverride

    deadline = factory.LazyFunction(lambda: days_ahead(10))
    reason = "Påkravet lå i postkassen allerede dagen før"


class HearingFactory(OfEvictionCaseFactory):
    class Meta:
        model = Hearing

    kind = HearingKind.HEARING
    at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=20))
    place = "Retten i Fjordby, sal 3"


class StandstillReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StandstillReason

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Kommunen behandler en ansøgning {n}")


class StandstillFactory(OfEvictionCaseFactory):
    class Meta:
        model = Standstill

    reason = factory.SubFactory(StandstillReasonFactory, organisation=factory.SelfAttribute("..organisation"))
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyFunction(lambda: days_ahead(21))


class InstalmentPlanFactory(OfEvictionCaseFactory):
    """Three instalments, the first in ten days."""

    class Meta:
        model = InstalmentPlan
        skip_postgeneration_save = True

    agreed_on = factory.LazyFunction(timezone.localdate)
    start_balance = Decimal("9000.00")

    @factory.post_generation
    def instalments(self, create, extracted, **kwargs):
        for number in range(1, 4):
            Instalment.objects.create(
                plan=self, number=number, due_on=days_ahead(30 * number - 20), amount=Decimal("3000.00")
            )


class WayOutFactory(OfEvictionCaseFactory):
    class Meta:
        model = WayOut

    kind = WayOutKind.RENT_SUPPORT_81A
    state = WayOutState.APPLIED
    on = factory.LazyFunction(timezone.localdate)


class StatementFactory(OfEvictionCaseFactory):
    """With a casework case of the same household, whose consent lets it go to the administration."""

    class Meta:
        model = Statement

    case = factory.SubFactory(CaseFactory, tenancy=factory.SelfAttribute("..tenancy"))
    consent = factory.LazyAttribute(
        lambda o: ConsentFactory(
            case=o.case,
            resident=o.tenancy.residents.first() or ResidentFactory(tenancy=o.tenancy),
            to_landlord=True,
        )
    )
    disclosure = factory.LazyAttribute(lambda o: DisclosureFactory(case=o.case))
    contact_established = True


class ReviewDecisionFactory(OfEvictionCaseFactory):
    class Meta:
        model = ReviewDecision

    verdict = Verdict.GO_ON
    reason = "Ingen aftale om betaling"


class EvictionLetterFactory(OfEvictionCaseFactory):
    class Meta:
        model = EvictionLetter

    kind = LetterKind.MUNICIPAL_NOTICE
    language = LetterLanguage.DANISH
    version = 1
    content = factory.LazyFunction(
        lambda: {
            "paper": Paper(
                "da",
                "Underretning om en sag i fogedretten",
                "Fjordbo",
                [papers.sender("Fjordbo"), papers.title("Underretning om en sag i fogedretten")],
            ).as_json(),
            "asked": {"municipality": "Fjordby Kommune"},
        }
    )


class ArrearsRecheckFactory(OfEvictionCaseFactory):
    class Meta:
        model = ArrearsRecheck

    made_by = None
    months = 3
    due_on = factory.LazyFunction(timezone.localdate)
