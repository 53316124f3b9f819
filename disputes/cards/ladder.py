"""How far the complaint is: the picture of the ladder, what is due, and the next thing to do."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.providers import Reason
from core.phrases import say_day
from core.weekdays import is_weekday
from disputes.choices import ComplaintStatus, ComplaintStepKind, LetterKind
from disputes.complaint_file import ComplaintFile
from disputes.ladder import DIALOGUE_STATUSES, OFFICE, RUNGS, Rung, likely, offered, who_may_reopen
from disputes.models import Complaint
from disputes.services.step_mistakes import NO_MISTAKE
from evictions.law import RULES
from evictions.rules import board_appeal_due, board_decision_due, deadline_warning
from residents.providers import Panel

PICTURE: Final[tuple[tuple[str, str | Promise, str], ...]] = (
    (ComplaintStatus.RECEIVED, gettext_lazy("Modtaget"), ""),
    (ComplaintStatus.TALK, gettext_lazy("Samtale"), ComplaintStepKind.TALK),
    (ComplaintStatus.ADMONITION, gettext_lazy("Påmindelse"), ComplaintStepKind.ADMONITION),
    (ComplaintStatus.REPEATED, gettext_lazy("Fortsat"), ComplaintStepKind.REPEATED),
    (ComplaintStatus.BOARD, gettext_lazy("Beboerklagenævn"), ComplaintStepKind.BOARD_SENT),
    (ComplaintStatus.SANCTION, gettext_lazy("Sanktion i et år"), ComplaintStepKind.SANCTION),
)
Dates = list[tuple[str, Any, str]]


@dataclass(frozen=True)
class Drawn:
    """`state`: done, now, or ahead ("")."""

    label: str | Promise
    state: str
    on: dt.date | None = None


def ladder_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel:
    steps = standing(file)
    done = frozenset(step.kind for step in steps)
    today = timezone.localdate()
    buttons = [
        button(complaint, rung) for rung in in_turn(complaint, offered(complaint, user.role, done), today)
    ]
    last = max(steps, key=lambda step: step.pk, default=None)
    context = {
        "pk": complaint.pk,
        "seen": complaint.revision,
        "rungs": picture(complaint, steps),
        "notes": notes(complaint, today),
        "dates": dates(complaint, today),
        "first": buttons[0] if buttons else None,
        "others": buttons[1:],
        "waits": waits_for(complaint, user.role, done),
        "last": last.get_kind_display() if last and may_take_back(user, complaint, last) else "",
        "may_reopen": not complaint.is_open and user.role in who_may_reopen(complaint),
        "rules": [RULES[key] for key in rules_of(complaint)],
    }
    return Panel("disputes/_ladder_panel.html", context, order=5)


def standing(file: ComplaintFile) -> list[Any]:
    """The steps that were not taken back."""
    gone = {step.values.get("step") for step in file["steps"] if step.kind == ComplaintStepKind.CORRECTED}
    return [
        step for step in file["steps"] if step.pk not in gone and step.kind != ComplaintStepKind.CORRECTED
    ]


def may_take_back(user: Any, complaint: Complaint, last: Any) -> bool:
    return complaint.is_open and last.kind not in NO_MISTAKE and user.role in RUNGS[last.kind].by


def picture(complaint: Complaint, steps: list[Any]) -> list[Drawn]:
    """A rung that was passed over is not drawn as done."""
    days = {step.kind: step.on for step in sorted(steps, key=lambda step: step.pk)}
    status = complaint.closed_from or complaint.status
    order = [each for each, _label, _kind in PICTURE]
    here = order.index(status)
    drawn = []
    for place, (_status, label, kind) in enumerate(PICTURE):
        on = days.get(kind) if kind else complaint.received_on
        now = place == here and complaint.is_open
        drawn.append(Drawn(label, "now" if now else "done" if on and place <= here else "", on))
    return drawn


def in_turn(complaint: Complaint, rungs: list[Rung], today: dt.date) -> list[Rung]:
    """A sanction that still runs is not what one ends next."""
    until = complaint.sanction_until
    if until is None or until <= today:
        return rungs
    return sorted(rungs, key=lambda rung: rung.kind == ComplaintStepKind.SANCTION_ENDED)


def button(complaint: Complaint, rung: Rung) -> tuple[str, str]:
    if rung.kind == ComplaintStepKind.ADMONITION:
        return str(rung.label), reverse("complaint_letter", args=[complaint.pk, LetterKind.ADMONITION.value])
    return str(rung.label), reverse("complaint_step", args=[complaint.pk, rung.key])


def waits_for(complaint: Complaint, role: str, done: frozenset[str]) -> str:
    """For the caretaker, when what is likely next is not hers to do."""
    if not complaint.is_open or role in OFFICE:
        return ""
    likely_kinds = likely(complaint, done)
    if complaint.status in DIALOGUE_STATUSES and complaint.track == "dialogue":
        return ""
    if likely_kinds and role not in RUNGS[likely_kinds[0]].by:
        return _(
            "Næste skridt er administrationens: du er ikke en myndighed. Du kan stadig tale med parterne."
        )
    return ""


def notes(complaint: Complaint, today: dt.date) -> list[Reason]:
    """What to know of the 4 weeks beside the day itself."""
    if not complaint.is_open or complaint.action_due is None or complaint.acted_on is not None:
        return []
    if complaint.action_due < today:
        words = _("Klageren kan nu selv gå til beboerklagenævnet (almenlejeloven § 83)")
        return [Reason(words, 0, "late")]
    warning = deadline_warning(complaint.action_due)
    return [Reason(warning, 0, "soon")] if warning else []


def dates(complaint: Complaint, today: dt.date) -> Dates:
    found: Dates = []
    if complaint.board_reply_on and not complaint.board_decided_on:
        due = board_decision_due(complaint.board_reply_on)
        found.append((_("Nævnet afgør sagen senest"), due, not_moved(due)))
    if complaint.board_decided_on:
        due = board_appeal_due(complaint.board_decided_on)
        if due < today:
            found.append((_("Kunne indbringes for retten til og med"), due, ""))
        else:
            found.append((_("Kan indbringes for retten til og med"), due, not_moved(due)))
    if complaint.sanction:
        found.append((_("Sanktion"), complaint.get_sanction_display(), "words"))
        found.append((_("Gælder fra"), complaint.sanction_on, ""))
    if complaint.sanction_until:
        found.append((_("Gælder til"), complaint.sanction_until, ""))
    if complaint.sanction_terms:
        found.append((_("Vilkår"), complaint.sanction_terms, "words"))
    return found


def not_moved(due: dt.date) -> str:
    """The law does not say, in what was read, that such a day is moved."""
    if is_weekday(due):
        return deadline_warning(due)
    before = due
    while not is_weekday(before):
        before -= dt.timedelta(days=1)
    return _("Dagen er ikke en hverdag. Om den flyttes, står ikke i det, vi har læst: regn med %(day)s.") % {
        "day": say_day(before)
    }


def rules_of(complaint: Complaint) -> list[str]:
    if not complaint.is_open:
        return []
    if complaint.status in DIALOGUE_STATUSES:
        return ["complaint_board_by_complainant"]
    if complaint.status == ComplaintStatus.BOARD:
        return ["complaint_board_decision", "complaint_appeal"]
    return ["complaint_admonition", "complaint_sanction"]
