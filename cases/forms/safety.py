"""Safety flags."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import ResidentTold, SafetyKind
from cases.forms.base import CprAwareForm, check_ahead
from cases.services.safety import EXPIRES_AFTER, REVIEW_AFTER
from core.fields import DanishDateField
from residents.models import Resident

DWELLING = "dwelling"


class RenewFlagForm(CprAwareForm):
    """What a flag rests on and how long it counts; the days are proposed."""

    evidence = forms.CharField(
        label=gettext_lazy("Hvad er set eller hørt?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Fakta: hvad, af hvem og hvornår. Beboeren kan få det at læse. Ingen diagnoser; ved smitte kun, "
            "hvad man skal tage med."
        ),
        error_messages={"required": gettext_lazy("Skriv, hvad advarslen bygger på.")},
    )
    resident_told = forms.ChoiceField(
        label=gettext_lazy("Ved beboeren det?"),
        choices=ResidentTold.choices,
        error_messages={"required": gettext_lazy("Vælg, om beboeren ved det.")},
    )
    review_on = DanishDateField(label=gettext_lazy("Ses efter igen"))
    expires_on = DanishDateField(
        label=gettext_lazy("Udløber"),
        help_text=gettext_lazy("Så falder advarslen bort af sig selv, hvis ingen fornyer den."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial.setdefault("resident_told", ResidentTold.NOT_YET)
        self.initial.setdefault("review_on", today + REVIEW_AFTER)
        self.initial.setdefault("expires_on", today + EXPIRES_AFTER)

    def clean_evidence(self) -> str:
        return self.guard_cpr("evidence")

    def clean_review_on(self) -> dt.date | None:
        return check_ahead(self.cleaned_data["review_on"], timezone.localdate())

    def clean_expires_on(self) -> dt.date | None:
        return check_ahead(self.cleaned_data["expires_on"], timezone.localdate())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        review, over = data.get("review_on"), data.get("expires_on")
        if review and over and over < review:
            self.add_error("expires_on", ValidationError(_("Advarslen skal ses efter, før den udløber.")))
        return data


class SafetyFlagForm(RenewFlagForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad skal man vide?"),
        choices=SafetyKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad man skal vide.")},
    )
    about = forms.ChoiceField(
        label=gettext_lazy("Hvem eller hvad gælder det?"),
        choices=[],
        error_messages={"invalid_choice": gettext_lazy("Vælg boligen eller en, der bor her.")},
    )
    field_order = ("kind", "about", "evidence", "resident_told", "review_on", "expires_on")

    def __init__(self, *args: Any, residents: list[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.residents = {str(resident.pk): resident for resident in residents}
        people = [(key, resident.name) for key, resident in self.residents.items()]
        self.fields["about"].choices = [(DWELLING, _("Boligen")), *people]  # type: ignore[attr-defined]

    @property
    def resident(self) -> Resident | None:
        return self.residents.get(self.cleaned_data["about"])
