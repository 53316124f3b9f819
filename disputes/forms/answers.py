"""Between a form about a complaint and its view: what the service answered."""

from collections.abc import Callable
from typing import Final

from core.errors import DomainError
from disputes.forms.base import OfComplaintForm
from disputes.services.complaint_writes import ComplaintChangedError

DONE: Final = 0
CHANGED: Final = 409
WRONG: Final = 422


def written(form: OfComplaintForm, write: Callable[[], object]) -> int:
    """DONE, else the status to answer with, and the form says why and keeps what was typed: WRONG when it is
    not filled in right or the service says no, CHANGED when the complaint is another by now (to save once
    more is to have read what the other wrote)."""
    if not form.is_valid():
        return WRONG
    try:
        write()
    except ComplaintChangedError as changed:
        form.see_anew(changed.complaint)
        form.add_error(None, changed.message)
        return CHANGED
    except DomainError as error:
        form.add_error(None, error.message)
        return WRONG
    return DONE


def refusal(form: OfComplaintForm) -> str:
    """Why a button did nothing, in one sentence."""
    return str(next(iter(form.errors.values()))[0])
