"""The card with the letters: those that were written, and those this person may write."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Role
from core.lists import row_links
from core.phrases import say_day
from evictions.choices import LetterKind
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase, EvictionLetter
from evictions.permissions import writer_of
from residents.providers import Panel


@dataclass(frozen=True)
class LetterRow:
    kind: str
    language: str
    url: str
    status: str
    level: str
    note: str = ""


def letters_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    kinds = [kind for kind in LetterKind if writer_of(kind) == user.role] if case.is_open else []
    if not file["letters"] and not kinds:
        return None
    link = row_links("eviction_letter_detail")
    to_write = [
        (kind.label, reverse("eviction_letter_create", args=[case.pk, kind.value]))
        for kind in kinds
        if kind != LetterKind.INSTALMENT_PLAN or any(plan.status == "active" for plan in file["plans"])
    ]
    context = {
        "rows": [_row(letter, link(letter.pk)) for letter in file["letters"]],
        "to_write": to_write,
        "is_caretaker": user.role == Role.CARETAKER,
    }
    return Panel("evictions/_letters_panel.html", context, order=70)


def _row(letter: EvictionLetter, url: str) -> LetterRow:
    is_sent = letter.sent_on is not None
    return LetterRow(
        kind=letter.get_kind_display(),
        language=letter.get_language_display(),
        url=url,
        status=_("Sendt %(day)s") % {"day": say_day(letter.sent_on)} if letter.sent_on else _("Kladde"),
        level="ok" if is_sent else "quiet",
        note=letter.proof,
    )
