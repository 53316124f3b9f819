"""The next step."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm, SeenForm, check_ahead
from core.fields import DanishDateField


class FollowUpForm(CprAwareForm):
    due_on = DanishDateField(label=gettext_lazy("Hvornår"))
    text = forms.CharField(
        label=gettext_lazy("Hvad skal der ske?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv kort, hvad der skal ske.")},
    )

    def clean_due_on(self) -> dt.date | None:
        return check_ahead(self.cleaned_data["due_on"], timezone.localdate())

    def clean_text(self) -> str:
        return self.guard_cpr("text")


class FollowUpEditForm(FollowUpForm, SeenForm):
    """Of the one there is."""
