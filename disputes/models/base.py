"""What every row about a complaint or a mediation has in common."""

import pgtrigger
from django.conf import settings
from django.db import models

from core.integrity import copied
from core.models import BY, Timestamped


class OfComplaint(Timestamped):
    """A row of one complaint; organisation and estate are the complaint's."""

    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    complaint = models.ForeignKey("disputes.Complaint", on_delete=models.PROTECT, related_name="%(class)ss")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)

    class Meta:
        abstract = True


class OfMediation(Timestamped):
    """A row of one mediation that everybody who mediates it may see; organisation and estate are its."""

    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    mediation = models.ForeignKey("disputes.Mediation", on_delete=models.CASCADE, related_name="%(class)ss")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)

    class Meta:
        abstract = True


class InRoom(OfMediation):
    """A row of one party's room: what is in it is never shown, exported, searched or printed to another
    party, nor to anybody but who mediates."""

    party = models.ForeignKey(
        "disputes.Party", on_delete=models.CASCADE, related_name="%(class)ss", db_index=False
    )

    class Meta:
        abstract = True


def of_complaint() -> list[pgtrigger.Trigger]:
    return copied(("organisation_id", "estate_id"), parent="disputes_complaint")


def of_mediation() -> list[pgtrigger.Trigger]:
    return copied(("organisation_id", "estate_id"), parent="disputes_mediation")


def in_room() -> list[pgtrigger.Trigger]:
    """The party is one of the same mediation."""
    return [*of_mediation(), *copied(("mediation_id",), parent="disputes_party")]
