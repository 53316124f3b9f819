"""{% load cases_ui %}{% course tenancy.pk %}: the course of a household, for whoever looks."""

from typing import Any

from django import template

from cases.choices import VisitResult
from cases.course import course_of
from core.danish import NBSP
from core.templatetags.ui import tel

register = template.Library()

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
}


@register.inclusion_tag("cases/_course.html", takes_context=True)
def course(context: template.Context, tenancy_id: int) -> dict[str, Any]:
    request = context["request"]
    return {"entries": course_of(request.user, tenancy_id).entries, "request": request}


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
def nonbreaking(text: str) -> str:
    return text.replace(" ", NBSP)
