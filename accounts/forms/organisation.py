"""The organisation's limits and its estates' names."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SettingsForm(forms.Form):
    untaken_after_weekdays = forms.IntegerField(
        label=_("Hverdage, før koordinatoren får besked"),
        min_value=1,
        max_value=20,
        help_text=_("Har ingen taget en ny restance inden da, får koordinatoren besked én gang."),
        error_messages={"required": _("Skriv et antal hverdage.")},
    )
    jump_factor = forms.IntegerField(
        label=_("Spring, der skal bekræftes"),
        min_value=2,
        max_value=100,
        help_text=_(
            "Er et beløb vokset så mange gange siden sidste liste, venter rækken på et ja. "
            "Det fanger et forkert komma."
        ),
        error_messages={"required": _("Skriv et tal, fx 10.")},
    )
    tries_before_other_means = forms.IntegerField(
        label=_("Forgæves forsøg, før noget andet end et besøg foreslås"),
        min_value=1,
        max_value=10,
        help_text=_(
            "Efter så mange forsøg i træk uden kontakt foreslår systemet et kort, et brev eller et besøg "
            "sammen med ejendomskontoret. Det er et forslag; den sociale vicevært bestemmer."
        ),
        error_messages={"required": _("Skriv et antal forsøg, fx 3.")},
    )
    days_between_tries = forms.IntegerField(
        label=_("Hverdage mellem to forsøg"),
        min_value=0,
        max_value=30,
        help_text=_(
            "Så længe går der mindst, før næste forsøg bliver foreslået, på et andet tidspunkt af dagen. "
            "Med 0 eller 1 er det tidligst næste hverdag."
        ),
        error_messages={"required": _("Skriv et antal hverdage, fx 1.")},
    )


class EstateForm(forms.Form):
    name = forms.CharField(
        label=_("Afdelingens navn"),
        max_length=120,
        error_messages={"required": _("Skriv et navn.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
