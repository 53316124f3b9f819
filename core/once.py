"""What tells one form sent twice from two forms that say the same: a hidden id, made with the form.

In the template beside the token: {% csrf_token %}{% once %}. Who sees to it that it is taken once:
accounts/once.py.
"""

import hashlib
from typing import Any, Final

from django.http import HttpRequest

from core.seen import seen

FIELD: Final = "once"
TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 -- a field's name
"""Another one each time the page is fetched, and no word of anybody's."""


def digest_of(request: HttpRequest) -> str:
    """Of what was sent, and where to: with another word it is another form. "" when it has no id."""
    if request.method != "POST" or not request.POST.get(FIELD):
        return ""
    words = sorted((name, values) for name, values in request.POST.lists() if name != TOKEN)
    files = sorted((name, _digest(file)) for name, sent in request.FILES.lists() for file in sent)
    return seen(request.get_full_path(), words, files)


def _digest(file: Any) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
