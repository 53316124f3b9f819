"""Every form that is taken once (accounts/once.py), filled in; and why the other routes need it not.

A route that takes POST and stands in neither table fails tests/test_once.py. To add one:

    "goal_add": Sent("anna", lambda w: Form([at(w, "case")], {"text": "Åbne posten"}, on="case_detail")),

Anna sends the form of `goal_add` for her case; it stands `on` the page of another route with the same
address (else on its own), and what is hidden in it comes from the page.
"""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment, Membership
from cases.models import Case, Handover, Partner
from cases.tests.bridge import consent_of, draft, send
from residents.models import RegisterImport
from residents.services import registers
from residents.tests.register_files import csv_of, row
from tests.access_world import World
from tests.case_factories import CaseFactory
from tests.factories import DwellingFactory, TenancyFactory
from tests.once_complaints import NEEDS_NONE_COMPLAINTS, SENT_COMPLAINTS
from tests.once_concerns import NEEDS_NONE_CONCERNS, SENT_CONCERNS
from tests.once_forms import CHANGES, SEARCHES, SEEN, SETTLES, TELLS, UUID, Form, Sent, ahead, at
from tests.once_mediations import NEEDS_NONE_MEDIATIONS, SENT_MEDIATIONS


def home_of_annas() -> Any:
    """Another household on her estate."""
    estate = EstateAssignment.objects.get(membership__user__name="Anna", is_responsible=True).estate
    return TenancyFactory(dwelling=DwellingFactory(stairwell__estate=estate))


def case_of_annas(**options: Any) -> Case:
    anna = Membership.objects.get(user__name="Anna")
    case: Case = CaseFactory(tenancy=home_of_annas(), responsible=anna, **options)
    return case


def closed_case() -> Case:
    closed = {"status": "closed", "outcome": "helped", "closed_at": timezone.now()}
    anna = Membership.objects.get(user__name="Anna").user
    return case_of_annas(**closed, closed_by=anna, assigned=False)


def case_of_nobody() -> Case:
    """Whose caretaker had the estate until last month."""
    helle = Membership.objects.get(user__name="Helle")
    case: Case = CaseFactory(tenancy=home_of_annas(), responsible=helle)
    return case


def letter(world: World, *, sent: bool) -> Any:
    case = Case.objects.get(pk=at(world, "case"))
    partner = Partner.objects.get(pk=at(world, "partner", "fjordbo"))
    consent = consent_of(case, partner, "contact")
    referral = draft(world.users["anna"], case, partner, consent=consent)
    return send(world.users["anna"], referral) if sent else referral


def taken(world: World) -> Any:
    return at(world, "handover_taken", "annas")


def register_run(world: World) -> RegisterImport:
    content = csv_of(row())
    run: RegisterImport = registers.receive_register(
        actor=world.users["dorte"],
        organisation=world.memberships["dorte"].organisation,
        file_name="register.csv",
        upload=SimpleUploadedFile("register.csv", content),
        size=len(content),
    )
    return run


def handed(case: Case, taker: Membership) -> dict[str, Any]:
    return {"taker": taker.pk, f"sag_{case.pk}": "on", f"om_{case.pk}": "Ring efter kl. 16."}


def new_handover(w: World) -> Form:
    return Form([], handed(case_of_annas(), w.memberships["bo"]))


def moved_by_coordinator(w: World) -> Form:
    return Form([w.memberships["anna"].pk], handed(case_of_annas(), w.memberships["bo"]))


def given_at_once(w: World) -> Form:
    given = {"taker": w.memberships["bo"].pk, "words": "Helle er stoppet.", "sag": [case_of_nobody().pk]}
    return Form([], given)


def consent(w: World) -> Form:
    said = {
        "resident": at(w, "resident"),
        "purpose": "Et budget",
        "data_kinds": ["contact"],
        "recipients": [at(w, "partner", "fjordbo")],
        "form": "oral",
        "given_on": ahead(0),
        "starts_on": ahead(0),
        "ends_on": ahead(30),
    }
    return Form([at(w, "case")], said)


def flagged(**more: Any) -> dict[str, Any]:
    told = {"evidence": "Hunden sprang op", "resident_told": "not_yet"}
    return {**told, "review_on": ahead(30), "expires_on": ahead(60), **more}


def known_elsewhere(w: World) -> Form:
    asked = {"name": "Carla", "email": "carla@example.dk", "roles": ["estate_office"]}
    return Form(page=reverse("people_create"), asked=asked)


PERSON = {"name": "Nina Nybo", "email": "nina@example.dk", "roles": ["caretaker"]}
REFERRED = {"subject": "Et møde om gælden", "data_kinds": ["contact"], "summary": "", "ground": ""}
AGREED = {"contact": "Vagten", "may_ask": "Et møde", "response_weekdays": "5", "starts_on": ahead(0)}
OUTCOME = {"outcome": "helped", "closing_note": ""}

