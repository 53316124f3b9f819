"""The card of the review on the page of a case: what is asked of the administration, what it has decided, and
for the administration the decision itself."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.choices import Role
from evictions.choices import AnswerReason, LegalStepKind
from evictions.eviction_file import EvictionFile
from evictions.forms.reviews import DecisionForm
from evictions.models import EvictionCase
from evictions.review.effects import VERDICT_WORDS, Resolution, effect_words, why_not
from evictions.services.undoing_reviews import may_undo
from residents.providers import Panel

ORDER = 12
AUTO_ID = "review_%s"


def review_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    """Everybody who sees the case reads what was decided and why; the administration decides."""
    decides = user.role == Role.ADMINISTRATION and case.is_open
    if not (decides or case.answer_reasons or file["decisions"]):
        return None
    today = timezone.localdate()
    undone = {step.values["undone"] for step in file["steps"] if "undone" in step.values}
    steps = (step for step in file["steps"] if step.kind != LegalStepKind.LETTER_SENT)
    context = {
        "asked": [AnswerReason(reason).label for reason in case.answer_reasons],
        "since": case.answer_since,
        "decisions": [(decision, decision.pk in undone) for decision in file["decisions"]],
        "form": decision_form(case, file, today) if decides else None,
        "seen": case.revision,
        "may_undo": decides and may_undo(user, case, next(steps, None)),
    }
    return Panel("evictions/_review_panel.html", context, order=ORDER)


def decision_form(case: EvictionCase, file: EvictionFile, today: dt.date) -> DecisionForm:
    words = verdict_words(case, today)
    return DecisionForm(reasons=file["standstill_reasons"], words=words, auto_id=AUTO_ID)


def verdict_words(case: EvictionCase, today: dt.date) -> dict[str, Any]:
    """What can be decided of the case as it stands, and what will then happen."""
    return {
        verdict: " ".join(effect_words(case, Resolution(verdict, ""), today)) or general
        for verdict, general in VERDICT_WORDS.items()
        if not why_not(case, verdict, today)
    }
