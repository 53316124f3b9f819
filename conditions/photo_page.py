"""The photos of a concern as a page shows them: never their bytes, which come through the door."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from conditions.models import ConcernFlag, ConcernPhoto

SMALL: int = 160
"""Height on the page, in CSS pixels."""


@dataclass(frozen=True)
class ShownPhoto:
    """`width` and `height` are those it has on the page, so that nothing moves when it comes."""

    pk: int
    position: int
    width: int
    height: int


def photos_of(user: Any, concern: ConcernFlag) -> list[ShownPhoto]:
    """As thumbnails."""
    return [
        ShownPhoto(photo.pk, photo.position, max(1, round(photo.width * SMALL / photo.height)), SMALL)
        for photo in in_full(user, concern)
    ]


def in_full(user: Any, concern: ConcernFlag) -> list[ShownPhoto]:
    rows = ConcernPhoto.objects.visible_to(user).filter(concern=concern).order_by("position")
    return [ShownPhoto(*row) for row in rows.values_list("pk", "position", "width", "height")]


def beside(photos: list[ShownPhoto], pk: int) -> tuple[ShownPhoto | None, ShownPhoto | None]:
    """The one before it, and the one after. Http404 when it was deleted a moment ago."""
    keys = [photo.pk for photo in photos]
    if pk not in keys:
        raise Http404
    at = keys.index(pk)
    return photos[at - 1] if at else None, photos[at + 1] if at + 1 < len(photos) else None
