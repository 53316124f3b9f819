from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryKind(models.TextChoices):
    """What is delivered. `subject_id` is the id of: the notice, the notice, the lone-work check, the
    handover, the opening of a case, the disclosure, the legal step, the hearing, the hearing, the eviction
    case; the concern (five times), the message; the complaint (five times), the mediation."""

    ARREARS_NOTICE = "arrears_notice", _("Ny huslejerestance")
    UNTAKEN_NOTICE = "untaken_notice", _("Restance, som ingen har taget")
    LONE_WORK = "lone_work", _("En kollega har ikke meldt sig ud fra et besøg")
    HANDOVER = "handover", _("Overdragelse af sager")
    CASE_OPENING = "case_opening", _("Koordinatoren har åbnet en sag")
    DISCLOSURE = "disclosure", _("Videregivelse uden samtykke")
    LEGAL_STEP = "legal_step", _("Nyt skridt i en udsættelsessag")
    HEARING_IN_A_WEEK = "hearing_in_a_week", _("Fogedretten om 7 hverdage")
    HEARING_TOMORROW = "hearing_tomorrow", _("Fogedretten næste hverdag")
    TERMINATED_UNSEEN = "terminated_unseen", _("Lejemål ophævet, uden at nogen har haft kontakt")
    CONCERN = "concern", _("Ny melding om en lejlighed")
    ACUTE_CONCERN = "acute_concern", _("Akut fare, hvor ingen social vicevært får meldingen")
    UNTAKEN_CONCERN = "untaken_concern", _("Melding, som ingen har taget")
    CONCERN_TAKEN = "concern_taken", _("Din melding er i gang")
    CONCERN_CLOSED = "concern_closed", _("Din melding er afsluttet")
    CONCERN_MESSAGE = "concern_message", _("Besked om en melding")
    COMPLAINT = "complaint", _("Ny klage")
    COMPLAINT_DUE = "complaint_due", _("Frist for at handle på en klage")
    COMPLAINT_TOMORROW = "complaint_tomorrow", _("Frist for en klage næste hverdag")
    COMPLAINT_OVERDUE = "complaint_overdue", _("Fristen for en klage er overskredet")
    COMPLAINT_MOVED = "complaint_moved", _("Fristen for en klage er rettet")
    MEDIATION = "mediation", _("Du er mægler i en nabostrid")


ABOUT_NOTICES = (DeliveryKind.ARREARS_NOTICE, DeliveryKind.UNTAKEN_NOTICE)
"""Their subject is a notice: when it is over, so are they."""


class DeliveryStatus(models.TextChoices):
    PENDING = "pending", _("På vej")
    DELIVERED = "delivered", _("Leveret")
    PARKED = "parked", _("Parkeret")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


DELIVERY_TRANSITIONS: dict[str, frozenset[str]] = {
    DeliveryStatus.PENDING: frozenset(
        {DeliveryStatus.DELIVERED, DeliveryStatus.PARKED, DeliveryStatus.WITHDRAWN}
    ),
    DeliveryStatus.PARKED: frozenset({DeliveryStatus.PENDING, DeliveryStatus.WITHDRAWN}),
    DeliveryStatus.DELIVERED: frozenset({DeliveryStatus.WITHDRAWN}),
    DeliveryStatus.WITHDRAWN: frozenset({DeliveryStatus.PENDING}),
}
"""What the statements of the services do; a test runs each of them from every status."""


class ParkReason(models.TextChoices):
    NOBODY = "nobody", _("Ingen ansvarlig")
    POISON = "poison", _("Kunne ikke leveres")


class JobKind(models.TextChoices):
    """Work too long for a page. `subject_id` is the id of: the list, the list, and then of the run."""

    READ_ARREARS_LIST = "read_arrears_list", _("Læs restanceliste")
    APPLY_ARREARS_LIST = "apply_arrears_list", _("Importér restanceliste")
    READ_REGISTER = "read_register", _("Læs beboerregister")
    APPLY_REGISTER = "apply_register", _("Importér beboerregister")
    AFTER_REGISTER = "after_register", _("Efter import af beboerregister")


class JobStatus(models.TextChoices):
    PENDING = "pending", _("Venter")
    DONE = "done", _("Færdig")
    PARKED = "parked", _("Parkeret")
