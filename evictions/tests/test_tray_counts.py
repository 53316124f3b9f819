"""The counts of the tabs come from one statement of their own: it says what the tabs hold."""

import pytest
from django.utils import timezone

from evictions.choices import NoticeStatus, Stage, TrayTab
from evictions.models import ArrearsNotice
from evictions.tests.test_tray import another
from evictions.tray_facts import tab_counts

pytestmark = pytest.mark.django_db
KINDS = [
    {"status": NoticeStatus.PROPOSED},
    {"stage": Stage.TERMINATION, "taken_at": timezone.now()},
    {"stage": Stage.BAILIFF_COURT},
    {"status": NoticeStatus.CLOSED, "closed_at": timezone.now()},
    {"status": NoticeStatus.WITHDRAWN},
    {},
]


@pytest.fixture
def notices(laerke, skov):
    for number, columns in enumerate(KINDS, 1):
        for estate in (laerke, skov):
            notice = another(estate, number)
            ArrearsNotice.objects.filter(pk=notice.pk).update(**columns)


def test_they_say_what_the_tabs_hold(dorte, notices):
    visible = ArrearsNotice.objects.visible_to(dorte)
    held = {tab.value: visible.in_tab(tab).count() for tab in TrayTab}
    assert held == {"answer": 1, "new": 3, "court": 2, "all": 4}
    assert tab_counts(dorte) == {**held, "evictions": 0}


def test_beyond_the_cap_nobody_counts(dorte, notices):
    assert tab_counts(dorte, cap=1)["all"] == 2


@pytest.mark.parametrize("name", ["anna", "freja", "erik", "gry"])
def test_others_have_no_tray(request, name, notices):
    assert set(tab_counts(request.getfixturevalue(name)).values()) == {0}
