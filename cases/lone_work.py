"""Who is on a visit alone, as pages and the inbox show it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.compiled import compiled_for_user
from cases.links import links
from cases.models import LoneWorkCheck
from core.phrases import say_moment
from notifications.choices import DeliveryKind
from notifications.registry import InboxLine, register_inbox_lines, register_watch


def open_checks(user: Any) -> list[LoneWorkCheck]:
    """One's own visit first, then the colleagues who have not come out in time."""
    return sorted(_open_checks(user), key=lambda check: check.membership_id != user.membership.pk)


@compiled_for_user
def _open_checks(user: Any) -> QuerySet[Any, Any]:
    rows = LoneWorkCheck.objects.visible_to(user).open()
    return rows.select_related("tenancy__dwelling", "membership__user", "estate").order_by("until", "pk")


def inbox_lines(user: Any, check_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """Neutral: who and where stands on the page it leads to."""
    rows = LoneWorkCheck.objects.visible_to(user).filter(pk__in=check_ids).select_related("estate")
    return {check.pk: inbox_line(check) for check in rows}


def inbox_line(check: LoneWorkCheck) -> InboxLine:
    url = links("lone_work_detail")(check.pk)
    if check.checked_out_at:
        title = _("Kollegaen er meldt ud fra besøget")
        return InboxLine(title, url, f"{say_moment(check.checked_out_at)} · {check.estate.name}")
    title = _("En kollega har ikke meldt sig ud fra et besøg")
    return InboxLine(title, url, f"{say_moment(check.until)} · {check.estate.name}")


def register() -> None:
    from cases.services.lone_work import tell_of_overdue

    register_inbox_lines(DeliveryKind.LONE_WORK, inbox_lines)
    register_watch(tell_of_overdue)
