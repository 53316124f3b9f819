"""Photos on the way in, and through the door again."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from audit.choices import Purpose
from audit.models import LookUp
from conditions.models import ConcernFlag, ConcernPhoto
from conditions.photo_page import beside, in_full
from conditions.tests.pictures import WHERE, from_a_phone, huge, jpeg, opened
from conditions.tests.reporting import body
from tests.condition_factories import ConcernFlagFactory, ConcernPhotoFactory

pytestmark = pytest.mark.django_db


def login(user):
    client = Client()
    client.force_login(user)
    return client


def upload(data, name="foto.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


@pytest.fixture
def concern(erik, dwelling):
    return ConcernFlagFactory(dwelling=dwelling, reported_by=erik)


def send(erik, dwelling, *photos, **fields):
    url = reverse("concern_report", args=[dwelling.pk])
    return login(erik).post(url, body(photos=list(photos), **fields))


def test_a_report_with_photos(erik, dwelling):
    response = send(erik, dwelling, upload(from_a_phone()), upload(jpeg(300, 200)))
    concern = ConcernFlag.objects.get()
    assert response.status_code == 302
    kept = list(ConcernPhoto.objects.filter(concern=concern))
    assert [photo.position for photo in kept] == [1, 2]
    assert WHERE not in bytes(kept[0].content) + bytes(kept[0].thumbnail)
    page = login(erik).get(reverse("concern_own", args=[concern.pk])).content.decode()
    for photo in kept:
        assert reverse("concern_photo", args=[photo.pk]) in page
        assert reverse("concern_photo_small", args=[photo.pk]) in page


def test_a_report_without_photos_is_one(erik, dwelling):
    assert send(erik, dwelling).status_code == 302
    assert ConcernFlag.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (upload(huge(), "stor.png"), "144 millioner"),
        (upload(b"MZ\x90\0" + bytes(999), "ferie.jpg"), "er ikke et foto"),
        (upload(jpeg()[:2000], "halv.jpg"), "ikke helt"),
        (upload(b"\0\0\0\x18ftypheic" + bytes(99), "IMG_1.heic"), "HEIC"),
        (upload(jpeg() + bytes(12 * 1024 * 1024), "tung.jpg"), "12 MB"),
    ],
)
def test_the_one_that_is_refused_is_named_and_the_words_are_kept(erik, dwelling, sent, why):
    response = send(erik, dwelling, upload(jpeg()), sent, note="Vand på gulvet")
    page = response.content.decode()
    assert response.status_code == 422
    assert f"Billede 2, »{sent.name}«: " in page and why in page
    assert "Vand på gulvet" in page and "Vælg billederne igen" in page
    assert not ConcernFlag.objects.exists() and not ConcernPhoto.objects.exists()


def test_of_six_none_is_taken(erik, dwelling):
    response = send(erik, dwelling, *[upload(jpeg(60, 60)) for _number in range(6)])
    assert response.status_code == 422
    assert "Vælg højst 5 billeder. Du har valgt 6." in response.content.decode()


def test_a_name_is_only_words(erik, dwelling):
    response = send(erik, dwelling, upload(b"x", "<script>alert(1)</script>.jpg"))
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("route", ["concern_photo_full", "concern_photo_small"])
def test_the_door_opens_for_the_two_sides(erik, anna, bo, concern, route):
    photo = ConcernPhotoFactory(concern=concern, content=jpeg(), thumbnail=jpeg(320, 240))
    for user in (erik, anna, bo):
        response = login(user).get(reverse(route, args=[photo.pk]))
        assert response.status_code == 200
        assert opened(response.content).format == "JPEG"
        assert response["Content-Type"] == "image/jpeg"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Disposition"].startswith("inline")
    assert login(erik).post(reverse(route, args=[photo.pk])).status_code == 405


@pytest.mark.parametrize("route", ["concern_photo", "concern_photo_full", "concern_photo_small"])
def test_and_for_nobody_else(carla, dorte, freja, gry, erik, concern, dwelling, route):
    url = reverse(route, args=[ConcernPhotoFactory(concern=concern).pk])
    statuses = {user.name: login(user).get(url).status_code for user in (carla, dorte, freja, gry)}
    assert statuses == {carla.name: 404, dorte.name: 403, freja.name: 403, gry.name: 403}
    of_another = ConcernPhotoFactory(concern=ConcernFlagFactory(dwelling=dwelling))
    assert login(erik).get(reverse(route, args=[of_another.pk])).status_code == 404
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("route", ["concern_photo", "concern_photo_full"])
def test_opening_one_is_written_down(anna, concern, route):
    photo = ConcernPhotoFactory(concern=concern)
    login(anna).get(reverse(route, args=[photo.pk]))
    look_up = LookUp.objects.get(actor=anna)
    assert (look_up.subject, look_up.subject_id) == ("conditions.ConcernFlag", concern.pk)
    assert look_up.purpose == Purpose.CONCERN


def test_as_part_of_its_page_it_is_not_written_down_twice(anna, concern):
    photo = ConcernPhotoFactory(concern=concern)
    client = login(anna)
    client.get(reverse("concern_photo", args=[photo.pk]))
    client.get(reverse("concern_photo_full", args=[photo.pk]), headers={"Sec-Fetch-Dest": "image"})
    assert LookUp.objects.count() == 1
    client.get(reverse("concern_photo_full", args=[photo.pk]), headers={"Sec-Fetch-Dest": "document"})
    assert LookUp.objects.count() == 2


class TestThePageOfOne:
    @pytest.fixture
    def photos(self, concern):
        return [ConcernPhotoFactory(concern=concern, position=position) for position in (1, 3, 4)]

    @pytest.mark.parametrize(("name", "page"), [("erik", "concern_own"), ("anna", "concern_detail")])
    def test_it_has_the_way_back_its_words_and_the_way_to_delete_it(
        self, request, concern, photos, name, page
    ):
        client = login(request.getfixturevalue(name))
        shown = client.get(reverse("concern_photo", args=[photos[0].pk])).content.decode()
        assert f'href="{reverse(page, args=[concern.pk])}"' in shown
        assert f"<title>Billede 1 til {concern.number}" in shown
        assert 'alt="Foto nummer 1 til meldingen om affald, ophobning"' in shown
        assert reverse("concern_photo_full", args=[photos[0].pk]) in shown
        assert reverse("concern_photo_remove", args=[photos[0].pk]) in shown
        assert client.post(reverse("concern_photo", args=[photos[0].pk])).status_code == 405

    def test_it_leads_to_those_beside_it_and_back_to_where_one_came_from(self, anna, concern, photos):
        first, second, third = (reverse("concern_photo", args=[photo.pk]) for photo in photos)
        back = f"{reverse('concern_detail', args=[concern.pk])}?next=/meldinger/%3Fside%3D2"
        page = login(anna).get(back).content.decode()
        ways = re.findall(rf'href="({second}[^"]*)"', page)
        shown = login(anna).get(ways[0]).content.decode()
        assert "Billede 3" in shown and escape(back) in shown
        assert f'href="{first}?next=' in shown and f'href="{third}?next=' in shown
        last = login(anna).get(third).content.decode()
        assert "Forrige billede" in last and "Næste billede" not in last

    def test_one_alone_leads_nowhere_else(self, erik, concern):
        page = login(erik).get(reverse("concern_photo", args=[ConcernPhotoFactory(concern=concern).pk]))
        assert "Forrige billede" not in page.content.decode() and "Næste" not in page.content.decode()

    def test_the_way_back_stays_in_the_house(self, erik, concern):
        url = reverse("concern_photo", args=[ConcernPhotoFactory(concern=concern).pk])
        page = login(erik).get(f"{url}?next=https://example.com/").content.decode()
        assert "example.com" not in page

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_for_no_bytes(self, erik, concern, number, django_assert_max_num_queries):
        for position in range(1, number + 1):
            photo = ConcernPhotoFactory(concern=concern, position=position)
        client = login(erik)
        url = reverse("concern_photo", args=[photo.pk])
        client.get(url)
        with django_assert_max_num_queries(10) as asked:
            client.get(url)
        of_photos = [q["sql"] for q in asked.captured_queries if "conditions_concernphoto" in q["sql"]]
        assert len(of_photos) == 2 and not any("content" in sql for sql in of_photos)


def test_another_photo_later(erik, concern):
    url = reverse("concern_photo_add", args=[concern.pk])
    back = reverse("concern_own", args=[concern.pk])
    assert login(erik).get(url).status_code == 200
    assert login(erik).post(url, {"next": back}).status_code == 422
    response = login(erik).post(url, {"photos": upload(b"ikke et foto"), "next": back})
    assert response.status_code == 422 and "Billede 1" in response.content.decode()
    response = login(erik).post(url, {"photos": upload(jpeg()), "next": back})
    assert (response.status_code, response["Location"]) == (302, back)
    assert concern.concernphotos.count() == 1


def test_too_many_later_says_so(erik, concern):
    for position in range(1, 6):
        ConcernPhotoFactory(concern=concern, position=position)
    url = reverse("concern_photo_add", args=[concern.pk])
    response = login(erik).post(url, {"photos": upload(jpeg())})
    assert response.status_code == 422 and "højst være 5" in response.content.decode()


def test_only_ones_own_report_takes_more(anna, carla, dorte, erik, dwelling, concern):
    url = reverse("concern_photo_add", args=[concern.pk])
    assert [login(user).get(url).status_code for user in (anna, carla, dorte)] == [403, 403, 403]
    other = ConcernFlagFactory(dwelling=dwelling)
    assert login(erik).get(reverse("concern_photo_add", args=[other.pk])).status_code == 404


@pytest.mark.parametrize(("name", "page"), [("erik", "concern_own"), ("anna", "concern_detail")])
def test_both_sides_see_it_and_delete_it(request, concern, name, page):
    client, photo = login(request.getfixturevalue(name)), ConcernPhotoFactory(concern=concern)
    url, back = reverse("concern_photo_remove", args=[photo.pk]), reverse(page, args=[concern.pk])
    assert url in client.get(back).content.decode()
    assert client.get(url).status_code == 405
    assert client.post(url)["Location"] == back
    assert not ConcernPhoto.objects.exists()
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("photos", [1, 3])
def test_the_page_asks_once_for_all_of_them_and_for_no_bytes(
    erik, concern, photos, django_assert_max_num_queries
):
    for position in range(1, photos + 1):
        ConcernPhotoFactory(concern=concern, position=position)
    client = login(erik)
    url = reverse("concern_own", args=[concern.pk])
    client.get(url)
    with django_assert_max_num_queries(20) as asked:
        client.get(url)
    of_photos = [
        query["sql"] for query in asked.captured_queries if "conditions_concernphoto" in query["sql"]
    ]
    assert len(of_photos) == 1 and "content" not in of_photos[0]


@pytest.mark.parametrize("route", ["concern_photo_full", "concern_photo_small"])
def test_a_picture_is_read_with_the_door_or_not_at_all(anna, concern, route):
    """It may be deleted the next moment."""
    photo = ConcernPhotoFactory(concern=concern)
    client = login(anna)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(route, args=[photo.pk])).status_code == 200
    assert len([each for each in queries if 'FROM "conditions_concernphoto"' in (each["sql"] or "")]) == 1


def test_one_deleted_while_its_page_is_made_is_not_there(anna, concern):
    photo = ConcernPhotoFactory(concern=concern)
    photos = in_full(anna, concern)
    photo.delete()
    with pytest.raises(Http404):
        beside(in_full(anna, concern), photos[0].pk)
