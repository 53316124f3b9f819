"""Invented concerns about flats, for tests."""

import datetime as dt
import uuid

import factory
from django.utils import timezone

from conditions.choices import ConcernKind, MessageTopic, SeenFrom
from conditions.models import ConcernFlag, ConcernMessage, ConcernPhoto, Inspection
from tests.factories import DwellingFactory, UserFactory

PIXEL = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f14"
)
"""The beginning of a JPEG: for rows whose picture nobody looks at."""


class ConcernFlagFactory(factory.django.DjangoModelFactory):
    """Received, and of a vacant flat unless a tenancy is given."""

    class Meta:
        model = ConcernFlag

    dwelling = factory.SubFactory(DwellingFactory)
    estate = factory.SelfAttribute("dwelling.estate")
    organisation = factory.SelfAttribute("dwelling.organisation")
    client_uuid = factory.LazyFunction(uuid.uuid4)
    reported_by = factory.SubFactory(UserFactory)
    kinds = factory.LazyFunction(lambda: [ConcernKind.RUBBISH.value])
    seen_from = SeenFrom.DOOR


class ConcernPhotoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConcernPhoto

    concern = factory.SubFactory(ConcernFlagFactory)
    estate = factory.SelfAttribute("concern.estate")
    organisation = factory.SelfAttribute("concern.organisation")
    position = 1
    content = PIXEL
    thumbnail = PIXEL
    width = 800
    height = 600


class ConcernMessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConcernMessage

    concern = factory.SubFactory(ConcernFlagFactory)
    estate = factory.SelfAttribute("concern.estate")
    organisation = factory.SelfAttribute("concern.organisation")
    client_uuid = factory.LazyFunction(uuid.uuid4)
    author = factory.SelfAttribute("concern.reported_by")
    from_office = True
    topic = MessageTopic.KEYS
    text = "Nøglen ligger på kontoret."


class InspectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inspection

    dwelling = factory.SubFactory(DwellingFactory)
    estate = factory.SelfAttribute("dwelling.estate")
    organisation = factory.SelfAttribute("dwelling.organisation")
    planned_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=3))
    made_by = factory.SubFactory(UserFactory)
