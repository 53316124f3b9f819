"""What the push needs to know of mediations. A line says that there is one, and nothing of whom it is about:
an inbox is read with others around."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.board import Figure, register_figure
from core.lists import row_links
from disputes.models import Mediation
from disputes.services import mediation_retention
from notifications import registry
from notifications.choices import DeliveryKind
from notifications.registry import InboxLine


def register() -> None:
    registry.register_inbox_lines(DeliveryKind.MEDIATION, mediation_lines)
    registry.register_scheduled(mediation_retention.schedule())
    register_figure(figure_without_mediator)


def mediation_lines(user: Any, ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """To whoever mediates it today; a former mediator has none."""
    url = row_links("mediation_detail")
    rows = Mediation.objects.visible_to(user).standing().filter(pk__in=ids)
    return {row.pk: InboxLine(_("Mægling %s") % row.number, url(row.pk), _said(row)) for row in rows}


def _said(mediation: Mediation) -> str:
    return _("Du er mægler") if mediation.is_open else _("Mæglingen er afsluttet")


def figure_without_mediator(user: Any) -> Figure | None:
    """On the coordinator's overview, when there are any."""
    count = Mediation.objects.without_mediator(user).count()
    url = reverse("mediation_without_mediator")
    return Figure(count, _("Mæglinger uden mægler"), url, "late") if count else None
