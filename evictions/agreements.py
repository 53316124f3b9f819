"""What standstills, plans and statements hand to the apps below: registered when the app is ready."""

from django.utils.translation import gettext as _

from cases import providers
from cases.models import Consent
from evictions.models import Statement
from evictions.services import standstills_over
from evictions.services.standstill_reasons import give_first_reasons
from evictions.services.statements import withdraw_with_consent
from notifications.registry import register_scheduled
from residents.providers import register_organisation_hook


def register() -> None:
    register_scheduled(standstills_over.schedule())
    register_organisation_hook(give_first_reasons)
    providers.register(consent_withdrawn=withdraw_with_consent, relies=what_stops)


def what_stops(consent: Consent) -> list[str]:
    """What withdrawing the consent stops here."""
    waiting = Statement.objects.waiting().filter(consent=consent).exists()
    return [_("Indstillingen til administrationen bliver trukket tilbage.")] if waiting else []
