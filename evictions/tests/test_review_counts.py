"""The counts of the tabs come from one statement of their own: it says what the tabs hold, and each tab runs
along its own index."""

import pytest
from django.utils import timezone

from evictions.choices import EvictionTab
from evictions.models import EvictionCase
from evictions.review.counts import eviction_counts
from evictions.tests.review_cases import asks, eviction, filed
from evictions.tray_facts import tab_counts
from tests.eviction_factories import days_ahead
from tests.indexes import only_by

pytestmark = pytest.mark.django_db
KINDS = [
    asks("statement"),
    {"reviewed_at": timezone.now()},
    filed("hearing"),
    filed("eviction", reviewed_at=timezone.now()),
    {"standstill_until": days_ahead(0), "reviewed_at": timezone.now()},
    {"standstill_until": days_ahead(-1)},
    {"status": "closed", "closed_from": "demand", "outcome": "other", "closed_at": timezone.now()},
]


@pytest.fixture
def cases(laerke, skov):
    for number, columns in enumerate(KINDS, 1):
        for estate in (laerke, skov):
            eviction(estate, number, **columns)


@pytest.mark.parametrize("who", ["dorte", "freja"])
def test_they_say_what_the_tabs_hold(request, who, cases):
    user = request.getfixturevalue(who)
    visible = EvictionCase.objects.visible_to(user)
    held = {tab.value: visible.in_tab(tab).count() for tab in EvictionTab}
    assert eviction_counts(user) == held == {"answer": 1, "new": 3, "court": 2, "paused": 1, "all": 6}


def test_the_tray_counts_the_same(dorte, cases):
    assert tab_counts(dorte)["evictions"] == 1
    assert tab_counts(dorte, cap=0)["evictions"] == 1


def test_beyond_the_cap_nobody_counts(dorte, cases):
    assert eviction_counts(dorte, cap=2)["all"] == 3


@pytest.mark.parametrize("name", ["anna", "erik", "gry"])
def test_others_have_no_tabs(request, name, cases):
    assert set(eviction_counts(request.getfixturevalue(name)).values()) == {0}


@pytest.mark.parametrize("tab", EvictionTab.values)
def test_a_tab_is_read_along_its_index(dorte, tab):
    """What is asked is whether the conditions of the tab are those of its index."""
    rows = EvictionCase.objects.visible_to(dorte).in_tab(tab).order_by("next_on", "pk")
    only_by(EvictionCase, f"eviction_{tab}")
    assert f"eviction_{tab}" in rows[:26].explain()
