"""Between a form about an eviction case and its view: what the service answered."""

from collections.abc import Callable
from typing import Final

from core.errors import DomainError
from evictions.forms.base import OfEvictionForm, SeenCaseForm
from evictions.services.eviction_writes import EvictionChangedError

DONE: Final = 0
CHANGED: Final = 409
WRONG: Final = 422


def written(form: SeenCaseForm, write: Callable[[], object], *, refused: int = WRONG) -> int:
    """DONE, else the status to answer with, and the form says why and keeps what was typed: WRONG when it is
    not filled in right, CHANGED when the case is another by now (to save once more is to have read what the
    other wrote), `refused` when the service says no."""
    if not form.is_valid():
        return WRONG
    try:
        write()
    except EvictionChangedError as changed:
        form.see_anew(changed.case)
        form.add_error(None, changed.message)
        return CHANGED
    except DomainError as error:
        form.add_error(None, error.message)
        return refused
    return DONE


def refusal(form: OfEvictionForm) -> str:
    """Why a button did nothing, in one sentence."""
    return str(next(iter(form.errors.values()))[0])
