"""The weekly review meeting: every case that needs a decision this week, once, under the first of the reasons
it stands there for. One line a case, from what the administration may see."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import links
from core.phrases import say_day, say_moment
from core.templatetags.ui import kroner_short
from evictions.choices import AnswerReason, Children, LegalDate
from evictions.models import EvictionCase, Statement
from evictions.querysets import EvictionCaseQuerySet
from evictions.review.words import SOON, answer_words, brief_day, level_of, statement_brief

MOST = 200
GROUPS: list[str | Promise] = [
    gettext_lazy("Kræver svar"),
    gettext_lazy("I fogedretten inden for 7 dage"),
    gettext_lazy("Frister inden for 7 dage"),
    gettext_lazy("Henstand, der slutter inden for 7 dage"),
    gettext_lazy("Nye, ikke besluttet endnu"),
]
"""In this order, as `_why` numbers them."""


@dataclass(frozen=True)
class MeetingLine:
    case: EvictionCase
    url: str
    tick: str
    claim: str
    next: str
    level: str
    contact: str
    facts: list[str]


@dataclass
class MeetingGroup:
    title: str | Promise
    lines: list[MeetingLine] = field(default_factory=list)


def meeting_cases(user: Any, today: dt.date) -> EvictionCaseQuerySet:
    """With `why`, the number of the group. Days that have passed are there until somebody has registered what
    came of them; that a demand may be sent is told in the week it becomes so."""
    rows: EvictionCaseQuerySet = EvictionCase.objects.visible_to(user).open()
    why = _why(today)
    numbered = [When(condition, then=Value(number)) for number, condition in enumerate(why)]
    return rows.filter(_any_of(why)).annotate(why=Case(*numbered, output_field=IntegerField()))


def _why(today: dt.date) -> list[Q]:
    week = today + SOON
    end = timezone.make_aware(dt.datetime.combine(week + dt.timedelta(days=1), dt.time.min))
    may_send = Q(next_kind=LegalDate.DEMAND_POSSIBLE, next_on__range=(today, week))
    return [
        Q(answer_since__isnull=False),
        Q(hearing_at__lt=end) | Q(eviction_at__lt=end),
        Q(next_kind__in=[LegalDate.DEADLINE, LegalDate.MOVE_OUT], next_on__lte=week) | may_send,
        Q(standstill_until__lte=week),
        Q(reviewed_at__isnull=True),
    ]


def _any_of(conditions: list[Q]) -> Q:
    joined = Q()
    for condition in conditions:
        joined |= condition
    return joined


def meeting_groups(user: Any, cases: EvictionCaseQuerySet, today: dt.date) -> list[MeetingGroup]:
    """The first MOST of `cases` (meeting_cases, perhaps filtered). Two queries, however many there are."""
    ordered = cases.select_related("tenancy__dwelling", "estate").order_by("why", "next_on", "pk")
    found = list(ordered[:MOST])
    asked = Statement.objects.visible_to(user).waiting().filter(eviction_case__in=found)
    statements = {statement.eviction_case_id: statement for statement in asked}
    groups = [MeetingGroup(title) for title in GROUPS]
    for case in found:
        groups[case.why].lines.append(_line(case, statements.get(case.pk), today))
    return [group for group in groups if group.lines]


def _line(case: EvictionCase, statement: Statement | None, today: dt.date) -> MeetingLine:
    return MeetingLine(
        case=case,
        url=links("eviction_detail")(case.pk),
        tick=f"{case.pk}-{case.revision}",
        claim=kroner_short(case.claim_amount),
        next=_next(case, today),
        level=level_of(case.next_on, case.next_kind, today),
        contact=_("Ja") if case.contact_on or (statement and statement.contact_established) else _("Nej"),
        facts=_facts(case, statement),
    )


def _next(case: EvictionCase, today: dt.date) -> str:
    """With the hour of a day at court; short enough for one line on paper."""
    if case.next_on is None:
        return ""
    court_days = {str(LegalDate.HEARING): case.hearing_at, str(LegalDate.EVICTION): case.eviction_at}
    at = court_days.get(case.next_kind)
    label = LegalDate(case.next_kind).label
    if level_of(case.next_on, case.next_kind, today) == "late":
        return _("%(what)s %(day)s, passeret") % {"what": label, "day": brief_day(case.next_on)}
    return f"{label} {say_moment(at, today) if at else say_day(case.next_on, today)}"


def _facts(case: EvictionCase, statement: Statement | None) -> list[str]:
    """What is asked, in the caretaker's own facts where she has sent some; children; the rest."""
    told = {AnswerReason.STATEMENT} if statement else set()
    reasons = tuple(reason for reason in case.answer_reasons if reason not in told)
    said = [answer_words(reasons)] if reasons else []
    if statement:
        said += statement_brief(statement)
    if case.standstill_until and case.next_kind != LegalDate.STANDSTILL_END:
        said.append(_("Henstand til %(day)s") % {"day": brief_day(case.standstill_until)})
    if case.children == Children.YES:
        said.append(_("Børn under 18"))
    return said
