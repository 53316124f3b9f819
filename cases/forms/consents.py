"""What a resident says yes to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import ConsentForm, DataKind
from cases.forms.base import CprAwareForm
from cases.models import Partner
from cases.services.consents import LASTS
from core.fields import DanishDateField
from residents.models import Resident


class RecordConsentForm(CprAwareForm):
    resident = forms.ChoiceField(
        label=gettext_lazy("Hvem giver samtykket?"),
        error_messages={"required": gettext_lazy("Vælg, hvem der giver samtykket.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("Til hvad?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Så beboeren forstår det, fx: Hjælp til at lægge et budget og få ordnet gælden. Det står på "
            "blanketten og i brevene."
        ),
        error_messages={"required": gettext_lazy("Skriv, hvad oplysningerne skal bruges til.")},
    )
    data_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Hvilke oplysninger?"),
        choices=DataKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Vælg mindst én slags oplysninger.")},
    )
    recipients = forms.MultipleChoiceField(
        label=gettext_lazy("Hvem må få dem?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    to_landlord = forms.BooleanField(
        label=gettext_lazy("Boligorganisationens administration"),
        required=False,
        help_text=gettext_lazy(
            "Kun tre ting: at vi er i kontakt, at der er bedt om henstand til en dag (eller foreslået en "
            "afdragsordning), og at en ansøgning til kommunen er sendt. Intet andet kan stå i en indstilling."
        ),
    )
    for_own_notes = forms.BooleanField(
        label=gettext_lazy("Jeg må selv skrive følsomme forhold ned"),
        required=False,
        help_text=gettext_lazy("Helbred og lignende, i et særligt notat, som kun den ansvarlige kan læse."),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Hvordan er samtykket givet?"),
        choices=ConsentForm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, om det er mundtligt eller skriftligt.")},
    )
    given_on = DanishDateField(label=gettext_lazy("Givet"))
    starts_on = DanishDateField(label=gettext_lazy("Gælder fra"))
    ends_on = DanishDateField(
        label=gettext_lazy("Gælder til"),
        help_text=gettext_lazy("Højst to år. Det kan altid trækkes tilbage."),
    )

    def __init__(self, *args: Any, residents: list[Resident], partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.residents = {str(resident.pk): resident for resident in residents}
        self.partners = {str(partner.pk): partner for partner in partners}
        people = [(key, resident.name) for key, resident in self.residents.items()]
        self.fields["resident"].choices = people  # type: ignore[attr-defined]
        named = [(key, partner.name) for key, partner in self.partners.items()]
        self.fields["recipients"].choices = named  # type: ignore[attr-defined]
        for name, day in (("given_on", today), ("starts_on", today), ("ends_on", today + LASTS)):
            self.initial.setdefault(name, day)

    def clean_purpose(self) -> str:
        return self.guard_cpr("purpose")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        somebody = data.get("recipients") or data.get("to_landlord") or data.get("for_own_notes")
        if not somebody and "recipients" not in self.errors:
            self.add_error("recipients", ValidationError(_("Vælg mindst én, der må få oplysningerne.")))
        return data

    @property
    def known(self) -> dict[str, Any]:
        said = super().known
        said["resident"] = self.residents[said["resident"]]
        said["recipients"] = [self.partners[key] for key in said["recipients"]]
        return said
