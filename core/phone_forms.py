"""The forms that the page of a phone without coverage stands in for (cases.views.phone, static/outbox.js).

They hold nothing personal and are the same for everybody. Apps register theirs in AppConfig.ready().
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class PhoneForm:
    """`path` is a regular expression of the addresses it stands in for; it is sent to `route`, or without one
    to the address itself. `offer` is the label of a way to it, on any page that cannot be fetched. `files`
    are the static ones it needs and other pages do not."""

    path: str
    title: Any
    template: str
    context: Callable[[], dict[str, Any]]
    route: str = ""
    offer: Any = ""
    files: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        return reverse(self.route) if self.route else ""

    @property
    def html(self) -> SafeString:
        return SafeString(render_to_string(self.template, self.context()))


phone_forms: list[PhoneForm] = []


def register_phone_form(form: PhoneForm) -> None:
    if form not in phone_forms:
        phone_forms.append(form)


@lru_cache(maxsize=8)
def digest_of_forms(language: str) -> str:
    """Of what they ask, in the language of the request: another one when a form asks something else."""
    return hashlib.sha256("".join(form.html for form in phone_forms).encode()).hexdigest()


def files_of_forms() -> list[str]:
    return list(dict.fromkeys(name for form in phone_forms for name in form.files))
