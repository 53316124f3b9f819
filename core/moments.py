"""A Danish day and clock as a moment. Twice a year an hour is missing or comes twice."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from core.danish import COPENHAGEN
from core.errors import DomainError


def local_moment(day: dt.date, clock: dt.time) -> dt.datetime:
    """`clock` on `day` in Denmark. DomainError when the clock was put forward past it, or back over it."""
    naive = dt.datetime.combine(day, clock)
    first, second = (naive.replace(tzinfo=COPENHAGEN, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if timezone.localtime(first.astimezone(dt.UTC), COPENHAGEN).replace(tzinfo=None) != naive:
        raise DomainError(
            _("Klokkeslættet findes ikke den nat: uret stilles en time frem. Vælg et andet klokkeslæt.")
        )
    raise DomainError(
        _("Klokkeslættet kommer to gange den nat: uret stilles en time tilbage. Vælg et andet klokkeslæt.")
    )
