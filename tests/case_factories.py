"""Invented cases and what hangs on them, for tests."""

import datetime as dt

import factory
from django.utils import timezone

from cases.choices import CaseOrigin, ConsentForm, DataKind, LegalBasis, PartnerKind, SafetyKind
from cases.models import (
    Case,
    CaseAssignment,
    CasePerson,
    Consent,
    Disclosure,
    OutreachDoor,
    OutreachRound,
    Partner,
    PartnerAgreement,
    Referral,
    RestrictedNote,
    SafetyFlag,
    SupportPlanAction,
    SupportPlanGoal,
)
from tests.factories import (
    DwellingFactory,
    EstateFactory,
    MembershipFactory,
    OrganisationFactory,
    ResidentFactory,
    TenancyFactory,
    UserFactory,
)


def days_ahead(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


class CaseFactory(factory.django.DjangoModelFactory):
    """Of the caretaker `responsible` (a membership), who has the estate only when a test says so."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    tenancy = factory.SubFactory(TenancyFactory)
    estate = factory.SelfAttribute("tenancy.estate")
    organisation = factory.SelfAttribute("tenancy.organisation")
    origin = CaseOrigin.REQUEST
    about = "Post i bunker og en regning, der ikke er betalt"
    responsible = factory.SubFactory(MembershipFactory, organisation=factory.SelfAttribute("..organisation"))
    opened_by = factory.LazyAttribute(lambda o: o.responsible.user if o.responsible else UserFactory())

    @factory.post_generation
    def assigned(self, create, extracted, **kwargs):
        self.refresh_from_db()
        if self.responsible and extracted is not False:
            CaseAssignment.objects.create(
                case=self,
                membership=self.responsible,
                because="opened",
                given_by=self.opened_by,
                starts_at=self.opened_at,
            )


def handed_over(case, taker):
    """As confirming a handover to this membership leaves it."""
    now = timezone.now()
    CaseAssignment.objects.current().filter(case=case).update(ends_at=now)
    CaseAssignment.objects.create(
        case=case, membership=taker, because="handed_over", given_by=case.opened_by, starts_at=now
    )
    Case.objects.filter(pk=case.pk).update(responsible=taker)
    case.refresh_from_db()
    return case


class OfCase(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    case = factory.SubFactory(CaseFactory)
    tenancy = factory.SelfAttribute("case.tenancy")
    estate = factory.SelfAttribute("case.estate")
    organisation = factory.SelfAttribute("case.organisation")


class GoalFactory(OfCase):
    class Meta:
        model = SupportPlanGoal

    text = "Åbne posten hver uge"


class ActionFactory(OfCase):
    class Meta:
        model = SupportPlanAction

    text = "Ringe til banken sammen"
    due_on = factory.LazyFunction(lambda: days_ahead(7))


class CasePersonFactory(OfCase):
    class Meta:
        model = CasePerson

    kind = "relative"
    name = factory.Sequence(lambda n: f"Søster Prøvesen {n}")


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    organisation = factory.SubFactory(OrganisationFactory)
    kind = PartnerKind.DEBT_ADVICE
    name = factory.Sequence(lambda n: f"Gældsrådgivningen {n}")


class PartnerAgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnerAgreement

    partner = factory.SubFactory(PartnerFactory)
    organisation = factory.SelfAttribute("partner.organisation")
    contact = "Vagttelefonen"
    may_ask = "Et møde om budget og gæld"
    response_weekdays = 5
    starts_on = dt.date(2024, 1, 1)


class ConsentFactory(OfCase):
    """`recipients=[partner, …]` for whom it names."""

    class Meta:
        model = Consent
        skip_postgeneration_save = True

    resident = factory.SubFactory(ResidentFactory, tenancy=factory.SelfAttribute("..tenancy"))
    purpose = "Hjælp til budget og gæld"
    data_kinds = factory.LazyFunction(lambda: [DataKind.CONTACT, DataKind.ARREARS])
    form = ConsentForm.WRITTEN
    ends_on = factory.LazyFunction(lambda: days_ahead(180))
    recorded_by = factory.SelfAttribute("case.opened_by")

    @factory.post_generation
    def recipients(self, create, extracted, **kwargs):
        if extracted:
            self.recipients.set(extracted)


class RestrictedNoteFactory(OfCase):
    """With the consent it rests on."""

    class Meta:
        model = RestrictedNote

    consent = factory.SubFactory(
        ConsentFactory, case=factory.SelfAttribute("..case"), for_own_notes=True, data_kinds=["health"]
    )
    caretaker = factory.SelfAttribute("case.responsible.user")
    text = "Følges af distriktspsykiatrien"


class ReferralFactory(OfCase):
    """One that is sent on a consent gets a consent that covers it: the database takes no other."""

    class Meta:
        model = Referral

    partner = factory.SubFactory(PartnerFactory, organisation=factory.SelfAttribute("..organisation"))
    subject = "Et møde om budget og gæld"
    data_kinds = factory.LazyFunction(lambda: [DataKind.CONTACT])
    caretaker = factory.SelfAttribute("case.opened_by")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        consent, sent_at = kwargs.get("consent"), kwargs.get("sent_at")
        if consent and sent_at:
            consent.recipients.add(kwargs["partner"])
            consent.data_kinds = sorted({*consent.data_kinds, *kwargs["data_kinds"]})
            consent.given_on = consent.starts_on = min(consent.starts_on, timezone.localdate(sent_at))
            consent.save()
        return super()._create(model_class, *args, **kwargs)


class DisclosureFactory(OfCase):
    """Without consent."""

    class Meta:
        model = Disclosure

    recipient = "Børn og Unge"
    what = "Sendt som brev: Navn, Adresse"
    data_kinds = factory.LazyFunction(lambda: [DataKind.CONTACT])
    legal_basis = LegalBasis.CHILD
    basis_reason = "Barnet er alene hjemme om natten."
    made_by = factory.SelfAttribute("case.opened_by")


class SafetyFlagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SafetyFlag

    dwelling = factory.SubFactory(DwellingFactory)
    estate = factory.SelfAttribute("dwelling.estate")
    organisation = factory.SelfAttribute("dwelling.organisation")
    kind = SafetyKind.DOG
    evidence = "Stor hund løs i entréen ved besøget"
    decided_by = factory.SubFactory(UserFactory)
    review_on = factory.LazyFunction(lambda: days_ahead(90))
    expires_on = factory.LazyFunction(lambda: days_ahead(180))


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutreachRound

    estate = factory.SubFactory(EstateFactory)
    organisation = factory.SelfAttribute("estate.organisation")
    name = "Efterårsrunde"
    membership = factory.SubFactory(MembershipFactory, organisation=factory.SelfAttribute("..organisation"))


class DoorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutreachDoor

    round = factory.SubFactory(RoundFactory)
    tenancy = factory.SubFactory(
        TenancyFactory, dwelling__stairwell__estate=factory.SelfAttribute("....round.estate")
    )
    position = factory.Sequence(lambda n: n)
