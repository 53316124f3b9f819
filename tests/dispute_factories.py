"""Invented complaints and mediations, for tests."""

import datetime as dt
import uuid

import factory
from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from disputes.choices import AcceptedHow, ComplaintCategory, ComplaintChannel, LetterKind, Willing
from disputes.models import (
    Acceptance,
    Agreement,
    AgreementFollowUp,
    AgreementPoint,
    Complainant,
    Complaint,
    ComplaintLetter,
    Incident,
    Mediation,
    MediationMeeting,
    Party,
    PreTalk,
    RefusedMediator,
    RoomEntry,
)
from evictions.rules import complaint_action_due
from tests.factories import EstateFactory, MembershipFactory, TenancyFactory, UserFactory


def neighbour_of(complaint):
    """On a street of its own: no test has another stairwell there."""
    return TenancyFactory(
        dwelling__stairwell__estate=complaint.estate, dwelling__stairwell__street="Klagersvej"
    )


class ComplaintFactory(factory.django.DjangoModelFactory):
    """Written and reasoned, received today, by one household of the same estate."""

    class Meta:
        model = Complaint
        skip_postgeneration_save = True

    respondent = factory.SubFactory(TenancyFactory)
    estate = factory.SelfAttribute("respondent.estate")
    organisation = factory.SelfAttribute("respondent.organisation")
    client_uuid = factory.LazyFunction(uuid.uuid4)
    category = ComplaintCategory.NOISE
    channel = ComplaintChannel.FORM
    received_on = factory.LazyFunction(timezone.localdate)
    reported_by = factory.SubFactory(UserFactory)
    action_due = factory.LazyAttribute(
        lambda o: complaint_action_due(o.received_on) if o.channel in {"letter", "email", "form"} else None
    )

    @classmethod
    def _generate(cls, strategy, params):
        """With its complainants in one transaction: without any it is refused when that ends."""
        with transaction.atomic():
            return super()._generate(strategy, params)

    @factory.post_generation
    def by(self, create, extracted, **kwargs):
        """The households that complain; one of its own when none is given."""
        for tenancy in extracted or [neighbour_of(self)]:
            ComplainantFactory(complaint=self, tenancy=tenancy)


class ComplainantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Complainant

    complaint = factory.SubFactory(ComplaintFactory)
    estate = factory.SelfAttribute("complaint.estate")
    organisation = factory.SelfAttribute("complaint.organisation")
    made_by = factory.SelfAttribute("complaint.reported_by")
    tenancy = factory.SubFactory(TenancyFactory)
    name = factory.Sequence(lambda n: f"Klara Klager {n}")


class IncidentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Incident

    complaint = factory.SubFactory(ComplaintFactory)
    estate = factory.SelfAttribute("complaint.estate")
    organisation = factory.SelfAttribute("complaint.organisation")
    made_by = factory.SelfAttribute("complaint.reported_by")
    client_uuid = factory.LazyFunction(uuid.uuid4)
    on = factory.LazyFunction(timezone.localdate)
    text = "Høj musik efter kl. 23."


class ComplaintLetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ComplaintLetter

    complaint = factory.SubFactory(ComplaintFactory)
    estate = factory.SelfAttribute("complaint.estate")
    organisation = factory.SelfAttribute("complaint.organisation")
    made_by = factory.SelfAttribute("complaint.reported_by")
    tenancy = factory.SelfAttribute("complaint.respondent")
    kind = LetterKind.ADMONITION
    title = "Påmindelse"
    text = "Vi beder jer om at holde ro efter kl. 22."


class MediationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mediation

    estate = factory.SubFactory(EstateFactory)
    organisation = factory.SelfAttribute("estate.organisation")
    mediator = factory.LazyAttribute(
        lambda o: MembershipFactory(organisation=o.organisation, role=Role.CARETAKER)
    )
    opened_by = factory.SelfAttribute("mediator.user")


class OfMediationFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    mediation = factory.SubFactory(MediationFactory)
    estate = factory.SelfAttribute("mediation.estate")
    organisation = factory.SelfAttribute("mediation.organisation")
    made_by = factory.SelfAttribute("mediation.opened_by")


class PartyFactory(OfMediationFactory):
    class Meta:
        model = Party

    label = "A"
    tenancy = factory.LazyAttribute(lambda o: TenancyFactory(dwelling__stairwell__estate=o.estate))
    name = factory.Sequence(lambda n: f"Part Partsen {n}")


class RoomEntryFactory(OfMediationFactory):
    class Meta:
        model = RoomEntry

    party = factory.SubFactory(PartyFactory)
    mediation = factory.SelfAttribute("party.mediation")
    client_uuid = factory.LazyFunction(uuid.uuid4)
    text = "Vil helst tale sammen om dagen."


class PreTalkFactory(OfMediationFactory):
    class Meta:
        model = PreTalk

    party = factory.SubFactory(PartyFactory)
    mediation = factory.SelfAttribute("party.mediation")
    willing = Willing.YES


class RefusedMediatorFactory(OfMediationFactory):
    """A caretaker of the organisation; `membership` for one there is."""

    class Meta:
        model = RefusedMediator

    party = factory.SubFactory(PartyFactory)
    mediation = factory.SelfAttribute("party.mediation")
    membership = factory.LazyAttribute(
        lambda o: MembershipFactory(organisation=o.organisation, role=Role.CARETAKER)
    )


class MediationMeetingFactory(OfMediationFactory):
    class Meta:
        model = MediationMeeting

    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=5))
    place = "Beboerhuset, lokale 2"


class AgreementFactory(OfMediationFactory):
    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    @factory.post_generation
    def points(self, create, extracted, **kwargs):
        for number, text in enumerate(extracted or ["Ro efter kl. 22."], 1):
            AgreementPoint.objects.create(agreement=self, number=number, text=text)


class AcceptanceFactory(OfMediationFactory):
    class Meta:
        model = Acceptance

    agreement = factory.SubFactory(AgreementFactory)
    mediation = factory.SelfAttribute("agreement.mediation")
    party = factory.SubFactory(PartyFactory, mediation=factory.SelfAttribute("..mediation"))
    how = AcceptedHow.SIGNED


class AgreementFollowUpFactory(OfMediationFactory):
    class Meta:
        model = AgreementFollowUp

    agreement = factory.SubFactory(AgreementFactory)
    mediation = factory.SelfAttribute("agreement.mediation")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=21))
