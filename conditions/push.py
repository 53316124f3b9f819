"""What the push needs to know of concerns: which must be delivered, to whom, and what the inbox says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.board import Figure, register_figure, responsible_names
from accounts.choices import Role
from accounts.routing import to_member
from accounts.services.telling import midnight_after
from conditions.choices import ConcernOutcome, ConcernStatus, MessageTopic, Urgency
from conditions.models import ConcernFlag, ConcernMessage
from conditions.querysets import REPORTS
from conditions.services import escalation
from conditions.services.acute import tell_at_once
from conditions.words import days_words, kinds_title
from core.lists import RowLinks, row_links
from core.weekdays import last_late_day
from notifications import registry
from notifications.choices import DeliveryKind, DeliveryStatus
from notifications.models import Delivery
from notifications.registry import InboxLine

NEW_CONCERNS = "SELECT id FROM conditions_concernflag WHERE status = 'received'"
FROM_OFFICE = """
SELECT message.id
FROM conditions_concernmessage message
JOIN conditions_concernflag concern ON concern.id = message.concern_id AND concern.status <> 'closed'
WHERE message.from_office
"""

BY_HANDS = to_member("""
SELECT taken.id,
       CASE WHEN concern.case_id IS NULL THEN COALESCE(taker.id, held.responsible_id)
            ELSE COALESCE(held.responsible_id, taker.id) END,
       concern.estate_id
FROM taken
LEFT JOIN conditions_concernmessage message
  ON taken.kind = 'concern_message' AND message.id = taken.subject_id
JOIN conditions_concernflag concern
  ON taken.kind IN ('concern', 'concern_message')
 AND concern.id = CASE WHEN taken.kind = 'concern' THEN taken.subject_id ELSE message.concern_id END
LEFT JOIN cases_case held
  ON held.tenancy_id = concern.tenancy_id AND held.status IN ('active', 'new', 'waiting')
LEFT JOIN accounts_membership taker
  ON taker.user_id = concern.taken_by_id AND taker.organisation_id = concern.organisation_id
 AND taker.role = 'caretaker' AND EXISTS (
    SELECT FROM accounts_estateassignment own, today
    WHERE own.membership_id = taker.id AND own.estate_id = concern.estate_id
      AND own.starts_on <= today.day AND COALESCE(own.ends_on, today.day) >= today.day)
WHERE taken.recipient_id IS NULL
""")
"""To whoever took it, while they have the estate; else, as when it was made part of a case, to who works with
the household. Where that is nobody, the estate decides. One row each: a membership is unique by person,
organisation and role."""

STUCK = Exists(
    Delivery.objects.filter(
        kind=DeliveryKind.CONCERN,
        subject_id=OuterRef("pk"),
        recipient_id=None,
        status=DeliveryStatus.PARKED,
    )
)
"""It reaches no caretaker; the same in SQL: services/acute.py."""


def register() -> None:
    registry.register_routing_by_subject(BY_HANDS)
    registry.register_owed(DeliveryKind.CONCERN, NEW_CONCERNS)
    registry.register_owed(DeliveryKind.CONCERN_MESSAGE, FROM_OFFICE)
    registry.register_inbox_lines(DeliveryKind.CONCERN, concern_lines)
    registry.register_inbox_lines(DeliveryKind.ACUTE_CONCERN, acute_lines)
    registry.register_inbox_lines(DeliveryKind.UNTAKEN_CONCERN, untaken_lines)
    registry.register_inbox_lines(DeliveryKind.CONCERN_TAKEN, taken_lines)
    registry.register_inbox_lines(DeliveryKind.CONCERN_CLOSED, own_lines)
    registry.register_inbox_lines(DeliveryKind.CONCERN_MESSAGE, message_lines)
    registry.register_scheduled(escalation.schedule())
    registry.register_watch(tell_at_once)
    registry.register_task_count(untaken_count)
    register_figure(untaken_figure)


def concern_lines(user: Any, concern_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """Acute danger first of all; then what is true today: who has it, or for how long nobody has."""
    if user.role != Role.CARETAKER:
        return {}
    url = row_links("concern_detail")
    return {
        concern.pk: InboxLine(concern.dwelling.address, url(concern.pk), _detail(concern, _standing(concern)))
        for concern in _concerns(user, concern_ids)
    }


def untaken_lines(user: Any, concern_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """The coordinator sees those that still lie; one that is taken is out of sight, and its line too."""
    if user.role == Role.CARETAKER:
        return concern_lines(user, concern_ids)
    url = reverse("concern_untaken") if user.role == Role.COORDINATOR else ""
    return {
        concern.pk: InboxLine(concern.dwelling.address, url, _detail(concern, _standing(concern)))
        for concern in (_concerns(user, concern_ids) if url else [])
    }


def acute_lines(user: Any, concern_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """To the coordinator: that nobody gets it, as long as that is so; from then on, with whom it lies."""
    if user.role != Role.COORDINATOR:
        return untaken_lines(user, concern_ids)
    url, names = reverse("concern_untaken"), responsible_names(user.organisation_id)
    return {
        concern.pk: InboxLine(
            concern.dwelling.address, url, _acute(concern, names.get(concern.estate_id, ""))
        )
        for concern in _concerns(user, concern_ids).annotate(is_stuck=STUCK)
    }


def _acute(concern: Any, responsible: str) -> str:
    if not concern.is_stuck:
        with_whom = [_("hos %(name)s") % {"name": responsible}] if responsible else []
        return " · ".join([_detail(concern, _standing(concern)), *with_whom])
    why = (
        _("meldingen kunne ikke leveres") if responsible else _("afdelingen har ingen social vicevært i dag")
    )
    what = " · ".join([kinds_title(concern), concern.estate.name, days_words(concern)])
    return _("Akut fare, og %(why)s: %(what)s") % {"why": why, "what": what}


def untaken_figure(user: Any) -> Figure:
    """All that nobody has taken; red when one of them should have been by now, or is acute and reaches
    nobody."""
    late = Count("pk", filter=too_late(user))
    found = ConcernFlag.objects.visible_to(user).aggregate(all=Count("pk"), late=late)
    level = "late" if found["late"] else "soon"
    return Figure(found["all"], _("Meldinger, ingen har taget"), reverse("concern_untaken"), level)


def untaken_count(user: Any) -> int:
    """For the coordinator's morning mail: those that somebody should have taken by now."""
    if user.role != Role.COORDINATOR:
        return 0
    return ConcernFlag.objects.visible_to(user).filter(too_late(user)).count()


