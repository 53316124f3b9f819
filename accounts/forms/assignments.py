"""Who gets an estate, and from when."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import ESTATE_BOUND, Role
from accounts.forms.fields import MembershipField, PersonWithRoleField
from accounts.models import Membership, User
from core.fields import DanishDateField


class HandOverForm(forms.Form):
    """The responsible from a day on; the former one ends the day before, and has it back after an end."""

    starts_on = DanishDateField(label=_("Fra og med"), initial=timezone.localdate)
    ends_on = DanishDateField(
        label=_("Til og med"),
        required=False,
        help_text=_(
            "Lad feltet stå tomt, hvis det er indtil videre. Ellers får den hidtidige ansvarlige afdelingen "
            "tilbage dagen efter; er der ingen, står afdelingen uden ansvarlig."
        ),
    )
    former_stays = forms.BooleanField(
        label=_("Den hidtidige ansvarlige fortsætter som kollega på afdelingen"), required=False
    )

    field_order = ["membership", "starts_on", "ends_on", "former_stays"]

    def __init__(self, *args: Any, user: User, has_former: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"] = MembershipField(
            Membership.objects.to_choose(user, Role.CARETAKER), label=_("Social vicevært")
        )
        if not has_former:
            del self.fields["former_stays"]
        self.order_fields(self.field_order)


class ColleagueForm(forms.Form):
    """Somebody who sees the estate without getting its notices."""

    starts_on = DanishDateField(label=_("Fra og med"), initial=timezone.localdate)
    ends_on = DanishDateField(
        label=_("Til og med"), required=False, help_text=_("Lad feltet stå tomt, hvis det er indtil videre.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"] = PersonWithRoleField(
            Membership.objects.to_choose(user, *ESTATE_BOUND), label=_("Person")
        )
        self.order_fields(["membership", "starts_on", "ends_on"])


class EndForm(forms.Form):
    last_day = DanishDateField(label=_("Sidste dag"), initial=timezone.localdate)
