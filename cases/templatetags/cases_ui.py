"""{% load cases_ui %}: what the templates of casework draw with, beside core/templatetags/ui.py."""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from accounts.choices import Role
from audit.choices import Purpose
from cases.choices import VisitResult
from cases.forms.lone_work import CHIPS
from cases.grounds import say_kinds
from cases.links import links
from cases.lone_work import open_checks
from cases.models import Case, LoneWorkCheck
from core.danish import NBSP
from core.templatetags.ui import tel

register = template.Library()
PURPOSES = dict(Purpose.choices)

ICONS: dict[str, str] = {
    VisitResult.REACHED: "message-circle",
    VisitResult.NOT_HOME: "door-closed",
    VisitResult.CARD_LEFT: "mail",
    VisitResult.PHONE: "phone",
    VisitResult.DECLINED: "hand",
    VisitResult.OTHER: "pencil",
    VisitResult.NO_ANSWER: "phone-missed",
    "planned": "calendar",
    "dropped": "calendar-off",
    "list": "file-spreadsheet",
    "closed": "circle-check",
    "legal_demand": "scale",
    "legal_court": "landmark",
    "legal_agreement": "handshake",
    "legal_case": "folder",
    "complaint": "message-square-warning",
    "complaint_closed": "message-square-off",
    "consent_given": "file-check",
    "consent_withdrawn": "file-x",
    "referral_sent": "send",
    "referral_received": "mail-check",
    "referral_reminded": "bell-ring",
    "referral_accepted": "handshake",
    "referral_declined": "circle-x",
    "referral_done": "circle-check",
    "referral_withdrawn": "undo-2",
    "disclosure": "share-2",
    "concern": "megaphone",
    "concern_taken": "hand",
    "concern_closed": "circle-check",
    "opened": "book-open",
    "case_opened": "folder-plus",
    "case_closed": "archive",
    "case_reopened": "folder-open",
    "case_assigned": "user-check",
    "goal": "flag",
    "goal_reached": "trophy",
    "goal_dropped": "flag-off",
    "action_done": "check",
    "action_dropped": "x",
    "inspection_planned": "calendar-clock",
    "inspection_done": "clipboard-check",
    "inspection_missed": "calendar-x",
    "inspection_cancelled": "calendar-off",
}


@register.simple_tag
def back_label(back: str, case: Case) -> str:
    """What the link at the top of a page is called: the case when it leads there."""
    if back.partition("#")[0].partition("?")[0] == links("case_detail")(case.pk):
        return _("Sag %(number)s") % {"number": case.number}
    return _("Tilbage")


@register.filter
def course_icon(kind: str) -> str:
    return ICONS.get(kind, "circle")


@register.filter
def result_icon(result: str) -> str:
    return ICONS[result]


@register.filter
def sms(phone: str) -> str:
    return tel(phone).replace("tel:", "sms:", 1)


@register.filter
def purpose_words(purpose: str) -> str:
    """Django's own get_purpose_display makes a dictionary of every purpose for each row."""
    return str(PURPOSES[purpose])


@register.filter
def nonbreaking(text: str) -> str:
    return text.replace(" ", NBSP)


@register.inclusion_tag("cases/_alone.html", takes_context=True)
def alone(context: template.Context, tenancy_id: int = 0) -> dict[str, Any]:
    """Whether one is on a visit, and the colleagues who did not come out; with a household, the way in."""
    request = context["request"]
    told = request.user.role in {Role.CARETAKER, Role.COORDINATOR}
    checks = open_checks(request.user) if told else []
    return alone_bar(request, checks, tenancy_id)


def alone_bar(request: Any, checks: list[LoneWorkCheck], tenancy_id: int = 0) -> dict[str, Any]:
    mine = request.user.membership.pk if request.user.membership else None
    return {
        "own": next((check for check in checks if check.membership_id == mine), None),
        "missing": [check for check in checks if check.membership_id != mine],
        "tenancy_id": tenancy_id,
        "chips": CHIPS,
        "here": request.get_full_path(),
        "csrf_token": get_token(request),
    }


@register.filter
def data_kinds(kinds: list[str]) -> str:
    """Kinds of data in words: what a consent names, what a disclosure carried."""
    return say_kinds(kinds)
