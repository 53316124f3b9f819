"""The contact form of a phone without coverage."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from cases.choices import RESULT_BUTTONS
from cases.forms.visits import VisitForm
from core.phone_forms import PhoneForm

PLANS: Final = (("2d", _("2 dage")), ("1w", _("1 uge")), ("date", _("Dato")), ("none", _("Intet")))


def context() -> dict[str, Any]:
    return {"results": RESULT_BUTTONS, "plans": PLANS, "form": VisitForm(auto_id="tlf_%s")}


CONTACT: Final = PhoneForm(
    path=r"^/lejeforhold/[0-9]+/kontakt/$",
    title=_("Log kontakt"),
    template="cases/_phone_form.html",
    context=context,
)
