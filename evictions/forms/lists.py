"""Uploading a list, and choosing its columns by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evictions.services.columns import LABELS, REQUIRED


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Restanceliste"),
        help_text=_("CSV eller Excel (xlsx), højst 50 MB. Intet ændres, før du har set listen igennem."),
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": _("Vælg en fil.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


class ColumnsForm(forms.Form):
    """One select per field; a header that is empty is named by its letter, as Excel names it."""

    def __init__(
        self, header: Sequence[str], chosen: Mapping[str, int], hidden: frozenset[int], *args: Any, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        columns = [(str(i), column_label(i, text)) for i, text in enumerate(header) if i not in hidden]
        for name in (*REQUIRED, *(name for name in LABELS if name not in REQUIRED)):
            label = LABELS[name]
            needed = name in REQUIRED
            empty = _("Vælg en kolonne") if needed else _("Er ikke på listen")
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=[("", empty), *columns],
                coerce=int,
                empty_value=None,
                required=name in REQUIRED[1:],
                initial=chosen.get(name),
                help_text=_("Eller vælg afdeling og lejemålets nummer hver for sig.")
                if name == "tenancy"
                else "",
            )

    def mapping(self) -> dict[str, int]:
        return {name: column for name, column in self.cleaned_data.items() if column is not None}


def column_label(index: int, text: str) -> str:
    letter = chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)
    return f"{letter}: {text}" if text else letter


class FindTenancyForm(forms.Form):
    """Posted, never in the address: it holds names."""

    q = forms.CharField(label=_("Adresse, navn eller lejeforhold"), max_length=200)