SENT: dict[str, Sent] = {
    "people_create": Sent("gry", lambda w: Form([], PERSON)),
    "people_give_roles": Sent("gry", known_elsewhere),
    "people_add_role": Sent(
        "gry", lambda w: Form([w.users["anna"].pk], {"role": "coordinator"}, on="people_detail")
    ),
    "assignment_hand_over": Sent(
        "freja",
        lambda w: Form(
            [at(w, "estate")],
            {"membership": w.memberships["ib"].pk, "starts_on": ahead(1)},
            on="assignment_estate",
        ),
    ),
    "assignment_add_colleague": Sent(
        "freja",
        lambda w: Form(
            [at(w, "estate")],
            {"membership": w.memberships["ib"].pk, "starts_on": ahead(0)},
            on="assignment_estate",
        ),
    ),
    "absence_create": Sent(
        "anna",
        lambda w: Form([], {"starts_on": ahead(1), "ends_on": ahead(2), "stand_in": w.memberships["ib"].pk}),
    ),
    "absence_change": Sent(
        "anna",
        lambda w: Form(
            [at(w, "absence", "annas")],
            {"starts_on": ahead(3), "ends_on": ahead(4), "stand_in": w.memberships["ib"].pk},
        ),
    ),
    "absence_end": Sent("anna", lambda w: Form([at(w, "absence", "annas")], page=reverse("absence_list"))),
    "token_create": Sent("dorte", lambda w: Form([], {"name": "Lejesystem"}, on="token_list")),
    "token_revoke": Sent("dorte", lambda w: Form([at(w, "token", "fjordbo")], page=reverse("token_list"))),
    "register_import_upload": Sent(
        "dorte",
        lambda w: Form(
            [],
            {"file": lambda: SimpleUploadedFile("register.csv", csv_of(row()))},
            on="register_import_list",
        ),
    ),
    "register_import_confirm": Sent(
        "dorte", lambda w: Form([register_run(w).pk], on="register_import_detail")
    ),
    "register_import_cancel": Sent(
        "dorte", lambda w: Form([register_run(w).pk], on="register_import_detail")
    ),
    "partner_create": Sent("anna", lambda w: Form([], {"kind": "debt_advice", "name": "Rådgivningen"})),
    "agreement_create": Sent("freja", lambda w: Form([at(w, "partner", "fjordbo")], AGREED)),
    "consent_create": Sent("anna", consent),
    "referral_create": Sent(
        "anna", lambda w: Form([at(w, "case")], {**REFERRED, "partner": at(w, "partner", "fjordbo")})
    ),
    "referral_send": Sent(
        "anna", lambda w: Form([letter(w, sent=False).pk], {"how": "brev"}, on="referral_detail")
    ),
    "referral_answer": Sent(
        "anna", lambda w: Form([letter(w, sent=True).pk], {"to": "received"}, on="referral_detail")
    ),
    "referral_remind": Sent(
        "anna", lambda w: Form([letter(w, sent=True).pk], {"said": "I morgen"}, on="referral_detail")
    ),
    "case_opening_create": Sent(
        "freja",
        lambda w: Form([at(w, "case")], {"reason": "En klage skal besvares", "how_long": "idag"}),
    ),
    "handover_create": Sent("anna", new_handover),
    "redistribute": Sent("freja", moved_by_coordinator),
    "caseload_unassigned": Sent("freja", given_at_once),
    "handover_confirm": Sent("anna", lambda w: Form([taken(w)], on="handover_detail")),
    "handover_decline": Sent(
        "anna", lambda w: Form([taken(w)], {"answer": "Jeg har for mange"}, on="handover_detail")
    ),
    "handover_cancel": Sent(
        "freja", lambda w: Form([Handover.objects.proposed().first().pk], on="handover_detail")
    ),
    "estate_rounds": Sent(
        "ib",
        lambda w: Form(
            [at(w, "estate", "moelle")], {"whom": "all", "stairwell": at(w, "stairwell", "moelle")}
        ),
    ),
    "calendar_feed_make": Sent("anna", lambda w: Form([], on="calendar_feed")),
    "safety_flags": Sent(
        "anna", lambda w: Form([at(w, "tenancy")], flagged(kind="threats", about="dwelling"))
    ),
    "safety_flag": Sent("anna", lambda w: Form([at(w, "safety_flag")], flagged())),
    "case_open": Sent(
        "anna", lambda w: Form([home_of_annas().pk], {"origin": "request", "about": "Post i bunker"})
    ),
    "case_plan": Sent(
        "anna", lambda w: Form([case_of_annas().pk], {"due_on": ahead(2), "text": "Ring til banken"})
    ),
    "case_close": Sent("anna", lambda w: Form([case_of_annas().pk], OUTCOME)),
    "case_reopen": Sent("anna", lambda w: Form([closed_case().pk], on="case_detail")),
    "goal_add": Sent("anna", lambda w: Form([at(w, "case")], {"text": "Åbne posten"}, on="case_detail")),
    "action_add": Sent(
        "anna",
        lambda w: Form([at(w, "case")], {"text": "Ringe til banken", "owner": "caretaker"}, on="case_detail"),
    ),
    "person_add": Sent(
        "anna", lambda w: Form([at(w, "case")], {"kind": "relative", "name": "Søster Prøvesen"})
    ),
    "restricted_write": Sent("anna", lambda w: Form([at(w, "case")], {"text": "Følges af psykiatrien"})),
    **SENT_CONCERNS,
    **SENT_COMPLAINTS,
    **SENT_MEDIATIONS,
}

