"""A letter of a story as it was written on its day: that day's date, and what the lists had said by then."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cases.choices import DataKind
from cases.models import Referral
from core.danish import format_date_long
from evictions.case_letter_facts import facts_of, nothing_owed
from evictions.models import NoticeRevision


def written_at(referral: Referral, at: dt.datetime) -> dict[str, Any]:
    """The letter that was kept, with day and amounts of then."""
    letter: Any = dict(referral.letter or {})
    letter["on"] = format_date_long(timezone.localdate(at))
    letter["parts"] = [
        {**part, "facts": arrears_then(referral, at)} if part["kind"] == DataKind.ARREARS else part
        for part in letter["parts"]
    ]
    return letter


def arrears_then(referral: Referral, at: dt.datetime) -> list[list[str]]:
    rows = NoticeRevision.objects.filter(
        notice__tenancy_id=referral.tenancy_id, arrears_list__created_at__lte=at
    )
    last = rows.select_related("arrears_list").order_by("-arrears_list__created_at", "-number").first()
    facts = facts_of(last, timezone.localdate(last.arrears_list.created_at)) if last else nothing_owed()
    return [[label, value] for label, value in facts if value]
