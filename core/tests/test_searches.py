from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory

from core.searches import recall, remember


def test_the_token_says_nothing_and_only_its_session_knows_the_words() -> None:
    request, stranger = RequestFactory().get("/"), RequestFactory().get("/")
    request.session, stranger.session = SessionBase(), SessionBase()
    token = remember(request, "lærke 8")
    assert "lærke" not in token
    assert recall(request, token) == "lærke 8"
    assert remember(request, "lærke 8") == token
    assert (recall(stranger, token), recall(request, "x")) == ("", "")
