"""One object of every kind in every place, for tests/test_access_matrix.py.

A place is an estate (laerke, moelle, skov), an organisation (fjordbo, skovbo) or a person's own (annas,
bos, carlas); tests/access_table.py says for whom it is in scope. To add a kind: one `add` line below.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import ApiToken, EstateAssignment, Membership, User
from cases.models import CalendarFeed, Handover, HandoverItem, LoneWorkCheck
from evictions.models import ArrearsNotice
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from notifications.services.outbox import owe_deliveries
from residents.models import Estate, HousingOrganisation, RegisterImport, Tenancy
from tests.access_table import PEOPLE
from tests.case_factories import (
    ActionFactory,
    CaseFactory,
    CasePersonFactory,
    ConsentFactory,
    DisclosureFactory,
    DoorFactory,
    GoalFactory,
    PartnerAgreementFactory,
    PartnerFactory,
    ReferralFactory,
    RestrictedNoteFactory,
    RoundFactory,
    SafetyFlagFactory,
)
from tests.condition_factories import (
    ConcernFlagFactory,
    ConcernMessageFactory,
    ConcernPhotoFactory,
    InspectionFactory,
)
from tests.dispute_factories import (
    AcceptanceFactory,
    AgreementFactory,
    AgreementFollowUpFactory,
    ComplaintFactory,
    ComplaintLetterFactory,
    IncidentFactory,
    MediationFactory,
    MediationMeetingFactory,
    PartyFactory,
    PreTalkFactory,
    RoomEntryFactory,
)
from tests.eviction_factories import (
    ArrearsRecheckFactory,
    DeadlineOverrideFactory,
    EvictionCaseFactory,
    EvictionLetterFactory,
    HearingFactory,
    InstalmentPlanFactory,
    LegalStepFactory,
    ReviewDecisionFactory,
    StandstillFactory,
    StatementFactory,
    WayOutFactory,
)
from tests.factories import (
    AbsenceFactory,
    ArrearsListFactory,
    ArrearsNoticeFactory,
    DwellingFactory,
    EstateAssignmentFactory,
    EstateFactory,
    FollowUpFactory,
    MembershipFactory,
    OrganisationFactory,
    ResidentFactory,
    StairwellFactory,
    TenancyFactory,
    VisitFactory,
    hashed_password,
)


@dataclass
class World:
    """`objects[kind][place]` is the primary key of that kind's object there."""

    users: dict[str, User] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)
    objects: dict[str, dict[str, object]] = field(default_factory=dict)

    def add(self, kind: str, place: str, pk: object) -> None:
        self.objects.setdefault(kind, {})[place] = pk


def build_world() -> World:
    world = World()
    fjordbo = OrganisationFactory(name="Fjordbo", slug="fjordbo")
    skovbo = OrganisationFactory(name="Skovbo", slug="skovbo")
    estates = {
        "laerke": EstateFactory(organisation=fjordbo, number="1204", name="Lærkeparken"),
        "moelle": EstateFactory(organisation=fjordbo, number="1205", name="Møllevangen"),
        "skov": EstateFactory(organisation=skovbo, number="1301", name="Skovbrynet"),
    }
    add_people(world, fjordbo, skovbo)
    add_assignments(world, estates)
    for place, caretaker in (("laerke", "anna"), ("moelle", "ib"), ("skov", "carla")):
        add_estate(world, place, estates[place], world.users[caretaker])
        add_case(world, place, world.memberships[caretaker])
        add_eviction(world, place)
        add_concern(world, place)
        add_complaint(world, place, world.users[caretaker])
    for place, name in (("anna_mediates", "anna"), ("carla_mediates", "carla")):
        add_mediation(world, place, world.memberships[name])
    for place, estate in (("fjordbo", "laerke"), ("skovbo", "skov")):
        add_left_mediation(world, place, estates[estate])
    add_organisation(world, "fjordbo", fjordbo, world.users["dorte"])
    add_organisation(world, "skovbo", skovbo, world.users["carla"])
    add_personal(world)
    add_inboxes(world)
    return world


