"""Who may open what. One row per route; a route without a row fails tests/test_access_matrix.py.

The same rows make docs/roles.md (`manage.py roles_table --write`).

Add a row like this, in your app's block below:

    "notice_detail": page("A notice", on="notice", caretaker=200),
    "notice_close": action("Close a notice", on="notice", administration=302, data={"reason": "paid"}),

* `page` is a route people GET, `action` one that only takes POST (its GET must answer 405).
* Name the roles that may: caretaker, estate_office, administration, coordinator, system_administrator,
  with the status they get for an object in their scope (200, 302, 422 for an action sent without data, …).
  A role that sees the object but may not do this: 403. Roles you do not name get `others` (default 403;
  say others=404 where the door, not a role check, turns them away).
* `on`: which object of tests/access_world.py the URL is about. The matrix tries one in every place (own and
  colleague's estate, another estate, another organisation), and out of scope the answer must be 404 — or 403
  where the role may not use the route at all. Several: on={"pk": "arrears_list", "row_pk": "arrears_row"}.
* `extra`: other URL arguments, extra={"bucket": "errors"}. `query`: the query string of the GET.
* `data`: what an action posts. Every page is also tried with an empty POST: who may not GET it, may not POST.
* 401 is for the API: a login does not help there, a key does.
* Not logged in → 302 to the login page, unless anonymous=… says otherwise.
* `public(...)`: no login needed, everybody gets 200. `own(...)`: about oneself, every role gets 200 (or
  status=…).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROLES = ("caretaker", "estate_office", "administration", "coordinator", "system_administrator")

PEOPLE: dict[str, str] = {
    "anna": "caretaker",
    "bo": "caretaker",
    "helle": "caretaker",
    "ib": "caretaker",
    "carla": "caretaker",
    "dorte": "administration",
    "erik": "estate_office",
    "freja": "coordinator",
    "gry": "system_administrator",
}
"""Anna has Lærkeparken, Bo is her colleague there, Helle had it until last month, Ib has Møllevangen,
Carla has Skovbrynet in the other organisation; the others work for Anna's organisation, Erik's office in
Lærkeparken."""

IN_SCOPE: dict[str, frozenset[str]] = {
    "laerke": frozenset({"anna", "bo", "erik", "dorte", "freja", "gry"}),
    "moelle": frozenset({"ib", "dorte", "freja", "gry"}),
    "skov": frozenset({"carla"}),
    "fjordbo": frozenset(PEOPLE) - {"carla"},
    "skovbo": frozenset({"carla"}),
    "annas": frozenset({"anna", "dorte", "freja", "gry"}),
    "bos": frozenset({"bo", "dorte", "freja", "gry"}),
    "carlas": frozenset({"carla"}),
    "annas_inbox": frozenset({"anna"}),
    "carlas_inbox": frozenset({"carla"}),
}
"""For whom an object in this place (estate, organisation, or belonging to this person) is in scope."""


@dataclass(frozen=True)
class Row:
    title: str
    statuses: Mapping[str, int]
    on: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    post_only: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    anonymous: int = 302

    def status(self, role: str) -> int:
        return self.statuses[role]


def _row(title: str, on: str | Mapping[str, str], others: int, options: dict[str, Any]) -> Row:
    statuses = {role: options.pop(role, others) for role in ROLES}
    objects = {"pk": on} if isinstance(on, str) and on else (on or {})
    return Row(title=title, statuses=statuses, on=objects, **options)


def page(title: str, *, on: str | Mapping[str, str] = "", others: int = 403, **options: Any) -> Row:
    return _row(title, on, others, options)


def action(title: str, *, on: str | Mapping[str, str] = "", others: int = 403, **options: Any) -> Row:
    return _row(title, on, others, {"post_only": True, **options})


def own(title: str, *, status: int = 200, **options: Any) -> Row:
    return _row(title, "", status, options)


def public(title: str, *, status: int = 200, **options: Any) -> Row:
    return _row(title, "", status, {"anonymous": 200, **options})


ACCOUNTS: dict[str, Row] = {
    "home": own("Home", status=302),
    "switch_role": action("Act in another of one's own roles", others=404),
    "profile": own("One's own account"),
    "people_list": page("People", coordinator=200, system_administrator=200),
    "people_create": page("Create a person", system_administrator=200),
    "people_give_roles": action("Give roles to somebody who has an account", system_administrator=422),
    "people_detail": page("A person", on="person", coordinator=200, system_administrator=200),
    "people_edit": page("Correct a person's name and e-mail", on="person", system_administrator=200),
    "people_add_role": action("Give a role", on="person", system_administrator=422),
    "people_invite": action("Send a link to choose a password", on="person", system_administrator=302),
    "people_close": action("Close a person's access", on="person", system_administrator=302),
    "people_end_role": action("End a role", on="membership", system_administrator=302),
    "assignment_list": page("Who has which estate", coordinator=200, system_administrator=200),
    "assignment_estate": page(
        "Who has the estate, and when", on="estate", coordinator=200, system_administrator=200
    ),
    "assignment_hand_over": action(
        "Hand an estate over", on="estate", coordinator=422, system_administrator=422
    ),
    "assignment_add_colleague": action(
        "Let a colleague or the office see an estate", on="estate", coordinator=422, system_administrator=422
    ),
    "assignment_end": action("End an assignment", on="assignment", coordinator=302, system_administrator=302),
    "absence_list": page("Absences", caretaker=200, coordinator=200),
    "absence_create": page("Plan an absence", caretaker=200, coordinator=200),
    "absence_change": page("Change an absence", on="absence", caretaker=200, coordinator=200),
    "absence_end": action("End an absence", on="absence", caretaker=302, coordinator=302),
    "token_list": page("API keys", administration=200),
    "token_create": action("Make an API key", administration=422),
    "token_created": page("A new API key, shown once", on="token", administration=302),
    "token_revoke": action("Revoke an API key", on="token", administration=302),
    "organisation_settings": page("The organisation's limits", system_administrator=200),
    "estate_rename": page("Rename an estate", on="estate", system_administrator=200),
    "account_login": public("Log in", status=302),
    "account_logout": own("Log out", anonymous=302),
    "account_inactive": public("A closed account"),
    "account_reauthenticate": own("Say the password again"),
    "account_change_password": own("Change one's password"),
    "account_set_password": own("Set a password", status=302),
    "account_reset_password": public("Forgotten password"),
    "account_reset_password_done": public("Forgotten password: sent"),
    "account_reset_password_from_key": public(
        "Choose a new password", extra={"uidb36": "0", "key": "forkert"}
    ),
    "account_reset_password_from_key_done": public("New password chosen"),
    "mfa_index": own("Two-step login"),
    "mfa_authenticate": public("Two-step login: the code", status=302, anonymous=302),
    "mfa_reauthenticate": own("Two-step login: the code again", status=302),
    "mfa_activate_totp": own("Two-step login: start", status=302),
    "mfa_deactivate_totp": own("Two-step login: stop", status=404),
    "mfa_view_recovery_codes": own("Recovery codes", status=404),
    "mfa_generate_recovery_codes": own("New recovery codes", status=302),
    "mfa_download_recovery_codes": own("Download recovery codes", status=404),
}

RESIDENTS: dict[str, Row] = {
    "estate_list": own("Estates"),
    "estate_detail": page(
        "An estate and its dwellings",
        on="estate",
        caretaker=200,
        estate_office=200,
        administration=200,
        coordinator=200,
        system_administrator=200,
    ),
    "tenancy_detail": page(
        "A tenancy: who lives there",
        on="tenancy",
        caretaker=200,
        administration=200,
        coordinator=200,
        others=404,
    ),
    "tenancy_search": page("Find a resident", caretaker=200, administration=200, coordinator=200),
    "register_import_list": page("Register files", administration=200),
    "register_import_upload": action("Send a register file", administration=422),
    "register_import_detail": page("A register file", on="register_import", administration=200),
    "register_import_columns": page(
        "Which column of a register file is what", on="register_import", administration=302
    ),
    "register_import_confirm": action("Take a register file", on="register_import", administration=409),
    "register_import_cancel": action("Drop a register file", on="register_import", administration=302),
    "register_import_errors": page("Refused rows as a spreadsheet", on="register_import", administration=200),
    "register_export": page("The register as a file", extra={"kind": "csv"}, administration=200),
}

CASES: dict[str, Row] = {
    "partner_list": page("Partners and what is agreed with each", caretaker=200, coordinator=200),
    "partner_create": page("Add a partner", caretaker=200, coordinator=200),
    "partner_detail": page(
        "A partner: the agreement, open referrals, and who owes an answer",
        on="partner",
        caretaker=200,
        coordinator=200,
    ),
    "partner_edit": page("A partner's name and address", on="partner", caretaker=200, coordinator=200),
    "agreement_create": page("A new agreement with a partner", on="partner", caretaker=200, coordinator=200),
    "partner_end": action("End the work with a partner", on="partner", caretaker=409, coordinator=409),
    "disclosure_list": page("What was disclosed without consent", coordinator=200),
    "disclosure_detail": page(
        "A disclosure; to coordinators one without consent", on="disclosure", caretaker=200, coordinator=200
    ),
    "consent_create": page("Record a consent", on="case", caretaker=200),
    "consent_detail": page("A consent", on="consent", caretaker=200, coordinator=404),
    "consent_withdraw": page("Withdraw a consent", on="consent", caretaker=200, coordinator=404),
    "consent_print": page(
        "A consent as paper to be signed",
        on="consent",
        extra={"language": "da"},
        caretaker=200,
        coordinator=404,
    ),
    "referral_create": page("Draft a referral", on="case", caretaker=200),
    "referral_detail": page("A referral and its letter", on="referral", caretaker=200, coordinator=404),
    "referral_edit": page("Correct the draft of a referral", on="referral", caretaker=200, coordinator=404),
    "referral_send": action(
        "Send a referral (here one without a ground)",
        on="referral",
        caretaker=409,
        coordinator=404,
        data={"how": "brev", "seen": "0"},
    ),
    "referral_answer": action(
        "Note a partner's answer",
        on="referral",
        caretaker=302,
        coordinator=404,
        data={"to": "withdrawn"},
    ),
    "referral_remind": action(
        "Note a reminder (here of one not sent)", on="referral", caretaker=409, coordinator=404
    ),
    "referral_letter": action(
        "Fetch a referral's letter (here one not sent)", on="referral", caretaker=409, coordinator=404
    ),
    "visit_draft": action(
        "Keep what one is writing",
        on={"tenancy_pk": "tenancy"},
        caretaker=204,
        others=404,
        administration=403,
        coordinator=403,
        data={"note": "Talte sammen"},
    ),
    "phone": public("Without coverage, and what lies on the phone"),
    "today": page("I dag: what waits for the caretaker", caretaker=200),
    "today_print": page("I dag on paper, by stairwell", caretaker=200),
    "visit_log": page(
        "Log a contact",
        on={"tenancy_pk": "tenancy"},
        caretaker=200,
        administration=403,
        coordinator=403,
        others=404,
    ),
    "visit_correct": page("Put a contact of one's own right", on="own_visit", caretaker=200),
    "restricted_write": page("Write a restricted note", on="own_case", caretaker=200),
    "restricted_correct": page("Put a restricted note right", on="restricted_note", caretaker=200),
    "visit_undo": action("Undo a contact just logged", on="visit", caretaker=302),
    "follow_up_edit": page("The next step", on="follow_up", caretaker=200),
    "case_opening_create": page("Open one case with a reason", on="case", coordinator=200),
    "case_look_ups": page("Who has looked", on="case", caretaker=200, coordinator=302, others=404),
    "case_look_up_extract": page(
        "When and why somebody looked, for the resident",
        on="own_case",
        caretaker=200,
        coordinator=302,
        others=404,
    ),
    "handover_list": page("Handovers", caretaker=200, coordinator=200),
    "handover_create": page("Hand cases over", caretaker=200),
    "handover_detail": page("A handover and its receipt", on="handover", caretaker=200, coordinator=200),
    "handover_confirm": action("Take over cases", on="handover_taken", caretaker=302),
    "handover_decline": action(
        "Say no to cases", on="handover_taken", caretaker=302, data={"answer": "Jeg har for mange"}
    ),
    "handover_cancel": action("Take a handover back", on="handover", caretaker=302, coordinator=302),
    "caseload": page("How the cases are spread", coordinator=200),
    "caseload_list": page(
        "The cases behind a figure",
        on={"membership_pk": "membership"},
        extra={"which": "aabne"},
        coordinator=200,
    ),
    "caseload_unassigned": page("The cases that nobody has", coordinator=200),
    "redistribute": page("Move cases from a caretaker", on={"membership_pk": "membership"}, coordinator=200),
    "stand_in_card": page("The stand-in's card", on="absence", caretaker=200),
    "round_list": page("Outreach rounds one is in the middle of", caretaker=200),
    "estate_rounds": page(
        "The outreach rounds of an estate, and a new one",
        on="estate",
        caretaker=200,
        others=403,
    ),
    "round_detail": page("An outreach round: the next door", on="round", caretaker=200),
    "round_end": action("End an outreach round", on="round", caretaker=302),
    "round_go_on": action("Go on with an outreach round", on="round", caretaker=302),
    "door_skip": action("Skip a door of an outreach round", on="door", caretaker=302),
    "door_take_along": action("Walk to a skipped door after all", on="door", caretaker=302),
    "calendar_feed": page("One's calendar's address", caretaker=200),
    "calendar_feed_make": action("Make a calendar's address", caretaker=302),
    "calendar_feed_made": page("A new calendar's address, shown once", caretaker=302),
    "calendar_feed_revoke": action("Revoke a calendar's address", caretaker=302),
    "calendar_feed_read": public(
        "A calendar, to whoever has its secret", status=404, anonymous=404, extra={"secret": "forkert"}
    ),
    "safety_flags": page(
        "What to know before a household's door opens",
        on={"tenancy_pk": "tenancy"},
        caretaker=200,
        administration=403,
        coordinator=403,
        others=404,
    ),
    "safety_acknowledge": action(
        "Say that one has read it",
        on={"tenancy_pk": "tenancy"},
        caretaker=302,
        administration=403,
        coordinator=403,
        others=404,
    ),
    "safety_flag": page("A warning, to be seen to again", on="safety_flag", caretaker=200),
    "safety_lift": action("Lift a warning", on="safety_flag", caretaker=302),
    "lone_work_start": page(
        "On a visit alone, until when",
        on={"tenancy_pk": "tenancy"},
        caretaker=200,
        administration=403,
        coordinator=403,
        others=404,
    ),
    "lone_work_detail": page(
        "A visit, and the colleague who did not come out", on="lone_work", caretaker=200, coordinator=200
    ),
    "lone_work_prolong": action("It takes longer", on="lone_work", caretaker=302, coordinator=302),
    "lone_work_check_out": action(
        "Out again, or in contact with them", on="lone_work", caretaker=302, coordinator=302
    ),
    "case_list": page("The caretaker's cases", caretaker=200),
    "case_find": page("Find the household of a new case", caretaker=200),
    "case_open": page(
        "Open a case; where there is one, to that",
        on={"tenancy_pk": "tenancy"},
        caretaker=302,
        administration=403,
        coordinator=403,
        others=404,
    ),
    "case_detail": page(
        "A case: its plan, people and course (a coordinator states a reason first)",
        on="case",
        caretaker=200,
        coordinator=302,
        others=404,
    ),
    "case_edit": page("What a case is about, its status and weight", on="case", caretaker=200),
    "case_plan": page("Plan the next step of a case; where there is one, to that", on="case", caretaker=302),
    "case_close": page("Close a case", on="case", caretaker=200),
    "case_reopen": action("Open a closed case again", on="case", caretaker=409),
    "goal_add": action("Add a goal to the plan", on="case", caretaker=422),
    "action_add": action("Add an action to the plan", on="case", caretaker=422),
    "goal_edit": page("Correct or settle a goal", on="goal", caretaker=200),
    "goal_settle": action("Settle a goal, or take that back", on="goal", caretaker=302),
    "action_edit": page("Correct or settle an action", on="plan_action", caretaker=200),
    "action_settle": action("Tick an action off, drop it or take that back", on="plan_action", caretaker=302),
    "person_add": page("Add a person around the resident", on="case", caretaker=200),
    "person_edit": page("Correct a person around the resident", on="case_person", caretaker=200),
    "person_end": action("Take a person off a case", on="case_person", caretaker=302),
}

EVICTIONS: dict[str, Row] = {
    "arrears_list_list": page("Arrears lists and how far each has come", administration=200, coordinator=200),
    "arrears_list_upload": page("Upload an arrears list", administration=200),
    "arrears_list_detail": page(
        "An arrears list: preview (administration only) or receipt",
        on="arrears_list",
        administration=200,
        coordinator=200,
    ),
    "arrears_list_progress": page(
        "How far the reading or importing is", on="arrears_list", administration=302, coordinator=302
    ),
    "arrears_list_columns": page("Choose the columns by hand", on="arrears_list", administration=302),
    "arrears_list_confirm": action("Import a list", on="arrears_list", administration=302),
    "arrears_list_cancel": action("Drop a list", on="arrears_list", administration=302),
    "arrears_list_undo": action("Undo an imported list", on="arrears_list", administration=302),
    "arrears_list_errors": page(
        "The rows that wait, as a spreadsheet", on="arrears_list", administration=200
    ),
    "arrears_list_row": action(
        "Correct, confirm, match or leave out a row",
        on="arrears_list",
        extra={"row_number": 2},
        administration=302,
    ),
    "arrears_list_match": page(
        "Find the tenancy of a row", on="arrears_list", extra={"row_number": 2}, administration=302
    ),
    "notice_list": page("The caretaker's list of arrears", caretaker=200),
    "urgency_rules": page("How I dag is ordered", caretaker=200),
    "notice_detail": page(
        "A notice with its course and notes",
        on="notice",
        caretaker=200,
        administration=403,
        coordinator=403,
        others=404,
    ),
    "tray": page("The tray of arrears", administration=200),
    "tray_export": page("The tray as a spreadsheet", administration=200),
    "tray_detail": page("A notice without notes", on="notice", administration=200, coordinator=200),
    "tray_close": action(
        "Close a notice",
        on="notice",
        administration=302,
        data={"reason": "paid"},
        others=404,
        caretaker=403,
        coordinator=403,
    ),
    "tray_reopen": action(
        "Open a closed notice again",
        on="notice",
        administration=302,
        others=404,
        caretaker=403,
        coordinator=403,
    ),
    "tray_keep": action(
        "Keep a notice open", on="notice", administration=302, others=404, caretaker=403, coordinator=403
    ),
    "api_docs": public("The API's documentation"),
    "api:openapi-json": public("The API's description"),
    "api:api-root": page("The API without a path", others=404, anonymous=404),
    "api:post_arrears_list": action("Send an arrears list with a key", others=401, anonymous=401),
    "api:get_arrears_list": page(
        "How far a list is, with a key", on={"list_id": "arrears_list"}, others=401, anonymous=401
    ),
    "overview": page("The coordinator's overview", coordinator=200),
    "overview_list": page(
        "The rows behind a figure of the overview", extra={"which": "frist-snart"}, coordinator=200
    ),
    "unassigned": page("The estates with notices that nobody is responsible for", coordinator=200),
    "unassigned_estate": page(
        "The notices of an estate that nobody is responsible for", on="estate", coordinator=200
    ),
}

NOTIFICATIONS: dict[str, Row] = {
    "inbox": own("One's own inbox"),
    "inbox_open": page("Open an inbox item", on="inbox_item", caretaker=302, others=404),
    "inbox_read_all": action("Mark one's inbox as read", others=302),
    "queue_health": public("Health check of the queue"),
}

CORE: dict[str, Row] = {
    "health": public("Health check"),
    "session_state": public("Who is logged in, asked by the phone before it sends", anonymous=401),
    "service_worker": public("What keeps the app on the phone"),
    "manifest": public("How the app looks on a home screen"),
    "favicon": public("The icon in the browser tab", status=302, anonymous=302),
}

TABLE: dict[str, Row] = {**ACCOUNTS, **RESIDENTS, **CASES, **EVICTIONS, **NOTIFICATIONS, **CORE}
