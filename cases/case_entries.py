"""What became of a household's cases and plans, as entries of its course: from its file, without a query."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cases.choices import AssignedBecause, CaseOutcome, GoalStatus
from cases.household_file import File
from cases.providers import CourseEntry

OUTCOMES = dict(CaseOutcome.choices)


def case_entries(file: File) -> list[CourseEntry]:
    numbers = {case.pk: case.number for case in file["cases"]}
    entries = [opened_entry(case) for case in file["cases"]]
    entries += [closed_entry(closing, numbers[closing.pgh_obj_id]) for closing in file["closings"]]
    entries += [
        entry for given in file["assignments"] for entry in given_entries(given, numbers[given.case_id])
    ]
    entries += [entry for goal in file["goals"] for entry in goal_entries(goal)]
    entries += [entry for action in file["actions"] for entry in action_entries(action)]
    return entries


def opened_entry(case: Any) -> CourseEntry:
    return CourseEntry(
        at=case.opened_at,
        kind="case_opened",
        title=_("Sag %(number)s oprettet") % {"number": case.number},
        text=": ".join(said for said in (str(case.get_origin_display()), case.opened_about) if said),
        by=case.opened_name,
    )


def closed_entry(closing: Any, number: str) -> CourseEntry:
    said = str(OUTCOMES.get(closing.outcome, ""))
    return CourseEntry(
        at=closing.closed_at,
        kind="case_closed",
        title=_("Sag %(number)s afsluttet") % {"number": number},
        text="\n".join(part for part in (said, closing.closing_note) if part),
        by=closing.closed_name,
    )


def given_entries(given: Any, number: str) -> Iterator[CourseEntry]:
    """How a case came to somebody. That who opened it has it, its opening says already."""
    if given.because == AssignedBecause.OPENED:
        return
    if given.because == AssignedBecause.REOPENED:
        title = _("Sag %(number)s genåbnet") % {"number": number}
        yield CourseEntry(given.starts_at, "case_reopened", title, by=given.given_name)
        return
    title = _("Sagen gik over til %(name)s") % {"name": given.name}
    text = str(given.get_because_display())
    yield CourseEntry(given.starts_at, "case_assigned", title, text, given.given_name)


def goal_entries(goal: Any) -> Iterator[CourseEntry]:
    yield CourseEntry(goal.created_at, "goal", _("Nyt mål"), goal.text)
    if goal.status == GoalStatus.REACHED:
        yield CourseEntry(goal.settled_at, "goal_reached", _("Mål nået"), goal.text)
    elif goal.status == GoalStatus.GIVEN_UP:
        yield CourseEntry(goal.settled_at, "goal_dropped", _("Mål opgivet"), goal.text)


def action_entries(action: Any) -> Iterator[CourseEntry]:
    if action.done_at:
        yield CourseEntry(
            action.done_at, "action_done", _("Handling gjort"), action.text, action.done_name or ""
        )
    elif action.dropped_at:
        yield CourseEntry(action.dropped_at, "action_dropped", _("Handling droppet"), action.text)
