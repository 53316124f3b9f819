"""How far a way out has come."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.base import SeenForm
from core.fields import DanishDateField
from evictions.choices import WayOutState


class WayOutForm(SeenForm):
    state = forms.ChoiceField(
        label=_("Hvor langt er den?"),
        choices=WayOutState.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvor langt den er.")},
    )
    on = DanishDateField(label=_("Hvornår?"))
    note = forms.CharField(
        label=_("Bemærkning (kan udelades)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Fx hvad kommunen bad om. Intet om helbred: det hører til i et følsomt notat."),
    )

    def clean_note(self) -> str:
        return self.guard_cpr("note")


class WayOutButton(forms.Form):
    """One tap: it happened today, and what was written stays."""

    state = forms.ChoiceField(
        choices=WayOutState.choices, error_messages={"required": _("Vælg, hvor langt den er.")}
    )
    seen = forms.CharField(required=False)

    @property
    def on(self) -> dt.date:
        return timezone.localdate()
