from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far the landlord's legal course has come, as the list says."""

    ARREARS = "arrears", _("Restance")
    DEMAND = "demand", _("Påkrav")
    TERMINATION = "termination", _("Ophævelse")
    BAILIFF_COURT = "bailiff_court", _("Fogedret")


STAGE_ORDER = {stage: number for number, stage in enumerate(Stage.values)}


class Children(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nej")
    UNKNOWN = "unknown", _("Ved ikke")


class LineType(models.TextChoices):
    """The types of a rent ledger's lines; housing benefit is negative."""

    RENT = "rent", _("Husleje")
    HEATING = "heating", _("Varme")
    WATER = "water", _("Vand")
    HOUSING_BENEFIT = "housing_benefit", _("Boligstøtte")
    EARLIER = "earlier", _("Tidligere restance")
    DEMAND_FEE = "demand_fee", _("Påkravsgebyr")
    LAUNDRY = "laundry", _("Vaskeri")
    OTHER = "other", _("Andet")


class NoticeStatus(models.TextChoices):
    OPEN = "open", _("Åben")
    PROPOSED = "proposed", _("Foreslået lukket")
    CLOSED = "closed", _("Lukket")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


OPEN_STATUSES = frozenset({NoticeStatus.OPEN, NoticeStatus.PROPOSED})
NOTICE_TRANSITIONS: dict[str, frozenset[str]] = {
    NoticeStatus.OPEN: frozenset({NoticeStatus.PROPOSED, NoticeStatus.CLOSED, NoticeStatus.WITHDRAWN}),
    NoticeStatus.PROPOSED: frozenset({NoticeStatus.OPEN, NoticeStatus.CLOSED, NoticeStatus.WITHDRAWN}),
    NoticeStatus.CLOSED: frozenset({NoticeStatus.OPEN}),
    NoticeStatus.WITHDRAWN: frozenset(),
}


class CloseReason(models.TextChoices):
    PAID = "paid", _("Betalt")
    INSTALMENT = "instalment", _("Afdragsordning")
    MOVED = "moved", _("Fraflyttet")
    MISTAKE = "mistake", _("Fejl i listen")
    OTHER = "other", _("Andet")


class Source(models.TextChoices):
    WEB = "web", _("Uploadet")
    CLI = "cli", _("Kommandolinje")
    API = "api", _("Lejesystem")


class Bucket(models.TextChoices):
    """Where a row of a list falls. ERROR waits; SUPERSEDED did, until a newer list spoke of the same; of
    LEFT_OUT somebody said that it is not to be imported; the rest are taken."""

    ERROR = "error", _("Fejl")
    NEW = "new", _("Ny")
    CHANGED = "changed", _("Ændret")
    UNCHANGED = "unchanged", _("Uændret")
    SUPERSEDED = "superseded", _("Afløst af en nyere liste")
    LEFT_OUT = "left_out", _("Udeladt")


class Problem(models.TextChoices):
    """Why a row waits."""

    INVALID = "invalid", _("Kan ikke læses")
    UNKNOWN_TENANCY = "unknown_tenancy", _("Ukendt lejeforhold")
    JUMP = "jump", _("Stort spring")
    DUPLICATE = "duplicate", _("Samme linje to gange")
    OLDER = "older", _("En nyere liste gælder")


class TrayTab(models.TextChoices):
    """The tabs of the administration's tray."""

    ANSWER = "answer", _("Kræver svar")
    NEW = "new", _("Ikke taget endnu")
    COURT = "court", _("Ophævelse og fogedret")
    ALL = "all", _("Alle")
