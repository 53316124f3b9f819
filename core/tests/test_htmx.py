"""Answers that serve htmx and a plain browser from one view."""

from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from core.htmx import status_response, undo_message, wants_fragment


def htmx(**options):
    return SimpleNamespace(**({"boosted": False, "history_restore_request": False} | options))


@pytest.mark.parametrize(
    ("asking", "fragment"),
    [
        (htmx(), True),
        (htmx(boosted=True), False),
        (htmx(history_restore_request=True), False),
        (None, False),
    ],
)
def test_only_a_request_for_a_part_gets_a_part(asking, fragment):
    request = RequestFactory().get("/")
    request.htmx = asking
    assert wants_fragment(request) is fragment


def test_a_status_goes_to_the_status_region():
    response = status_response(
        RequestFactory().get("/"), "core/_domain_error.html", {"message": "Nej <tak>"}, 409
    )
    assert (response["HX-Retarget"], response["HX-Reswap"], response.status_code) == (
        "#sv-status",
        "innerHTML",
        409,
    )
    assert "Nej &lt;tak&gt;" in response.content.decode()


def test_an_undo_message_is_a_success_with_an_address():
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    undo_message(request, "Gemt.", "/fortryd/3/")
    (message,) = request._messages
    assert (message.message, message.extra_tags, message.level_tag) == (
        "Gemt.",
        "undo /fortryd/3/",
        "success",
    )
