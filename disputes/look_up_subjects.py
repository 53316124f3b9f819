"""Which rows of disputes belong to a household's file: what a look-up may name. Complaints about it; those it
has made itself are the respondent's file, and mediation is nobody's but who mediates."""

from typing import Any

from django.db.models import QuerySet

from disputes.models import Complaint


def subjects(tenancy_id: int) -> list[QuerySet[Any, Any]]:
    return [Complaint.objects.filter(respondent_id=tenancy_id)]
