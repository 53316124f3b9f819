"""Letters of a complaint, kept as they were sent: the admonition to the respondent (ALL § 82), by the
administration; the answer to one who complains, by whoever gives it.

Nothing the respondent is sent tells of one who is hidden: disputes/letters/hiding.py reads the text before it
is kept.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.phrases import say_list
from disputes.choices import ComplaintStepKind, LetterKind
from disputes.letters.hiding import hidden_of
from disputes.models import Complainant, Complaint, ComplaintLetter
from disputes.services.steps import begin, give_admonition, take_step

TITLE_LENGTH, RECIPIENT_LENGTH = 160, 400


@dataclass(frozen=True)
class Written:
    """A letter as a person read it through. `to`: names and address, a line each."""

    title: str
    text: str
    language: str = "da"
    to: Sequence[str] = ()


@transaction.atomic
def send_admonition(
    *, actor: Any, complaint: Complaint, seen: int, on: dt.date, letter: Written, note: str = ""
) -> ComplaintLetter:
    """It was sent on `on`, as `note` says how. DomainError when the text tells of one who is hidden."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.ADMONITION, on)
    require_hidden(complaint, letter.title, letter.text)
    kept = _keep(complaint, actor, LetterKind.ADMONITION, complaint.respondent_id, on, letter)
    give_admonition(actor=actor, complaint=complaint, on=on, note=note, letter=kept.pk)
    return kept


@transaction.atomic
def send_answer(
    *,
    actor: Any,
    complainant: Complainant,
    seen: int,
    on: dt.date,
    letter: Written,
    note: str = "",
) -> ComplaintLetter:
    """To one of those who complain."""
    complaint = begin(actor, complainant.complaint, seen, ComplaintStepKind.ANSWERED, on)
    if complaint.complainants.get(pk=complainant.pk).withdrawn_on:
        raise DomainError(_("Husstanden står ikke længere bag klagen."))
    kept = _keep(complaint, actor, LetterKind.ANSWER, complainant.tenancy_id, on, letter)
    values = {"letter": kept.pk, "complainant": complainant.pk}
    take_step(complaint, actor, ComplaintStepKind.ANSWERED, on, note=note, values=values)
    return kept


def require_hidden(complaint: Complaint, *texts: str) -> None:
    """DomainError when one of `texts` names a complainant who is hidden, or where they live."""
    found = hidden_of(complaint).found_in(*texts)
    if found:
        raise DomainError(
            _(
                "Brevet røber, hvem der har klaget, og det er besluttet, at de er skjult: %(words)s. Skriv "
                "det om, eller beslut først, at klageren må vises."
            )
            % {"words": say_list([f"»{word}«" for word in found])}
        )


def _keep(
    complaint: Complaint, actor: Any, kind: LetterKind, tenancy_id: int, on: dt.date, letter: Written
) -> ComplaintLetter:
    if not letter.title.strip() or not letter.text.strip():
        raise DomainError(_("Brevet skal have en overskrift og en tekst."))
    kept: ComplaintLetter = ComplaintLetter.objects.create(
        organisation_id=complaint.organisation_id,
        estate_id=complaint.estate_id,
        complaint=complaint,
        tenancy_id=tenancy_id,
        made_by_id=actor.pk,
        kind=kind,
        title=letter.title.strip()[:TITLE_LENGTH],
        text=letter.text.strip(),
        language=letter.language,
        recipient="\n".join(letter.to)[:RECIPIENT_LENGTH],
        sent_on=on,
    )
    return kept
