"""What may be done about a complaint from where it stands: talk → admonition → again → complaints board →
sanction for a year. Pure: asks no table and no clock.

Talking and answering is the caretaker's and the administration's. What is the landlord's in law (admonition,
board, sanction) is the administration's alone: the caretaker is no authority. The rules with their sources
stand in evictions/law.py.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Role
from disputes.choices import (
    COMPLAINT_TRANSITIONS,
    ComplaintOutcome,
    ComplaintStatus,
    ComplaintStepKind,
    MediationFact,
    Track,
)

OFFICE: Final = frozenset({Role.ADMINISTRATION})
BOTH: Final = frozenset({Role.CARETAKER, Role.ADMINISTRATION})
DIALOGUE_STATUSES: Final = frozenset({ComplaintStatus.RECEIVED, ComplaintStatus.TALK})
"""Where nothing of the landlord's in law has been done yet."""


@dataclass(frozen=True)
class Rung:
    """A step one can take. `key` stands in its address; `label` is its button; `reaches`: how far it takes
    the complaint, when that is forward."""

    key: str
    kind: ComplaintStepKind
    label: str | Promise
    by: frozenset[str]
    rules: tuple[str, ...] = ()
    reaches: str = ""


RUNGS: Final[dict[str, Rung]] = {
    rung.kind: rung
    for rung in [
        Rung(
            "samtale",
            ComplaintStepKind.TALK,
            gettext_lazy("Skriv en samtale ned"),
            BOTH,
            ("complaint_action_due",),
            ComplaintStatus.TALK,
        ),
        Rung(
            "svar",
            ComplaintStepKind.ANSWERED,
            gettext_lazy("Skriv et svar til klageren ned"),
            BOTH,
            ("complaint_action_due",),
        ),
        Rung(
            "paamindelse",
            ComplaintStepKind.ADMONITION,
            gettext_lazy("Skriv påmindelsen"),
            OFFICE,
            ("complaint_admonition", "complaint_action_due"),
            ComplaintStatus.ADMONITION,
        ),
        Rung(
            "fortsat",
            ComplaintStepKind.REPEATED,
            gettext_lazy("Det fortsætter efter påmindelsen"),
            BOTH,
            ("complaint_admonition",),
            ComplaintStatus.REPEATED,
        ),
        Rung(
            "naevn",
            ComplaintStepKind.BOARD_SENT,
            gettext_lazy("Indbring for beboerklagenævnet"),
            OFFICE,
            ("complaint_board_decision", "complaint_admonition"),
            ComplaintStatus.BOARD,
        ),
        Rung(
            "svar-til-naevnet",
            ComplaintStepKind.BOARD_REPLIED,
            gettext_lazy("Den indklagede har svaret nævnet"),
            OFFICE,
            ("complaint_board_decision",),
        ),
        Rung(
            "afgoerelse",
            ComplaintStepKind.BOARD_DECIDED,
            gettext_lazy("Skriv nævnets afgørelse ind"),
            OFFICE,
            ("complaint_sanction", "complaint_admonition", "complaint_appeal"),
        ),
        Rung(
            "sanktion",
            ComplaintStepKind.SANCTION,
            gettext_lazy("Skriv sanktionen ind"),
            OFFICE,
            ("complaint_sanction", "complaint_admonition"),
            ComplaintStatus.SANCTION,
        ),
        Rung(
            "retten",
            ComplaintStepKind.APPEALED,
            gettext_lazy("Afgørelsen er indbragt for retten"),
            OFFICE,
            ("complaint_appeal",),
        ),
        Rung(
            "sanktion-slut",
            ComplaintStepKind.SANCTION_ENDED,
            gettext_lazy("Sanktionen er udløbet"),
            OFFICE,
            ("complaint_sanction",),
        ),
        Rung(
            "afslut",
            ComplaintStepKind.CLOSED,
            gettext_lazy("Afslut klagesagen"),
            BOTH,
        ),
    ]
}
BY_KEY: Final[dict[str, Rung]] = {rung.key: rung for rung in RUNGS.values()}


def may_move(before: str, after: str) -> bool:
    return after in COMPLAINT_TRANSITIONS[before]


def status_after(complaint: Any, kind: str) -> str:
    """Where the complaint stands when that was done: forward by COMPLAINT_TRANSITIONS, else where it is."""
    reaches = RUNGS[kind].reaches
    return reaches if reaches and may_move(complaint.status, reaches) else str(complaint.status)


# -- why not -------------------------------------------------------------------------------------------


def why_not(complaint: Any, kind: str, done: Collection[str] = ()) -> str:
    """A sentence when that may not be done from here; "" when it may. `done`: the kinds of its standing
    steps."""
    if not complaint.is_open:
        return _("Klagesagen er afsluttet. Genåbn den, før du ændrer noget.")
    ask = WHY_NOT.get(kind)
    return ask(complaint, done) if ask else ""


def _admonition(complaint: Any, done: Collection[str]) -> str:
    if complaint.status == ComplaintStatus.ADMONITION:
        return _("Der er allerede givet en påmindelse. Skriv det ned, hvis det fortsætter.")
    if complaint.status == ComplaintStatus.SANCTION:
        return _("Nævnet har allerede givet en sanktion.")
    if complaint.status == ComplaintStatus.BOARD and complaint.admonished_on:
        return _("Der er givet en påmindelse, og sagen er hos nævnet.")
    return ""


def _repeated(complaint: Any, done: Collection[str]) -> str:
    if complaint.status == ComplaintStatus.ADMONITION:
        return ""
    if complaint.admonished_on is None:
        return _("Der er ikke givet en påmindelse endnu. Giv den først.")
    return _("Det er allerede skrevet ned, at det fortsætter, eller sagen er kommet længere.")


