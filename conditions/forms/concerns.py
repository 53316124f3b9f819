"""What the estate office tells of a flat: facts of one look at it."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm, noted_at
from conditions.choices import ConcernKind, SeenFrom, Urgency
from conditions.forms.photos import PhotosField

NOTE_LENGTH = 1000
NOT_ON_THE_LIST = {"invalid_choice": gettext_lazy("Vælg kun mellem det, der står på listen.")}


class ConcernForm(CprAwareForm):
    """Two answers are enough: what was seen, and from where. `noted_at` is when it was written, of what lay
    on a phone."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    urgency = forms.ChoiceField(
        label=gettext_lazy("Akut fare?"),
        choices=[
            (Urgency.NORMAL, gettext_lazy("Nej")),
            (Urgency.SOON, Urgency.SOON.label),
            (Urgency.ACUTE, gettext_lazy("Ja")),
        ],
        initial=Urgency.NORMAL,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, om der er akut fare."), **NOT_ON_THE_LIST},
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Hvad så du?"),
        choices=ConcernKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Vælg mindst én ting, du så."), **NOT_ON_THE_LIST},
    )
    seen_from = forms.ChoiceField(
        label=gettext_lazy("Hvor så du det fra?"),
        choices=SeenFrom.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvor du så det fra."), **NOT_ON_THE_LIST},
    )
    note = forms.CharField(
        label=gettext_lazy("Med dine ord (kan udelades)"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Kun det, du så – ingen gæt og ingen diagnoser. Beboeren kan få det at læse. Intet CPR-nummer."
        ),
    )
    photos = PhotosField()

    def clean_note(self) -> str:
        return self.guard_cpr("note")

    @property
    def noted_at(self) -> dt.datetime | None:
        return noted_at(self.data)

    def start_anew(self) -> None:
        """The same words under a new id, after a conflict."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["client_uuid"] = str(uuid.uuid4())
        self.data = data
