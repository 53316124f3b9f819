"""gettext for what is said hundreds of times a page: a line of I dag is made of half a dozen phrases.

Django looks every phrase up in two catalogues each time. Danish is written in the code itself and stands in
none of them, so each look-up fails twice; here it fails once in a process.
"""

from functools import lru_cache

from django.utils import translation


def gettext(message: str) -> str:
    return _said(translation.get_language(), message)


@lru_cache(maxsize=2048)
def _said(_language: str | None, message: str) -> str:
    return translation.gettext(message)
