"""Which form of an eviction case fills in what, and who may open it: the links of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from cases.links import contact_link, links
from evictions.choices import EvictionStatus
from evictions.models import EvictionCase

OFFICE = frozenset({Role.ADMINISTRATION})
CONTACT = "contact"


@dataclass(frozen=True)
class FormLink:
    """`column`: what is there once it is registered; then the link mends instead of registering. `query`: how
    the form begins."""

    route: str
    register: str | Promise
    mend: str | Promise
    column: str = ""
    roles: frozenset[str] = OFFICE
    query: str = ""


FORMS: dict[str, FormLink] = {
    "demand": FormLink(
        "eviction_demand", _("Registrér påkravet"), _("Ret, hvornår påkravet er sendt"), "demand_issued_on"
    ),
    "receipt": FormLink(
        "eviction_demand_received",
        _("Registrér, hvornår påkravet kom frem"),
        _("Ret, hvornår påkravet kom frem"),
        "demand_received_on",
    ),
    "deadline": FormLink("eviction_deadline", _("Foreslå en anden frist"), _("Foreslå en anden frist")),
    "termination": FormLink(
        "eviction_termination", _("Registrér ophævelsen"), _("Ret ophævelsen"), "terminated_on"
    ),
    "municipality": FormLink(
        "eviction_municipality",
        _("Registrér underretningen til kommunen"),
        _("Ret underretningen til kommunen"),
        "municipal_notice_on",
    ),
    "filing": FormLink(
        "eviction_filing",
        _("Registrér, at sagen er sendt til fogedretten"),
        _("Ret, hvad der er sendt til fogedretten"),
        "filed_on",
    ),
    "hearing": FormLink("hearing_create", _("Beram fogedmødet"), _("Beram fogedmødet")),
    "eviction": FormLink(
        "hearing_create", _("Beram udsættelsen"), _("Beram udsættelsen"), query="?hvad=eviction"
    ),
    "claim": FormLink("eviction_claim", _("Skriv kravet"), _("Ret kravet"), "claim_amount"),
    "due_date": FormLink("eviction_facts", _("Skriv forfaldsdagen"), _("Ret forfaldsdagen"), "due_date"),
    "facts": FormLink(
        "eviction_facts",
        _("Ret oplysninger"),
        _("Ret oplysninger"),
        roles=frozenset({Role.ADMINISTRATION, Role.CARETAKER}),
    ),
}


def form_url(user: Any, case: EvictionCase, form: str) -> str:
    """ "" when it is not this person's to fill in, and for a closed case."""
    if not case.is_open or getattr(case, "is_handed_away", False):
        return ""
    if form == CONTACT:
        here = links("eviction_detail")(case.pk)
        return contact_link(case.tenancy_id, here) if user.role == Role.CARETAKER else ""
    link = FORMS.get(form)
    return links(link.route)(case.pk) + link.query if link and user.role in link.roles else ""


def form_links(user: Any, case: EvictionCase, forms: Iterable[str]) -> list[tuple[str, str]]:
    """(address, label) of those this person may open."""
    found = []
    for name in forms:
        if url := form_url(user, case, name):
            link = FORMS[name]
            is_there = link.column and getattr(case, link.column) is not None
            found.append((url, str(link.mend if is_there else link.register)))
    return found


def next_forms(case: EvictionCase) -> list[str]:
    """What the administration is likely to register next."""
    if case.status == EvictionStatus.ARREARS:
        return ["demand"]
    if case.status == EvictionStatus.DEMAND:
        return ["termination"] if case.demand_deadline else ["receipt", "termination"]
    told = [] if case.municipal_notice_on else ["municipality"]
    return [*told, "filing"] if case.status == EvictionStatus.TERMINATED else told
