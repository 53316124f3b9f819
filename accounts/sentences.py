"""What the screens say about people and periods, in Danish sentences. Pure functions."""

import datetime as dt

from django.utils.translation import gettext as _

from core.danish import MONTHS


def first_name(name: str) -> str:
    return name.split()[0] if name.split() else name


def genitive(name: str) -> str:
    """Anna → Annas; names ending in s, x or z take an apostrophe."""
    return f"{name}'" if name[-1:].lower() in {"s", "x", "z"} else f"{name}s"


def say_date(day: dt.date, *, year: bool) -> str:
    said = f"{day.day}. {MONTHS[day.month - 1]}"
    return f"{said} {day.year}" if year else said


def say_period(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> str:
    """'fra 3. til 14. december', 'fra 28. november til 4. december', 'den 3. december'; with another year,
    'fra 28. december 2026 til 4. januar 2027'."""
    year = {starts_on.year, ends_on.year} != {today.year}
    if starts_on == ends_on:
        return _("den %(day)s") % {"day": say_date(starts_on, year=year)}
    same_month = (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month)
    start = f"{starts_on.day}." if same_month else say_date(starts_on, year=starts_on.year != ends_on.year)
    return _("fra %(start)s til %(end)s") % {"start": start, "end": say_date(ends_on, year=year)}


def say_cover(absent: str, stand_in: str, starts_on: dt.date, ends_on: dt.date, today: dt.date) -> str:
    """What an absence does, as the preview of the form says it."""
    return _(
        "%(stand_in)s får %(absents)s nye restancer %(period)s og kan se %(absents)s afdelinger imens. "
        "Det stopper af sig selv."
    ) % {
        "stand_in": first_name(stand_in),
        "absents": genitive(first_name(absent)),
        "period": say_period(starts_on, ends_on, today),
    }


def say_hand_over(
    name: str, starts_on: dt.date, ends_on: dt.date | None, then: str | None, today: dt.date
) -> str:
    """What a hand-over has done. `then`: who is responsible the day after `ends_on`, None for nobody."""
    begins = _("%(name)s er ansvarlig fra %(day)s.") % {
        "name": name,
        "day": say_date(starts_on, year=starts_on.year != today.year),
    }
    if starts_on <= today:
        begins = _("%(name)s er ansvarlig. Det, der ventede, leveres nu.") % {"name": name}
    if ends_on is None:
        return begins
    after = ends_on + dt.timedelta(days=1)
    said = {"name": then or "", "day": say_date(after, year=after.year != today.year)}
    if then is None:
        return f"{begins} " + _("Fra %(day)s har afdelingen ingen ansvarlig.") % said
    return f"{begins} " + _("Fra %(day)s er %(name)s ansvarlig.") % said
