"""Which pages test_every_page.py walks, and as whom.

Every row of tests/access_table.py that some role may GET is walked as one person of each such role, on an
object in their scope; rows open to all roles as the two with the shortest and the longest navigation. Pages
without an object are walked again in an organisation where there is nothing yet. What stands here by hand:
routes that are no page, and error answers of forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from tests.access_table import IN_SCOPE, PEOPLE, ROLES, TABLE, Row

NOT_PAGES = {
    "register_export",
    "register_import_errors",
    "arrears_list_errors",
    "eviction_figures_export",
    "api:openapi-json",
    "calendar_feed_read",
    "complaint_form_pdf",
    "complaint_letter_pdf",
    "concern_photo_full",
    "concern_photo_small",
    "eviction_letter_pdf",
    "favicon",
    "health",
    "agreement_print",
    "meeting_ics",
    "meeting_invitation",
    "manifest",
    "service_worker",
    "session_state",
    "mfa_download_recovery_codes",
    "queue_health",
    "tray_export",
    "eviction_export",
    "outcomes_export",
}
"""Answers that are no page for people: files, pictures, JSON."""

ANONYMOUS = ["account_login", "account_reset_password"]
"""Walked by a stranger; the other public pages are the same to everybody."""

PERSON_OF = {PEOPLE[name]: name for name in reversed(list(PEOPLE)) if name != "carla"}
SHORT_AND_LONG = ("caretaker", "coordinator")


@dataclass(frozen=True)
class Visit:
    """`empty`: as the same role in an organisation without estates, people and lists."""

    route: str
    role: str
    empty: bool = False

    def __str__(self) -> str:
        return f"{self.route}-{self.role or 'stranger'}{'-empty' if self.empty else ''}"

    @property
    def person(self) -> str:
        return PERSON_OF.get(self.role, "")


def visits() -> Iterator[Visit]:
    for route, row in TABLE.items():
        if row.post_only or route in NOT_PAGES:
            continue
        allowed = [role for role in ROLES if row.status(role) == 200]
        for role in SHORT_AND_LONG if len(allowed) == len(ROLES) else allowed:
            yield Visit(route, role)
            if not row.on and len(allowed) < len(ROLES):
                yield Visit(route, role, empty=True)
    for route in ANONYMOUS:
        yield Visit(route, "")


def address(visit: Visit, row: Row, objects: dict[str, dict[str, object]]) -> str:
    """The page's address on the first object that is in the person's scope."""
    kwargs = dict(row.extra)
    for name, kind in row.on.items():
        places = [place for place in objects[kind] if visit.person in IN_SCOPE[place]]
        kwargs[name] = objects[kind][places[0]]
    return reverse(visit.route, kwargs=kwargs or None) + row.query
