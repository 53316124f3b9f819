"""The parties, each a card: how far they are, nothing of what they said. A tap leads to the room."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.lists import row_links
from core.phrases import as_day, say_day, say_list, say_moment
from disputes.choices import Willing
from disputes.mediation_file import MediationFile, PartyState
from disputes.models import Mediation
from residents.providers import Panel

ORDER = 10


@dataclass(frozen=True)
class PartyCard:
    """`state` says in words how far they are ("" when it is over, or when all that is missing is a mediator
    they want: `wishes_another`), `level` colours it. `refused` names whom they would not have as mediator."""

    label: str
    name: str
    address: str
    phone: str
    state: str
    level: str
    consent: str
    last_contact: str
    wishes_another: bool
    refused: str
    url: str


def parties_panel(user: Any, mediation: Mediation, file: MediationFile) -> Panel:
    url = row_links("room_detail")
    strangers = {party.pk for party in file.strangers} if mediation.is_open else set()
    unknown = unknown_words(user, mediation)
    cards = [
        _card(state, url(state.party.pk), mediation.is_open, unknown if state.party.pk in strangers else "")
        for state in file.parties
    ]
    more = reverse("party_add", args=[mediation.pk]) if mediation.is_open else ""
    context = {"parties": cards, "add_url": more}
    return Panel("disputes/_parties_panel.html", context, order=ORDER)


def unknown_words(user: Any, mediation: Mediation) -> str:
    mediator = mediation.mediator.user
    if mediator.pk == user.pk:
        return _("Kender dig ikke endnu")
    return _("Kender ikke %(name)s endnu") % {"name": mediator.name}


def _card(state: PartyState, url: str, is_open: bool, unknown: str) -> PartyCard:
    """`unknown` is said of one who is ready, but has not met who mediates now."""
    party = state.party
    words, level = _state(state) if is_open else ("", "quiet")
    if state.is_ready and unknown:
        words, level = unknown, "soon"
    return PartyCard(
        label=party.label,
        name=party.name,
        address=party.tenancy.dwelling.address,
        phone=party.phone,
        state=words,
        level=level,
        consent=say_day(party.consented_on) if party.consented_on else "",
        last_contact=_last_contact(state),
        wishes_another=party.refuses_mediator,
        refused=say_list(state.refused),
        url=url,
    )


def _last_contact(state: PartyState) -> str:
    """The talk first of all is one, too; of it only the day is known."""
    contact, talk = state.contact_at, state.talked_on
    if talk and (contact is None or talk > as_day(contact)):
        return say_day(talk)
    return say_moment(contact) if contact else ""


def _state(state: PartyState) -> tuple[str, str]:
    if state.party.left_on:
        return _("Ikke med længere"), "quiet"
    if state.is_unsuitable:
        return _("Forsamtalen er holdt"), "quiet"
    if not state.willing:
        return _("Mangler forsamtale"), "soon"
    if state.willing != Willing.YES:
        return (
            (_("Vil ikke mægle"), "late") if state.willing == Willing.NO else (_("Tænker over det"), "soon")
        )
    if state.party.consented_on is None:
        return _("Mangler samtykke"), "soon"
    return (_("Klar til møde"), "ok") if state.is_ready else ("", "quiet")
