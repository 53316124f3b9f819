"""What the forms about a mediation share, and how what the service answered comes back to them."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import CprAwareForm
from core.errors import DomainError
from disputes.models import Mediation
from disputes.services.mediation_writes import MediationChangedError

DONE: Final = 0
CHANGED: Final = 409
WRONG: Final = 422
WORDS = {"autocomplete": "off"}
MISSING = _("Siden mangler noget. Hent den igen, og gem så.")


class OfMediationForm(CprAwareForm):
    """`seen` is the revision of the mediation the page was made from; nothing typed is lost when it is
    another by now."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": MISSING, "invalid": MISSING}
    )

    def __init__(self, *args: Any, mediation: Mediation, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": mediation.revision, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.mediation = mediation

    @property
    def known(self) -> dict[str, Any]:
        """What the service takes, `seen` among it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "cpr"}

    def see_anew(self, mediation: Mediation) -> None:
        """After a conflict: to save once more is to have read what the other wrote."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(mediation.revision)
        self.data = data
        self.mediation = mediation


def written(form: CprAwareForm, write: Callable[[], object]) -> int:
    """DONE, else the status to answer with, and the form says why and keeps what was typed: WRONG when it is
    not filled in right or the service says no, CHANGED when the mediation is another by now."""
    if not form.is_valid():
        return WRONG
    try:
        write()
    except MediationChangedError as changed:
        if isinstance(form, OfMediationForm):
            form.see_anew(changed.mediation)
        form.add_error(None, changed.message)
        return CHANGED
    except DomainError as error:
        form.add_error(None, error.message)
        return WRONG
    return DONE
