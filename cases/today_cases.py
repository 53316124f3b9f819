"""Cases on I dag: what of an open case waits for its caretaker today, in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from accounts.compiled import compiled_for_user
from cases.choices import SILENT_DAYS, ActionOwner, AssignedBecause, CaseStatus
from cases.household import household_array, phone_of
from cases.in_whose_hands import Hands
from cases.links import links
from cases.models import Case, CaseAssignment, Referral, SupportPlanAction
from cases.providers import Day, Lead, Place, Reason, TodayItem
from core.phrases import as_day, say_count, say_day, say_relative
from core.rows import nested
from core.templatetags.ui import tel
from core.words import gettext as _

NEWLY_GIVEN_DAYS = 7
MOST_CASES = 1000
GIVEN = frozenset({AssignedBecause.HANDED_OVER, AssignedBecause.REDISTRIBUTED})
CASE_COLUMNS = (
    "pk",
    "tenancy_id",
    "is_mine",
    "is_cared_for",
    "is_given",
    "estate_id",
    "status",
    "waits_for",
    "opened_at",
    "contact_on",
    "attempt_on",
    "attempts",
    "tenancy__sort_key",
    "tenancy__dwelling__pk",
    "tenancy__dwelling__address",
    "tenancy__dwelling__stairwell__street",
    "tenancy__dwelling__stairwell__house_number",
)


@dataclass(frozen=True)
class TodayCase:
    """A case as a line of its own, and what of it is said on the line another provider has brought."""

    item: TodayItem
    added: list[Reason] = field(default_factory=list)


def place_of(dwelling: Any, sort_key: str) -> Place:
    stairwell = dwelling.stairwell
    return Place(dwelling.pk, f"{stairwell.street} {stairwell.house_number}".strip(), sort_key)


def today_cases(user: Any, cases: Iterable[Any], day: Day, worked: Mapping[int, Any]) -> dict[int, TodayCase]:
    """tenancy_id → the open case this person works with. `worked`: households they met or tried today."""
    here = set(user.membership.responsible_estate_ids)
    own = (case for case in cases if is_own(case) or (is_nobodys(case) and case.estate_id in here))
    return {
        case.tenancy_id: today_case(
            case, day.follow_ups.get(case.tenancy_id), day.today, case.tenancy_id in worked
        )
        for case in own
    }


def is_own(case: Any) -> bool:
    return bool(case.is_cared_for and case.is_mine)


def is_nobodys(case: Any) -> bool:
    return not case.is_cared_for and not case.is_given


def hands_of_cases(cases: Iterable[Any]) -> Hands:
    """What cases.in_whose_hands.hands_of says, of cases that are read already."""
    own = [case.tenancy_id for case in cases if is_own(case)]
    return Hands(own, [case.tenancy_id for case in cases if case.is_cared_for and not case.is_mine])


@compiled_for_user
def open_cases(user: Any, *, today: dt.date) -> QuerySet[Any, Any]:
    """Those on this person's estates, the colleagues' too, with everything their lines say: one query."""
    actions = SupportPlanAction.objects.open().filter(
        case=OuterRef("pk"), owner=ActionOwner.CARETAKER, due_on__lte=today
    )
    silent = Referral.objects.silent(today).filter(case=OuterRef("pk")).order_by("answer_due_on", "pk")
    phone = Coalesce(NullIf("agreement__phone", Value("")), "partner__phone")
    given = CaseAssignment.objects.current().filter(case=OuterRef("pk"))
    rows = Case.objects.in_scope(user).open().with_hands(user, today)
    return nested(
        rows.order_by("-is_mine", "pk"),
        *CASE_COLUMNS,
        household=household_array(),
        due_actions=ArraySubquery(
            actions.order_by("due_on", "pk").values(json=JSONObject(text="text", on="due_on"))
        ),
        silent_referrals=ArraySubquery(
            silent.values(json=JSONObject(name="partner__name", phone=phone, on="answer_due_on"))
        ),
        given=ArraySubquery(given.values(json=JSONObject(because="because", at="starts_at"))),
    )[:MOST_CASES]


def today_case(case: Any, promised: Any, today: dt.date, worked: bool) -> TodayCase:
    added = [
        *(action_reason(action, today) for action in case.due_actions),
        *(silent_referral(referral, today) for referral in case.silent_referrals),
        *given_reasons(case, today),
    ]
    silence = silence_reason(case, today)
    if silence:
        added.append(silence)
    own = [*added, *state_reasons(case)]
    worked = worked or today in {case.contact_on, case.attempt_on}
    item = TodayItem(
        section=section_of(case, today, worked, silence is not None),
        tenancy_id=case.tenancy_id,
        title=case.tenancy.dwelling.address,
        url=links("case_detail")(case.pk),
        contact_url=links("visit_log")(case.tenancy_id),
        reasons=own,
        next_step=next_step(case, promised, today),
        phone=phone_of(case.household),
        next_on=promised.due_on if promised else None,
        last_on=max(filter(None, (case.contact_on, case.attempt_on)), default=None),
        place=place_of(case.tenancy.dwelling, case.tenancy.sort_key),
        lead=lead_of(case),
        extra={"follow_up_id": promised.pk if promised else None},
    )
    return TodayCase(item, added)


def section_of(case: Any, today: dt.date, worked: bool, silent: bool) -> str:
    """The case by itself; a promise that is due makes any line a visit (cases.today)."""
    if case.due_actions:
        return "desk"
    if worked:
        return "done"
    if case.silent_referrals:
        return "desk"
    if (case.status == CaseStatus.NEW and not case.attempts) or newly_given(case, today):
        return "new"
    return "silent" if silent else "later"


def newly_given(case: Any, today: dt.date) -> dt.date | None:
    """The day it came from a colleague, as long as she has not been there since."""
    for given in case.given:
        on = as_day(dt.datetime.fromisoformat(given["at"]))
        last = max(filter(None, (case.contact_on, case.attempt_on)), default=None)
        fresh = (today - on).days <= NEWLY_GIVEN_DAYS and (last is None or last < on)
        if given["because"] in GIVEN and fresh:
            return on
    return None


def given_reasons(case: Any, today: dt.date) -> list[Reason]:
    on = newly_given(case, today)
    return (
        [Reason(_("Overdraget til dig %(when)s") % {"when": say_relative(on, today)}, 3, "quiet")]
        if on
        else []
    )


def action_reason(action: Mapping[str, str], today: dt.date) -> Reason:
    days = (today - dt.date.fromisoformat(action["on"])).days
    if days <= 0:
        return Reason(_("I planen i dag: %(text)s") % {"text": action["text"]}, 12, "soon")
    said = {"text": action["text"], "late": say_count(days, _("dag,dage"))}
    return Reason(_("I planen, %(late)s over tid: %(text)s") % said, 14, "soon")


def silent_referral(referral: Mapping[str, str], today: dt.date) -> Reason:
    days = (today - dt.date.fromisoformat(referral["on"])).days
    said = {"partner": referral["name"], "late": say_count(days, _("dag,dage"))}
    return Reason(_("%(partner)s har ikke svaret, %(late)s over tid") % said, 13, "soon")


def silence_reason(case: Any, today: dt.date) -> Reason | None:
    """A course of work, and no contact for more than two weeks; tries are not contact."""
    last = case.contact_on or as_day(case.opened_at)
    days = (today - last).days
    if days <= SILENT_DAYS:
        return None
    if case.contact_on:
        return Reason(_("%(days)s dage uden kontakt") % {"days": days}, 10, "soon")
    return Reason(_("Sag i %(days)s dage uden kontakt") % {"days": days}, 10, "soon")


def state_reasons(case: Any) -> list[Reason]:
    """What a case without arrears says of itself."""
    found = []
    if case.status == CaseStatus.NEW and not case.contact_on and not case.attempts:
        found.append(Reason(_("Ny sag"), 2, "quiet"))
    if case.attempts:
        tries = say_count(case.attempts, _("forsøg,forsøg"))
        found.append(
            Reason(_("%(tries)s siden sidste kontakt") % {"tries": tries}, 2 * min(case.attempts, 3), "quiet")
        )
    if case.status == CaseStatus.WAITING and case.waits_for:
        found.append(Reason(_("Venter på %(whom)s") % {"whom": case.waits_for}, 0, "quiet"))
    return found


def lead_of(case: Any) -> Lead | None:
    """The partner who owes an answer, when there is a number to ring."""
    if case.due_actions:
        return None
    for referral in case.silent_referrals:
        if referral["phone"]:
            return Lead(
                _("Ring til %(partner)s") % {"partner": referral["name"]}, tel(referral["phone"]), "phone"
            )
    return None


def next_step(case: Any, promised: Any, today: dt.date) -> str:
    if promised:
        near = abs((promised.due_on - today).days) <= 1
        when = (say_relative if near else say_day)(promised.due_on, today)
        return f"{promised.text} ({when})"
    if case.due_actions:
        return str(case.due_actions[0]["text"])
    if case.silent_referrals:
        return _("Ryk for svar")
    return _("Aftal, hvad der nu skal ske") if case.contact_on else _("Første kontakt")
