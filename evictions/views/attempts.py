"""Buttons on the cards of an eviction case: what to answer when they cannot do it, and where a card is."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse

from accounts.requests import UserRequest
from cases.forms.revisions import CHANGED
from core.errors import DomainError
from evictions.permissions import get_eviction_for_user
from evictions.views.evictions import show_eviction


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