def add_people(world: World, fjordbo: HousingOrganisation, skovbo: HousingOrganisation) -> None:
    for name, role in PEOPLE.items():
        user = User(name=name.capitalize(), email=f"{name}@example.dk", password=hashed_password())
        user.save()
        world.users[name] = user
        organisation = skovbo if name == "carla" else fjordbo
        world.memberships[name] = MembershipFactory(user=user, organisation=organisation, role=role)


def add_assignments(world: World, estates: dict[str, Estate]) -> None:
    def assign(name: str, place: str, **options: object) -> EstateAssignment:
        return EstateAssignmentFactory(membership=world.memberships[name], estate=estates[place], **options)

    last_month = timezone.localdate() - dt.timedelta(days=30)
    assign("helle", "laerke", is_responsible=True, ends_on=last_month)
    responsible = assign("anna", "laerke", is_responsible=True, starts_on=last_month + dt.timedelta(days=1))
    assign("bo", "laerke")
    assign("erik", "laerke")
    world.add("assignment", "laerke", responsible.pk)
    world.add("assignment", "moelle", assign("ib", "moelle", is_responsible=True).pk)
    world.add("assignment", "skov", assign("carla", "skov", is_responsible=True).pk)


def add_estate(world: World, place: str, estate: Estate, caretaker: User) -> None:
    stairwell = StairwellFactory(estate=estate)
    dwelling = DwellingFactory(stairwell=stairwell)
    tenancy: Tenancy = TenancyFactory(dwelling=dwelling)
    resident = ResidentFactory(tenancy=tenancy)
    world.add("estate", place, estate.pk)
    world.add("stairwell", place, stairwell.pk)
    world.add("dwelling", place, dwelling.pk)
    world.add("tenancy", place, tenancy.pk)
    world.add("resident", place, resident.pk)
    world.add("notice", place, ArrearsNoticeFactory(tenancy=tenancy).pk)
    world.add("visit", place, VisitFactory(tenancy=tenancy, caretaker=caretaker).pk)
    world.add("follow_up", place, FollowUpFactory(tenancy=tenancy, caretaker=caretaker).pk)


def add_case(world: World, place: str, responsible: Membership) -> None:
    """The household's open case with one of everything, and the outreach round and the warning there."""
    tenancy = Tenancy.objects.get(pk=world.objects["tenancy"][place])
    case = CaseFactory(tenancy=tenancy, responsible=responsible)
    partner = PartnerFactory(organisation=case.organisation)
    walk = RoundFactory(estate=case.estate, membership=responsible)
    check = LoneWorkCheck.objects.create(
        organisation=case.organisation,
        estate=case.estate,
        membership=responsible,
        tenancy=tenancy,
        until=timezone.now() - dt.timedelta(hours=1),
        alarmed_at=timezone.now(),
    )
    resident = tenancy.residents.get()
    made = {
        "case": case,
        "goal": GoalFactory(case=case),
        "plan_action": ActionFactory(case=case),
        "case_person": CasePersonFactory(case=case),
        "consent": ConsentFactory(case=case, resident=resident, recipients=[partner]),
        "referral": ReferralFactory(case=case, partner=partner),
        "disclosure": DisclosureFactory(case=case),
        "round": walk,
        "door": DoorFactory(round=walk, tenancy=tenancy),
        "safety_flag": SafetyFlagFactory(dwelling=tenancy.dwelling, decided_by=responsible.user),
        "lone_work": check,
    }
    for kind, row in made.items():
        world.add(kind, place, row.pk)
    PartnerAgreementFactory(partner=partner)
    world.add("partner", case.organisation.slug, partner.pk)


