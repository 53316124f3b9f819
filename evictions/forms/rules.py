"""»Prøv en dato« on the page of the rules. Everything is optional, and nothing is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.danish import FIRST_YEAR, LAST_YEAR
from core.fields import DanishDateField


class YearField(forms.Field):
    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
            raise ValidationError(_("Skriv årstallet med fire cifre, fx 2023."), code="invalid")
        return int(text)


class TryForm(forms.Form):
    forfald = DanishDateField(
        label=_("Forfaldsdag"), required=False, help_text=_("Dagen, huslejen skulle betales.")
    )
    modtaget = DanishDateField(
        label=_("Påkravet kom frem"),
        required=False,
        help_text=_("Dagen, det lå i Digital Post eller i postkassen, og som kan bevises."),
    )
    frist = DanishDateField(label=_("Påkravsfrist"), required=False, help_text=_("Den sidste dag at betale."))
    klage = DanishDateField(
        label=_("Skriftlig klage modtaget"), required=False, help_text=_("Dagen, udlejeren fik klagen.")
    )
    aar = YearField(label=_("År for påkravsgebyret"), required=False)

    def clean(self) -> dict[str, Any]:
        """A browser shows an empty date field for what is no date: what was typed is shown as text then."""
        for name in self.errors:
            widget = self.fields[name].widget
            if isinstance(widget, forms.DateInput):
                widget.input_type = "text"
        return self.cleaned_data
