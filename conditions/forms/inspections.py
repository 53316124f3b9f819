"""When a flat is to be looked at, and what it showed."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm, SeenForm, check_ahead
from conditions.choices import Condition, InspectionStatus
from conditions.models import Inspection
from conditions.services.inspections import NEEDS_WORDS, Appointment, inspection_seen
from core.errors import DomainError
from core.fields import DanishDateField, DanishTimeField
from core.moments import local_moment

SETTLED = [choice for choice in InspectionStatus.choices if choice[0] != InspectionStatus.PLANNED]
CALLED_OFF = [choice for choice in SETTLED if choice[0] == InspectionStatus.CANCELLED]


class AppointmentForm(CprAwareForm):
    on = DanishDateField(label=gettext_lazy("Dag"))
    clock = DanishTimeField(label=gettext_lazy("Klokken"))
    agreed_with = forms.CharField(
        label=gettext_lazy("Aftalt med"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Den, der bor der, skal have sagt ja. Står lejligheden tom, er feltet tomt."),
    )
    with_office = forms.BooleanField(
        label=gettext_lazy("Ejendomskontoret går med"),
        required=False,
        help_text=gettext_lazy("De får ikke besked herfra: aftal det med dem."),
    )

    def clean_on(self) -> dt.date | None:
        return check_ahead(self.cleaned_data["on"], timezone.localdate())

    def clean_agreed_with(self) -> str:
        return self.guard_cpr("agreed_with")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and data.get("clock") is not None:
            try:
                data["planned_at"] = local_moment(data["on"], data["clock"])
            except DomainError as error:
                self.add_error("clock", error.message)
        return data

    @property
    def appointment(self) -> Appointment:
        wanted = ("planned_at", "agreed_with", "with_office")
        return Appointment(**{name: self.cleaned_data[name] for name in wanted})


class MoveInspectionForm(AppointmentForm, SeenForm):
    """Of the one that is planned."""

    @staticmethod
    def initial_of(inspection: Inspection) -> dict[str, Any]:
        local = timezone.localtime(inspection.planned_at)
        return {
            "on": local.date(),
            "clock": local.time(),
            "agreed_with": inspection.agreed_with,
            "with_office": inspection.with_office,
            "seen": inspection_seen(inspection),
        }


class SettleInspectionForm(CprAwareForm):
    status = forms.ChoiceField(
        label=gettext_lazy("Blev synet holdt?"),
        choices=SETTLED,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, om synet blev holdt.")},
    )
    condition = forms.TypedChoiceField(
        label=gettext_lazy("Lejlighedens stand"),
        choices=Condition.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Udfyldes kun, når synet blev holdt."),
    )
    result = forms.CharField(
        label=gettext_lazy("Hvad viste det, eller hvorfor blev det ikke til noget?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Kun det, en anden også ville kunne se: ingen diagnoser og ingen gæt. Den, der bor der, "
            "kan en dag læse det. Intet CPR-nummer."
        ),
    )

    def __init__(self, *args: Any, is_ahead: bool = False, **kwargs: Any) -> None:
        """Before its day it can only be called off."""
        super().__init__(*args, **kwargs)
        if is_ahead:
            status: Any = self.fields["status"]
            status.choices, status.initial = CALLED_OFF, InspectionStatus.CANCELLED
            status.label = _("Aflys synet?")
            self.fields["result"].label = _("Hvorfor?")
            del self.fields["condition"]

    def clean_result(self) -> str:
        return self.guard_cpr("result").strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("status") != InspectionStatus.DONE:
            return data | {"condition": None}
        condition = data.get("condition")
        if condition is None and "condition" not in self.errors:
            self.add_error("condition", _("Vælg, hvilken stand lejligheden var i."))
        elif (
            condition and condition >= NEEDS_WORDS and not data.get("result") and "result" not in self.errors
        ):
            self.add_error("result", _("Skriv kort, hvad I så: kun det, en anden også ville kunne se."))
        return data
