"""The households of a mediation: who they are, whether they want to, and the talk with each of them first."""

import datetime as dt
from collections.abc import Collection
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from cases.contact_form import within_reach
from core.constraints import explained
from core.errors import DomainError
from disputes.choices import MediationEnd, Unsuitable, Willing
from disputes.models import PARTIES, Mediation, Party, PreTalk, RefusedMediator
from disputes.services.acceptances import party_is_back, settle_acceptances
from disputes.services.complainants_shown import refuse_hidden, show_complainants
from disputes.services.mediation_writes import begin, save
from disputes.services.mediations import NewParty, end, write_party
from disputes.services.phases import settle_phase
from disputes.services.refusals import note_wish, refuse_another, take_back


class Known(TypedDict, total=False):
    """What is known of a party."""

    name: str
    phone: str
    consented_on: dt.date | None
    refuses_mediator: bool


@transaction.atomic
def add_party(
    *, actor: Any, mediation: Mediation, seen: int | None, party: NewParty, agreed: bool = False
) -> Party:
    """A household more, with a room of its own. `agreed`: one that complains was asked, and may be shown."""
    mediation = begin(actor, mediation, seen)
    if not within_reach(actor).filter(pk=party.tenancy.pk).exists():
        raise PermissionDenied
    taken = set(mediation.partys.values_list("label", flat=True))
    label = next((label for label in PARTIES if label not in taken), None)
    if label is None:
        raise DomainError(_("Der kan højst være %(most)s parter i en mægling.") % {"most": len(PARTIES)})
    homes = [party.tenancy.pk, *mediation.partys.values_list("tenancy_id", flat=True)]
    if mediation.complaint:
        show_complainants(actor, mediation.complaint, homes[:1], homes[:1] if agreed else [])
    refuse_hidden(homes, but=mediation.complaint_id)
    with explained(Party):
        added = write_party(mediation, actor, label, party)
    save(mediation)
    return added


@transaction.atomic
def edit_party(
    *,
    actor: Any,
    party: Party,
    seen: int | None,
    refuses: Membership | None = None,
    takes_back: Collection[RefusedMediator] = (),
    **known: Unpack[Known],
) -> Party:
    """Name, telephone, the day they said yes to mediation (None: they have not, or took it back), and whether
    they would rather have another mediator. `refuses` is one more whom they would not have, `takes_back` whom
    they would have after all."""
    mediation = begin(actor, party.mediation, seen)
    consented_on = known.get("consented_on")
    if consented_on and consented_on > timezone.localdate():
        raise DomainError(_("Samtykket kan ikke være givet i fremtiden."))
    if "refuses_mediator" in known:
        note_wish(mediation, party, actor, wishes=known["refuses_mediator"])
    if known:
        Party.objects.filter(pk=party.pk).update(**known)
    take_back(party, actor, takes_back)
    if refuses is not None:
        refuse_another(mediation, party, actor, refuses)
    save(mediation)
    party.refresh_from_db()
    return party


@transaction.atomic
def record_consent(*, actor: Any, party: Party, on: dt.date | None, seen: int | None = None) -> Party:
    return edit_party(actor=actor, party=party, seen=seen, consented_on=on)


@transaction.atomic
def party_left(*, actor: Any, party: Party, seen: int | None = None) -> Party:
    """They are not in it any more. What they said stays in their room until it is deleted."""
    return _set_left(actor, party, seen, timezone.localdate())


@transaction.atomic
def party_came_back(*, actor: Any, party: Party, seen: int | None = None) -> Party:
    """Left by mistake, or they thought better of it."""
    return _set_left(actor, party, seen, None)


def _set_left(actor: Any, party: Party, seen: int | None, on: dt.date | None) -> Party:
    mediation = begin(actor, party.mediation, seen)
    changed = Party.objects.filter(pk=party.pk, left_on__isnull=on is not None).update(left_on=on)
    if changed and on is None:
        party_is_back(mediation, party)
    settle_acceptances(mediation)
    settle_phase(mediation)
    party.refresh_from_db()
    return party


@transaction.atomic
def record_pre_talk(
    *,
    actor: Any,
    party: Party,
    on: dt.date,
    willing: str,
    unsuitable: Collection[str] = (),
    reason: str = "",
    note: str = "",
    consents: bool = False,
) -> PreTalk:
    """The talk with one party, before anything else. Where it is not suitable mediation is not offered, and
    it is closed; why stays in this party's room, and is told neither the other side nor the organisation."""
    mediation = begin(actor, party.mediation)
    if on > timezone.localdate():
        raise DomainError(_("Samtalen kan ikke være holdt i fremtiden."))
    with explained(PreTalk):
        talk = PreTalk.objects.create(
            organisation_id=party.organisation_id,
            estate_id=party.estate_id,
            mediation=mediation,
            party=party,
            made_by=actor,
            on=on,
            willing=willing,
            unsuitable=[code for code in Unsuitable.values if code in unsuitable],
            reason=reason.strip() if unsuitable else "",
            note=note.strip(),
        )
    if consents and willing == Willing.YES and not talk.unsuitable:
        Party.objects.filter(pk=party.pk, consented_on__isnull=True).update(consented_on=on)
    if talk.unsuitable:
        end(mediation, MediationEnd.UNSUITABLE)
    else:
        save(mediation)
    return talk
