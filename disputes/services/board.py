"""The residents' complaints board (beboerklagenævnet), what it decides, and the year of a sanction. The
administration's alone."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from disputes.choices import ComplaintOutcome, ComplaintStepKind, Sanction
from disputes.ladder import why_not
from disputes.models import Complaint
from disputes.services.closing import end
from disputes.services.steps import begin, require_order, take_step
from evictions.rules import sanction_ends

TERMS_LENGTH = 500


@dataclass(frozen=True)
class Imposed:
    """A sanction as the board put it. A conditional tenancy runs for a year from `starts`; a warning has no
    end."""

    kind: str
    starts: dt.date
    terms: str = ""


@transaction.atomic
def send_to_board(*, actor: Any, complaint: Complaint, seen: int, on: dt.date, note: str = "") -> Complaint:
    complaint = begin(actor, complaint, seen, ComplaintStepKind.BOARD_SENT, on)
    require_order(on, complaint.admonished_on, _("påmindelsen"))
    return take_step(
        complaint, actor, ComplaintStepKind.BOARD_SENT, on, note=note, fields={"board_sent_on": on}
    )


@transaction.atomic
def board_replied(*, actor: Any, complaint: Complaint, seen: int, on: dt.date, note: str = "") -> Complaint:
    """The respondent's reply has come to the board: its 4 weeks run (§ 105)."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.BOARD_REPLIED, on)
    require_order(on, complaint.board_sent_on, _("den dag, sagen blev indbragt,"))
    return take_step(
        complaint, actor, ComplaintStepKind.BOARD_REPLIED, on, note=note, fields={"board_reply_on": on}
    )


@transaction.atomic
def board_decided(
    *,
    actor: Any,
    complaint: Complaint,
    seen: int,
    on: dt.date,
    note: str = "",
    sanction: Imposed | None = None,
) -> Complaint:
    """The board has decided: the 4 weeks of an appeal run (§ 106). With a sanction when it gave one."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.BOARD_DECIDED, on)
    require_order(on, complaint.board_sent_on, _("den dag, sagen blev indbragt,"))
    require_order(on, complaint.board_reply_on, _("svaret til nævnet"))
    complaint = take_step(
        complaint, actor, ComplaintStepKind.BOARD_DECIDED, on, note=note, fields={"board_decided_on": on}
    )
    return _impose(complaint, actor, on, sanction) if sanction else complaint


@transaction.atomic
def impose_sanction(
    *, actor: Any, complaint: Complaint, seen: int, sanction: Imposed, note: str = ""
) -> Complaint:
    """A sanction of a decision that is written down already."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.SANCTION)
    return _impose(complaint, actor, complaint.board_decided_on or sanction.starts, sanction, note)


def _impose(complaint: Complaint, actor: Any, on: dt.date, sanction: Imposed, note: str = "") -> Complaint:
    if reason := why_not(complaint, ComplaintStepKind.SANCTION):
        raise DomainError(reason)
    require_order(on, complaint.admonished_on, _("påmindelsen"))
    terms = sanction.terms.strip()[:TERMS_LENGTH]
    if sanction.kind not in Sanction.values:
        raise DomainError(_("Vælg, hvilken sanktion nævnet har givet."))
    if sanction.starts < on:
        raise DomainError(_("Sanktionen kan ikke gælde fra før nævnets afgørelse. Ret datoen."))
    if sanction.starts > sanction_ends(on):
        raise DomainError(
            _("Sanktionen begynder mere end et år efter afgørelsen. Se efter, om årstallet er rigtigt.")
        )
    conditional = sanction.kind == Sanction.CONDITIONAL
    if conditional and not terms:
        raise DomainError(_("Skriv de vilkår, nævnet har stillet."))
    until = sanction_ends(sanction.starts) if conditional else None
    fields = {
        "sanction": sanction.kind,
        "sanction_on": sanction.starts,
        "sanction_until": until,
        "sanction_terms": terms,
    }
    values = {"sanction": sanction.kind, "from": str(sanction.starts), "until": str(until or "")}
    return take_step(
        complaint, actor, ComplaintStepKind.SANCTION, on, note=note, values=values, fields=fields
    )


@transaction.atomic
def appealed(*, actor: Any, complaint: Complaint, seen: int, on: dt.date, note: str = "") -> Complaint:
    """The decision was brought to court; the complaint stays where it is."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.APPEALED, on)
    require_order(on, complaint.board_decided_on, _("nævnets afgørelse"))
    return take_step(complaint, actor, ComplaintStepKind.APPEALED, on, note=note)


@transaction.atomic
def end_sanction(*, actor: Any, complaint: Complaint, seen: int, note: str = "") -> Complaint:
    """The year is over (or the sanction was lifted, as `note` says), and with it the complaint."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.SANCTION_ENDED)
    today = timezone.localdate()
    if complaint.sanction_until and today < complaint.sanction_until and not note.strip():
        raise DomainError(_("Året er ikke gået endnu. Skriv, hvorfor sanktionen er ophævet før tid."))
    take_step(complaint, actor, ComplaintStepKind.SANCTION_ENDED, today, note=note)
    return end(complaint, actor, ComplaintOutcome.SANCTIONED, note="")
