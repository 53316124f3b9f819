"""The next legal date in words: what it is, when, and how pressing."""

import datetime as dt

import pytest
from django.utils import timezone

from evictions.choices import LegalDate
from evictions.models import EvictionCase
from evictions.next_words import next_reason

TODAY = dt.date(2026, 11, 25)


def words(kind, days, **known):
    case = EvictionCase(next_on=TODAY + dt.timedelta(days=days), next_kind=kind, **known)
    reason = next_reason(case, TODAY)
    return reason.text, reason.level


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, ("Påkravsfrist i dag", "late")),
        (1, ("Påkravsfrist i morgen", "late")),
        (2, ("Påkravsfrist om 2 dage", "soon")),
        (7, ("Påkravsfrist om 7 dage", "soon")),
        (8, ("Påkravsfrist tors. 3. dec.", "ok")),
        (-1, ("Påkravsfrist var i går", "late")),
        (-20, ("Påkravsfrist var tors. 5. nov.", "late")),
    ],
)
def test_a_deadline(days, expected):
    assert words(LegalDate.DEADLINE, days) == expected


def test_a_day_at_the_court_has_its_hour():
    at = timezone.make_aware(dt.datetime(2026, 11, 26, 9, 30))
    assert words(LegalDate.HEARING, 1, hearing_at=at) == ("Fogedmøde i morgen kl. 9.30", "late")
    assert words(LegalDate.EVICTION, 1, eviction_at=at) == ("Udsættelse i morgen kl. 9.30", "late")
    assert words(LegalDate.HEARING, -1, hearing_at=at) == ("Fogedmøde var i går", "late")


@pytest.mark.parametrize("kind", [k for k in LegalDate if k != LegalDate.DEMAND_POSSIBLE])
def test_every_kind_is_named(kind):
    assert words(kind, 3) == (f"{kind.label} om 3 dage", "soon")


def test_that_a_demand_may_be_sent_presses_nobody():
    assert words(LegalDate.DEMAND_POSSIBLE, 1) == ("Påkrav kan sendes tors. 26. nov.", "quiet")
    assert words(LegalDate.DEMAND_POSSIBLE, -1) == ("Påkrav har kunnet sendes siden tirs. 24. nov.", "quiet")


def test_nothing_known_to_come():
    assert next_reason(EvictionCase(), TODAY) is None