NEEDS_NONE: dict[str, str] = {
    "switch_role": SETTLES,
    "account_logout": SETTLES,
    "profile": CHANGES,
    "people_list": SEARCHES,
    "people_edit": CHANGES,
    "people_invite": "sends a mail that may have to be sent again from the same page",
    "people_end_role": TELLS,
    "people_close": SETTLES,
    "assignment_end": TELLS,
    "organisation_settings": CHANGES,
    "estate_rename": CHANGES,
    "tenancy_search": SEARCHES,
    "register_import_columns": CHANGES,
    "arrears_list_upload": "the same file that is still being looked at is the list there is",
    "arrears_list_columns": CHANGES,
    "arrears_list_confirm": TELLS,
    "arrears_list_cancel": TELLS,
    "arrears_list_undo": TELLS,
    "arrears_list_row": TELLS,
    "arrears_list_match": SEARCHES,
    "tray": SEARCHES,
    "tray_close": TELLS,
    "tray_reopen": TELLS,
    "tray_keep": TELLS,
    "eviction_list": SEARCHES,
    "eviction_find": SEARCHES,
    "eviction_open": "one open case per household: a second leads to it",
    **dict.fromkeys(
        (
            *("eviction_demand", "eviction_demand_received", "eviction_termination", "eviction_filing"),
            *("eviction_municipality", "eviction_take_back", "eviction_facts", "eviction_claim"),
            *("eviction_deadline", "eviction_deadline_approve", "eviction_deadline_refuse"),
            *("eviction_close", "eviction_reopen", "eviction_decide", "eviction_undo_decision"),
            *("standstill_create", "standstill_prolong", "standstill_end"),
            *("plan_create", "plan_cancel", "plan_keep", "statement_create"),
            *("hearing_create", "hearing_move", "hearing_call_off", "hearing_hold"),
        ),
        SEEN,
    ),
    "eviction_decide_many": "carries an id of its own: a batch is decided once",
    "eviction_letter_create": CHANGES,
    "eviction_letter_sent": SEEN,
    "standstill_reason_list": "a name stands once on the list of the organisation",
    "standstill_reason_edit": CHANGES,
    "standstill_reason_switch": SETTLES,
    "way_out_set": CHANGES,
    "way_out_edit": CHANGES,
    "statement_take_back": SETTLES,
    "recheck_confirm": SETTLES,
    "inbox_read_all": SETTLES,
    "partner_edit": CHANGES,
    "partner_end": SETTLES,
    "consent_withdraw": SETTLES,
    "referral_edit": SEEN,
    "referral_letter": "every copy leaves the file, and is written down as given out",
    "visit_log": UUID,
    "visit_correct": UUID,
    "visit_undo": SETTLES,
    "visit_draft": "the latest words count",
    "restricted_correct": "the same words twice are one version, others are told",
    "follow_up_edit": SEEN,
    "safety_acknowledge": "read is read, once a day",
    "safety_lift": SETTLES,
    "lone_work_start": "the same household again is until the new time; and whoever goes in again from the "
    "page of before must be checked in again",
    "lone_work_prolong": CHANGES,
    "lone_work_check_out": SETTLES,
    "round_end": SETTLES,
    "round_go_on": SETTLES,
    "door_skip": SETTLES,
    "door_take_along": SETTLES,
    "calendar_feed_revoke": SETTLES,
    "stand_in_card": "the latest words count",
    "case_find": SEARCHES,
    "case_edit": SEEN,
    "goal_edit": SEEN,
    "goal_settle": SETTLES,
    "action_edit": SEEN,
    "action_settle": SETTLES,
    "person_edit": SEEN,
    "person_end": SETTLES,
    **NEEDS_NONE_CONCERNS,
    **NEEDS_NONE_COMPLAINTS,
    **NEEDS_NONE_MEDIATIONS,
}
