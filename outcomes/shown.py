"""What of the numbers is shown: small ones hidden, and as many others as it takes that none can be computed.

One and the same for the screen, the pictures and the spreadsheet: `shown_of` is the only way to a number.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext as _

from conditions.choices import ConcernKind
from core.suppression import FEWEST, HIDDEN, protected
from disputes.choices import ComplaintCategory
from outcomes.counts import Counts
from outcomes.figures import DAYS, SHARE, Figure

ALL = 0
"""In the place of an estate: all of them."""
CATEGORIES = [f"om-{value.replace('_', '-')}" for value in ComplaintCategory.values]
KINDS = [f"art-{value.replace('_', '-')}" for value in ConcernKind.values]
SHARES = {
    "taget-i-tide": ("i-tide", "for-sent"),
    "inden-4-uger": ("frist-holdt", "frist-brudt"),
    "loest-i-dialog": ("i-dialog", "paa-anden-vis"),
}
"""Figure → the columns of those who did and those who did not: together they are the whole."""
TOLD_TOGETHER = {"aftaler": ("aftaler", "uden-aftale"), "holdt": ("holdt", "brudt")}
"""Figures of the whole organisation alone, with their opposite: neither may be small, nor nobody."""


@dataclass(frozen=True)
class Value:
    """`number` is a count, a share in per cent or days; None is hidden, or nothing to say (`is_empty`)."""

    number: float | None
    of: int | None = None
    is_empty: bool = False

    @property
    def is_hidden(self) -> bool:
        return self.number is None and not self.is_empty


EMPTY, SECRET = Value(None, is_empty=True), Value(None)


class Shown:
    """The values of a year, by estate (ALL: together) and figure."""

    def __init__(self, counts: Counts, estate_ids: Sequence[int]) -> None:
        self.estate_ids, self.counts = list(estate_ids), counts
        self.cells: dict[tuple[int, str], int | None] = {}
        self._protect(KINDS, row_sums=False)
        self._protect(["meldinger", "gentagelser"], row_sums=False)
        self._protect([*CATEGORIES, "klager"])
        self._protect(["afholdt", "ikke-afholdt", "i-gang", "tilbudt"])
        for figure, parts in SHARES.items():
            self._protect([*parts, figure])
        self._copy("loest-i-dialog", "afsluttede")

    def _protect(self, columns: list[str], *, row_sums: bool = True) -> None:
        """With `row_sums` the last column is made the sum of the others. Estates that have nothing here are
        left out, so that the same table hides the same whoever asks, and beside whichever other year."""
        rows: dict[int, list[int]] = {}
        for estate in self.estate_ids:
            row = [self._raw(estate, column) for column in columns]
            if any(row):
                rows[estate] = [*row[:-1], sum(row[:-1])] if row_sums else row
        table = list(rows.values())
        several = len(table) > 1
        if several:
            table.append([sum(column) for column in zip(*table, strict=True)])
        shown = protected(table, row_sums=row_sums, column_sums=several)
        places = [*rows, ALL] if several else [*rows]
        for place, told in zip(places, shown, strict=True):
            self.cells |= {(place, column): value for column, value in zip(columns, told, strict=True)}
        if len(places) == 1:
            self.cells |= {(ALL, column): value for column, value in zip(columns, shown[0], strict=True)}

    def _copy(self, column: str, to: str) -> None:
        for place in (*self.estate_ids, ALL):
            self.cells[place, to] = self.cells.get((place, column), 0)

    def _raw(self, estate_id: int, column: str) -> int:
        return self.counts.by_estate.get(estate_id, Counter())[column]

    def value(self, figure: Figure, place: int = ALL) -> Value:
        if not figure.per_estate:
            return self._together(figure) if place == ALL else SECRET
        if figure.kind == SHARE:
            return self._share(figure, place)
        if figure.kind == DAYS:
            return self._days(place)
        number = self.cells.get((place, figure.key), 0)
        return SECRET if number is HIDDEN else Value(number)

    def _share(self, figure: Figure, place: int) -> Value:
        """Hidden when either side is: a share and its whole would tell it."""
        did, did_not = (self.cells.get((place, part), 0) for part in SHARES[figure.key])
        whole = self.cells.get((place, figure.key), 0)
        if did is HIDDEN or did_not is HIDDEN or whole is HIDDEN:
            return SECRET
        return Value(round(100 * did / whole), of=whole) if whole else EMPTY

    def _days(self, place: int) -> Value:
        waits = sum((self.counts.waits[e] for e in self._estates(place) if e in self.counts.waits), Counter())
        every = sorted(waits.elements())
        if not every:
            return EMPTY
        return Value(float(median(every))) if len(every) >= FEWEST else SECRET

    def _together(self, figure: Figure) -> Value:
        did, did_not = (
            sum(self._raw(estate, column) for estate in self.estate_ids)
            for column in TOLD_TOGETHER[figure.key]
        )
        return Value(did) if min(did, did_not) >= FEWEST else SECRET

    def _estates(self, place: int) -> list[int]:
        return self.estate_ids if place == ALL else [place]


def say(figure: Figure, value: Value) -> str | int | float:
    """As a cell says it, on the screen and in the spreadsheet alike."""
    if value.is_empty:
        return _("ingen")
    if value.number is None:
        return _("skjult")
    if figure.kind == SHARE:
        return _("%(share)s %% af %(whole)s") % {"share": int(value.number), "whole": value.of}
    return int(value.number) if value.number == int(value.number) else value.number
