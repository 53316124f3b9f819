"""Which form a step is written down with, and what its page says first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes.choices import ComplaintStepKind
from disputes.forms.base import OfComplaintForm
from disputes.forms.steps import (
    AnswerForm,
    AppealForm,
    BoardForm,
    CloseForm,
    DecisionForm,
    EndSanctionForm,
    RepeatedForm,
    ReplyForm,
    SanctionForm,
    StepForm,
    TalkForm,
)
from disputes.models import Complaint
from disputes.services import board, closing, steps


@dataclass(frozen=True)
class StepPage:
    """`write(actor, complaint, form)` calls the service."""

    form: type[OfComplaintForm]
    about: str | Promise
    write: Callable[[Any, Complaint, Any], object]


def _plain(service: Callable[..., object]) -> Callable[[Any, Complaint, StepForm], object]:
    return lambda actor, complaint, form: service(actor=actor, complaint=complaint, **form.known)


def _decided(actor: Any, complaint: Complaint, form: DecisionForm) -> object:
    data = form.cleaned_data
    said = {name: data[name] for name in ("seen", "on", "note")}
    return board.board_decided(actor=actor, complaint=complaint, sanction=form.imposed(data["on"]), **said)


def _sanction(actor: Any, complaint: Complaint, form: SanctionForm) -> object:
    decided = complaint.board_decided_on or complaint.received_on
    data, imposed = form.cleaned_data, form.imposed(decided)
    said = {name: data[name] for name in ("seen", "note")}
    return board.impose_sanction(actor=actor, complaint=complaint, sanction=imposed, **said)  # type: ignore[arg-type]


PAGES: Final[dict[str, StepPage]] = {
    ComplaintStepKind.TALK: StepPage(
        TalkForm,
        _(
            "Skriv, at der er talt sammen, ikke hvad der blev sagt. Samtaler i en mægling skrives i "
            "mæglingen."
        ),
        _plain(steps.record_talk),
    ),
    ComplaintStepKind.ANSWERED: StepPage(
        AnswerForm,
        _("Klageren får at vide, at der er handlet, men ikke hvad naboen har sagt, eller hvad der er gjort."),
        _plain(steps.answer_complainant),
    ),
    ComplaintStepKind.REPEATED: StepPage(
        RepeatedForm,
        _("Det fortsætter efter påmindelsen. Skriv først hændelsen i støjloggen, så den kan dokumenteres."),
        _plain(steps.note_repeated),
    ),
    ComplaintStepKind.BOARD_SENT: StepPage(
        BoardForm,
        _("Sagen er sendt til beboerklagenævnet i kommunen."),
        _plain(board.send_to_board),
    ),
    ComplaintStepKind.BOARD_REPLIED: StepPage(
        ReplyForm, _("Fra den dag løber nævnets 4 uger."), _plain(board.board_replied)
    ),
    ComplaintStepKind.BOARD_DECIDED: StepPage(
        DecisionForm,
        _("Fra den dag løber de 4 uger, afgørelsen kan indbringes for retten i."),
        _decided,
    ),
    ComplaintStepKind.SANCTION: StepPage(
        SanctionForm, _("Den sanktion, nævnet har givet i sin afgørelse."), _sanction
    ),
    ComplaintStepKind.APPEALED: StepPage(
        AppealForm, _("En af parterne har indbragt nævnets afgørelse for retten."), _plain(board.appealed)
    ),
    ComplaintStepKind.SANCTION_ENDED: StepPage(
        EndSanctionForm, _("Sanktionen er slut, og klagesagen afsluttes med den."), _plain(board.end_sanction)
    ),
    ComplaintStepKind.CLOSED: StepPage(
        CloseForm,
        _("Når sagen er afsluttet, minder programmet ikke mere om den. Den kan genåbnes."),
        _plain(closing.close_complaint),
    ),
}
"""The admonition is no form of its own: it is its letter (views/letters.py)."""


def form_of(kind: str, data: Any, complaint: Complaint, role: str) -> OfComplaintForm:
    page = PAGES[kind]
    more = {"role": role} if page.form is CloseForm else {}
    return page.form(data, complaint=complaint, **more)
