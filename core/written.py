"""What somebody wrote and the server could not take: given back on the page that says so, kept nowhere."""

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest

SECRET: Final = ("password", "code")


def written_words(request: HttpRequest) -> list[str]:
    """The texts of a form sent from one of our own pages; choices, ids and passwords are none. Another
    site's form gets none back: it could put its words on a page of ours."""
    if request.method != "POST" or not _is_our_own(request):
        return []
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if len(value.split()) > 1 and not any(word in name for word in SECRET)
    ]


def page_it_was_on(request: HttpRequest) -> str:
    """The address of the page whose form was sent; a form's own address may be there to post to only."""
    came_from = request.headers.get("Referer", "")
    parts = urlsplit(came_from)
    if parts.netloc != request.get_host():
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _is_our_own(request: HttpRequest) -> bool:
    if said := request.headers.get("Sec-Fetch-Site"):
        return said == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
