"""Who was there before: the newest line of a case's timeline, and what it says. A letter changes nothing of
the case, so it is no such line."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from core.phrases import say_moment
from evictions.choices import LegalStepKind, Verdict
from evictions.models import EvictionCase, LegalStep


def step_words(step: LegalStep) -> str:
    """'Sendt til fogedretten'; of a decision also which one: 'Administrationen har besluttet: Fortsæt'."""
    verdict = step.values.get("verdict") if step.kind == LegalStepKind.DECIDED else None
    said = str(step.get_kind_display())
    return f"{said}: {Verdict(verdict).label}" if verdict else said


def who_did_what(step: LegalStep | None) -> str:
    """'»Sendt til fogedretten« af Dorte Dahl i dag kl. 8.02'."""
    if step is None:
        return _("»Oplysninger rettet« af lejesystemet")
    return _("»%(what)s« af %(who)s %(when)s") % {
        "what": step_words(step),
        "who": step.made_by.name if step.made_by else _("lejesystemet"),
        "when": say_moment(step.happened_at),
    }


def latest_step(case: EvictionCase) -> LegalStep | None:
    step: LegalStep | None = changes(case.legalsteps).select_related("made_by").order_by("-pk").first()
    return step


def changes(steps: Any) -> Any:
    return steps.exclude(kind=LegalStepKind.LETTER_SENT)


def latest_steps(user: Any, case_ids: Collection[int]) -> dict[int, LegalStep]:
    """Of each case the newest, as far as the user may see them."""
    if not case_ids:
        return {}
    steps = LegalStep.objects.visible_to(user).filter(eviction_case_id__in=case_ids)
    newest = changes(steps).order_by("eviction_case_id", "-pk").distinct("eviction_case_id")
    return {step.eviction_case_id: step for step in newest.select_related("made_by")}
