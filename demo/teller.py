"""Tells what a caretaker did with one household, through the real services, and sets the clock back after."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from cases.choices import ActionOwner, ConsentForm, GoalStatus
from cases.letters import letter_of
from cases.models import (
    Case,
    Consent,
    FollowUp,
    Partner,
    Referral,
    SupportPlanAction,
    SupportPlanGoal,
    Visit,
)
from cases.next_try import NextStep
from cases.providers import follow_up_hooks
from cases.services.cases import close_case, open_case
from cases.services.consents import record_consent
from cases.services.plan import add_action, add_goal, finish_action, settle_goal
from cases.services.referrals import Words, draft_referral, move_referral, send_referral
from cases.services.tries import note_tries
from cases.services.visits import Details, log_visit, tell
from core.weekdays import add_weekdays
from demo.clock import backdate, moment
from demo.letters import written_at
from residents.models import Tenancy

NAMESPACE = uuid.UUID("5f0b8a52-5d0e-4a5e-9c1c-2d6f6f3c1a77")
CONSENT_DAYS = 365
ANSWER_TIMES = ("received_at", "answered_at", "ended_at")


class Teller:
    """Every step names how many days `ago` it was; a step in the future is one that is promised."""

    def __init__(self, actor: Any, tenancy: Tenancy, today: dt.date) -> None:
        self.actor, self.tenancy, self.today = actor, tenancy, today
        self.case: Case

    def visit(
        self,
        ago: int,
        hour: int,
        result: str,
        note: str = "",
        *,
        then: tuple[int, str] | None = None,
        done: Sequence[SupportPlanAction] = (),
        **details: Any,
    ) -> Visit:
        """`then`: the next step, days ahead of today (negative: it was due then) and its words."""
        at = moment(self.today, ago, hour)
        step = NextStep(self.today + dt.timedelta(days=then[0]), then[1]) if then else None
        visit = log_visit(
            actor=self.actor,
            tenancy=self.tenancy,
            result=result,
            client_uuid=uuid.uuid5(NAMESPACE, f"{self.tenancy.reference} {ago} {hour}"),
            note=note,
            occurred_at=at,
            next_step=step,
            details=Details(actions=frozenset(action.pk for action in done), **details),
        )
        backdate(visit, created_at=at)
        for action in done:
            backdate(action, done_at=at)
        promised = FollowUp.objects.filter(visit=visit)
        promised.update(created_at=at)
        if step is None:
            # What a missed visit proposes lies ahead of now; the story goes its own way.
            promised.delete()
            for hook in follow_up_hooks:
                hook(self.tenancy.pk, None)
        visit.refresh_from_db()
        note_tries(self.tenancy.pk)
        tell(visit)
        return visit

    def open(self, ago: int, origin: str, about: str, **options: Any) -> Case:
        at = moment(self.today, ago, 9)
        case = open_case(actor=self.actor, tenancy=self.tenancy, origin=origin, about=about, **options)
        backdate(case, opened_at=at, created_at=at)
        backdate(case.assignments.get(), starts_at=at, created_at=at)
        self.case = Case.objects.get(pk=case.pk)
        return self.case

    def goal(self, ago: int, text: str) -> SupportPlanGoal:
        goal = add_goal(actor=self.actor, case=self.case, text=text)
        backdate(goal, created_at=moment(self.today, ago, 11))
        return goal

    def action(
        self, ago: int, text: str, due: int, owner: str = ActionOwner.CARETAKER, **options: Any
    ) -> SupportPlanAction:
        """`due`: days ahead of today (negative: it was due then)."""
        due_on = self.today + dt.timedelta(days=due)
        action = add_action(
            actor=self.actor, case=self.case, text=text, owner=owner, due_on=due_on, **options
        )
        backdate(action, created_at=moment(self.today, ago, 11, 5))
        return action

    def finish(self, ago: int, action: SupportPlanAction) -> None:
        finish_action(actor=self.actor, action=action)
        backdate(action, done_at=moment(self.today, ago, 14))

    def reach(self, ago: int, goal: SupportPlanGoal) -> None:
        settle_goal(actor=self.actor, goal=goal, status=GoalStatus.REACHED)
        backdate(goal, settled_at=moment(self.today, ago, 14))

    def consent(
        self, ago: int, purpose: str, data_kinds: Sequence[str], recipients: Sequence[Partner], **options: Any
    ) -> Consent:
        day = self.today - dt.timedelta(days=ago)
        consent = record_consent(
            actor=self.actor,
            case=self.case,
            resident=self.tenancy.residents.filter(moved_out_on__isnull=True).order_by("pk")[0],
            purpose=purpose,
            data_kinds=data_kinds,
            form=ConsentForm.WRITTEN,
            given_on=day,
            starts_on=day,
            ends_on=day + dt.timedelta(days=CONSENT_DAYS),
            recipients=recipients,
            **options,
        )
        backdate(consent, created_at=moment(self.today, ago, 12))
        return consent

    def refer(self, ago: int, partner: Partner, words: Words) -> Referral:
        """Written and sent the same day."""
        referral = draft_referral(actor=self.actor, case=self.case, partner=partner, words=words)
        seen = letter_of(referral).digest
        referral = send_referral(actor=self.actor, referral=referral, how="Sendt som brev", seen=seen)
        at = moment(self.today, ago, 13)
        weekdays = referral.agreement.response_weekdays if referral.agreement else 10
        due_on = add_weekdays(timezone.localdate(at), weekdays)
        letter = written_at(referral, at)
        backdate(referral, created_at=at, sent_at=at, answer_due_on=due_on, letter=letter)
        for disclosure in referral.disclosures.all():
            backdate(disclosure, created_at=at)
        return Referral.objects.get(pk=referral.pk)

    def answer(self, ago: int, referral: Referral, to: str, reason: str = "") -> Referral:
        before = {name: getattr(referral, name) for name in ANSWER_TIMES}
        moved = move_referral(actor=self.actor, referral=referral, to=to, reason=reason)
        at = moment(self.today, ago, 10)
        backdate(moved, **{name: at for name in ANSWER_TIMES if getattr(moved, name) != before[name]})
        return Referral.objects.get(pk=moved.pk)

    def close(self, ago: int, outcome: str, note: str) -> None:
        case = close_case(actor=self.actor, case=self.case, outcome=outcome, note=note)
        backdate(case, closed_at=moment(self.today, ago, 15))
