"""Day, hour and place of a day at the bailiff court, and what became of it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.revisions import RevisionForm
from core.errors import DomainError
from core.fields import DanishDateField, DanishTimeField
from core.moments import local_moment
from evictions.choices import HearingKind, HearingPlace
from evictions.court_choices import RESULTS
from evictions.models import EvictionCase, Hearing
from evictions.services.hearings import PLACE_LENGTH, When

FURTHEST = dt.timedelta(days=366)


class WhenForm(RevisionForm):
    on = DanishDateField(label=gettext_lazy("Dag"))
    clock = DanishTimeField(label=gettext_lazy("Klokken"))
    place_kind = forms.ChoiceField(
        label=gettext_lazy("Hvor?"),
        choices=HearingPlace.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, om det er i fogedretten eller på adressen.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Sted i fogedretten"),
        required=False,
        max_length=PLACE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Fx Retten i Fjordby, sal 3. Stedet kan ses i de kalendere, der henter dagene: skriv ingen navne."
        ),
    )

    @staticmethod
    def initial_of(case: EvictionCase, hearing: Hearing | None = None) -> dict[str, Any]:
        if hearing is None:
            return {"seen": case.revision, "place_kind": HearingPlace.COURT, "place": case.court}
        local = timezone.localtime(hearing.at)
        place = hearing.place or case.court
        return {
            "seen": case.revision,
            "on": local.date(),
            "clock": local.time(),
            "place_kind": hearing.place_kind,
            "place": place,
        }

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if abs(day - timezone.localdate()) > FURTHEST:
            raise ValidationError(_("Dagen er mere end et år væk. Se efter, om årstallet er rigtigt."))
        return day

    def clean_place(self) -> str:
        return self.guard_cpr("place")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (
            data.get("place_kind") == HearingPlace.COURT
            and not data.get("place")
            and "place" not in self.errors
        ):
            self.add_error("place", _("Skriv, hvor det er, fx Retten i Fjordby, sal 3."))
        if data.get("on") and data.get("clock") is not None:
            try:
                data["at"] = local_moment(data["on"], data["clock"])
            except DomainError as error:
                self.add_error("clock", error.message)
        return data

    @property
    def when(self) -> When:
        return When(**{name: self.cleaned_data[name] for name in ("at", "place_kind", "place")})


class SetHearingForm(WhenForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad?"),
        choices=HearingKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, om det er et fogedmøde eller udsættelsen.")},
    )
    field_order = ["kind", "on", "clock", "place_kind", "place", "seen"]


class HoldHearingForm(RevisionForm):
    result = forms.ChoiceField(
        label=gettext_lazy("Hvad kom der ud af det?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad der kom ud af det.")},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = RESULTS[kind].choices  # type: ignore[attr-defined]


class CallOffHearingForm(RevisionForm):
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor?"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Fx: Restancen er betalt. Den sociale vicevært kan se det."),
    )

    def clean_reason(self) -> str:
        return self.guard_cpr("reason")
