"""The words somebody searched for, kept on the server.

A name does not belong in an address or an access log; a token that says nothing does. With it a search is an
ordinary page: it can be turned, sorted, left and come back to. The words end with the session.
"""

import secrets
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from core.cpr import mask_cpr

KEY = "searches"
MOST, MOST_WORDS = 20, 200
SEARCH = "soegning"


def remember(request: HttpRequest, words: str) -> str:
    """A token for these words; the same as before when they were searched for before."""
    kept: dict[str, str] = dict(request.session.get(KEY, {}))
    token = next((known for known, said in kept.items() if said == words), "") or secrets.token_urlsafe(6)
    kept.pop(token, None)
    kept[token] = words
    request.session[KEY] = dict(list(kept.items())[-MOST:])
    return token


def recall(request: HttpRequest, token: str) -> str:
    """The words; "" when this session knows none by that token."""
    return str(request.session.get(KEY, {}).get(token, ""))


def asked_for(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """What of a posted search (`q`) belongs in the address: the fields `names`, and for the words a token."""
    kept = {name: request.POST[name] for name in names if request.POST.get(name)}
    words = mask_cpr(" ".join(request.POST.get("q", "").split())[:MOST_WORDS])
    return kept | ({SEARCH: remember(request, words)} if words else {})


def with_words(request: HttpRequest) -> QueryDict:
    """The address with the words its token stands for, as `q`. Words in the address itself are not searched
    for."""
    data, token = request.GET.copy(), request.GET.get(SEARCH, "")
    data["q"] = recall(request, token) if token else ""
    if token and not data["q"]:
        messages.info(request, _("Din søgning er glemt. Søg igen."))
    return data
