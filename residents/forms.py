"""Forms of the register: a file, its columns, the last yes, and what to look for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from residents.columns import FIELDS
from residents.models import Stairwell

MAX_MORE = 200


class RegisterFileForm(forms.Form):
    file = forms.FileField(
        label=_("Fil med beboerregistret (CSV eller Excel)"),
        help_text=_("Højst 50 MB. Kolonner med CPR-numre bliver ikke læst."),
        allow_empty_file=True,
        error_messages={"required": _("Vælg en fil."), "missing": _("Vælg en fil.")},
    )


class ColumnsForm(forms.Form):
    """One choice per field. Columns that look like CPR numbers are not among the choices."""

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        forbidden: Sequence[int],
        mapping: dict[str, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("– findes ikke i filen –"))] + [
            (str(i), f"{title or _('Uden navn')} ({i + 1})")
            for i, title in enumerate(header)
            if i not in forbidden
        ]
        for spec in FIELDS:
            self.fields[spec.name] = forms.ChoiceField(
                label=spec.label_da, choices=choices, required=False, initial=str(mapping.get(spec.name, ""))
            )

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, list[str]] = {}
        for name, index in (super().clean() or {}).items():
            if index:
                chosen.setdefault(index, []).append(name)
        for names in chosen.values():
            for name in names[1:]:
                self.add_error(name, _("Kolonnen er valgt to gange. Vælg en anden."))
        return self.cleaned_data

    @property
    def mapping(self) -> dict[str, int]:
        return {name: int(index) for name, index in self.cleaned_data.items() if index}


class ConfirmForm(forms.Form):
    end_missing = forms.BooleanField(
        label=_("Afslut de lejeforhold, som er forsvundet fra filen"), required=False, initial=True
    )
    end_many = forms.BooleanField(
        label=_("Ja, afslut dem også, hvor mere end hver tiende mangler"), required=False
    )


class DwellingFilterForm(forms.Form):
    opgang = forms.ModelChoiceField(
        label=_("Opgang"), queryset=Stairwell.objects.none(), required=False, empty_label=_("Alle opgange")
    )
    ledige = forms.BooleanField(label=_("Kun ledige"), required=False)

    def __init__(self, *args: Any, estate: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opgang"].queryset = Stairwell.objects.filter(estate=estate)  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Navn, adresse, telefon eller lejemålsnummer"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "spellcheck": "false", "enterkeyhint": "search"}
        ),
    )
    vis = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def shown(self, page: int) -> int:
        """How many to show: whole pages only, and never more than MAX_MORE."""
        wanted = self.cleaned_data.get("vis") or page
        return min(max(wanted, page), MAX_MORE)
