"""The words somebody searched for, kept on the server.

A name does not belong in an address or an access log; a token that says nothing does. With it a search is an
ordinary page: it can be turned, sorted, left and come back to. The words end with the session.
"""

import secrets

from django.http import HttpRequest

KEY = "searches"
MOST = 20


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
