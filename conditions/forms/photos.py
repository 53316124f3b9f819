"""Photos in a form: made clean (conditions/pictures.py) before anything is written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.models import MOST_PHOTOS
from conditions.pictures import LARGEST_SENT, Picture, PictureRefusedError, check_bytes, clean_picture

ACCEPT = "image/jpeg,image/png,image/webp"
LABEL = gettext_lazy("Foto – ingen personer (kan udelades)")


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Gives a list of clean pictures. Says which one it refuses, and why."""

    widget = ManyFilesInput

    def __init__(self, *, most: int = MOST_PHOTOS, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**{"required": False, "label": LABEL, **kwargs})
        self.widget.attrs["accept"] = ACCEPT
        self.largest = LARGEST_SENT

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        sent: list[UploadedFile] = [file for file in data or [] if file]
        if self.required and not sent:
            raise ValidationError(_("Vælg mindst ét billede."), code="required")
        if len(sent) > self.most:
            said = _("Vælg højst %(most)s billeder. Du har valgt %(sent)s.")
            raise ValidationError(said, params={"most": self.most, "sent": len(sent)})
        made = [self.made(file, number) for number, file in enumerate(sent, 1)]
        refused = [result for result in made if isinstance(result, ValidationError)]
        if refused:
            raise ValidationError(refused)
        return [result for result in made if isinstance(result, Picture)]

    def made(self, file: UploadedFile, number: int) -> Picture | ValidationError:
        try:
            check_bytes(file.size or 0)
            return clean_picture(file.read())
        except PictureRefusedError as refused:
            told = {"number": number, "name": file.name, "why": refused.message}
            return ValidationError(_("Billede %(number)s, »%(name)s«: %(why)s"), params=told)


class AddPhotosForm(forms.Form):
    photos = PhotosField(required=True, label=gettext_lazy("Foto – ingen personer"))
