"""Logging out takes what the browser keeps with it: nothing of a person stays on a shared phone."""

from allauth.account import views as account_views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase


@login_not_required
def logout(request: HttpRequest) -> HttpResponseBase:
    """static/outbox.js stops it while something is not sent yet."""
    response: HttpResponseBase = account_views.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"storage"'
    return response
