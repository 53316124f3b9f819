"""The service: one report once, about who had the flat that day, owed to whoever has the estate."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.choices import Role
from accounts.models import EstateAssignment
from conditions.models import ConcernFlag
from conditions.services.reports import ConcernConflictError
from conditions.tests.reporting import report
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from tests.factories import DwellingFactory, MembershipFactory, TenancyFactory


def test_it_is_written_as_it_was_told(erik, dwelling, tenancy):
    concern, is_new = report(
        erik,
        dwelling,
        kinds=["smell", "rubbish", "smell"],
        urgency="soon",
        seen_from="urgent_repair",
        note="Affald til loftet i gangen.",
    )
    assert is_new
    concern.refresh_from_db()
    assert (concern.dwelling, concern.tenancy, concern.reported_by) == (dwelling, tenancy, erik)
    assert (concern.organisation_id, concern.estate_id) == (dwelling.organisation_id, dwelling.estate_id)
    assert (concern.kinds, concern.urgency) == (["smell", "rubbish"], "soon")
    assert (concern.seen_from, concern.note) == ("urgent_repair", "Affald til loftet i gangen.")
    assert (concern.status, concern.revision, concern.case) == ("received", 1, None)


def test_the_number_says_the_year(erik, dwelling):
    first, _new = report(erik, dwelling)
    second, _new = report(erik, dwelling)
    assert first.number.startswith(f"M{timezone.localdate().year}-")
    assert second.serial == first.serial + 1


def test_a_vacant_flat_has_no_household(erik, dwelling):
    TenancyFactory(dwelling=dwelling, ends_on=timezone.localdate() - dt.timedelta(days=1))
    concern, _new = report(erik, dwelling)
    assert concern.tenancy is None


def test_it_is_about_who_had_the_flat_when_it_was_seen(erik, dwelling):
    """What lay on a phone for a week is not the new tenant's."""
    today = timezone.localdate()
    before = TenancyFactory(dwelling=dwelling, ends_on=today - dt.timedelta(days=3))
    TenancyFactory(dwelling=dwelling, tenant_number="03", starts_on=today - dt.timedelta(days=2))
    concern, _new = report(erik, dwelling, seen_at=timezone.now() - dt.timedelta(days=5))
    assert concern.tenancy == before


def test_it_is_owed_once_and_reaches_the_responsible_caretaker(erik, anna, dwelling):
    client_uuid = uuid.uuid4()
    concern, _new = report(erik, dwelling, client_uuid=client_uuid)
    report(erik, dwelling, client_uuid=client_uuid)
    owed = Delivery.objects.get()
    assert (owed.kind, owed.subject_id, owed.estate_id) == ("concern", concern.pk, dwelling.estate_id)
    deliver([owed.pk])
    item = InboxItem.objects.get()
    assert (item.recipient, item.kind, item.subject_id) == (anna, DeliveryKind.CONCERN, concern.pk)


def test_the_same_form_again_is_the_same_row(erik, dwelling):
    client_uuid = uuid.uuid4()
    first, _new = report(erik, dwelling, client_uuid=client_uuid, kinds=["smell", "pets"])
    again, is_new = report(
        erik, dwelling, client_uuid=client_uuid, kinds=["pets", "smell"], seen_at=timezone.now()
    )
    assert (again, is_new) == (first, False)
    assert ConcernFlag.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [{"kinds": ["smell"]}, {"urgency": "acute"}, {"seen_from": "outside"}, {"note": "Noget andet"}],
)
def test_the_same_id_with_other_words_is_refused(erik, dwelling, other):
    client_uuid = uuid.uuid4()
    report(erik, dwelling, client_uuid=client_uuid)
    with pytest.raises(ConcernConflictError, match="allerede sendt"):
        report(erik, dwelling, client_uuid=client_uuid, **other)
    assert Delivery.objects.count() == 1


def test_the_same_id_at_another_door_is_refused(erik, dwelling):
    client_uuid = uuid.uuid4()
    report(erik, dwelling, client_uuid=client_uuid)
    with pytest.raises(ConcernConflictError):
        report(erik, DwellingFactory(stairwell=dwelling.stairwell), client_uuid=client_uuid)


def test_two_people_may_have_the_same_id(erik, dwelling, fjordbo):
    colleague = MembershipFactory(organisation=fjordbo, role=Role.ESTATE_OFFICE)
    EstateAssignment.objects.create(
        membership=colleague, estate=dwelling.estate, starts_on=timezone.localdate()
    )
    client_uuid = uuid.uuid4()
    report(erik, dwelling, client_uuid=client_uuid)
    colleague.user.act_as(colleague)
    assert report(colleague.user, dwelling, client_uuid=client_uuid)[1]


@pytest.mark.parametrize("name", ["anna", "dorte", "freja", "gry"])
def test_only_the_estate_office_reports(request, name, dwelling):
    with pytest.raises(PermissionDenied):
        report(request.getfixturevalue(name), dwelling)
    assert not ConcernFlag.objects.exists()


def test_not_of_an_estate_one_does_not_have(erik, moelle, skov):
    for estate in (moelle, skov):
        with pytest.raises(PermissionDenied):
            report(erik, DwellingFactory(stairwell__estate=estate))


def test_not_of_an_estate_one_had_until_yesterday(erik, dwelling):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    EstateAssignment.objects.filter(membership__user=erik).update(ends_on=yesterday)
    with pytest.raises(PermissionDenied):
        report(erik, dwelling)


def test_the_database_refuses_a_report_of_nothing(erik, dwelling):
    with pytest.raises(DomainError, match="Vælg mindst én ting"):
        report(erik, dwelling, kinds=[])
    with pytest.raises(DomainError, match="Vælg mindst én ting"):
        report(erik, dwelling, kinds=["haunted"])
    assert not ConcernFlag.objects.exists()
    assert not Delivery.objects.exists()


def test_it_takes_few_queries(erik, dwelling, tenancy, django_assert_max_num_queries):
    assert erik.membership.estate_ids
    with django_assert_max_num_queries(12):
        report(erik, dwelling)
