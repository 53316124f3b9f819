"""Every open deadline of a household: the next step, the plan's actions, answers owed by partners, and what
other apps know of (the deadline of a demand). A case cannot close while there is one."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import CharField, DateField, Expression, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _

from cases.choices import UNANSWERED
from cases.days import NO_DAY
from cases.models import FollowUp, Referral, SupportPlanAction
from cases.providers import Deadline, deadline_providers
from core.compiled import compiled

COLUMNS = ("of_tenancy", "on", "label", "words", "route", "of_row")


def deadlines_of(tenancy_ids: Collection[int]) -> dict[int, list[Deadline]]:
    """tenancy_id → its open deadlines, the earliest first. Whoever asks has checked that they may; one
    query."""
    found: defaultdict[int, list[Deadline]] = defaultdict(list)
    for tenancy_id, *deadline in _deadlines(tenancy_ids=list(tenancy_ids)) if tenancy_ids else ():
        found[tenancy_id].append(Deadline(*deadline))
    return {tenancy_id: sorted(rows, key=lambda row: row.on) for tenancy_id, rows in found.items()}


@compiled
def _deadlines(*, tenancy_ids: list[int]) -> QuerySet:
    first, *others = [
        rows.filter(of_tenancy__any=tenancy_ids).order_by().values_list(*COLUMNS) for rows in _sources()
    ]
    return first.union(*others, all=True)


def next_deadline(tenancy: str = "tenancy_id") -> Least:
    """To annotate rows that have a tenancy with the day of its next deadline: to sort a list by."""
    days = (rows.filter(of_tenancy=OuterRef(tenancy)).order_by("on").values("on")[:1] for rows in _sources())
    return Least(*(Subquery(day, output_field=DateField()) for day in days))


def deadline_rows(
    rows: QuerySet, *, tenancy: str, on: str, label: str | Expression, words: str, route: str
) -> QuerySet:
    """What a provider of deadlines returns: its open rows, in the columns all have in common. `tenancy`,
    `on` and `words` are lookups ("" for no words); `label` is a text, or an expression where rows differ;
    `route` with the row's key is where it is settled."""
    return rows.annotate(
        of_tenancy=F(tenancy),
        on=Coalesce(F(on), Value(NO_DAY), output_field=DateField()),
        label=Value(label, output_field=CharField()) if isinstance(label, str) else label,
        words=F(words) if words else Value("", output_field=CharField()),
        route=Value(route, output_field=CharField()),
        of_row=F("pk"),
    )


def _sources() -> list[QuerySet]:
    return [_follow_ups(), _actions(), _answers(), *(provider() for provider in deadline_providers)]


def _follow_ups() -> QuerySet:
    rows = FollowUp.objects.open()
    label, route = _("Næste skridt"), "follow_up_edit"
    return deadline_rows(rows, tenancy="tenancy_id", on="due_on", label=label, words="text", route=route)


def _actions() -> QuerySet:
    """By way of the case, which has an index that leads there."""
    rows = SupportPlanAction.objects.open().filter(due_on__isnull=False)
    label, route = _("Handling i planen"), "action_edit"
    return deadline_rows(
        rows, tenancy="case__tenancy_id", on="due_on", label=label, words="text", route=route
    )


def _answers() -> QuerySet:
    rows = Referral.objects.filter(status__in=UNANSWERED)
    label, route = _("Svar på henvisning"), "referral_detail"
    return deadline_rows(
        rows, tenancy="tenancy_id", on="answer_due_on", label=label, words="partner__name", route=route
    )
