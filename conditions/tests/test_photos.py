"""Photos of a concern: who may put them there and take them away, and what is left."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from conditions.models import MOST_PHOTOS, ConcernPhoto
from conditions.pictures import clean_picture
from conditions.services.photos import add_photos, remove_photo
from conditions.services.reports import ConcernConflictError
from conditions.tests.pictures import jpeg
from conditions.tests.reporting import report
from core.errors import DomainError
from tests.condition_factories import ConcernFlagFactory, ConcernPhotoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(erik, dwelling):
    return ConcernFlagFactory(dwelling=dwelling, reported_by=erik)


@pytest.fixture
def picture():
    return clean_picture(jpeg(400, 300))


def positions(concern):
    return list(ConcernPhoto.objects.filter(concern=concern).values_list("position", flat=True))


def test_they_are_kept_in_order(erik, concern, picture):
    add_photos(actor=erik, concern=concern, photos=[picture, picture])
    kept = ConcernPhoto.objects.filter(concern=concern).first()
    assert positions(concern) == [1, 2]
    assert (bytes(kept.content), bytes(kept.thumbnail)) == (picture.content, picture.thumbnail)
    assert (kept.width, kept.height) == (400, 300)
    assert (kept.estate_id, kept.organisation_id) == (concern.estate_id, concern.organisation_id)


def test_there_are_at_most_five(erik, concern, picture):
    add_photos(actor=erik, concern=concern, photos=[picture] * 4)
    with pytest.raises(DomainError, match="højst være 5"):
        add_photos(actor=erik, concern=concern, photos=[picture] * 2)
    add_photos(actor=erik, concern=concern, photos=[picture])
    assert positions(concern) == [1, 2, 3, 4, 5]


def test_the_place_of_one_that_is_gone_is_used_again(erik, concern, picture):
    _first, second, _third = add_photos(actor=erik, concern=concern, photos=[picture] * 3)
    assert remove_photo(actor=erik, photo=second)
    add_photos(actor=erik, concern=concern, photos=[picture] * 3)
    assert positions(concern) == [1, 2, 3, 4, 5]


def test_not_to_a_concern_that_is_closed(erik, anna, concern, picture):
    concern.status, concern.outcome = "closed", "resolved"
    concern.closed_at, concern.closed_by = timezone.now(), anna
    concern.save()
    with pytest.raises(DomainError, match="afsluttet"):
        add_photos(actor=erik, concern=concern, photos=[picture])


def test_only_by_whoever_reported_it(concern, picture, anna, bo, carla, dorte, freja, gry):
    for stranger in (anna, bo, carla, dorte, freja, gry):
        with pytest.raises(PermissionDenied):
            add_photos(actor=stranger, concern=concern, photos=[picture])
    assert positions(concern) == []


def test_not_to_a_colleagues_report(erik, dwelling, picture):
    with pytest.raises(PermissionDenied):
        add_photos(actor=erik, concern=ConcernFlagFactory(dwelling=dwelling), photos=[picture])


def test_whoever_reported_it_and_the_caretaker_may_delete_one(erik, anna, concern, picture):
    for actor in (erik, anna):
        (photo,) = add_photos(actor=erik, concern=concern, photos=[picture])
        assert remove_photo(actor=actor, photo=photo)
        assert not remove_photo(actor=actor, photo=photo)
        assert not ConcernPhoto.objects.exists()


def test_nobody_else_may(concern, carla, dorte, freja, gry):
    photo = ConcernPhotoFactory(concern=concern)
    for stranger in (dorte, freja, gry):
        with pytest.raises(PermissionDenied):
            remove_photo(actor=stranger, photo=photo)
    assert not remove_photo(actor=carla, photo=photo)
    assert ConcernPhoto.objects.count() == 1


def test_what_is_deleted_is_deleted_also_from_the_record(erik, concern, picture):
    (photo,) = add_photos(actor=erik, concern=concern, photos=[picture])
    remove_photo(actor=erik, photo=photo)
    events = ConcernPhoto.pgh_event_models  # type: ignore[attr-defined]
    for model in events.values():
        names = {field.name for field in model._meta.get_fields()}
        assert not names & {"content", "thumbnail"}


@pytest.mark.parametrize("position", [0, MOST_PHOTOS + 1])
def test_the_database_counts_too(concern, position):
    with pytest.raises(IntegrityError), transaction.atomic():
        ConcernPhotoFactory(concern=concern, position=position)


def test_reported_with_photos_and_sent_again_they_are_there_once(erik, dwelling, picture):
    told = {"client_uuid": uuid.uuid4(), "photos": [picture]}
    concern, is_new = report(erik, dwelling, **told)
    again, is_new_again = report(erik, dwelling, **told)
    assert (is_new, is_new_again, again.pk) == (True, False, concern.pk)
    assert positions(concern) == [1]


def test_the_same_form_with_another_photo_is_another_form(erik, dwelling, picture):
    told = {"client_uuid": uuid.uuid4(), "photos": [picture]}
    report(erik, dwelling, **told)
    with pytest.raises(ConcernConflictError):
        report(erik, dwelling, **told | {"photos": [picture, clean_picture(jpeg(500, 300))]})


@pytest.mark.parametrize("who", ["erik", "anna"])
def test_sent_again_after_one_was_deleted_it_is_the_same_report(request, erik, dwelling, picture, who):
    told = {"client_uuid": uuid.uuid4(), "photos": [picture, clean_picture(jpeg(500, 300))]}
    concern, _is_new = report(erik, dwelling, **told)
    remove_photo(actor=request.getfixturevalue(who), photo=concern.concernphotos.first())
    again, is_new = report(erik, dwelling, **told)
    assert (again.pk, is_new) == (concern.pk, False)
    assert positions(concern) == [2]


def test_also_when_all_of_them_were(erik, dwelling, picture):
    told = {"client_uuid": uuid.uuid4(), "photos": [picture, picture]}
    concern, _is_new = report(erik, dwelling, **told)
    for photo in concern.concernphotos.all():
        remove_photo(actor=erik, photo=photo)
    assert report(erik, dwelling, **told) == (concern, False)
    assert positions(concern) == []


@pytest.mark.parametrize("others", [[(500, 300)], [(400, 300), (400, 300), (400, 301)]])
def test_another_photo_is_not_taken_for_the_one_that_was_deleted(erik, dwelling, picture, others):
    told = {"client_uuid": uuid.uuid4(), "photos": [picture]}
    concern, _is_new = report(erik, dwelling, **told)
    remove_photo(actor=erik, photo=concern.concernphotos.get())
    with pytest.raises(ConcernConflictError):
        report(erik, dwelling, **told | {"photos": [clean_picture(jpeg(*size)) for size in others]})
    assert positions(concern) == []
