"""The caretaker's checklist of ways out. Casework: nothing of it is shown to the landlord's side."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.functional import Promise

from accounts.choices import Role
from core.phrases import say_day
from evictions.choices import PlanStatus, WayOutKind, WayOutState
from evictions.eviction_file import EvictionFile
from evictions.law import RULES, Rule
from evictions.models import EvictionCase, WayOut
from evictions.services.ways_out import stands
from evictions.ways_out_words import BUTTONS, LEVELS, NEXT_STATES, RULES_OF, SAID, TAKES
from residents.providers import Panel

ORDER = 26
NOT_YET = frozenset({WayOutState.OPEN, WayOutState.CONSIDERED})


@dataclass(frozen=True)
class Line:
    """One way out. `seen` says what stood when the page was made; `buttons` are (state, label)."""

    kind: str
    label: str
    takes: str | Promise
    state: str
    level: str
    seen: str
    way_out: Any = None
    rule: Rule | None = None
    history: str = ""
    agreed: str = ""
    buttons: list[tuple[str, str | Promise]] = field(default_factory=list)

    @property
    def is_touched(self) -> bool:
        return self.way_out is not None

    @property
    def comes_first(self) -> bool:
        """What has been tried, and what must be asked for before anything is paid."""
        return self.is_touched or self.kind == WayOutKind.RENT_SUPPORT_81A


def ways_out_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    """To caretakers who work here, and to a coordinator who has opened the household's case with a reason."""
    may_write = bool(file["works_here"]) and case.is_open
    if not file["works_here"] and not file["ways_out"]:
        return None
    if user.role not in {Role.CARETAKER, Role.COORDINATOR}:
        return None
    lines = lines_of(file, may_write=may_write)
    context = {
        "case": case,
        "may_write": may_write,
        "shown": [line for line in lines if line.comes_first],
        "folded": [line for line in lines if not line.comes_first],
        "apply_first": case.is_open and applies_first(lines),
    }
    return Panel("evictions/_ways_out_panel.html", context, order=ORDER)


def applies_first(lines: list[Line]) -> bool:
    """Whether § 81 a has not been asked for yet: it must be, before anything is paid."""
    return any(line.kind == WayOutKind.RENT_SUPPORT_81A and line.state in NOT_YET for line in lines)


def lines_of(file: EvictionFile, *, may_write: bool) -> list[Line]:
    rows = {row.kind: row for row in file["ways_out"]}
    history = history_of(file["ways_out_history"])
    agreed = agreed_on(file)
    return [line_of(kind, rows.get(kind), history, agreed, may_write=may_write) for kind in TAKES]


def line_of(
    kind: str, row: WayOut | None, history: dict[str, str], agreed: dict[str, str], *, may_write: bool
) -> Line:
    state = WayOutState(row.state if row else WayOutState.OPEN)
    following = NEXT_STATES.get(state, ()) if may_write else ()
    return Line(
        kind=kind,
        label=str(WayOutKind(kind).label),
        takes=TAKES[kind],
        state=state,
        level=LEVELS[state],
        seen=stands(row),
        way_out=row,
        rule=RULES.get(RULES_OF.get(kind, "")),
        history=history.get(kind, ""),
        agreed=agreed.get(kind, ""),
        buttons=[(following_state, BUTTONS[following_state]) for following_state in following],
    )


def history_of(events: list[Any]) -> dict[str, str]:
    """kind → 'Søgt 3. dec., afslag 10. dec.', from the audit. Other words about the same state, or another
    day for it, replace what was said of it before."""
    found: dict[str, str] = {}
    ordered = sorted(events, key=lambda event: (event.kind, event.pk))
    for kind, of_kind in groupby(ordered, key=lambda event: event.kind):
        said = []
        for state, of_state in groupby(of_kind, key=lambda event: event.state):
            last = list(of_state)[-1]
            said.append(str(SAID[state]) % {"day": say_day(last.on)})
        sentence = ", ".join(said)
        found[kind] = sentence[:1].upper() + sentence[1:]
    return found


def agreed_on(file: EvictionFile) -> dict[str, str]:
    """What the landlord has given, beside what the caretaker has asked for."""
    found = {}
    if plan := next(iter(file["plans"]), None):
        found[str(WayOutKind.INSTALMENTS)] = str(PlanStatus(plan.status).label)
    if standstill := next((row for row in file["standstills"] if row.ended_at is None), None):
        found[str(WayOutKind.STANDSTILL)] = say_day(standstill.ends_on)
    return found
