"""Between a form about a concern and its view: what the service answered."""

from collections.abc import Callable
from typing import Final

from conditions.forms.handling import SeenConcernForm
from conditions.services.concern_writes import ConcernChangedError
from core.errors import DomainError

DONE: Final = 0
CHANGED: Final = 409
WRONG: Final = 422


def written(form: SeenConcernForm, write: Callable[[], object]) -> int:
    """DONE, else the status to answer with, and the form says why and keeps what was typed: CHANGED when the
    concern is another by now (to save once more is to have read what the other did)."""
    if not form.is_valid():
        return WRONG
    try:
        write()
    except ConcernChangedError as changed:
        form.see_anew(changed.concern)
        form.add_error(None, changed.message)
        return CHANGED
    except DomainError as error:
        form.add_error(None, error.message)
        return WRONG
    return DONE


def refusal(form: SeenConcernForm) -> str:
    """Why a button did nothing, in one sentence."""
    return str(next(iter(form.errors.values()))[0])
