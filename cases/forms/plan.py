"""Goals, actions, and people around the resident."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cases.choices import ActionOwner, CasePersonKind
from cases.forms.base import SeenForm, check_ahead
from cases.models import SupportPlanGoal
from core.fields import DanishDateField

WORDS = {"autocomplete": "off"}


class GoalForm(SeenForm):
    text = forms.CharField(
        label=gettext_lazy("Mål, med beboerens egne ord"),
        max_length=200,
        widget=forms.TextInput(attrs=WORDS),
        error_messages={"required": gettext_lazy("Skriv målet.")},
    )

    def clean_text(self) -> str:
        return self.guard_cpr("text")


class ActionForm(SeenForm):
    text = forms.CharField(
        label=gettext_lazy("Hvad skal gøres?"),
        max_length=200,
        widget=forms.TextInput(attrs=WORDS),
        error_messages={"required": gettext_lazy("Skriv, hvad der skal gøres.")},
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Hvem gør det?"), choices=ActionOwner.choices, initial=ActionOwner.CARETAKER
    )
    due_on = DanishDateField(label=gettext_lazy("Senest (kan udelades)"), required=False)
    goal = forms.TypedChoiceField(
        label=gettext_lazy("Hører til målet"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, goals: Iterable[SupportPlanGoal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {goal.pk: goal for goal in goals}
        choices = [("", gettext_lazy("Intet bestemt mål")), *((g.pk, g.text) for g in self.goals.values())]
        self.fields["goal"].choices = choices  # type: ignore[attr-defined]
        if not self.goals:
            del self.fields["goal"]

    def clean_text(self) -> str:
        return self.guard_cpr("text")

    def clean_due_on(self) -> dt.date | None:
        """A day that has passed stands when it is only the words that are put right."""
        day: dt.date | None = self.cleaned_data["due_on"]
        return day if day == self.initial.get("due_on") else check_ahead(day, timezone.localdate())

    @property
    def known(self) -> dict[str, Any]:
        data = super().known
        return {**data, "goal": self.goals.get(data.get("goal") or 0)}


class PersonForm(SeenForm):
    kind = forms.ChoiceField(label=gettext_lazy("Hvem er det?"), choices=CasePersonKind.choices)
    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs=WORDS),
        error_messages={"required": gettext_lazy("Skriv et navn, eller hvad stedet hedder.")},
    )
    workplace = forms.CharField(
        label=gettext_lazy("Sted (kan udelades)"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=WORDS),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefon (kan udelades)"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", **WORDS}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail (kan udelades)"),
        required=False,
        widget=forms.EmailInput(attrs=WORDS),
    )
    note = forms.CharField(
        label=gettext_lazy("Godt at vide (kan udelades)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=WORDS),
        help_text=gettext_lazy("Fx hvornår man træffer dem, og hvad de må spørges om."),
    )

    def clean_name(self) -> str:
        return self.guard_cpr("name")

    def clean_workplace(self) -> str:
        return self.guard_cpr("workplace")

    def clean_note(self) -> str:
        return self.guard_cpr("note")
