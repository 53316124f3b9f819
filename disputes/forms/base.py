"""What the forms about a complaint share: which revision of it they were made from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import CprAwareForm
from disputes.models import Complaint

WORDS = {"autocomplete": "off"}


class OfComplaintForm(CprAwareForm):
    """`seen` is the revision of the complaint the page was made from; nothing typed is lost when it is
    another by now. The fields of `shows` begin with what it has in that column."""

    shows: tuple[str, ...] = ()
    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Siden mangler noget. Hent den igen, og gem så."),
            "invalid": _("Siden mangler noget. Hent den igen, og gem så."),
        },
    )

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        known = {name: getattr(complaint, name) for name in self.shows}
        kwargs["initial"] = {"seen": complaint.revision, **known, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.complaint = complaint

    def see_anew(self, complaint: Complaint) -> None:
        """After a conflict: to save once more is to have read what the other wrote."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(complaint.revision)
        self.data = data
        self.complaint = complaint

    @property
    def known(self) -> dict[str, Any]:
        """What the service takes, `seen` among it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "cpr"}
