"""Reporting on a phone without coverage: the flat of the page that was asked for, or one that is written."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from conditions.forms.by_address import ConcernByAddressForm
from conditions.forms.concerns import ConcernForm
from core.phone_forms import PhoneForm

FILES: Final = ("css/conditions.css", "photos.js")


def of_the_address() -> dict[str, Any]:
    return {"form": ConcernForm(auto_id="meld_%s")}


def of_any() -> dict[str, Any]:
    return {"form": ConcernByAddressForm(auto_id="meld_%s"), "asks_address": True}


OF_FLAT: Final = PhoneForm(
    path=r"^/meld/lejemaal/[0-9]+/$",
    title=_("Meld en bekymring om lejligheden"),
    template="conditions/_phone_form.html",
    context=of_the_address,
    files=FILES,
)
BY_ADDRESS: Final = PhoneForm(
    path=r"^/meld/($|adresse/|afdeling/|opgang/)",
    title=_("Ejendomskontoret: meld en bekymring om en lejlighed"),
    template="conditions/_phone_form.html",
    context=of_any,
    route="concern_report_by_address",
    offer=_("Ejendomskontoret: skriv en melding nu"),
    files=FILES,
)
