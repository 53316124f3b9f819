"""What can come of a day at the bailiff court, and what each kind of day is called in the timeline."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evictions.choices import EvictionStatus, HearingKind, LegalStepKind
from notifications.choices import DeliveryKind


class HearingResult(models.TextChoices):
    ADJOURNED = "adjourned", _("Udsat: der kommer et nyt møde")
    AGREED = "agreed", _("Der blev lavet en aftale")
    PAID = "paid", _("Restancen er betalt")
    EVICTION_TO_COME = "eviction_to_come", _("Der kommer en udsættelse")
    WITHDRAWN = "withdrawn", _("Boligorganisationen trak sagen tilbage")
    REJECTED = "rejected", _("Fogedretten afviste sagen")
    OTHER = "other", _("Andet")


class EvictionDayResult(models.TextChoices):
    CARRIED_OUT = "carried_out", _("Udsættelsen blev gennemført")
    LEFT = "left", _("Lejeren var flyttet")
    STOPPED = "stopped", _("Udsættelsen blev stoppet på dagen")
    OTHER = "other", _("Andet")


RESULTS: dict[str, type[models.TextChoices]] = {
    HearingKind.HEARING: HearingResult,
    HearingKind.EVICTION: EvictionDayResult,
}
WHAT_NEXT: dict[str, str | Promise] = {
    HearingResult.ADJOURNED: _("Beram det nye møde, når dagen er kendt."),
    HearingResult.AGREED: _("Skriv afdragsordningen eller henstanden ind på sagen."),
    HearingResult.PAID: _("Afslut sagen med det udfald, der passer."),
    HearingResult.EVICTION_TO_COME: _("Beram udsættelsen, når dagen er kendt."),
    HearingResult.WITHDRAWN: _("Beslut på sagen, at den trækkes tilbage, eller afslut den."),
    HearingResult.REJECTED: _("Afslut sagen, eller begynd forfra med et nyt påkrav."),
    EvictionDayResult.CARRIED_OUT: _("Afslut sagen med udfaldet."),
    EvictionDayResult.LEFT: _("Afslut sagen med udfaldet."),
    EvictionDayResult.STOPPED: _("Skriv ind på sagen, hvad der er aftalt."),
}
"""What whoever registered a result may want to do now."""


@dataclass(frozen=True)
class DayAtCourt:
    """`column` is the case's copy of the day that is set; `status` is where such a day brings the case."""

    column: str
    status: EvictionStatus
    set_step: LegalStepKind
    called_off_step: LegalStepKind
    held_step: LegalStepKind


DAYS: dict[str, DayAtCourt] = {
    HearingKind.HEARING: DayAtCourt(
        "hearing_at",
        EvictionStatus.HEARING,
        LegalStepKind.HEARING_SET,
        LegalStepKind.HEARING_CALLED_OFF,
        LegalStepKind.HEARING_HELD,
    ),
    HearingKind.EVICTION: DayAtCourt(
        "eviction_at",
        EvictionStatus.EVICTION,
        LegalStepKind.EVICTION_SET,
        LegalStepKind.EVICTION_CALLED_OFF,
        LegalStepKind.EVICTION_HELD,
    ),
}
REMINDERS = (DeliveryKind.HEARING_IN_A_WEEK, DeliveryKind.HEARING_TOMORROW)