def add_eviction(world: World, place: str) -> None:
    """The household's open eviction case with one of everything."""
    tenancy = Tenancy.objects.get(pk=world.objects["tenancy"][place])
    eviction = EvictionCaseFactory(tenancy=tenancy)
    case = tenancy.cases.get()
    standstill = StandstillFactory(
        eviction_case=eviction, reason__organisation=eviction.organisation, reason__name=f"Ansøgning {place}"
    )
    made = {
        "eviction": eviction,
        "legal_step": LegalStepFactory(eviction_case=eviction),
        "deadline_override": DeadlineOverrideFactory(eviction_case=eviction),
        "hearing": HearingFactory(eviction_case=eviction),
        "standstill": standstill,
        "instalment_plan": InstalmentPlanFactory(eviction_case=eviction),
        "way_out": WayOutFactory(eviction_case=eviction),
        "statement": StatementFactory(eviction_case=eviction, case=case),
        "decision": ReviewDecisionFactory(eviction_case=eviction, batch=uuid.uuid4()),
        "eviction_letter": EvictionLetterFactory(eviction_case=eviction),
        "recheck": ArrearsRecheckFactory(eviction_case=eviction),
    }
    for kind, row in made.items():
        world.add(kind, place, row.pk)
    world.add("batch", place, made["decision"].batch)
    world.add("standstill_reason", case.organisation.slug, standstill.reason_id)
    add_closed_eviction(world, place, tenancy)


def add_closed_eviction(world: World, place: str, neighbour: Tenancy) -> None:
    """A household of the same estate whose eviction case is over, so that a new one may be opened."""
    tenancy = TenancyFactory(dwelling__stairwell__estate=neighbour.estate)
    ResidentFactory(tenancy=tenancy)
    over = EvictionCaseFactory(
        tenancy=tenancy,
        status="closed",
        closed_from="demand",
        outcome="instalment_agreement",
        closed_at=timezone.now(),
    )
    world.add("free_tenancy", place, tenancy.pk)
    world.add("closed_eviction", place, over.pk)


def add_concern(world: World, place: str) -> None:
    """A concern about the household's flat, with one of everything; at his estate it is Erik's."""
    tenancy = Tenancy.objects.get(pk=world.objects["tenancy"][place])
    reporter = {"reported_by": world.users["erik"]} if place == "laerke" else {}
    concern = ConcernFlagFactory(dwelling=tenancy.dwelling, tenancy=tenancy, **reporter)
    made = {
        "concern": concern,
        "concern_photo": ConcernPhotoFactory(concern=concern),
        "concern_message": ConcernMessageFactory(concern=concern),
        "inspection": InspectionFactory(dwelling=tenancy.dwelling, tenancy=tenancy, concern=concern),
    }
    for kind, row in made.items():
        world.add(kind, place, row.pk)


def add_complaint(world: World, place: str, by: User) -> None:
    """A complaint about the household, with one of everything."""
    tenancy = Tenancy.objects.get(pk=world.objects["tenancy"][place])
    complaint = ComplaintFactory(respondent=tenancy, reported_by=by)
    made = {
        "complaint": complaint,
        "complainant": complaint.complainants.get(),
        "incident": IncidentFactory(complaint=complaint),
        "complaint_letter": ComplaintLetterFactory(complaint=complaint),
    }
    for kind, row in made.items():
        world.add(kind, place, row.pk)
    if place == "laerke":
        own = ComplaintFactory(respondent=tenancy, reported_by=world.users["erik"])
        world.add("reported_complaint", "eriks", own.pk)


def add_mediation(world: World, place: str, mediator: Membership) -> None:
    """A mediation with an agreement, on the mediator's estate."""
    estate = mediator.estate_assignments.filter(ends_on__isnull=True).get().estate
    mediation = MediationFactory(estate=estate, mediator=mediator)
    party = PartyFactory(mediation=mediation, label="A")
    PartyFactory(mediation=mediation, label="B")
    replaced = AgreementFactory(mediation=mediation, status="replaced")
    agreement = AgreementFactory(mediation=mediation, version=2)
    made = {
        "mediation": mediation,
        "room": party,
        "room_entry": RoomEntryFactory(party=party),
        "pre_talk": PreTalkFactory(party=party),
        "mediation_meeting": MediationMeetingFactory(mediation=mediation),
        "agreement": agreement,
        "acceptance": AcceptanceFactory(agreement=replaced, party=party),
        "agreement_follow_up": AgreementFollowUpFactory(agreement=agreement),
    }
    for kind, row in made.items():
        world.add(kind, place, row.pk)


