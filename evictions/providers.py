"""What arrears contribute to the caretaker's pages in `cases`: I dag, the course, the contact form."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from accounts.compiled import compiled_for_user
from cases.days import NO_DAY
from cases.deadlines import deadline_rows
from cases.household import household_array, phone_of
from cases.in_whose_hands import Hands, hands_of, worked_by
from cases.links import links
from cases.providers import CourseEntry, Day, Place, Reason, TodayItem
from cases.today_cases import place_of
from core import clock
from core.danish import format_kroner_short
from core.phrases import say_day, say_relative
from core.rows import nested
from core.words import gettext as _
from evictions.choices import STAGE_ORDER, Stage
from evictions.models import ArrearsNotice, EvictionCase, NoticeRevision
from evictions.urgency import (
    Facts,
    bailiff_court,
    deadline_unknown,
    facts_of,
    reasons_for,
    silence,
    terminated,
)
from evictions.urgency_facts import eviction_json, with_eviction

MOST_NOTICES = 500
"""When somebody has more, the furthest along and the nearest dates are kept."""
STAGE_RANK = Case(
    *(When(stage=stage, then=Value(rank)) for stage, rank in STAGE_ORDER.items()),
    output_field=IntegerField(),
)
ITEM_COLUMNS = (
    "status",
    "amount",
    "months",
    "due_date",
    "stage",
    "demand_deadline",
    "children",
    "phone",
    "revision",
    "rises",
    "changed_at",
    "created_at",
    "seen_revision",
    "taken_at",
    "contact_on",
    "last_attempt_on",
    "attempts",
    "next_step_on",
    "tenancy_id",
    "tenancy__monthly_rent",
    "tenancy__dwelling__address",
)
"""What a line shows and its rules read; the rest of three tables stays where it is."""
PLACE_COLUMNS = (
    "tenancy__sort_key",
    "tenancy__dwelling__pk",
    "tenancy__dwelling__stairwell__street",
    "tenancy__dwelling__stairwell__house_number",
)
COURSE_COLUMNS = (
    "number",
    "amount",
    "stage",
    "notice__closed_at",
    "notice__close_reason",
    "arrears_list__created_at",
)
STAGE_LABELS = dict(Stage.choices)
LANDLORD_RULES = (bailiff_court, terminated, deadline_unknown)
"""How far the landlord is. A day that is known (a demand deadline, the court's) is said as a deadline."""


def today_items(user: Any, day: Day) -> list[TodayItem]:
    """The open notices of the households this person works with, and of those she promised something."""
    hands = day.hands or hands_of(user, day.today)
    rows = _open_notices(user, promised=list(day.follow_ups), own=list(hands.own), others=list(hands.others))
    return [
        today_item(
            notice,
            day.follow_ups.get(notice.tenancy_id),
            day.today,
            phone_of(notice.people),
            place=place_of(notice.tenancy.dwelling, notice.tenancy.sort_key),
        )
        for notice in rows
    ]


@compiled_for_user
def _open_notices(user: Any, *, promised: list[int], own: list[int], others: list[int]) -> QuerySet[Any, Any]:
    mine = worked_by(user, also=Q(tenancy_id__any=promised), hands=Hands(own, others))
    rows = ArrearsNotice.objects.visible_to(user).open().filter(mine)
    rows = rows.order_by(STAGE_RANK.desc(), F("next_on").asc(nulls_last=True), "pk")
    shown = {"people": household_array(), "eviction": eviction_json()}
    return nested(rows, "pk", *ITEM_COLUMNS, *PLACE_COLUMNS, **shown)[:MOST_NOTICES]


def today_item(
    notice: Any,
    promised: Any,
    today: dt.date,
    phone: str = "",
    query: str = "",
    place: Place | None = None,
    marks: Sequence[Any] = (),
) -> TodayItem:
    """A notice (with its tenancy and dwelling) as a line, with every reason that holds; `promised` is the
    household's open FollowUp.

    `query` goes with its address: where the page leads back to, when not to I dag.
    """
    facts = facts_with(notice, promised, today)
    reasons = reasons_for(facts)
    return TodayItem(
        section=section_of(facts, reasons),
        tenancy_id=notice.tenancy_id,
        title=notice.tenancy.dwelling.address,
        url=f"{links('notice_detail')(notice.pk)}{'?' if query else ''}{query}",
        contact_url=links("visit_log")(notice.tenancy_id),
        reasons=reasons,
        next_step=next_step(facts, promised),
        phone=notice.phone or phone,
        next_on=facts.next_step_on,
        last_on=notice.last_attempt_on,
        changed=facts.changed,
        place=place,
        marks=marks,
        extra={
            "amount": notice.amount,
            "stage": STAGE_LABELS[notice.stage],
            "follow_up_id": promised.pk if promised else None,
        },
    )


def facts_with(notice: Any, promised: Any, today: dt.date) -> Facts:
    """With what the household's eviction case knows (`notice.eviction`, urgency_facts.eviction_json). It may
    have had a next step before its notice came; the promise itself knows best."""
    facts = with_eviction(facts_of(notice, today), getattr(notice, "eviction", None))
    return replace(facts, next_step_on=promised.due_on) if promised else facts


def section_of(facts: Facts, reasons: list[Reason]) -> str:
    """Where on I dag. What was worked on today and planned in time rests until tomorrow, no longer."""
    if facts.last_attempt_on == facts.today and rests(facts):
        return "done"
    if any(reason.level == "late" for reason in reasons):
        return "urgent"
    if facts.next_step_on and facts.next_step_on <= facts.today:
        return "due"
    if not facts.taken:
        return "new"
    return "silent" if silence(facts) else "later"


def rests(facts: Facts) -> bool:
    """A next step lies ahead and not behind the deadline; or contact was made today and none is needed."""
    if facts.next_step_on is None:
        return facts.contact_on == facts.today
    ahead = facts.next_step_on > facts.today
    deadline = facts.deadline
    return ahead and (deadline is None or deadline < facts.today or facts.next_step_on <= deadline)


def next_step(facts: Facts, promised: Any) -> str:
    if promised:
        days = (promised.due_on - facts.today).days
        say = say_relative if abs(days) <= 1 else say_day
        return f"{promised.text} ({say(promised.due_on, facts.today)})"
    if facts.attempts == 0:
        return _("Første kontakt")
    return _("Nyt forsøg") if facts.contact_on is None else _("Aftal, hvad der nu skal ske")


def demand_deadlines() -> QuerySet[Any, Any]:
    """The deadlines of demands that still run: nobody closes a case behind them. Where there is an eviction
    case, it knows (eviction_deadlines)."""
    known = EvictionCase.objects.open().filter(tenancy_id=OuterRef("tenancy_id"))
    rows = ArrearsNotice.objects.open().with_deadline(clock.today(), NO_DAY).exclude(Exists(known))
    label, route = _("Påkravsfrist"), "notice_detail"
    return deadline_rows(rows, tenancy="tenancy_id", on="demand_deadline", label=label, words="", route=route)


def contact_reasons(user: Any, tenancy_id: int) -> list[Reason]:
    """For the head of the contact form: what the caretaker should know at the door."""
    notice = next(iter(_open_notice(user, tenancy_id=tenancy_id)), None)
    return reasons_for(facts_with(notice, None, timezone.localdate())) if notice else []


@compiled_for_user
def _open_notice(user: Any, *, tenancy_id: int) -> QuerySet[Any, Any]:
    rows = ArrearsNotice.objects.visible_to(user).open().filter(tenancy_id=tenancy_id)
    rows = rows.select_related("tenancy").defer("lines").annotate(eviction=eviction_json())
    return rows.order_by("pk")[:1]


def standing(user: Any, tenancy_ids: Collection[int]) -> dict[int, list[Reason]]:
    """How far the landlord is with each household in arrears, and with what amount."""
    today = timezone.localdate()
    rows = ArrearsNotice.objects.visible_to(user).open().filter(tenancy_id__in=list(tenancy_ids))
    found = {}
    for notice in rows.select_related("tenancy").defer("lines").annotate(eviction=eviction_json()):
        facts = facts_with(notice, None, today)
        steps = [reason for rule in LANDLORD_RULES if (reason := rule(facts))]
        owed = _("%(amount)s i restance") % {"amount": format_kroner_short(notice.amount)}
        found[notice.tenancy_id] = [*steps, Reason(owed, 0, "quiet")]
    return found


def revisions_of(user: Any, tenancy_id: int) -> list[NoticeRevision]:
    """What every list said of the household, oldest first, with its notice and its list."""
    return _revisions(user, tenancy_id=tenancy_id)


@compiled_for_user
def _revisions(user: Any, *, tenancy_id: int) -> QuerySet[Any, Any]:
    notices = ArrearsNotice.objects.visible_to(user).filter(tenancy_id=tenancy_id)
    rows = NoticeRevision.objects.filter(notice__in=notices).select_related("notice", "arrears_list")
    return rows.order_by("notice_id", "number").only(*COURSE_COLUMNS)


def course(user: Any, tenancy_id: int) -> list[CourseEntry]:
    return course_entries(revisions_of(user, tenancy_id))


def course_entries(revisions: Iterable[NoticeRevision]) -> list[CourseEntry]:
    """Every list that said something new, and the closing."""
    entries, before = [], dict[int, NoticeRevision]()
    for revision in revisions:
        entries.append(revision_entry(revision, before.get(revision.notice_id)))
        before[revision.notice_id] = revision
    for notice in (last.notice for last in before.values()):
        if notice.closed_at:
            reason = notice.get_close_reason_display()
            entries.append(CourseEntry(notice.closed_at, "closed", _("Restancen lukket"), reason))
    return entries


def revision_entry(revision: NoticeRevision, before: NoticeRevision | None) -> CourseEntry:
    amount = format_kroner_short(revision.amount)
    title = _("Restance %(amount)s") % {"amount": amount}
    if before is not None:
        title = change_title(revision.amount, before.amount)
    moved = before is None or before.stage != revision.stage
    text = _("Trin: %(stage)s") % {"stage": STAGE_LABELS[revision.stage]} if moved else ""
    return CourseEntry(at=revision.arrears_list.created_at, kind="list", title=title, text=text)


def change_title(now: Decimal, before: Decimal) -> str:
    said = {"now": format_kroner_short(now), "before": format_kroner_short(before)}
    if now == before:
        return _("Ny oplysning på listen, restance %(now)s") % said
    verb = (
        _("Restancen steg fra %(before)s til %(now)s")
        if now > before
        else _("Restancen faldt fra %(before)s til %(now)s")
    )
    return verb % said
