"""The forms of concerns about flats for tests/once_table.py, where it says how to add one."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.tests.pictures import jpeg
from tests.once_forms import UUID, Form, Sent, at

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

SENT_CONCERNS: dict[str, Sent] = {**SENT_PHOTOS}

NEEDS_NONE_CONCERNS: dict[str, str] = {
    "concern_report": UUID,
}
