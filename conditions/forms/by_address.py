"""A report whose flat is written as an address, because its own page could not be fetched."""

import difflib
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.contact_form import plain
from conditions.forms.concerns import ConcernForm

MOST_PROPOSED: Final = 12
Flat = tuple[int, str]


class ConcernByAddressForm(ConcernForm):
    """`flats` are those of the office, with their addresses. One that is written as it stands is found; of
    any other those it may be are proposed, to be tapped."""

    address = forms.CharField(
        label=gettext_lazy("Hvilken lejlighed? Fx Lærkevej 8, 2. tv"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv lejlighedens adresse med etage og side.")},
    )
    dwelling = forms.TypedChoiceField(
        label=gettext_lazy("Er det en af dem?"), coerce=int, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, flats: Sequence[Flat] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flats = flats
        chosen: Any = self.fields["dwelling"]
        chosen.choices = proposed(str(self.data.get("address", "")), flats) if self.is_bound else []
        chosen.error_messages["invalid_choice"] = _("Vælg en af de lejligheder, der står her.")

    def clean_address(self) -> str:
        return self.guard_cpr("address")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "address" not in data or "dwelling" in self.errors or data.get("dwelling"):
            return data
        named = [pk for pk, written in self.flats if plain(written) == plain(data["address"])]
        if len(named) == 1:
            data["dwelling"] = named[0]
        elif self.fields["dwelling"].choices:  # type: ignore[attr-defined]
            self.add_error("dwelling", _("Vælg den lejlighed, du mener, eller ret adressen."))
        else:
            self.add_error(
                "address",
                _("Adressen findes ikke i dine afdelinger. Skriv vej, nummer, etage og side."),
            )
        return data

    @property
    def known(self) -> dict[str, Any]:
        """What is told of the flat; which one it is stands in `dwelling_pk`."""
        return {name: value for name, value in super().known.items() if name not in {"address", "dwelling"}}

    @property
    def dwelling_pk(self) -> int:
        return int(self.cleaned_data["dwelling"])


def proposed(written: str, flats: Sequence[Flat]) -> list[Flat]:
    """Those that begin as what was written; else those that look most like it."""
    asked = plain(written)
    if not asked:
        return []
    begun = [flat for flat in flats if plain(flat[1]).startswith(asked)]
    if not begun:
        by_words = {plain(address): (pk, address) for pk, address in flats}
        begun = [by_words[words] for words in difflib.get_close_matches(asked, by_words, MOST_PROPOSED, 0.75)]
    return begun[:MOST_PROPOSED]
