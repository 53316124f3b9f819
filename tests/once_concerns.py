"""The forms of concerns about flats for tests/once_table.py, where it says how to add one."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import EstateAssignment
from conditions.tests.pictures import jpeg
from tests.factories import DwellingFactory
from tests.once_concern_handling import NEEDS_NONE_HANDLING, SENT_HANDLING
from tests.once_forms import SEEN, SETTLES, UUID, Form, Sent, ahead, at

SENT_PHOTOS: dict[str, Sent] = {
    "concern_photo_add": Sent(
        "erik",
        lambda w: Form([at(w, "concern")], {"photos": lambda: SimpleUploadedFile("foto.jpg", jpeg())}),
    ),
    "concern_photo_remove": Sent(
        "erik",
        lambda w: Form([at(w, "concern_photo")], page=reverse("concern_own", args=[at(w, "concern")])),
    ),
}


def flat_of_annas() -> Any:
    """Vacant, on her estate."""
    estate = EstateAssignment.objects.get(membership__user__name="Anna", is_responsible=True).estate
    return DwellingFactory(stairwell__estate=estate)


SENT_CONCERNS: dict[str, Sent] = {
    **SENT_PHOTOS,
    **SENT_HANDLING,
    "inspection_create": Sent(
        "anna", lambda w: Form([flat_of_annas().pk], {"on": ahead(3), "clock": "10.00"})
    ),
}

NEEDS_NONE_CONCERNS: dict[str, str] = {
    **NEEDS_NONE_HANDLING,
    "concern_report": UUID,
    "inspection_move": SEEN,
    "inspection_settle": SETTLES,
    "concern_report_by_address": UUID,
}
