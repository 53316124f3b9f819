from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The five roles of docs/roles.md. A person may hold several, in several organisations."""

    CARETAKER = "caretaker", _("Social vicevært")
    ESTATE_OFFICE = "estate_office", _("Ejendomskontor")
    ADMINISTRATION = "administration", _("Administration")
    COORDINATOR = "coordinator", _("Koordinator")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("Systemadministrator")


ORGANISATION_WIDE = frozenset({Role.ADMINISTRATION, Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR})
"""Roles that see every estate of their organisation (what of it they see differs by model)."""
ESTATE_BOUND = frozenset({Role.CARETAKER, Role.ESTATE_OFFICE})
"""Roles that see only the estates they are assigned to, from and to a date."""
HAS_TASKS = frozenset({Role.CARETAKER, Role.COORDINATOR, Role.ADMINISTRATION})
"""Roles for which something is counted in the morning mail (notifications.registry.register_task_count)."""
HAS_CALENDAR = frozenset({Role.CARETAKER, Role.ADMINISTRATION})
"""Roles whose days a calendar program may fetch from a secret address (cases.feeds)."""
