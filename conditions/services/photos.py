"""Photos of a concern: put there by whoever reported it, taken away by them or the caretaker."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require_role
from conditions.models import MOST_PHOTOS, ConcernFlag, ConcernPhoto
from conditions.pictures import Picture
from conditions.querysets import HANDLES, REPORTS
from core.errors import DomainError


@transaction.atomic
def add_photos(*, actor: Any, concern: ConcernFlag, photos: Sequence[Picture]) -> list[ConcernPhoto]:
    """While it is open, and by whoever reported it. `photos` are clean (pictures.py)."""
    require_role(actor, *REPORTS)
    locked = (
        ConcernFlag.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=concern.pk).first()
    )
    if locked is None:
        raise PermissionDenied
    if not photos:
        return []
    if not locked.is_open:
        raise DomainError(_("Meldingen er afsluttet. Meld lejligheden igen, hvis der er noget nyt at vise."))
    there = set(ConcernPhoto.objects.filter(concern=locked).values_list("position", flat=True))
    free = [position for position in range(1, MOST_PHOTOS + 1) if position not in there]
    if len(photos) > len(free):
        raise DomainError(
            _("Der kan højst være %(most)s billeder, og der er %(there)s. Fjern et, eller vælg færre.")
            % {"most": MOST_PHOTOS, "there": len(there)}
        )
    return ConcernPhoto.objects.bulk_create(
        ConcernPhoto(
            concern=locked,
            organisation_id=locked.organisation_id,
            estate_id=locked.estate_id,
            position=position,
            content=photo.content,
            thumbnail=photo.thumbnail,
            width=photo.width,
            height=photo.height,
        )
        for position, photo in zip(free, photos, strict=False)
    )


@transaction.atomic
def remove_photo(*, actor: Any, photo: ConcernPhoto) -> bool:
    """Gone at once, also from a concern that is closed: somebody may be in it. False: it was gone already."""
    require_role(actor, *(HANDLES | REPORTS))
    rows = ConcernPhoto.objects.visible_to(actor).defer("content", "thumbnail")
    there = rows.select_for_update(of=("self",)).filter(pk=photo.pk).first()
    if there is None:
        return False
    there.delete()
    return True


def has_others(concern: ConcernFlag, photos: Sequence[Picture]) -> bool:
    """Whether one of `photos` is not there. The same file always becomes the same bytes."""
    if not photos:
        return False
    there = ConcernPhoto.objects.filter(concern=concern).values_list("content", flat=True)
    return not {photo.content for photo in photos} <= {bytes(content) for content in there}
