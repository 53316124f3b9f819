"""What the forms about an eviction case share: which revision of it they were made from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import CprAwareForm
from evictions.models import EvictionCase

WORDS = {"autocomplete": "off"}


class SeenCaseForm(CprAwareForm):
    """`seen` is the revision of the case the page was made from; nothing typed is lost when it is another by
    now."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Siden mangler noget. Hent den igen, og gem så."),
            "invalid": _("Siden mangler noget. Hent den igen, og gem så."),
        },
    )

    def see_anew(self, case: EvictionCase) -> None:
        """After a conflict: to save once more is to have read what the other wrote."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(case.revision)
        self.data = data


class OfEvictionForm(SeenCaseForm):
    """Made from a case: the fields of `shows` begin with what it has in that column."""

    shows: dict[str, str] = {}

    def __init__(self, *args: Any, case: EvictionCase, **kwargs: Any) -> None:
        known = {name: getattr(case, column) for name, column in self.shows.items()}
        kwargs["initial"] = {"seen": case.revision, **known, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.case = case

    def see_anew(self, case: EvictionCase) -> None:
        super().see_anew(case)
        self.case = case

    @property
    def known(self) -> dict[str, Any]:
        """What the service takes, `seen` among it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "cpr"}
