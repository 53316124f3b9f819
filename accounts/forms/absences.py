"""Who is away, and who stands in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.forms.fields import MembershipField
from accounts.models import Absence, Membership, User
from core.fields import DanishDateField


class AbsenceForm(forms.Form):
    """A caretaker plans her own absence; a coordinator says whose it is."""

    starts_on = DanishDateField(label=_("Første dag væk"))
    ends_on = DanishDateField(label=_("Sidste dag væk"))

    def __init__(self, *args: Any, user: User, absence: Absence | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        caretakers = list(Membership.objects.to_choose(user, Role.CARETAKER))
        absent = absence.membership if absence else user.membership
        self.absent = absent if absence or user.role == Role.CARETAKER else None
        if self.absent is None:
            self.fields["membership"] = MembershipField(caretakers, label=_("Hvem er væk?"))
        stand_ins = [row for row in caretakers if row != self.absent]
        self.fields["stand_in"] = MembershipField(stand_ins, label=_("Afløser"))
        self.order_fields(["membership", "starts_on", "ends_on", "stand_in"])

    def arguments(self) -> dict[str, Any]:
        """What the services take."""
        return {"membership": self.absent, **self.cleaned_data}
