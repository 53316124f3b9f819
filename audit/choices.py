from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Why somebody looked a person up (GDPR art. 5(1)(b)); the resident may be told dates and purposes."""

    CASEWORK = "casework", _("Arbejdet som social vicevært")
    ARREARS = "arrears", _("Behandling af huslejerestance")
    COORDINATION = "coordination", _("Fordeling og overblik")
    REGISTER = "register", _("Opslag i beboerregistret")
    EXPORT = "export", _("Udtræk")
    SEARCH = "search", _("Søgning efter beboere")
    BROWSE = "browse", _("Gennemsyn af en afdelings beboere")
    CASE_OPENING = "case_opening", _("Koordinatoren åbnede sagen med en begrundelse")
    HANDOVER = "handover", _("Overdragelse af sagen til en kollega")
    ACCESS = "access", _("Oversigt til beboeren over opslag")
    CONCERN = "concern", _("Melding om en bolig")
    COMPLAINT = "complaint", _("Behandling af en klage")
    MEDIATION = "mediation", _("Mægling mellem naboer")