def too_late(user: Any) -> Q:
    weekdays = user.membership.organisation.untaken_after_weekdays
    late = Q(created_at__lt=midnight_after(last_late_day(timezone.localdate(), weekdays)))
    return late | Q(STUCK, urgency=Urgency.ACUTE)


def own_lines(user: Any, concern_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """To whoever reported it: how far it is today, and no more."""
    return {concern.pk: _own_line(concern, _said_to_reporter(concern)) for concern in _own(user, concern_ids)}


def taken_lines(user: Any, concern_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """That it was taken. How it ended has a line of its own."""
    return {
        concern.pk: _own_line(
            concern, _said_to_reporter(concern) if concern.is_open else _("Din melding blev taget")
        )
        for concern in _own(user, concern_ids)
    }


def _own(user: Any, concern_ids: Sequence[int]) -> Iterable[ConcernFlag]:
    return _concerns(user, concern_ids) if user.role in REPORTS else ()


def _own_line(concern: ConcernFlag, said: str) -> InboxLine:
    url = row_links("concern_own")(concern.pk)
    return InboxLine(concern.dwelling.address, url, f"{said} · {concern.estate.name}")


def message_lines(user: Any, message_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """That somebody has written, and about what; the words stand on the page."""
    url = row_links("concern_own" if user.role in REPORTS else "concern_detail")
    rows = ConcernMessage.objects.visible_to(user).filter(pk__in=message_ids)
    return {
        message.pk: _message_line(message, url)
        for message in rows.select_related("concern__dwelling", "estate", "author")
    }


def _message_line(message: ConcernMessage, url: RowLinks) -> InboxLine:
    if message.topic == MessageTopic.ANSWER:
        said = _("%(name)s har svaret på din melding") % {"name": message.author.name}
    else:
        about = {"name": message.author.name, "topic": message.get_topic_display().lower()}
        said = _("%(name)s har skrevet om %(topic)s") % about
    address = message.concern.dwelling.address
    return InboxLine(address, f"{url(message.concern_id)}#traad", f"{said} · {message.estate.name}")


def _concerns(user: Any, concern_ids: Sequence[int]) -> QuerySet[ConcernFlag]:
    rows = ConcernFlag.objects.visible_to(user).filter(pk__in=concern_ids)
    wanted = rows.select_related("dwelling", "estate", "taken_by")
    return wanted.only(
        *("status", "urgency", "kinds", "created_at", "closed_at", "outcome"),
        *("dwelling__address", "estate__name", "taken_by__name"),
    )


def _detail(concern: ConcernFlag, standing: str) -> str:
    """ "Akut fare · Affald, ophobning · Lærkeparken · åben i 2 dage"."""
    urgent = concern.status != ConcernStatus.CLOSED and concern.urgency != Urgency.NORMAL
    parts = [str(concern.get_urgency_display()) if urgent else "", kinds_title(concern), concern.estate.name]
    return " · ".join(part for part in (*parts, standing) if part)


def _standing(concern: ConcernFlag) -> str:
    if concern.status == ConcernStatus.CLOSED:
        return _("afsluttet")
    if concern.status == ConcernStatus.IN_HAND and concern.taken_by:
        return _("%(name)s har taget den") % {"name": concern.taken_by.name}
    return days_words(concern)


def _said_to_reporter(concern: ConcernFlag) -> str:
    if concern.outcome == ConcernOutcome.REPAIR:
        return _("Kommer tilbage til jer som en almindelig reparation")
    if concern.status == ConcernStatus.CLOSED:
        return _("Din melding er afsluttet")
    return _("Din melding er i gang") if concern.status == ConcernStatus.IN_HAND else _("Modtaget")
