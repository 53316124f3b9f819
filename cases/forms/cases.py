"""Opening a case, saying what it is, and closing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import CASE_TRANSITIONS, CaseOrigin, CaseOutcome, CaseStatus, CaseWeight
from cases.forms.base import CprAwareForm, SeenForm
from cases.models import Case
from cases.services.cases import case_seen

WORDS = {"autocomplete": "off"}
ABOUT = gettext_lazy("Hvad handler sagen om?")
ABOUT_NEEDED = gettext_lazy("Skriv kort, hvad sagen handler om.")


def about_field() -> forms.CharField:
    return forms.CharField(
        label=ABOUT,
        max_length=200,
        widget=forms.TextInput(attrs=WORDS),
        help_text=gettext_lazy("En linje. Beboeren kan få den at læse. Ingen diagnoser, intet CPR-nummer."),
        error_messages={"required": ABOUT_NEEDED},
    )


class CaseOpenForm(CprAwareForm):
    origin = forms.ChoiceField(
        label=gettext_lazy("Hvordan begyndte det?"),
        choices=CaseOrigin.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvordan det begyndte.")},
    )
    about = about_field()

    def clean_about(self) -> str:
        return self.guard_cpr("about")


class CaseEditForm(SeenForm):
    """`status` offers where the case may go from where it is; closing is another page."""

    about = about_field()
    status = forms.ChoiceField(label=gettext_lazy("Status"), widget=forms.RadioSelect)
    waits_for = forms.CharField(
        label=gettext_lazy("Hvem eller hvad venter sagen på?"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=WORDS),
        help_text=gettext_lazy("Kun når sagen afventer, fx »Svar fra jobcentret«."),
    )
    weight = forms.TypedChoiceField(
        label=gettext_lazy("Hvor meget arbejde er der i sagen?"),
        choices=CaseWeight.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "about": case.about,
            "status": case.status,
            "waits_for": case.waits_for,
            "weight": case.weight,
            "seen": case_seen(case),
        }
        super().__init__(*args, **kwargs)
        open_to = (CASE_TRANSITIONS[case.status] | {case.status}) - {CaseStatus.CLOSED}
        choices = [choice for choice in CaseStatus.choices if choice[0] in open_to]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]

    def clean_about(self) -> str:
        return self.guard_cpr("about")

    def clean_waits_for(self) -> str:
        return self.guard_cpr("waits_for")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        waits = data.get("status") == CaseStatus.WAITING
        if waits and not data.get("waits_for") and "waits_for" not in self.errors:
            self.add_error("waits_for", _("Skriv, hvem eller hvad sagen venter på."))
        return data


class CaseCloseForm(CprAwareForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Hvordan endte det?"),
        choices=CaseOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg et udfald.")},
    )
    closing_note = forms.CharField(
        label=gettext_lazy("Afsluttende bemærkning (kan udelades)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, **WORDS}),
        help_text=gettext_lazy(
            "Hvad blev nået, og hvad ved den næste ikke af sig selv? Fakta, ingen diagnoser."
        ),
    )

    def clean_closing_note(self) -> str:
        return self.guard_cpr("closing_note")
