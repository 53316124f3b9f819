"""Two at once: one comes after the other, one of them is told, and nothing is half done or stuck."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership, User
from core.errors import DomainError
from disputes.models import Complaint, Mediation, MediatorChange, RoomEntry
from disputes.services.mediation_retention import erase_mediations
from disputes.services.mediation_writes import MediationChangedError
from disputes.services.mediations import NewParty, close_mediation, open_mediation
from disputes.services.mediators import change_mediator, pass_on
from disputes.services.parties import add_party, record_pre_talk
from disputes.services.rooms import add_entry
from disputes.tests.mediating import home, mediation_of, membership
from evictions.tests.races import others, until_through_or_waiting
from tests.dispute_factories import ComplaintFactory, RefusedMediatorFactory

pytestmark = pytest.mark.django_db(transaction=True)


def person(user):
    """As another request meets them."""
    return User.objects.get(pk=user.pk)


def held(row):
    list(type(row).objects.select_for_update().filter(pk=row.pk))


def one_after_the_other(row, *works):
    """Each begins when the one before has ended or waits; `row` is held until all of them do."""
    with others() as start:
        futures = []
        with transaction.atomic():
            held(row)
            for work in works:
                futures.append(start(work))
                until_through_or_waiting(*futures)
        for future in futures:
            future.exception()
        return futures


def complaint_of(tenancy):
    """Who complains is asked for at the commit."""
    with transaction.atomic():
        return ComplaintFactory(respondent=tenancy)


def note(actor, party, form=None):
    said = {"client_uuid": form or uuid.uuid4(), "kind": "note", "text": "Noget"}
    return add_entry(actor=person(actor), party=party, **said)


def close(actor, mediation, ended="solved"):
    return close_mediation(actor=person(actor), mediation=mediation, seen=mediation.revision, ended=ended)


def test_two_open_one_on_the_same_complaint(anna, bo, laerke):
    complaint = complaint_of(home(laerke))
    homes = [home(laerke), home(laerke)]

    def opening(user):
        parties = [NewParty(tenancy, "Part") for tenancy in homes]
        return lambda: open_mediation(actor=person(user), estate=laerke, complaint=complaint, parties=parties)

    first, second = one_after_the_other(complaint, opening(anna), opening(bo))
    assert first.result().mediator == membership(anna)
    with pytest.raises(DomainError, match="mægles allerede"):
        second.result()
    assert Mediation.objects.count() == 1


def test_a_note_waits_for_whoever_gives_it_away_and_is_refused(anna, bo, laerke):
    mediation, (a, _b) = mediation_of(anna, laerke)

    def give():
        return change_mediator(
            actor=person(anna), mediation=mediation, seen=mediation.revision, mediator=membership(bo)
        )

    given, written = one_after_the_other(mediation, give, lambda: note(anna, a))
    assert given.result().mediator == membership(bo)
    with pytest.raises(PermissionDenied):
        written.result()
    assert not RoomEntry.objects.filter(text="Noget").exists()


def test_the_same_note_from_two_tabs_is_one(anna, laerke):
    mediation, (a, _b) = mediation_of(anna, laerke)
    form = uuid.uuid4()
    first, second = one_after_the_other(mediation, lambda: note(anna, a, form), lambda: note(anna, a, form))
    assert first.result() == second.result() == RoomEntry.objects.get()


def test_two_close_it(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    first, second = one_after_the_other(
        mediation, lambda: close(anna, mediation), lambda: close(anna, mediation, "refused")
    )
    assert first.result().ended == "solved"
    with pytest.raises(DomainError, match="afsluttet"):
        second.result()


def test_two_add_a_party(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    homes = [home(laerke), home(laerke)]

    def adding(tenancy):
        party = NewParty(tenancy, "Part")
        return lambda: add_party(actor=person(anna), mediation=mediation, seen=1, party=party)

    first, second = one_after_the_other(mediation, adding(homes[0]), adding(homes[1]))
    assert first.result().label == "C"
    with pytest.raises(MediationChangedError):
        second.result()


def test_unsuitable_while_a_note_is_written_in_the_other_room(anna, laerke):
    mediation, (a, b) = mediation_of(anna, laerke)

    def talk():
        said = {"on": timezone.localdate(), "willing": "no", "unsuitable": ["fear"], "reason": "Bange"}
        return record_pre_talk(actor=person(anna), party=a, **said)

    talked, written = one_after_the_other(mediation, talk, lambda: note(anna, b))
    assert talked.result()
    with pytest.raises(DomainError, match="afsluttet"):
        written.result()


def test_closing_and_opening_anew_on_the_same_complaint_do_not_get_stuck(anna, laerke):
    complaint = complaint_of(home(laerke))
    mediation, _rooms = mediation_of(anna, laerke, complaint=complaint)
    parties = [NewParty(home(laerke), "A"), NewParty(home(laerke), "B")]

    def again():
        return open_mediation(actor=person(anna), estate=laerke, complaint=complaint, parties=parties)

    closed, opened = one_after_the_other(complaint, lambda: close(anna, mediation), again)
    assert closed.result().fact == "not_held"
    assert opened.result().is_open
    assert Complaint.objects.get(pk=complaint.pk).mediation == "offered"


def test_erased_twice_at_once_is_once(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    day = close(anna, mediation).delete_on
    first, second = one_after_the_other(
        mediation, lambda: erase_mediations(day), lambda: erase_mediations(day)
    )
    assert (first.result(), second.result()) == (1, 0)


def test_two_coordinators_give_it_to_somebody_and_one_is_told(anna, bo, freja, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(pk=membership(anna).pk).update(ended_on=yesterday)

    def give():
        return pass_on(actor=person(freja), mediation=mediation, mediator=membership(bo))

    first, second = one_after_the_other(mediation, give, give)
    assert first.result().mediator == membership(bo)
    with pytest.raises(DomainError, match="har en mægler igen"):
        second.result()
    assert MediatorChange.objects.count() == 1


def test_the_database_lets_nobody_be_refused_and_mediate_at_once(anna, bo, laerke):
    """Also without the services, which wait for each other."""
    mediation, (a, _b) = mediation_of(anna, laerke)

    def refuse():
        return RefusedMediatorFactory(party=a, membership=membership(bo))

    def give():
        return Mediation.objects.filter(pk=mediation.pk).update(mediator=membership(bo))

    refused, given = one_after_the_other(mediation, refuse, give)
    assert refused.result()
    with pytest.raises(IntegrityError, match="refused"):
        given.result()
    assert Mediation.objects.get(pk=mediation.pk).mediator == membership(anna)
