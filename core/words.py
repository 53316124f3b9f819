"""gettext for what is said hundreds of times a page: a line of I dag is made of half a dozen phrases.

Django looks every phrase up in two catalogues each time. Danish is written in the code itself and stands in
none of them, so each look-up fails twice; here it fails once in a process.
"""

from functools import lru_cache

from django.db.models import Choices
from django.utils import translation


def gettext(message: str) -> str:
    return _said(translation.get_language(), message)


def label_of(choice: Choices) -> str:
    return _label(translation.get_language(), choice)


@lru_cache(maxsize=2048)
def _said(_language: str | None, message: str) -> str:
    return translation.gettext(message)


# Two choices of different kinds are equal when their codes are.
@lru_cache(maxsize=2048, typed=True)
def _label(_language: str | None, choice: Choices) -> str:
    return str(choice.label)
