"""What stands on the page of a case."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import ActionOwner
from cases.household_file import File
from cases.models import Case
from cases.providers import Deadline, Reason
from core.phrases import say_count, say_day, say_relative

SOON_DAYS = 7
OWNERS = dict(ActionOwner.choices)


@dataclass
class PlanGoal:
    """A goal with its actions; `goal` is None for those that lead to no goal in particular."""

    goal: Any
    actions: list[Any] = field(default_factory=list)
    ended: list[Any] = field(default_factory=list)


def plan_of(file: File, case: Case) -> list[PlanGoal]:
    """Open goals first, settled ones last; what belongs to no goal in between."""
    goals = [goal for goal in file["goals"] if goal.case_id == case.pk]
    goals.sort(key=lambda goal: (goal.settled_at is not None, goal.pk))
    found = {goal.pk: PlanGoal(goal) for goal in goals}
    loose = PlanGoal(None)
    for action in file["actions"]:
        if action.case_id == case.pk:
            home = found.get(action.goal_id, loose)
            (home.actions if action.is_open else home.ended).append(action)
    rows = [row for row in found.values() if row.goal.settled_at is None]
    rows += [loose] if loose.actions or loose.ended else []
    return rows + [row for row in found.values() if row.goal.settled_at is not None]


def owner_words(action: Any, case: Case) -> str:
    """Of the caretaker's own: her name; whoever takes the case over takes them along."""
    if action.owner == ActionOwner.CARETAKER and case.responsible:
        return case.responsible.user.name
    return str(OWNERS[action.owner])


def deadline_reasons(deadlines: Sequence[Deadline], today: dt.date) -> list[Reason]:
    """The nearest deadlines as a line in the head of the page."""
    return [deadline_reason(deadline, today) for deadline in deadlines[:3]]


def deadline_reason(deadline: Deadline, today: dt.date) -> Reason:
    if not deadline.is_dated:
        return Reason(_("%(what)s: ingen aftalt frist") % {"what": deadline.label}, 0, "quiet")
    days = (deadline.on - today).days
    say = say_relative if abs(days) <= SOON_DAYS else say_day
    said = {"what": deadline.label, "day": say(deadline.on, today)}
    if days < 0:
        late = {"what": deadline.label, "late": say_count(-days, _("dag,dage"))}
        return Reason(_("%(what)s: %(late)s over tid") % late, 0, "late")
    return Reason(_("%(what)s %(day)s") % said, 0, "soon" if days <= SOON_DAYS else "ok")


def status_words(case: Case) -> str:
    """ "Afventer: svar fra jobcentret", "I gang"."""
    status = str(case.get_status_display())
    return f"{status}: {case.waits_for}" if case.waits_for else status


def closing_words(case: Case) -> dict[str, Any]:
    """For the head of a closed case; nothing for an open one."""
    if case.closed_at is None:
        return {}
    return {
        "day": timezone.localdate(case.closed_at),
        "outcome": case.get_outcome_display(),
        "note": case.closing_note,
        "erase_on": case.erase_on,
    }
