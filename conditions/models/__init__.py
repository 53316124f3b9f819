"""Concerns about flats, and what was done about them. A file a thing."""

from conditions.models.concerns import ConcernFlag
from conditions.models.inspections import Inspection
from conditions.models.messages import ConcernMessage
from conditions.models.photos import LARGEST, LONGEST_SIDE, MOST_PHOTOS, ConcernPhoto

__all__ = [
    "LARGEST",
    "LONGEST_SIDE",
    "MOST_PHOTOS",
    "ConcernFlag",
    "ConcernMessage",
    "ConcernPhoto",
    "Inspection",
]
