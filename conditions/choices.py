from django.db import models
from django.utils.translation import gettext_lazy as _


class ConcernKind(models.TextChoices):
    """What was seen (docs/concerns.md): facts, no diagnosis and no guess."""

    SMELL = "smell", _("Lugt")
    RUBBISH = "rubbish", _("Affald, ophobning")
    FIRE_LOAD = "fire_load", _("Brandfare")
    VERMIN = "vermin", _("Skadedyr")
    WATER = "water", _("Vand, skimmel")
    NO_POWER = "no_power", _("Ingen strøm eller varme")
    DAMAGE = "damage", _("Skader")
    BLOCKED = "blocked", _("Spærret adgang")
    NOT_SEEN = "not_seen", _("Ikke set længe")
    DISTRESS = "distress", _("Har det synligt svært")
    PETS = "pets", _("Husdyr")
    OTHER = "other", _("Andet")


class Urgency(models.TextChoices):
    """Asked as "Akut fare?": acute means ring 112 before anything else, and the screen says so."""

    NORMAL = "normal", _("Kan vente et par dage")
    SOON = "soon", _("Haster")
    ACUTE = "acute", _("Akut fare")


class SeenFrom(models.TextChoices):
    """Where whoever saw it stood. Nobody has a right to enter for this."""

    OUTSIDE = "outside", _("Udefra")
    DOOR = "door", _("Ved døren")
    APPOINTMENT = "appointment", _("Inde, efter aftale")
    URGENT_REPAIR = "urgent_repair", _("Inde, akut reparation")


class ConcernStatus(models.TextChoices):
    """All that whoever reported it is told."""

    RECEIVED = "received", _("Modtaget")
    IN_HAND = "in_hand", _("I gang")
    CLOSED = "closed", _("Afsluttet")


CONCERN_TRANSITIONS: dict[str, frozenset[str]] = {
    ConcernStatus.RECEIVED: frozenset({ConcernStatus.IN_HAND, ConcernStatus.CLOSED}),
    ConcernStatus.IN_HAND: frozenset({ConcernStatus.CLOSED}),
    ConcernStatus.CLOSED: frozenset({ConcernStatus.IN_HAND}),
}
OPEN_CONCERNS = frozenset({ConcernStatus.RECEIVED, ConcernStatus.IN_HAND})


class ConcernOutcome(models.TextChoices):
    """Why it was closed. Only REPAIR is told to the office: it is theirs to mend."""

    RESOLVED = "resolved", _("Løst")
    REPAIR = "repair", _("Almindelig reparation: tilbage til kontoret")
    KNOWN = "known", _("Meldt i forvejen")
    NOTHING = "nothing", _("Der var ikke noget at gøre")
    DECLINED = "declined", _("Beboeren ønskede ikke hjælp")
    MOVED = "moved", _("Beboeren er flyttet")
    MISTAKE = "mistake", _("Meldt ved en fejl")


class MessageTopic(models.TextChoices):
    """The practical things caretaker and office write about; ANSWER is the sentence to whoever reported."""

    ANSWER = "answer", _("Svar til den, der meldte")
    ACCESS = "access", _("Adgang")
    CLEARING = "clearing", _("Oprydning")
    KEYS = "keys", _("Nøgler")
    OTHER = "other", _("Andet praktisk")


class InspectionStatus(models.TextChoices):
    PLANNED = "planned", _("Aftalt")
    DONE = "done", _("Holdt")
    MISSED = "missed", _("Ikke holdt")
    CANCELLED = "cancelled", _("Aflyst")


INSPECTION_TRANSITIONS: dict[str, frozenset[str]] = {
    InspectionStatus.PLANNED: frozenset(
        {InspectionStatus.DONE, InspectionStatus.MISSED, InspectionStatus.CANCELLED}
    ),
    InspectionStatus.DONE: frozenset(),
    InspectionStatus.MISSED: frozenset(),
    InspectionStatus.CANCELLED: frozenset(),
}


class Condition(models.IntegerChoices):
    """The state of a flat as an inspection found it; our own scale."""

    GOOD = 1, _("I orden")
    WORN = 2, _("Slidt, men i orden")
    NEGLECTED = 3, _("Forsømt")
    BREACHED = 4, _("Misligholdt")
    UNFIT = 5, _("Ikke til at bo i")
