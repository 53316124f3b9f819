"""What a letter to a partner says: the facts of each kind of data that its ground covers, and nothing else.

A kind of data maps to named facts (FACTS, and what apps above register) and to the caretaker's words about
it. What is not covered is never read into the letter, so it cannot end in a print or a PDF by mistake.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Role
from cases.choices import ActionOwner, DataKind, LegalBasis
from cases.grounds import covered_kinds
from cases.models import Case, PartnerAgreement, Referral, SupportPlanAction
from core.danish import format_date_long
from core.phrases import say_day
from residents.choices import ResidentKind
from residents.models import Resident

FactsOfCase = Callable[[Case], list[tuple[str, str]]]
"""Called with a case; returns (label, value) of what is known. Whoever asks has checked that they may."""

WITHOUT_PHONE = frozenset({LegalBasis.NOTICE_92})
WITHOUT_SUMMARY = frozenset({LegalBasis.NOTICE_92})
"""The statute names what the notice says; words of our own would say more."""
FIXED_SUBJECT: dict[str, Any] = {LegalBasis.NOTICE_92: gettext_lazy("Underretning om udsættelsessag")}

_facts: dict[str, FactsOfCase] = {}


def register_facts(kind: str, facts: FactsOfCase) -> None:
    """What an app above `cases` knows of a kind of data (evictions: the arrears)."""
    _facts[kind] = facts


@dataclass(frozen=True)
class Part:
    """One kind of data: facts as [label, value], and the caretaker's words."""

    kind: str
    title: str
    facts: list[list[str]] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True)
class Letter:
    """All that leaves the file. Strings only, so that it can be kept as it was sent."""

    organisation: str
    recipient: str
    recipient_address: str
    attention: str
    on: str
    case_number: str
    subject: str
    summary: str
    ground: str
    written_by: str
    answer: str
    parts: list[Part] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        return [part.kind for part in self.parts]

    @property
    def digest(self) -> str:
        """Whether what is sent is what was read: the day of writing does not count."""
        body = {**asdict(self), "on": ""}
        return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()

    @property
    def contents(self) -> list[str]:
        """Which facts are in it, without what they say: for the record of the disclosure."""
        said = [_("sammenfatning")] if self.summary else []
        for part in self.parts:
            said += [label for label, _value in part.facts]
            if part.text:
                said.append(_("tekst om »%(kind)s«") % {"kind": part.title})
        return said

    def only(self, kinds: frozenset[str]) -> "Letter":
        """The same letter with no other kinds than these."""
        kept = [part for part in self.parts if part.kind in kinds]
        return Letter(**{**vars(self), "parts": kept})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Letter":
        return cls(**{**data, "parts": [Part(**part) for part in data["parts"]]})


def letter_of(referral: Referral, day: dt.date | None = None) -> Letter:
    """The letter as it would be sent on `day`. One that was sent is the letter that was sent, but never with
    more than may go out today."""
    day = day or timezone.localdate()
    kinds = covered_kinds(referral, day)
    if referral.letter:
        return Letter.from_json(referral.letter).only(kinds)
    return _write(referral, kinds, agreement_with(referral.partner_id, day), day)


def reads_health(user: Any, case: Case) -> bool:
    """As the sensitive notes: whoever is responsible for the case, and nobody else."""
    return user.role == Role.CARETAKER and case.responsible_id == user.membership.pk


def agreement_with(partner_id: int, day: dt.date | None = None) -> PartnerAgreement | None:
    """What is agreed with the partner that day."""
    rows = PartnerAgreement.objects.filter(partner_id=partner_id).current(day)
    return rows.order_by("-starts_on", "-pk").first()


def _write(
    referral: Referral, kinds: frozenset[str], agreement: PartnerAgreement | None, day: dt.date
) -> Letter:
    case, partner, answer = referral.case, referral.partner, ""
    if agreement:
        answer = _("Vi har aftalt svar inden for %(days)s hverdage.") % {"days": agreement.response_weekdays}
    return Letter(
        organisation=case.organisation.name,
        recipient=partner.name,
        recipient_address=partner.address,
        attention=agreement.contact if agreement else "",
        on=format_date_long(day),
        case_number=case.number,
        subject=str(FIXED_SUBJECT.get(referral.legal_basis, referral.subject)),
        summary="" if referral.legal_basis in WITHOUT_SUMMARY else referral.summary,
        ground=say_ground(referral),
        written_by=referral.caretaker.name,
        answer=answer,
        parts=[part for kind in DataKind if kind in kinds and (part := _part(referral, kind))],
    )


def say_ground(referral: Referral) -> str:
    if referral.legal_basis:
        return _("Oplysningerne er givet uden samtykke på grundlag af: %(basis)s.") % {
            "basis": referral.get_legal_basis_display()
        }
    if referral.consent is None:
        return ""
    given = format_date_long(referral.consent.given_on)
    return _(
        "Oplysningerne er givet med beboerens samtykke af %(day)s til: %(purpose)s. "
        "Samtykket kan trækkes tilbage når som helst."
    ) % {"day": given, "purpose": referral.consent.purpose}


def _part(referral: Referral, kind: str) -> Part | None:
    facts = [list(fact) for fact in FACTS.get(kind, _registered(kind))(referral) if fact[1]]
    text = str(referral.texts.get(kind, "")).strip()
    if not facts and not text:
        return None
    return Part(kind=str(kind), title=str(DataKind(kind).label), facts=facts, text=text)


def _registered(kind: str) -> Callable[[Referral], list[tuple[str, str]]]:
    provider = _facts.get(kind)
    return lambda referral: provider(referral.case) if provider else []


def contact_facts(referral: Referral) -> list[tuple[str, str]]:
    """Of whom the consent is, else of the tenants. The notice of § 92 has no telephone number."""
    dwelling = referral.case.tenancy.dwelling
    place = " ".join(filter(None, [dwelling.stairwell.postal_code, dwelling.stairwell.city]))
    people = [referral.consent.resident] if referral.consent else _tenants(referral.case)
    phones = [] if referral.legal_basis in WITHOUT_PHONE else [person.phone for person in people]
    return [
        (_("Navn"), ", ".join(person.name for person in people)),
        (_("Adresse"), ", ".join(filter(None, [dwelling.address, place]))),
        (_("Telefon"), ", ".join(filter(None, phones))),
    ]


def _tenants(case: Case) -> list[Resident]:
    rows = Resident.objects.filter(tenancy_id=case.tenancy_id, moved_out_on__isnull=True).order_by("pk")
    living = list(rows)
    return [person for person in living if person.kind == ResidentKind.TENANT] or living


def support_facts(referral: Referral) -> list[tuple[str, str]]:
    """The agreements of the plan that were chosen to go along."""
    actions = SupportPlanAction.objects.filter(
        case_id=referral.case_id, pk__in=referral.action_ids, dropped_at__isnull=True
    )
    return [(_say_owner(action), _say_action(action)) for action in actions.order_by("due_on", "pk")]


def _say_owner(action: SupportPlanAction) -> str:
    return str(ActionOwner(action.owner).label)


def _say_action(action: SupportPlanAction) -> str:
    if action.done_at:
        return _("%(text)s (gjort %(day)s)") % {"text": action.text, "day": say_day(action.done_at)}
    if action.due_on:
        return _("%(text)s (senest %(day)s)") % {"text": action.text, "day": say_day(action.due_on)}
    return action.text


FACTS: dict[str, Callable[[Referral], list[tuple[str, str]]]] = {
    DataKind.CONTACT: contact_facts,
    DataKind.SUPPORT: support_facts,
}
