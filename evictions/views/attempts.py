"""Between the forms of an eviction case and their services: what to answer when somebody was quicker."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse

from accounts.requests import UserRequest
from core.errors import DomainError
from evictions.forms.seen import RevisionForm
from evictions.permissions import get_eviction_for_user
from evictions.services.eviction_writes import EvictionChangedError
from evictions.views.evictions import show_eviction

DONE, CHANGED, WRONG = 0, 409, 422


def attempt_on(form: RevisionForm, write: Callable[[], object]) -> int:
    """DONE, or the status to answer with; then the form says why. After CHANGED, to save once more is to have
    read what the other wrote."""
    try:
        write()
    except EvictionChangedError as error:
        form.add_error(None, error.message)
        form.see_anew(str(error.case.revision))
        return CHANGED
    except DomainError as error:
        form.add_error(None, error.message)
        return WRONG
    return DONE


def attempt_button(request: UserRequest, pk: int, write: Callable[[int], object]) -> HttpResponse | None:
    """A button without a form of words: `write(revision seen)`. None when it is done, else the page of the
    case `pk` as it is now, with the reason on top."""
    seen = request.POST.get("seen", "")
    try:
        write(int(seen) if seen.isdecimal() else 0)
    except DomainError as error:
        case = get_eviction_for_user(request.user, pk)
        return show_eviction(request, case, status=CHANGED, refused=error.message)
    return None


def card_url(pk: int, card: str) -> str:
    """The card `card` on the page of the eviction case."""
    return f"{reverse('eviction_detail', args=[pk])}#{card}"
