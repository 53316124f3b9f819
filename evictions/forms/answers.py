"""Between a form about an eviction case and its view: what the service answered."""

from collections.abc import Callable

from core.errors import DomainError
from evictions.forms.base import OfEvictionForm
from evictions.services.eviction_writes import EvictionChangedError


def written(form: OfEvictionForm, write: Callable[[], object]) -> int:
    """0 when it is saved, else the status to answer with: 409 when the case is another by now (`form.case` is
    that one then, and what was typed is kept), 422 when something in the form is not right."""
    if not form.is_valid():
        return 422
    try:
        write()
    except EvictionChangedError as changed:
        form.see_anew(changed.case)
        form.add_error(None, changed.message)
        return 409
    except DomainError as error:
        form.add_error(None, error.message)
        return 422
    return 0


def refusal(form: OfEvictionForm) -> str:
    """Why a button did nothing, in one sentence."""
    return str(next(iter(form.errors.values()))[0])
