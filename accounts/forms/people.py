"""Creating and changing people."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from core.fields import DanishDateField


class PersonForm(forms.Form):
    """Name and e-mail."""

    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        error_messages={"required": _("Skriv personens navn.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Arbejdsmailen. Den bruges til at logge ind med."),
        error_messages={
            "required": _("Skriv en e-mail."),
            "invalid": _("Skriv en hel e-mail, fx anna@boligselskab.dk."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class NewPersonForm(PersonForm):
    roles = forms.MultipleChoiceField(
        label=_("Roller"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Har personen flere roller, skifter de selv mellem dem øverst på siden."),
        error_messages={"required": _("Vælg mindst én rolle.")},
    )

    def account(self) -> dict[str, Any]:
        """What give_roles takes: the name of somebody who has an account is their own."""
        return {"email": self.cleaned_data["email"], "roles": self.cleaned_data["roles"]}


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Rolle"), error_messages={"required": _("Vælg en rolle.")})

    def __init__(self, *args: Any, taken: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [(value, label) for value, label in Role.choices if value not in taken]
        self.fields["role"].choices = [("", _("Vælg …")), *free]  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    last_day = DanishDateField(
        label=_("Sidste dag"), help_text=_("Adgangen slutter, når dagen er gået."), initial=timezone.localdate
    )


class PeopleFilterForm(forms.Form):
    """Names are posted, so they stay out of addresses and logs; the role may stand in the address."""

    q = forms.CharField(
        label=_("Søg på navn eller e-mail"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Rolle"), required=False, choices=[("", _("Alle roller")), *Role.choices]
    )
    closed = forms.BooleanField(label=_("Vis også ophørte"), required=False)
