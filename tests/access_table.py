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

from tests.access_cases import CASES
from tests.access_complaints import COMPLAINTS
from tests.access_concerns import CONCERNS
from tests.access_evictions import EVICTIONS
from tests.access_mediations import MEDIATIONS
from tests.access_outcomes import OUTCOMES
from tests.access_rows import ROLES, Row, action, own, page, public

__all__ = ["CASES", "EVICTIONS", "IN_SCOPE", "PEOPLE", "ROLES", "TABLE", "Row"]

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
    "eriks": frozenset({"anna", "bo", "erik", "dorte", "freja", "gry"}),
    "anna_mediates": frozenset({"anna"}),
    "carla_mediates": frozenset({"carla"}),
    "annas": frozenset({"anna", "dorte", "freja", "gry"}),
    "bos": frozenset({"bo", "dorte", "freja", "gry"}),
    "carlas": frozenset({"carla"}),
    "annas_inbox": frozenset({"anna"}),
    "carlas_inbox": frozenset({"carla"}),
}
"""For whom an object in this place (estate, organisation, or belonging to this person) is in scope."""


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

ARREARS: dict[str, Row] = {
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
    "api:post_eviction_steps": action("Send steps of eviction cases with a key", others=401, anonymous=401),
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

TABLE: dict[str, Row] = {
    **ACCOUNTS,
    **RESIDENTS,
    **CASES,
    **ARREARS,
    **EVICTIONS,
    **CONCERNS,
    **COMPLAINTS,
    **MEDIATIONS,
    **OUTCOMES,
    **NOTIFICATIONS,
    **CORE,
}
