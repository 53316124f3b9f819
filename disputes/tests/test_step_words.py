"""A step of a complaint in words."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.tests.clock import on
from disputes.choices import ComplaintStepKind
from disputes.models import ComplaintStep
from disputes.step_words import step_line

THAT_DAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(("later", "said"), [(0, "Anna"), (3, "Anna, skrevet ned tors. 5. mar.")])
def test_a_step_that_was_written_down_later_says_so(later, said):
    """Its day may decide whether the landlord acted in time."""
    written = timezone.make_aware(dt.datetime.combine(THAT_DAY + dt.timedelta(days=later), dt.time(9)))
    step = ComplaintStep(kind=ComplaintStepKind.TALK, on=THAT_DAY, created_at=written, note="Ville lytte.")
    step.by = "Anna"
    with on(THAT_DAY + dt.timedelta(days=7)):
        line = step_line(step)
    assert (line.by, line.text) == (said, "Ville lytte.")
