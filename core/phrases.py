"""Dates, amounts and lists as a colleague says them. Pure functions; core.danish has the exact formats."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from core.danish import format_date_short, format_weekday
from core.words import gettext as _

FAR_DAYS = 31


def as_day(value: dt.date | dt.datetime) -> dt.date:
    """The Danish calendar day of a date or a moment."""
    if isinstance(value, dt.datetime):
        return value.astimezone(timezone.get_default_timezone()).date() if value.tzinfo else value.date()
    return value


def say_day(value: dt.date | dt.datetime, today: dt.date | None = None) -> str:
    """→ 'tirs. 24. nov.', with the year instead of the weekday when it is another year."""
    day, today = as_day(value), today or timezone.localdate()
    return format_weekday(day) if day.year == today.year else format_date_short(day)


def as_sentence(text: str) -> str:
    """One full stop where a shortened month ends the sentence: 'Senest 24. nov..' → 'Senest 24. nov.'."""
    return text.replace("..", ".")


def say_relative(value: dt.date | dt.datetime, today: dt.date | None = None) -> str:
    """→ 'i dag', 'i morgen', 'om 3 dage', 'i går', 'for 3 dage siden'; the date itself beyond a month."""
    day, today = as_day(value), today or timezone.localdate()
    days = (day - today).days
    if abs(days) <= 1:
        return _("i dag") if days == 0 else _("i morgen") if days == 1 else _("i går")
    if abs(days) > FAR_DAYS:
        return say_day(day, today)
    if days > 0:
        return _("om %(days)s dage") % {"days": days}
    return _("for %(days)s dage siden") % {"days": -days}


def say_clock(moment: dt.datetime) -> str:
    """→ 'kl. 8.02'."""
    local = moment.astimezone(timezone.get_default_timezone())
    return _("kl. %(hour)s.%(minute)s") % {"hour": local.hour, "minute": f"{local.minute:02d}"}


def say_moment(moment: dt.datetime, today: dt.date | None = None) -> str:
    """→ 'i dag kl. 8.02', 'i går kl. 8.02', 'tirs. 24. nov. kl. 8.02'."""
    day, today = as_day(moment), today or timezone.localdate()
    said = say_relative(day, today) if abs((day - today).days) <= 1 else say_day(day, today)
    return f"{said} {say_clock(moment)}"


def say_until(moment: dt.datetime, now: dt.datetime | None = None) -> str:
    """→ 'resten af dagen' when it ends at the coming midnight, else 'til i morgen kl. 8.02'."""
    midnight = timezone.localtime(moment).time() == dt.time.min
    today = as_day(now or timezone.now())
    if midnight and as_day(moment) == today + dt.timedelta(days=1):
        return _("resten af dagen")
    return _("til %(moment)s") % {"moment": say_moment(moment, today)}


def say_number(number: int | Decimal) -> str:
    """12345 → '12.345'."""
    return f"{int(number):,}".replace(",", ".")


def say_count(number: int, words: str) -> str:
    """(3, 'sag,sager') → '3 sager'; (1, 'sag,sager') → '1 sag'."""
    one, _comma, many = words.partition(",")
    return f"{say_number(number)} {one if number == 1 else many or one}"


def say_list(words: Sequence[str]) -> str:
    """'a', 'a og b', 'a, b og c'."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
