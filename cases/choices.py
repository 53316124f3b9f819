from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitResult(models.TextChoices):
    """What happened. The six big buttons of the contact form, in their order."""

    REACHED = "reached", _("Fik kontakt")
    NOT_HOME = "not_home", _("Ikke hjemme")
    CARD_LEFT = "card_left", _("Lagde kort")
    PHONE = "phone", _("Telefon")
    DECLINED = "declined", _("Afviste")
    OTHER = "other", _("Andet")


CONTACT_ESTABLISHED = frozenset({VisitResult.REACHED, VisitResult.PHONE})
"""Results that count as contact with the resident: the one fact the administration is told."""
