"""The figures of tabs, in one query."""

import pytest

from evictions.counting import count_tabs, count_together
from evictions.models import EvictionCase
from tests.eviction_factories import EvictionCaseFactory
from tests.factories import TenancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tabs(laerke):
    for number in range(3):
        tenancy = TenancyFactory(dwelling__stairwell__estate=laerke)
        EvictionCaseFactory(tenancy=tenancy, status="terminated" if number else "demand")
    cases = EvictionCase.objects.order_by("next_on", "pk")
    return {"all": cases, "demand": cases.filter(status="demand"), "none": cases.none()}


def test_each_tab_is_counted_no_further_than_it_is_said(laerke, tabs, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert count_tabs(laerke.organisation, tabs) == {"all": 3, "demand": 1, "none": 0}
    assert count_tabs(laerke.organisation, tabs, cap=1) == {"all": 2, "demand": 1, "none": 0}


def test_figures_are_counted_to_the_end(laerke, tabs, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert count_together(laerke.organisation, **tabs) == {"all": 3, "demand": 1, "none": 0}
