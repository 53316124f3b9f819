"""Between a form and its view: what was posted, and what the service answered."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, QueryDict

from core.errors import DomainError


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty post is a post, too."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.BaseForm, write: Callable[[], object]) -> bool:
    """Run `write`; its DomainError is shown with the form instead of on a page of its own."""
    try:
        write()
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    return True
