"""What happened: when, where, in which words, and who else saw it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm
from cases.forms.revisions import WORDS
from core.fields import DanishDateField, DanishTimeField
from disputes.models import Complainant, Incident
from disputes.services.complaints import Happening
from disputes.services.incidents import seen_of

TEXT = 4000


class HappeningForm(CprAwareForm):
    """The fields of one incident; `happening` is what the services take."""

    on = DanishDateField(
        label=gettext_lazy("Hvilken dag?"), error_messages={"required": gettext_lazy("Skriv, hvilken dag.")}
    )
    starts_at = DanishTimeField(label=gettext_lazy("Fra kl. (kan udelades)"), required=False)
    ends_at = DanishTimeField(label=gettext_lazy("Til kl. (kan udelades)"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Hvor? (kan udelades)"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=WORDS),
        help_text=gettext_lazy("Fx i opgangen, gennem væggen til soveværelset, på altanen."),
    )
    text = forms.CharField(
        label=gettext_lazy("Hvad skete der?"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4, **WORDS}),
        help_text=gettext_lazy(
            "Kun det, der blev set og hørt. Ingen diagnoser eller gæt. Intet CPR-nummer. Den, der er klaget "
            "over, kan bede om at læse det."
        ),
        error_messages={"required": gettext_lazy("Skriv, hvad der skete.")},
    )
    witnesses = forms.CharField(
        label=gettext_lazy("Vidner (kan udelades)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WORDS),
    )

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Dagen er ikke kommet endnu."))
        return day

    def clean_place(self) -> str:
        return self.guard_cpr("place").strip()

    def clean_text(self) -> str:
        return self.guard_cpr("text").strip()

    def clean_witnesses(self) -> str:
        return self.guard_cpr("witnesses").strip()

    @property
    def happening(self) -> Happening:
        said = ("on", "text", "starts_at", "ends_at", "place", "witnesses")
        return Happening(**{name: self.cleaned_data[name] for name in said})


class IncidentForm(HappeningForm):
    """A line of the noise log, told by one of those who complain."""

    told_by = forms.ChoiceField(label=gettext_lazy("Hvem fortæller det?"), required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("on", "starts_at", "ends_at", "place", "text", "witnesses", "told_by")

    def __init__(self, *args: Any, complainants: Iterable[Complainant], **kwargs: Any) -> None:
        new = {"client_uuid": uuid.uuid4(), "on": timezone.localdate()}
        kwargs["initial"] = {**new, **kwargs.get("initial", {})}
        kwargs.setdefault("auto_id", "haendelse_%s")
        super().__init__(*args, **kwargs)
        self.by_pk = {str(row.pk): row for row in complainants}
        named = [(pk, row.name) for pk, row in self.by_pk.items()]
        self.fields["told_by"].choices = [("", _("En anden, eller flere")), *named]  # type: ignore[attr-defined]

    @property
    def teller(self) -> Complainant | None:
        return self.by_pk.get(self.cleaned_data["told_by"])


class CorrectIncidentForm(IncidentForm):
    """A line that is there already: `seen` says what stood when the page was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        said = ("on", "starts_at", "ends_at", "place", "text", "witnesses", "client_uuid")
        stands = {name: getattr(incident, name) for name in said}
        kwargs["initial"] = {**stands, "told_by": incident.told_by_id or "", "seen": seen_of(incident)}
        super().__init__(*args, **kwargs)

    def see_anew(self, incident: Incident) -> None:
        """After a conflict: to save once more is to have read what the other wrote."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = seen_of(incident)
        self.data = data
