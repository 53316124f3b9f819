"""A service's refusal belongs in the form that asked for it."""

from collections.abc import Callable

from django import forms

from core.errors import DomainError


def attempt(form: forms.BaseForm, write: Callable[[], object]) -> bool:
    """Run `write`; its DomainError is shown with the form instead of on a page of its own."""
    try:
        write()
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    return True
