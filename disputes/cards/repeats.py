"""The household's other complaints within half a year, with dates and categories."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cases.links import links
from disputes.choices import NOT_HELD_AGAINST
from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from disputes.querysets import HALF_A_YEAR
from disputes.repeats import lies_within, months_before
from residents.providers import Panel


@dataclass(frozen=True)
class Repeat:
    number: str
    url: str
    on: dt.date
    category: str
    note: str


def repeats_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel:
    others = [each for each in file["others"] if lies_within(each.received_on, complaint.received_on)]
    first = months_before(complaint.received_on, HALF_A_YEAR)
    earlier = [
        each
        for each in others
        if first < each.received_on <= complaint.received_on and each.outcome not in NOT_HELD_AGAINST
    ]
    link = links("complaint_detail")
    rows = [
        Repeat(
            each.number,
            link(each.pk),
            each.received_on,
            each.get_category_display(),
            each.get_outcome_display(),
        )
        for each in others
    ]
    return Panel("disputes/_repeats_panel.html", {"count": len(earlier) + 1, "rows": rows}, order=40)
