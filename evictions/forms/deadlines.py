"""Another demand deadline than the computed one: proposing it, and saying no to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.revisions import WORDS
from core.fields import DanishDateField
from evictions.forms.base import OfEvictionForm
from evictions.forms.steps import StepForm


class DeadlineForm(StepForm):
    weighed = ("deadline",)
    deadline = DanishDateField(label=_("Påkravsfristen skal være den"))
    reason = forms.CharField(
        label=_("Hvorfor?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, **WORDS}),
        help_text=_("Det læser den kollega, der svarer, og den sociale vicevært. Fakta, intet CPR-nummer."),
        error_messages={"required": _("Skriv, hvorfor fristen skal være en anden.")},
    )

    def clean_reason(self) -> str:
        return self.guard_cpr("reason")

    @property
    def changes(self) -> dict[str, Any]:
        return {"demand_deadline": self.cleaned_data["deadline"], "is_overridden": True}


class RefuseDeadlineForm(OfEvictionForm):
    reason = forms.CharField(
        label=_("Hvorfor skal fristen blive, som den er?"),
        max_length=300,
        widget=forms.TextInput(attrs=WORDS),
        error_messages={"required": _("Skriv, hvorfor fristen skal blive, som den er.")},
    )

    def clean_reason(self) -> str:
        return self.guard_cpr("reason")
