"""What a statement to the administration says. Nowhere to write freely: nothing else leaves the file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DanishDateField, KronerField
from core.seen import seen
from evictions.instalments import MOST_INSTALMENTS
from evictions.services.statements import Said

PLAN = ("plan_amount", "plan_count", "plan_from")
FIELDS = ("contact_established", "applied_on", "pause_until", *PLAN)


class StatementForm(forms.Form):
    """`seen` is what the preview was made of: what is sent is what was read."""

    contact_established = forms.BooleanField(
        label=gettext_lazy("Vi er i kontakt med husstanden"), required=False
    )
    applied_on = DanishDateField(
        label=gettext_lazy("Ansøgning sendt til kommunen (kan udelades)"), required=False
    )
    pause_until = DanishDateField(
        label=gettext_lazy("Vi beder om henstand til og med (kan udelades)"), required=False
    )
    plan_amount = KronerField(
        label=gettext_lazy("Vi foreslår afdrag pr. måned (kan udelades)"),
        required=False,
        max_digits=11,
        min_value=1,
        help_text=gettext_lazy("Det, beboeren selv siger kan holdes ved siden af huslejen."),
    )
    plan_count = forms.IntegerField(
        label=gettext_lazy("Antal afdrag"), required=False, min_value=1, max_value=MOST_INSTALMENTS
    )
    plan_from = DanishDateField(label=gettext_lazy("Første afdrag"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given = [name for name in PLAN if data.get(name)]
        if given and len(given) < len(PLAN) and not set(PLAN) & set(self.errors):
            missing = next(name for name in PLAN if name not in given)
            self.add_error(
                missing, ValidationError(_("Skriv både beløb, antal afdrag og dagen for det første."))
            )
        if not self.errors and not any(data.get(name) for name in FIELDS):
            raise ValidationError(_("Vælg mindst én ting at fortælle eller bede om."))
        return data

    @property
    def said(self) -> Said:
        return Said(**{name: self.cleaned_data[name] for name in FIELDS})

    @property
    def digest(self) -> str:
        return seen(*(self.cleaned_data[name] for name in FIELDS))

    @property
    def is_as_read(self) -> bool:
        return bool(self.cleaned_data["seen"] == self.digest)
