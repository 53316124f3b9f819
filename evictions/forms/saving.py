"""Between a form about an eviction case and its service: what the answer's status is."""

from collections.abc import Callable

from core.errors import DomainError
from evictions.forms.hearings import SeenCaseForm
from evictions.services.eviction_writes import EvictionChangedError

SAVED, REFUSED, CONFLICT = 302, 422, 409


def save_form(form: SeenCaseForm, write: Callable[[], object]) -> int:
    """SAVED, or with the sentence in the form: REFUSED when it is not filled in right, CONFLICT when the
    service says no or somebody else was first. What was typed is kept, and what was seen is now what
    stands."""
    if not form.is_valid():
        return REFUSED
    try:
        write()
    except EvictionChangedError as error:
        form.see_anew(error.case.revision)
        form.add_error(None, error.message)
        return CONFLICT
    except DomainError as error:
        form.add_error(None, error.message)
        return CONFLICT
    return SAVED
