"""The landlord's legal steps: one small form each. What is registered already stands in the fields, so that
the same form puts it right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.revisions import WORDS
from core.fields import DanishDateField
from evictions.choices import DemandChannel, EvictionStatus, ReceiptProof
from evictions.forms.base import OfEvictionForm
from evictions.rules import demand_deadline

PREVIEW = "preview"
"""Posted by the button (and on every change) that asks what saving would lead to: nothing is saved."""
CHOOSE = ("", _("Vælg …"))


class StepForm(OfEvictionForm):
    """`reaches`: how far the step takes a case. `weighed`: the fields that decide what it leads to; only
    these are sent for a preview while somebody types, never words."""

    reaches = ""
    weighed: tuple[str, ...] = ("on",)

    @property
    def changes(self) -> dict[str, Any]:
        """What saving would make of the facts (evictions.case_facts.CaseFacts), for the preview."""
        return {self.shows[name]: self.cleaned_data[name] for name in self.weighed}

    @property
    def is_weighable(self) -> bool:
        return not any(name in self.errors for name in self.weighed)

    @property
    def preview_params(self) -> str:
        """For hx-params."""
        return ",".join((PREVIEW, *self.weighed))


class DemandForm(StepForm):
    reaches = EvictionStatus.DEMAND
    shows = {"on": "demand_issued_on", "channel": "demand_channel"}
    weighed = ("on", "channel")
    on = DanishDateField(label=_("Påkravet er sendt den"))
    channel = forms.ChoiceField(
        label=_("Sendt med"),
        choices=[CHOOSE, *DemandChannel.choices],
        error_messages={"required": _("Vælg, hvordan påkravet er sendt.")},
    )


class ReceiptForm(StepForm):
    reaches = EvictionStatus.DEMAND
    shows = {"on": "demand_received_on", "proof": "demand_proof"}
    on = DanishDateField(
        label=_("Påkravet er kommet frem den"),
        help_text=_(
            "Den dag, det lå i Digital Post eller i postkassen. Ikke den dag, det blev skrevet eller sendt."
        ),
    )
    proof = forms.ChoiceField(
        label=_("Hvad beviser det?"),
        choices=[CHOOSE, *ReceiptProof.choices],
        error_messages={"required": _("Vælg, hvad der beviser dagen. Uden bevis er fristen ukendt.")},
    )

    @property
    def changes(self) -> dict[str, Any]:
        """The deadline runs from here, also when two people had set another."""
        on = self.cleaned_data["on"]
        deadline = demand_deadline(on).date
        return {"demand_received_on": on, "demand_deadline": deadline, "is_overridden": False}


class TerminationForm(StepForm):
    reaches = EvictionStatus.TERMINATED
    shows = {"on": "terminated_on", "move_out_on": "move_out_on"}
    weighed = ("on", "move_out_on")
    on = DanishDateField(label=_("Lejemålet er ophævet den"))
    move_out_on = DanishDateField(
        label=_("Beboeren skal være flyttet senest (kan udelades)"),
        required=False,
        help_text=_("Praksis giver ofte 3-5 dage."),
    )


class FilingForm(StepForm):
    reaches = EvictionStatus.FILED
    shows = {"on": "filed_on", "court": "court", "court_number": "court_number"}
    on = DanishDateField(label=_("Sendt til fogedretten den"))
    court = forms.CharField(
        label=_("Hvilken fogedret? (kan udelades)"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=WORDS),
        help_text=_("Fx Retten i Fjordby."),
    )
    court_number = forms.CharField(
        label=_("Fogedrettens sagsnummer (kan udelades)"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=WORDS),
    )

    def clean_court(self) -> str:
        return self.guard_cpr("court")

    def clean_court_number(self) -> str:
        return self.guard_cpr("court_number")


class MunicipalityForm(StepForm):
    shows = {"on": "municipal_notice_on", "proof": "municipal_notice_proof"}
    on = DanishDateField(label=_("Kommunen er underrettet den"))
    proof = forms.CharField(
        label=_("Hvad beviser det?"),
        max_length=200,
        widget=forms.TextInput(attrs=WORDS),
        help_text=_("Fx kvitteringens nummer i Digital Post. Intet CPR-nummer."),
        error_messages={"required": _("Skriv, hvad der beviser, at kommunen er underrettet.")},
    )

    def clean_proof(self) -> str:
        return self.guard_cpr("proof")


class TakeBackForm(OfEvictionForm):
    reason = forms.CharField(
        label=_("Hvad var galt?"),
        max_length=300,
        widget=forms.TextInput(attrs=WORDS),
        help_text=_("Fx »Registreret på den forkerte sag«."),
        error_messages={"required": _("Skriv kort, hvad der var galt.")},
    )

    def clean_reason(self) -> str:
        return self.guard_cpr("reason")
