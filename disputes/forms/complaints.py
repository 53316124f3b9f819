"""Taking in a complaint on one page, and putting right what was taken in."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.revisions import WORDS
from core.fields import DanishDateField
from disputes.choices import ComplaintCategory, ComplaintChannel
from disputes.forms.base import OfComplaintForm
from disputes.forms.incidents import HappeningForm
from disputes.homes import Home

HELP: dict[str, Any] = {
    ComplaintCategory.VIOLENCE: gettext_lazy("Nogen er slået eller truet. Er det akut, så ring 112."),
    ComplaintCategory.DANGER: gettext_lazy("Våben, gas, brandfare eller stoffer, der kan skade."),
    ComplaintCategory.INSECURITY: gettext_lazy("Andre er bange, eller det skader deres helbred."),
    ComplaintCategory.HARASSMENT: gettext_lazy("Nogen bliver generet igen og igen."),
    ComplaintCategory.NOISE: gettext_lazy("Højt, ofte eller om natten, så andre ikke kan bo i fred."),
    ComplaintCategory.DESTRUCTION: gettext_lazy("Noget, der tilhører boligorganisationen, ødelægges."),
    ComplaintCategory.NEGLECT: gettext_lazy("Boligen holdes ikke, så den eller naboerne tager skade."),
    ComplaintCategory.PETS: gettext_lazy("Dyr, der lugter, støjer eller gør utryg i større omfang."),
    ComplaintCategory.OTHER_NOISE: gettext_lazy("Støj, der er mindre eller sker sjældnere."),
    ComplaintCategory.OTHER_PETS: gettext_lazy("Gener fra dyr, der er mindre eller sker sjældnere."),
    ComplaintCategory.OTHER: gettext_lazy("Noget, der ikke passer på det andet."),
}
"""What each breach of § 81 means, in a sentence."""


class FactsMixin(forms.Form):
    """What the clock is counted from."""

    category = forms.ChoiceField(
        label=gettext_lazy("Hvad drejer det sig om?"),
        choices=[("", gettext_lazy("Vælg")), *ComplaintCategory.choices],
        help_text=gettext_lazy("Almenlejelovens § 81 nævner, hvad der bryder god skik og orden."),
        error_messages={"required": gettext_lazy("Vælg, hvad klagen drejer sig om.")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hvordan kom den?"),
        choices=ComplaintChannel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvordan klagen kom.")},
    )
    received_on = DanishDateField(
        label=gettext_lazy("Modtaget"),
        help_text=gettext_lazy("Den dag, den kom frem. De 4 uger tælles fra dagen efter."),
        error_messages={"required": gettext_lazy("Skriv, hvornår klagen kom.")},
    )
    is_reasoned = forms.BooleanField(
        label=gettext_lazy("Klagen siger, hvad der er sket, og hvornår"),
        required=False,
        help_text=gettext_lazy(
            "En skriftlig klage, der er begrundet, skal udlejeren handle på inden 4 uger. Juli tæller ikke "
            "med (almenlejelovens § 83, stk. 2)."
        ),
    )

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Klagen kan ikke være modtaget en dag, der ikke er kommet endnu."))
        return day


class CorrectComplaintForm(FactsMixin, OfComplaintForm):
    shows = {name: name for name in ("category", "channel", "received_on", "is_reasoned")}


class TakeInForm(FactsMixin, HappeningForm):
    """One page. `homes` are the households that complain, each with a field for the name that was given;
    which they are is chosen by buttons of the page (`signers`), which keep everything that is typed."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, homes: Sequence[Home], **kwargs: Any) -> None:
        today = timezone.localdate()
        new = {"client_uuid": uuid.uuid4(), "received_on": today, "is_reasoned": True}
        kwargs["initial"] = {**new, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.homes = list(homes)
        for home in self.homes:
            self.fields[f"navn_{home.key}"] = name_field(home)
        self.order_fields([f"navn_{home.key}" for home in self.homes])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.homes:
            self.add_error(None, _("Vælg mindst én husstand, der klager. Anonyme klager tages ikke."))
        for home in self.homes:
            name = f"navn_{home.key}"
            if home.tenancy is None:
                self.add_error(name, _("Der bor ingen i boligen nu. Vælg den bolig, de bor i."))
            if name in data:
                data[name] = self.guarded(name)
        if {"on", "received_on"} <= set(data) and data["on"] > data["received_on"]:
            self.add_error("on", _("Hændelsen kan ikke ligge efter den dag, klagen kom."))
        return data

    def guarded(self, name: str) -> str:
        try:
            return self.guard_cpr(name).strip()
        except ValidationError as error:
            self.add_error(name, error)
            return ""

    @property
    def chosen(self) -> list[int]:
        """For the template: those that need not be offered again."""
        return [home.key for home in self.homes]

    @property
    def signers(self) -> list[tuple[Home, Any]]:
        """For the template: each household with its field."""
        return [(home, self[f"navn_{home.key}"]) for home in self.homes]

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        said = ("category", "channel", "received_on", "is_reasoned", "client_uuid")
        signed = [(home.tenancy, self.cleaned_data[f"navn_{home.key}"]) for home in self.homes]
        return {
            **{name: self.cleaned_data[name] for name in said},
            "complainants": signed,
            "happening": self.happening,
        }


def name_field(home: Home) -> forms.CharField:
    return forms.CharField(
        label=_("Navn på den, der klager, %(address)s") % {"address": home.address},
        max_length=160,
        initial=home.first_name,
        widget=forms.TextInput(attrs=WORDS),
        error_messages={"required": _("Skriv, hvem der klager. Anonyme klager tages ikke.")},
    )
