"""What is asked when a step is written down: one small form each."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.revisions import WORDS
from core.fields import DanishDateField
from disputes.choices import Sanction
from disputes.forms.base import OfComplaintForm
from disputes.ladder import outcomes
from disputes.models import Complaint
from disputes.services.board import TERMS_LENGTH, Imposed
from disputes.services.closing import NOTE_LENGTH as CLOSING_LENGTH
from disputes.services.steps import NOTE_LENGTH

BOTH = "both"
SPOKEN_WITH = [
    ("respondent", _("Den, der er klaget over")),
    ("complainant", _("Den, der klager")),
    (BOTH, _("Begge, hver for sig eller sammen")),
]


def note_field(
    label: Any, *, help_text: Any = "", required: bool = False, length: int = NOTE_LENGTH
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=length,
        widget=forms.Textarea(attrs={"rows": 3, **WORDS}),
        help_text=help_text,
    )


class StepForm(OfComplaintForm):
    """A day and, for who wants, a few words."""

    on = DanishDateField(label=_("Dag"))
    note = note_field(
        _("Bemærkning (kan udelades)"),
        help_text=_("Kun fakta. Begge parter kan en dag bede om at læse det, der står om dem selv."),
    )
    order: tuple[str, ...] = ()

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, complaint=complaint, **kwargs)

    def clean_note(self) -> str:
        return self.guard_cpr("note")


class TalkForm(StepForm):
    with_whom = forms.ChoiceField(
        label=_("Hvem blev der talt med?"),
        choices=SPOKEN_WITH,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvem der blev talt med.")},
    )
    field_order = ["with_whom", "on", "note", "seen"]


class AnswerForm(StepForm):
    on = DanishDateField(label=_("Klageren fik svar den"))


class RepeatedForm(StepForm):
    on = DanishDateField(label=_("Det skete igen den"))


class BoardForm(StepForm):
    on = DanishDateField(label=_("Sagen er indbragt den"))


class ReplyForm(StepForm):
    on = DanishDateField(label=_("Svaret kom til nævnet den"))


class AppealForm(StepForm):
    on = DanishDateField(label=_("Indbragt for retten den"))


class SanctionForm(OfComplaintForm):
    """What the board imposed; `sanction` may be left out where it only decided."""

    sanction = forms.ChoiceField(
        label=_("Hvilken sanktion?"),
        choices=Sanction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvilken sanktion nævnet har givet.")},
    )
    starts = DanishDateField(
        label=_("Gælder fra (kan udelades)"),
        required=False,
        help_text=_("Uden dato: fra afgørelsen. Et betinget lejeforhold gælder i 1 år."),
    )
    terms = note_field(
        _("Vilkår"),
        help_text=_("Som nævnet har skrevet dem. Kun ved betinget lejeforhold."),
        length=TERMS_LENGTH,
    )
    note = note_field(_("Bemærkning (kan udelades)"))

    def clean_terms(self) -> str:
        return self.guard_cpr("terms")

    def clean_note(self) -> str:
        return self.guard_cpr("note")

    def imposed(self, decided: dt.date) -> Imposed | None:
        data = self.cleaned_data
        if not data["sanction"]:
            return None
        return Imposed(data["sanction"], data["starts"] or decided, data["terms"])


class DecisionForm(SanctionForm):
    on = DanishDateField(label=_("Nævnet afgjorde sagen den"))
    field_order = ["on", "sanction", "starts", "terms", "note", "seen"]

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, complaint=complaint, **kwargs)
        sanction: Any = self.fields["sanction"]
        sanction.required = False
        none = ("", _("Ingen sanktion"))
        sanction.choices = [none, *Sanction.choices] if complaint.admonished_on else [none]


class EndSanctionForm(OfComplaintForm):
    note = note_field(
        _("Bemærkning"),
        help_text=_("Er sanktionen ophævet før tid, så skriv hvorfor. Ellers kan den udelades."),
    )

    def clean_note(self) -> str:
        return self.guard_cpr("note")


class CloseForm(OfComplaintForm):
    outcome = forms.ChoiceField(
        label=_("Hvordan endte det?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et udfald, før klagesagen afsluttes.")},
    )
    note = note_field(_("Bemærkning (kan udelades)"), length=CLOSING_LENGTH)

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["outcome"]
        chosen.choices = [(each.value, each.label) for each in outcomes(self.complaint, role)]

    def clean_note(self) -> str:
        return self.guard_cpr("note")


class ReasonForm(OfComplaintForm):
    reason = forms.CharField(
        label=_("Hvorfor?"),
        max_length=300,
        widget=forms.TextInput(attrs=WORDS),
        error_messages={"required": _("Skriv kort hvorfor. Det skal kunne forklares bagefter.")},
    )

    def clean_reason(self) -> str:
        return self.guard_cpr("reason")
