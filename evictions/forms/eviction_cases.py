"""Opening an eviction case, putting its facts right, and closing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from cases.forms.base import CprAwareForm
from cases.forms.revisions import WORDS
from core.fields import DanishDateField
from evictions.choices import Children, EvictionOutcome
from evictions.forms.base import OfEvictionForm

OF_OFFICE = ("due_date", "court", "court_number")


class OpenEvictionForm(CprAwareForm):
    due_date = DanishDateField(
        label=_("Forfaldsdag"),
        help_text=_("Den ældste husleje, sagen handler om. Påkravet regnes fra den."),
        error_messages={"required": _("Skriv forfaldsdagen for den ældste husleje, sagen handler om.")},
    )


class EvictionFactsForm(OfEvictionForm):
    """The caretaker knows of children and of a representative; the rest is the administration's."""

    shows = {
        "due_date": "due_date",
        "children": "children",
        "representative": "representative",
        "court": "court",
        "court_number": "court_number",
    }
    due_date = DanishDateField(
        label=_("Forfaldsdag"),
        required=False,
        help_text=_("Den ældste husleje, sagen handler om. Påkravet regnes fra den."),
    )
    children = forms.ChoiceField(
        label=_("Bor der børn under 18?"), choices=Children.choices, widget=forms.RadioSelect
    )
    representative = forms.CharField(
        label=_("Hvem taler for lejeren? (kan udelades)"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs=WORDS),
        help_text=_("Navn og telefon på en værge, advokat eller rådgiver. Intet CPR-nummer."),
    )
    court = forms.CharField(
        label=_("Fogedret (kan udelades)"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=WORDS),
    )
    court_number = forms.CharField(
        label=_("Fogedrettens sagsnummer (kan udelades)"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=WORDS),
    )

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role != Role.ADMINISTRATION:
            for name in OF_OFFICE:
                del self.fields[name]

    def clean_representative(self) -> str:
        return self.guard_cpr("representative")

    def clean_court(self) -> str:
        return self.guard_cpr("court")

    def clean_court_number(self) -> str:
        return self.guard_cpr("court_number")


class CloseEvictionForm(OfEvictionForm):
    outcome = forms.ChoiceField(
        label=_("Hvordan endte det?"),
        choices=EvictionOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et udfald, før sagen afsluttes.")},
    )
    note = forms.CharField(
        label=_("Bemærkning (kan udelades)"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, **WORDS}),
        help_text=_("Kun det, udfaldet ikke siger. Den sociale vicevært og koordinatoren kan læse det."),
    )

    def clean_note(self) -> str:
        return self.guard_cpr("note")
