"""A disclosure without consent in a coordinator's inbox: that there was one, and where it is read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from cases.links import links
from cases.models import Disclosure
from notifications.choices import DeliveryKind
from notifications.registry import InboxLine, register_inbox_lines


def register() -> None:
    register_inbox_lines(DeliveryKind.DISCLOSURE, disclosure_lines)


def disclosure_lines(user: Any, disclosure_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """Neutral: no name, no address, no reason. Those stand behind the link, which asks again who looks."""
    rows = Disclosure.objects.visible_to(user).filter(pk__in=disclosure_ids).select_related("case", "estate")
    url = links("disclosure_detail")
    return {
        row.pk: InboxLine(
            _("Oplysninger givet videre uden samtykke"),
            url(row.pk),
            _("Sag %(number)s · %(estate)s") % {"number": row.case.number, "estate": row.estate.name},
        )
        for row in rows
    }
