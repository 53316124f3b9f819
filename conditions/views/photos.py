"""The door to photos: no address of theirs opens without a login, and none is kept by a browser."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from conditions.forms.photos import AddPhotosForm
from conditions.permissions import get_concern_for_reporter, get_photo_for_user
from conditions.photo_page import beside, in_full, photos_of
from conditions.querysets import HANDLES
from conditions.services.photos import add_photos, remove_photo
from conditions.words import kinds_of
from core.errors import DomainError
from core.lists import next_url


@require_safe
def concern_photo(request: UserRequest, pk: int) -> HttpResponse:
    """The page of one: with the way back, those beside it, and the way to be rid of it."""
    photo = get_photo_for_user(request.user, pk)
    record_look_up(actor=request.user, subject=photo.concern, purpose=Purpose.CONCERN)
    photos = in_full(request.user, photo.concern)
    before, after = beside(photos, photo.pk)
    context = {
        "photo": photo,
        "concern": photo.concern,
        "kinds": kinds_of(photo.concern),
        "total": len(photos),
        "before": before,
        "after": after,
        "back": next_url(request, page_of(request, photo.concern_id)),
    }
    return render(request, "conditions/photo.html", context)


@require_safe
def concern_photo_full(request: UserRequest, pk: int) -> HttpResponse:
    """As part of its page it is written down there; opened by itself, here. A browser that does not say
    which is taken to open it by itself."""
    photo = get_photo_for_user(request.user, pk, "content")
    if request.headers.get("Sec-Fetch-Dest") != "image":
        record_look_up(actor=request.user, subject=photo.concern, purpose=Purpose.CONCERN)
    return as_picture(photo.content)


@require_safe
def concern_photo_small(request: UserRequest, pk: int) -> HttpResponse:
    return as_picture(get_photo_for_user(request.user, pk, "thumbnail").thumbnail)


def as_picture(data: bytes | memoryview) -> HttpResponse:
    response = HttpResponse(bytes(data), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = 'inline; filename="billede.jpg"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@once
def concern_photo_add(request: UserRequest, pk: int) -> HttpResponse:
    concern = get_concern_for_reporter(request.user, pk)
    back = next_url(request, reverse("home"))
    form = AddPhotosForm(request.POST or None, request.FILES or None) if request.method == "POST" else None
    if form and form.is_valid():
        try:
            add_photos(actor=request.user, concern=concern, photos=form.cleaned_data["photos"])
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Billederne er gemt. Den sociale vicevært kan se dem."))
            return redirect(back)
    record_look_up(actor=request.user, subject=concern, purpose=Purpose.CONCERN)
    context = {
        "concern": concern,
        "form": form or AddPhotosForm(),
        "photos": photos_of(request.user, concern),
    }
    return render(
        request, "conditions/photo_add.html", {**context, "next": back}, status=422 if form else 200
    )


@require_POST
@once
def concern_photo_remove(request: UserRequest, pk: int) -> HttpResponse:
    photo = get_photo_for_user(request.user, pk)
    remove_photo(actor=request.user, photo=photo)
    messages.success(request, _("Billedet er slettet. Det findes ikke mere."))
    return redirect(page_of(request, photo.concern_id))


def page_of(request: UserRequest, concern_pk: int) -> str:
    """The concern, on the side of whoever looks."""
    page = "concern_detail" if request.user.role in HANDLES else "concern_own"
    return reverse(page, args=[concern_pk])
