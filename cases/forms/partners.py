"""Partners and what was agreed with them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import PartnerKind
from cases.forms.base import CprAwareForm
from core.fields import DanishDateField

PLAIN = {"autocomplete": "off"}


class PartnerForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad er det?"),
        choices=PartnerKind.choices,
        error_messages={"required": gettext_lazy("Vælg, hvad det er.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": gettext_lazy("Skriv navnet på stedet.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefon"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", **PLAIN}),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    address = forms.CharField(
        label=gettext_lazy("Adresse"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("Står på brevene."),
    )


class AgreementForm(CprAwareForm):
    contact = forms.CharField(
        label=gettext_lazy("Kontaktperson eller telefonvagt"),
        max_length=120,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": gettext_lazy("Skriv, hvem man taler med der.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefon"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", **PLAIN}),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    may_ask = forms.CharField(
        label=gettext_lazy("Hvad må vi bede dem om?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, **PLAIN}),
        error_messages={"required": gettext_lazy("Skriv, hvad vi må bede dem om.")},
    )
    response_weekdays = forms.IntegerField(
        label=gettext_lazy("De svarer inden for (hverdage)"),
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Skriv, hvor mange hverdage der er aftalt."),
            "min_value": gettext_lazy("Svartiden skal være mellem 1 og 60 hverdage."),
            "max_value": gettext_lazy("Svartiden skal være mellem 1 og 60 hverdage."),
        },
    )
    starts_on = DanishDateField(label=gettext_lazy("Gælder fra"))
    ends_on = DanishDateField(
        label=gettext_lazy("Gælder til"),
        required=False,
        help_text=gettext_lazy("Lad den stå tom, hvis der ikke er aftalt en slutdag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", timezone.localdate())

    def clean_may_ask(self) -> str:
        return self.guard_cpr("may_ask")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, over = data.get("starts_on"), data.get("ends_on")
        if begins and over and over < begins:
            self.add_error("ends_on", ValidationError(_("Aftalen skal slutte efter den dag, den begynder.")))
        return data
