"""What is typed for a letter of each kind, and how it was sent."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm, check_ahead
from cases.forms.revisions import RevisionForm
from core.fields import DanishDateField, DanishTimeField
from evictions.choices import LetterKind, LetterLanguage

LATEST_PROOF = dt.timedelta(days=366)
PHONE_HELP = gettext_lazy("Står i brevet. Brug et nummer, hvor der bliver svaret.")


def phone_field(help_text: Any = PHONE_HELP) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Telefonnummer"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=help_text,
        error_messages={"required": gettext_lazy("Skriv et telefonnummer, beboeren kan ringe til.")},
    )


class LetterForm(CprAwareForm):
    """`guarded` are the fields with words of one's own."""

    language = forms.ChoiceField(
        label=gettext_lazy("Sprog"),
        choices=LetterLanguage.choices,
        initial=LetterLanguage.DANISH,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Vælg dansk eller engelsk.")
        ),
    )
    guarded: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in self.guarded:
            if name in data:
                try:
                    data[name] = self.guard_cpr(name)
                except ValidationError as error:
                    self.add_error(name, error)
        return data

    @property
    def asked(self) -> dict[str, str]:
        """What was typed, as the letter keeps it."""
        left_out = {"language", "cpr", "seen"}
        return {
            name: value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
            for name, value in self.cleaned_data.items()
            if name not in left_out
        }


class HelpForm(LetterForm):
    phone = phone_field()
    more = forms.CharField(
        label=gettext_lazy("Hvor og hvornår kan beboeren ellers få fat i dig?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Kommer med i brevet, som du skriver det, fx: Jeg sidder på kontoret i nr. 4 tirsdag kl. 15-17. "
            "Skriv intet om hvorfor: andre kan komme til at se brevet."
        ),
    )
    guarded = ("more",)


class AppointmentForm(LetterForm):
    on = DanishDateField(label=gettext_lazy("Dag"))
    clock = DanishTimeField(label=gettext_lazy("Klokken"))
    place = forms.CharField(
        label=gettext_lazy("Sted"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Fx: hjemme hos dig, eller: beboerhuset, lokale 2."),
        error_messages={"required": gettext_lazy("Skriv, hvor I skal mødes.")},
    )
    phone = phone_field()
    guarded = ("place",)

    def clean_on(self) -> dt.date | None:
        return check_ahead(self.cleaned_data["on"], timezone.localdate())


class InstalmentPlanForm(LetterForm):
    phone = phone_field(gettext_lazy("Hertil ringer beboeren, hvis en rate ikke kan betales til tiden."))


class MunicipalNoticeForm(LetterForm):
    municipality = forms.CharField(
        label=gettext_lazy("Kommunens navn og adresse"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy("Som det skal stå på brevet. Huskes til næste gang."),
        error_messages={"required": gettext_lazy("Skriv, hvilken kommune der skal underrettes.")},
    )
    guarded = ("municipality",)


FORMS: dict[str, type[LetterForm]] = {
    LetterKind.HELP: HelpForm,
    LetterKind.APPOINTMENT: AppointmentForm,
    LetterKind.INSTALMENT_PLAN: InstalmentPlanForm,
    LetterKind.MUNICIPAL_NOTICE: MunicipalNoticeForm,
}


class LetterSentForm(RevisionForm):
    on = DanishDateField(label=gettext_lazy("Sendt"))
    proof = forms.CharField(
        label=gettext_lazy("Sådan er det sendt"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Fx Digital Post med kvitteringens nummer, eller: lagt i postkassen."),
        error_messages={"required": gettext_lazy("Skriv, hvordan det er sendt, fx Digital Post.")},
    )

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Dagen ligger i fremtiden. Skriv den dag, det er sket."))
        if day < timezone.localdate() - LATEST_PROOF:
            raise ValidationError(_("Dagen er mere end et år siden. Se efter, om årstallet er rigtigt."))
        return day

    def clean_proof(self) -> str:
        return self.guard_cpr("proof")
