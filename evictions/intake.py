"""What the jobs and the register import call when it is the arrears intake's turn."""

from typing import Any

import pghistory

from evictions.models import ArrearsList
from evictions.services import list_retention, lists
from evictions.services.waiting import rematch_organisation
from notifications.choices import JobKind
from notifications.registry import register_job, register_scheduled
from residents.models import HousingOrganisation
from residents.providers import register_import_hook


def register() -> None:
    register_job(JobKind.READ_ARREARS_LIST, read, gave_up=lists.give_up)
    register_job(JobKind.APPLY_ARREARS_LIST, apply, gave_up=lists.give_up)
    register_import_hook(after_register_import)
    register_scheduled(list_retention.schedule())


def read(list_id: int) -> None:
    lists.read_list(list_id)


def apply(list_id: int) -> None:
    """In the audit the change is that of the person who sent the list."""
    sender = ArrearsList.objects.filter(pk=list_id).values_list("created_by_id", flat=True).first()
    with pghistory.context(user=sender, arrears_list=list_id):
        lists.apply_queued_list(list_id)


def after_register_import(actor: Any, organisation: HousingOrganisation) -> None:
    """Rows that waited for a tenancy are taken when the register knows it. Whoever took the register may
    have left since: the rows come all the same."""
    with pghistory.context(user=actor.pk):
        rematch_organisation(organisation.pk)
