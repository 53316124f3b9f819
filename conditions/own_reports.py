"""What the office reported itself: how far each is, how long it has been open, and whether there is an answer
it has not read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from conditions.choices import ConcernStatus
from conditions.models import ConcernMessage
from conditions.words import days_words, kinds_title
from core.lists import row_links
from notifications.choices import DeliveryKind
from notifications.models import InboxItem

LEVELS: dict[str, str] = {ConcernStatus.IN_HAND: "ok"}
ABOUT_CONCERN = (DeliveryKind.CONCERN_TAKEN, DeliveryKind.CONCERN_CLOSED)


def with_words(concerns: Iterable[Any]) -> list[Any]:
    """Onto each row of a list: url, what, open_for, level."""
    link, rows = row_links("concern_own"), list(concerns)
    for concern in rows:
        concern.url = link(concern.pk)
        concern.what = kinds_title(concern)
        concern.open_for = days_words(concern)
        concern.level = LEVELS.get(concern.status, "quiet")
    return rows


def items_about(user: Any, concern: Any, of: Any = None) -> QuerySet[Any, Any]:
    """The unread items of the person's inbox about a report of theirs: what became of it, what was written.
    `concern` is its id; in a subquery an OuterRef to it, with `of` the same from one level further in."""
    messages = ConcernMessage.objects.filter(concern_id=of or concern).values("pk")
    about = Q(kind__in=ABOUT_CONCERN, subject_id=concern)
    about |= Q(kind=DeliveryKind.CONCERN_MESSAGE, subject_id__in=messages)
    return InboxItem.objects.visible_to(user).unread().filter(about)


def with_unread(user: Any, concerns: Any) -> Any:
    """`is_new`: there is an answer the person has not read."""
    items = items_about(user, OuterRef("pk"), of=OuterRef(OuterRef("pk")))
    return concerns.annotate(is_new=Exists(items))
