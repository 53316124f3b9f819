"""The photos of a concern as a page shows them: never their bytes, which come through the door."""

from dataclasses import dataclass
from typing import Any

from conditions.models import ConcernFlag, ConcernPhoto

SMALL: int = 160
"""Height on the page, in CSS pixels."""


@dataclass(frozen=True)
class ShownPhoto:
    """`width` and `height` are those of the thumbnail on the page, so that nothing moves when it comes."""

    pk: int
    position: int
    width: int
    height: int


def photos_of(user: Any, concern: ConcernFlag) -> list[ShownPhoto]:
    rows = ConcernPhoto.objects.visible_to(user).filter(concern=concern).order_by("position")
    return [
        ShownPhoto(pk, position, max(1, round(width * SMALL / height)), SMALL)
        for pk, position, width, height in rows.values_list("pk", "position", "width", "height")
    ]
