"""API keys of the organisation. A key is shown once, on the page after the one that made it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.forms.tokens import TokenForm
from accounts.models import ApiToken
from accounts.once import once
from accounts.permissions import KEEPS_TOKENS, get_token_for_user, role_required
from accounts.requests import UserRequest
from accounts.services.tokens import create_token, revoke_token

NEW_KEY = "new_api_key"
"""In the session, at the server, from making a key until it is shown."""


@require_safe
@role_required(*KEEPS_TOKENS)
def token_list(request: UserRequest) -> HttpResponse:
    return show_tokens(request, TokenForm())


@require_POST
@role_required(*KEEPS_TOKENS)
@once
def token_create(request: UserRequest) -> HttpResponse:
    form = TokenForm(request.POST)
    if not form.is_valid():
        return show_tokens(request, form, status=422)
    token, key = create_token(actor=request.user, name=form.cleaned_data["name"])
    request.session[NEW_KEY] = {"token": token.pk, "key": key}
    return redirect("token_created", pk=token.pk)


@require_GET
def token_created(request: UserRequest, pk: int) -> HttpResponse:
    """Reloading makes no second key, and shows this one no second time."""
    token = get_token_for_user(request.user, pk)
    made = request.session.get(NEW_KEY)
    if made is None or made["token"] != token.pk:
        messages.info(
            request, _("Nøglen er vist én gang. Nåede du ikke at kopiere den, så spær den og lav en ny.")
        )
        return redirect("token_list")
    del request.session[NEW_KEY]
    response = render(request, "accounts/token_created.html", {"token": token, "key": made["key"]})
    add_never_cache_headers(response)
    return response


@require_POST
@once
def token_revoke(request: UserRequest, pk: int) -> HttpResponse:
    revoke_token(actor=request.user, token=get_token_for_user(request.user, pk))
    messages.success(request, _("Nøglen er spærret og kan ikke bruges mere."))
    return redirect("token_list")


def show_tokens(request: UserRequest, form: TokenForm, status: int = 200) -> HttpResponse:
    tokens = ApiToken.objects.visible_to(request.user).select_related("created_by").order_by("-pk")
    context = {
        "form": form,
        "active": [token for token in tokens if token.revoked_at is None],
        "revoked": [token for token in tokens if token.revoked_at is not None],
    }
    return render(request, "accounts/tokens.html", context, status=status)
