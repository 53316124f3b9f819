"""Until when one is on a visit alone."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CHIPS = (("30", gettext_lazy("½ time")), ("60", gettext_lazy("1 time")), ("120", gettext_lazy("2 timer")))


class LoneWorkForm(forms.Form):
    """A chip, or a clock of today."""

    minutes = forms.ChoiceField(required=False, choices=CHIPS, widget=forms.HiddenInput)
    clock = forms.TimeField(
        label=gettext_lazy("Eller til klokken"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Skriv klokken som 15:00.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Dit telefonnummer"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("Her ringer kollegerne, hvis du ikke melder dig ud. Huskes til næste gang."),
    )

    def clean_clock(self) -> dt.time | None:
        clock: dt.time | None = self.cleaned_data["clock"]
        if clock and clock <= timezone.localtime().time():
            raise ValidationError(_("Klokkeslættet er passeret. Vælg et, der kommer."))
        return clock

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("minutes") and not data.get("clock") and not self.errors:
            self.add_error("clock", _("Vælg, hvor længe besøget varer."))
        return data

    @property
    def until(self) -> dt.datetime:
        """The clock, when it is given: it was typed."""
        now = timezone.localtime()
        if clock := self.cleaned_data.get("clock"):
            return timezone.make_aware(dt.datetime.combine(now.date(), clock))
        return now + dt.timedelta(minutes=int(self.cleaned_data["minutes"]))
