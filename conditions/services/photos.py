"""Photos of a concern: put there by whoever reported it, taken away by them or the caretaker."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
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
    """Whether one of `photos` never was there. The same file always becomes the same bytes; of one that was
    deleted only its size is known, so as many of that size as were deleted are taken for those."""
    if not photos:
        return False
    there = {bytes(content) for content in _of(concern).values_list("content", flat=True)}
    unknown = Counter((photo.width, photo.height) for photo in photos if photo.content not in there)
    return bool(unknown and unknown - _sizes_of_deleted(concern))


def _sizes_of_deleted(concern: ConcernFlag) -> Counter[tuple[int, int]]:
    """From the record of changes, which keeps no bytes."""
    events: Any = apps.get_model("conditions", "ConcernPhotoEvent")._default_manager
    put = events.filter(pgh_label="insert", concern_id=concern.pk)
    gone = put.exclude(pgh_obj_id__in=_of(concern).values("pk"))
    return Counter(gone.values_list("width", "height"))


def _of(concern: ConcernFlag) -> QuerySet[ConcernPhoto, ConcernPhoto]:
    return ConcernPhoto.objects.filter(concern=concern)