def add_left_mediation(world: World, place: str, estate: Estate) -> None:
    """One whose mediator has left."""
    last_week = timezone.localdate() - dt.timedelta(days=10)
    gone = MembershipFactory(organisation=estate.organisation, role="caretaker", ended_on=last_week)
    mediation = MediationFactory(estate=estate, mediator=gone)
    for label in "AB":
        PartyFactory(mediation=mediation, label=label)
    world.add("left_mediation", place, mediation.pk)


def add_organisation(world: World, place: str, organisation: HousingOrganisation, by: User) -> None:
    world.add("organisation", place, organisation.pk)
    world.add(
        "arrears_list",
        place,
        ArrearsListFactory(organisation=organisation, created_by=by, finished_at=timezone.now()).pk,
    )
    run = RegisterImport.objects.create(
        organisation=organisation, created_by=by, file_name="register.csv", digest="0" * 64
    )
    world.add("register_import", place, run.pk)
    machine = User(name="Lejesystem", email=f"maskine@{place}.invalid", is_machine=True, password="!")
    machine.save()
    token = ApiToken.objects.create(
        organisation=organisation, user=machine, name="Lejesystem", prefix=place[:6], digest=place
    )
    world.add("token", place, token.pk)


def add_personal(world: World) -> None:
    """What belongs to a person: her membership, her absence (with a stand-in who sees it too)."""
    stand_in = MembershipFactory(organisation=world.memberships["anna"].organisation)
    other_stand_in = MembershipFactory(organisation=world.memberships["carla"].organisation)
    for place, name in (("annas", "anna"), ("bos", "bo"), ("carlas", "carla")):
        membership = world.memberships[name]
        add_own_work(world, place, membership, other_stand_in if name == "carla" else stand_in)
        away = AbsenceFactory(
            membership=membership,
            stand_in=other_stand_in if name == "carla" else stand_in,
            starts_on=timezone.localdate() + dt.timedelta(days=30),
            ends_on=timezone.localdate() + dt.timedelta(days=40),
        )
        world.add("membership", place, membership.pk)
        world.add("person", place, membership.user_id)
        world.add("absence", place, away.pk)


def add_own_work(world: World, place: str, membership: Membership, taker: Membership) -> None:
    """What belongs to a caretaker: her calendar, and the case she is about to hand over (but Bo has none)."""
    feed = CalendarFeed.objects.create(membership=membership, digest=place)
    world.add("calendar_feed", place, feed.pk)
    handover = Handover.objects.create(
        organisation=membership.organisation, giver=membership, taker=taker, made_by=membership.user
    )
    case = membership.cases.first()
    if case:
        HandoverItem.objects.create(handover=handover, case=case, summary="Ring efter kl. 16.")
        world.add("own_case", place, case.pk)
        world.add("own_visit", place, VisitFactory(tenancy=case.tenancy, caretaker=membership.user).pk)
        world.add("restricted_note", place, RestrictedNoteFactory(case=case).pk)
    world.add("handover", place, handover.pk)
    add_offer(world, place, giver=taker, taker=membership)


def add_offer(world: World, place: str, *, giver: Membership, taker: Membership) -> None:
    """A colleague's case that she is asked to take."""
    estate = taker.estate_assignments.get().estate
    case = CaseFactory(tenancy=TenancyFactory(dwelling__stairwell__estate=estate), responsible=giver)
    offer = Handover.objects.create(
        organisation=taker.organisation, giver=giver, taker=taker, made_by=giver.user
    )
    HandoverItem.objects.create(handover=offer, case=case, summary="Ring efter kl. 16.")
    world.add("handover_taken", place, offer.pk)


def add_inboxes(world: World) -> None:
    """Each caretaker's notice has reached her inbox."""
    for place, estate, name in (("annas_inbox", "laerke", "anna"), ("carlas_inbox", "skov", "carla")):
        notice = ArrearsNotice.objects.get(pk=world.objects["notice"][estate])
        owe_deliveries(
            kind=DeliveryKind.ARREARS_NOTICE,
            organisation_id=notice.organisation_id,
            subjects=[(notice.pk, notice.estate_id)],
        )
        deliver(list(Delivery.objects.filter(subject_id=notice.pk).values_list("pk", flat=True)))
        world.add("inbox_item", place, InboxItem.objects.get(recipient=world.users[name]).pk)
