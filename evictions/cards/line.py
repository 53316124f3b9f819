"""The legal line: as a list, and where there is room as a picture above it."""

from typing import Any

from django.utils import timezone

from core.phrases import say_clock
from evictions.case_facts import facts_of_eviction
from evictions.choices import HearingKind, HearingStatus
from evictions.eviction_file import EvictionFile
from evictions.eviction_forms import form_links
from evictions.eviction_line import line_of
from evictions.models import EvictionCase
from residents.providers import Panel


def line_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel:
    line = line_of(facts_of_eviction(case), timezone.localdate(), court_words(case, file))
    stations = [(station, form_links(user, case, station.forms)) for station in line.stations]
    dots = list(zip(line.dots, [station.state for station in line.stations], strict=True))
    context = {"stations": stations, "dots": dots, "line": line, "rules": _rules(line.stations)}
    return Panel("evictions/_eviction_line.html", context, order=10)


def court_words(case: EvictionCase, file: EvictionFile) -> list[str]:
    """When and where the hearing that is set is held, and its number at the court."""
    is_set = (
        row for row in file["hearings"] if row.kind == HearingKind.HEARING and row.status == HearingStatus.SET
    )
    hearing = next(is_set, None)
    place = hearing.place if hearing else ""
    words = [say_clock(case.hearing_at)] if case.hearing_at else []
    if hearing:
        words.append(", ".join(filter(None, [str(hearing.get_place_kind_display()), place])))
    if case.court and case.court not in place:
        words.append(case.court)
    return [*words, case.court_number] if case.court_number else words


def _rules(stations: list[Any]) -> list[Any]:
    """Each once, in the order of the line."""
    return list({station.rule.key: station.rule for station in stations if station.rule}.values())