def _board_sent(complaint: Any, done: Collection[str]) -> str:
    if may_move(complaint.status, ComplaintStatus.BOARD):
        return ""
    return _("Sagen er allerede indbragt for beboerklagenævnet.")


def _at_board(complaint: Any) -> str:
    if complaint.board_sent_on is None:
        return _("Skriv først, hvornår sagen blev indbragt for nævnet.")
    if complaint.board_decided_on is not None:
        return _("Nævnet har allerede afgjort sagen.")
    return ""


def _board_replied(complaint: Any, done: Collection[str]) -> str:
    if complaint.board_reply_on is not None:
        return _("Den indklagedes svar er allerede skrevet ind.")
    return _at_board(complaint)


def _board_decided(complaint: Any, done: Collection[str]) -> str:
    return _at_board(complaint)


def _sanction(complaint: Any, done: Collection[str]) -> str:
    if complaint.board_decided_on is None:
        return _("En sanktion er nævnets afgørelse. Skriv afgørelsen ind først.")
    if complaint.status != ComplaintStatus.BOARD:
        return _("Sanktionen er allerede skrevet ind.")
    if complaint.admonished_on is None:
        return _("En sanktion kræver en påmindelse først (almenlejeloven § 82).")
    return ""


def _appealed(complaint: Any, done: Collection[str]) -> str:
    if complaint.board_decided_on is None:
        return _("Nævnet har ikke afgjort sagen endnu.")
    if ComplaintStepKind.APPEALED in done:
        return _("Det er allerede skrevet ned, at afgørelsen er indbragt for retten.")
    return ""


def _sanction_ended(complaint: Any, done: Collection[str]) -> str:
    return "" if complaint.status == ComplaintStatus.SANCTION else _("Der er ingen sanktion at afslutte.")


WHY_NOT: Final[dict[str, Callable[[Any, Collection[str]], str]]] = {
    ComplaintStepKind.ADMONITION: _admonition,
    ComplaintStepKind.REPEATED: _repeated,
    ComplaintStepKind.BOARD_SENT: _board_sent,
    ComplaintStepKind.BOARD_REPLIED: _board_replied,
    ComplaintStepKind.BOARD_DECIDED: _board_decided,
    ComplaintStepKind.SANCTION: _sanction,
    ComplaintStepKind.APPEALED: _appealed,
    ComplaintStepKind.SANCTION_ENDED: _sanction_ended,
}


# -- who, and what comes next --------------------------------------------------------------------------


def who_may(complaint: Any, kind: str) -> frozenset[str]:
    """The roles that may do it. Closing is the administration's once the landlord has acted in law."""
    if kind == ComplaintStepKind.CLOSED and complaint.status not in DIALOGUE_STATUSES:
        return OFFICE
    return RUNGS[kind].by


def who_may_reopen(complaint: Any) -> frozenset[str]:
    return BOTH if complaint.closed_from in DIALOGUE_STATUSES else OFFICE


def offered(complaint: Any, role: str, done: Collection[str] = ()) -> list[Rung]:
    """What this role may do now, the likely next first."""
    kinds = [kind for kind in RUNGS if role in who_may(complaint, kind)]
    possible = [kind for kind in kinds if not why_not(complaint, kind, done)]
    first = [kind for kind in likely(complaint, done) if kind in possible]
    return [RUNGS[kind] for kind in [*first, *(kind for kind in possible if kind not in first)]]


def likely(complaint: Any, done: Collection[str] = ()) -> list[str]:
    """What is likely next, by how far it is and the track; whoever may do it."""
    written = complaint.track == Track.WRITTEN
    answer = [] if ComplaintStepKind.ANSWERED in done else [ComplaintStepKind.ANSWERED]
    then: dict[str, list[str]] = {
        ComplaintStatus.RECEIVED: [
            *([ComplaintStepKind.ADMONITION] if written else []),
            ComplaintStepKind.TALK,
        ],
        ComplaintStatus.TALK: [
            *([ComplaintStepKind.ADMONITION] if written else []),
            *answer,
            ComplaintStepKind.CLOSED,
        ],
        ComplaintStatus.ADMONITION: [*answer, ComplaintStepKind.REPEATED],
        ComplaintStatus.REPEATED: [ComplaintStepKind.BOARD_SENT, *answer],
        ComplaintStatus.BOARD: _likely_at_board(complaint),
        ComplaintStatus.SANCTION: [ComplaintStepKind.SANCTION_ENDED],
    }
    return then.get(complaint.status, [])


def _likely_at_board(complaint: Any) -> list[str]:
    if complaint.board_decided_on:
        return [ComplaintStepKind.CLOSED]
    reply = [] if complaint.board_reply_on else [ComplaintStepKind.BOARD_REPLIED]
    return [*reply, ComplaintStepKind.BOARD_DECIDED]


# -- how it may end ------------------------------------------------------------------------------------

OF_DIALOGUE: Final = (
    ComplaintOutcome.DIALOGUE,
    ComplaintOutcome.MEDIATED,
    ComplaintOutcome.STOPPED,
    ComplaintOutcome.WITHDRAWN,
    ComplaintOutcome.MOVED,
)
"""What a caretaker may close a complaint with: what happened, not what the landlord decided."""


def outcomes(complaint: Any, role: str) -> list[ComplaintOutcome]:
    """Solved by mediation only what was mediated: to whoever reads the file a mediation was held, or not."""
    impossible = set()
    if not complaint.sanction:
        impossible.add(ComplaintOutcome.SANCTIONED)
    if complaint.mediation != MediationFact.HELD:
        impossible.add(ComplaintOutcome.MEDIATED)
    found = ComplaintOutcome if role == Role.ADMINISTRATION else OF_DIALOGUE
    return [each for each in found if each not in impossible]
