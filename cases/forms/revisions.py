"""Forms about a row that has a `revision`, and what the service answered to them: eviction cases, concerns,
complaints, mediations. Nothing typed is lost when the row is another by now."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import CprAwareForm
from core.errors import DomainError, RevisionChangedError

DONE: Final = 0
CHANGED: Final = 409
WRONG: Final = 422
WORDS: Final = {"autocomplete": "off"}
MISSING: Final = _("Siden mangler noget. Hent den igen, og gem så.")


class RevisionForm(CprAwareForm):
    """`seen` is the revision the page was made from. By itself it is a button."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": MISSING, "invalid": MISSING}
    )

    def see_anew(self, row: Any) -> None:
        """After a conflict: to save once more is to have read what the other wrote."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(row.revision)
        self.data = data


class OfRowForm(RevisionForm):
    """Made from a row, which is given as the keyword `row_name`. The fields of `shows` begin with what it
    has in that column."""

    row_name: ClassVar[str]
    shows: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        row = kwargs.pop(self.row_name)
        known = {name: getattr(row, column) for name, column in self.shows.items()}
        kwargs["initial"] = {"seen": row.revision, **known, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        setattr(self, self.row_name, row)

    def see_anew(self, row: Any) -> None:
        super().see_anew(row)
        setattr(self, self.row_name, row)

    @property
    def known(self) -> dict[str, Any]:
        """What the service takes, `seen` among it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "cpr"}


def written(form: CprAwareForm, write: Callable[[], object], *, refused: int = WRONG) -> int:
    """DONE, else the status to answer with, and the form says why and keeps what was typed: WRONG when it is
    not filled in right, CHANGED when the row is another by now (to save once more is to have read what the
    other wrote), `refused` when the service says no."""
    if not form.is_valid():
        return WRONG
    try:
        write()
    except RevisionChangedError as changed:
        if isinstance(form, RevisionForm):
            form.see_anew(changed.row)
        form.add_error(None, changed.message)
        return CHANGED
    except DomainError as error:
        form.add_error(None, error.message)
        return refused
    return DONE


def refusal(form: CprAwareForm) -> str:
    """Why a button did nothing, in one sentence."""
    return str(next(iter(form.errors.values()))[0])
