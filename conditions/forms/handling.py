"""What a caretaker does with a concern. Each form carries the revision its page was made from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cases.forms.cases import about_field
from cases.forms.revisions import WORDS, OfRowForm
from conditions.choices import ConcernOutcome
from conditions.models import ConcernFlag
from conditions.services.closing import OF_A_HOUSEHOLD


class SeenConcernForm(OfRowForm):
    row_name = "concern"
    concern: ConcernFlag


def answer_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("En sætning til den, der meldte (kan udelades)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, **WORDS}),
        help_text=gettext_lazy(
            "Ejendomskontoret læser den. Kun det praktiske, fx »Vi har aftalt oprydning i uge 49«. "
            "Intet om beboeren."
        ),
    )


class CaseOfConcernForm(SeenConcernForm):
    about = about_field()

    def clean_about(self) -> str:
        return self.guard_cpr("about")


class ReturnForm(SeenConcernForm):
    answer = answer_field()

    def clean_answer(self) -> str:
        return self.guard_cpr("answer")


class CloseConcernForm(SeenConcernForm):
    """An ordinary repair is given back on a page of its own. Of a vacant flat nothing is said of people."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hvordan endte det?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvordan det endte.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Begrundelse (kan udelades)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WORDS),
        help_text=gettext_lazy("Læses kun af sociale viceværter. Fakta, ingen diagnoser."),
    )
    answer = answer_field()

    def __init__(self, *args: Any, concern: ConcernFlag, **kwargs: Any) -> None:
        super().__init__(*args, concern=concern, **kwargs)
        left_out = {ConcernOutcome.REPAIR} | (OF_A_HOUSEHOLD if concern.tenancy_id is None else set())
        choices = [choice for choice in ConcernOutcome.choices if choice[0] not in left_out]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def clean_note(self) -> str:
        return self.guard_cpr("note")

    def clean_answer(self) -> str:
        return self.guard_cpr("answer")
