"""*Hvem kan se sagen*: in words, for each role, and the way to who has looked."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from cases.links import links
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase
from residents.providers import Panel

WHO_SEES: list[tuple[str | Promise, str | Promise]] = [
    (
        _("Sociale viceværter på afdelingen, og den, der afløser"),
        _("Alt om udlejerens sag, og deres eget arbejde med at afværge den."),
    ),
    (
        _("Boligorganisationens administration"),
        _(
            "Udlejerens sag: datoer, beløb, beslutninger. Ingen notater, ingen udveje og intet af det, den "
            "sociale vicevært og beboeren taler om. Kun om der er kontakt, og det, beboeren har givet lov "
            "til at fortælle."
        ),
    ),
    (
        _("Koordinatoren"),
        _("Udlejerens sag. Den sociale viceværts arbejde kun efter en begrundelse, der bliver skrevet ned."),
    ),
    (
        _("Ejendomskontor, systemadministrator, afdelingsbestyrelse og andre boligorganisationer"),
        _("Intet."),
    ),
    (
        _("Beboeren"),
        _("Har ikke adgang her, men kan få alt at se, der står om dem (indsigt). Skriv derefter."),
    ),
]
"""As EvictionCaseQuerySet and the querysets of what hangs on it have it (evictions/querysets.py)."""


def access_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel:
    casework = next(iter(file["casework"]), None)
    context = {
        "rows": WHO_SEES,
        "url": links("eviction_look_ups")(case.pk),
        "whole_url": links("case_look_ups")(casework.pk) if casework and user.role == Role.CARETAKER else "",
    }
    return Panel("evictions/_eviction_access.html", context, order=90)
