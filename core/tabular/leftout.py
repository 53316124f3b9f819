"""What of a file was not taken as rows, for whoever sent it: other sheets, totals, what a program prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.cpr import mask_cpr
from core.phrases import say_list
from core.tabular.table import Table

NAMED: Final = 5
SHEET_NAME: Final = 60


class Note(NamedTuple):
    """`is_serious`: data was passed over, not only what a program prints around it."""

    text: str
    hint: str
    is_serious: bool

    def __str__(self) -> str:
        return f"{self.text} {self.hint}"


def left_out(table: Table) -> dict[str, Any]:
    """As plain JSON values, to be kept with the run. Complete when the table has been iterated over."""
    skipped = table.skipped
    facts = {
        "other_sheets": [sheet_name(name) for name in table.other_sheets],
        "totals": skipped.totals,
        "totals_rows": skipped.totals_rows[: NAMED + 1],
        "footers": skipped.footers,
        "footers_rows": skipped.footers_rows[: NAMED + 1],
    }
    found = {name: value for name, value in facts.items() if value}
    return found | ({"sheet": sheet_name(table.sheet_name)} if table.other_sheets else {})


def sheet_name(name: str) -> str:
    return mask_cpr(name)[:SHEET_NAME]


def notes(facts: Mapping[str, Any]) -> list[Note]:
    """`facts` of left_out as Danish sentences, each with what can be done about it."""
    found = []
    if others := facts.get("other_sheets"):
        text = _("Kun arket %(sheet)s er læst. Der er også data i: %(others)s.") % {
            "sheet": quoted(facts["sheet"]),
            "others": listed([quoted(name) for name in others], len(others)),
        }
        hint = _("Skal de med, så saml rækkerne på ét ark, gem filen, og vælg den igen.")
        found.append(Note(text, hint, is_serious=True))
    passed_over = [_totals(facts), _footers(facts)]
    hint = _("Det tælles ikke med. Er det forkert, så ret det i filen, og vælg filen igen.")
    return found + [Note(text, hint, is_serious=False) for text in passed_over if text]


def _totals(facts: Mapping[str, Any]) -> str:
    if not (count := facts.get("totals", 0)):
        return ""
    return ngettext(
        "%(count)s række med summer er sprunget over (række %(rows)s).",
        "%(count)s rækker med summer er sprunget over (række %(rows)s).",
        count,
    ) % {"count": count, "rows": listed(facts["totals_rows"], count)}


def _footers(facts: Mapping[str, Any]) -> str:
    if not (count := facts.get("footers", 0)):
        return ""
    return ngettext(
        "%(count)s række uden data, fx »Udskrevet« eller en streg, er sprunget over (række %(rows)s).",
        "%(count)s rækker uden data, fx »Udskrevet« eller en streg, er sprunget over (række %(rows)s).",
        count,
    ) % {"count": count, "rows": listed(facts["footers_rows"], count)}


def quoted(name: str) -> str:
    return f"»{name}«"


def listed(names: Sequence[Any], count: int) -> str:
    """'3', '3 og 4', '3, 4 og 5'; of more than NAMED the first ones, 'og 7 andre'."""
    shown = [str(name) for name in names[: NAMED if count > NAMED else count]]
    if count > len(shown):
        more = count - len(shown)
        shown.append(ngettext("%(more)s anden", "%(more)s andre", more) % {"more": more})
    return say_list(shown)
