from django.db import models
from django.utils.translation import gettext_lazy as _

# -- complaints ----------------------------------------------------------------------------------------


class ComplaintCategory(models.TextChoices):
    """The breaches of good order as almenlejeloven § 81 lists them [A-]."""

    VIOLENCE = "violence", _("Vold eller trusler")
    DANGER = "danger", _("Fare (våben, farlige stoffer)")
    INSECURITY = "insecurity", _("Utryghed eller sundhedsfare")
    HARASSMENT = "harassment", _("Chikane")
    NOISE = "noise", _("Væsentlig støj")
    DESTRUCTION = "destruction", _("Ødelæggelse")
    NEGLECT = "neglect", _("Forsømmelse af boligen")
    PETS = "pets", _("Væsentlige gener fra husdyr")
    OTHER_NOISE = "other_noise", _("Anden støj")
    OTHER_PETS = "other_pets", _("Andre gener fra husdyr")
    OTHER = "other", _("Andet til gene")


class ComplaintChannel(models.TextChoices):
    """How it came. Only what is written and says why starts the clock of § 83(2)."""

    LETTER = "letter", _("Brev")
    EMAIL = "email", _("E-mail")
    FORM = "form", _("Klageskema")
    PHONE = "phone", _("Telefon")
    IN_PERSON = "in_person", _("Personligt")


WRITTEN_CHANNELS = frozenset({ComplaintChannel.LETTER, ComplaintChannel.EMAIL, ComplaintChannel.FORM})


class Track(models.TextChoices):
    DIALOGUE = "dialogue", _("Dialog")
    WRITTEN = "written", _("Skriftligt")


class ComplaintStatus(models.TextChoices):
    """How far up the ladder it is."""

    RECEIVED = "received", _("Modtaget")
    TALK = "talk", _("Samtale")
    ADMONITION = "admonition", _("Påmindelse")
    REPEATED = "repeated", _("Fortsat efter påmindelse")
    BOARD = "board", _("Beboerklagenævn")
    SANCTION = "sanction", _("Sanktion med vilkår")
    CLOSED = "closed", _("Afsluttet")


COMPLAINT_TRANSITIONS: dict[str, frozenset[str]] = {
    ComplaintStatus.RECEIVED: frozenset(
        {ComplaintStatus.TALK, ComplaintStatus.ADMONITION, ComplaintStatus.BOARD, ComplaintStatus.CLOSED}
    ),
    ComplaintStatus.TALK: frozenset(
        {ComplaintStatus.ADMONITION, ComplaintStatus.BOARD, ComplaintStatus.CLOSED}
    ),
    ComplaintStatus.ADMONITION: frozenset(
        {ComplaintStatus.REPEATED, ComplaintStatus.BOARD, ComplaintStatus.CLOSED}
    ),
    ComplaintStatus.REPEATED: frozenset({ComplaintStatus.BOARD, ComplaintStatus.CLOSED}),
    ComplaintStatus.BOARD: frozenset({ComplaintStatus.SANCTION, ComplaintStatus.CLOSED}),
    ComplaintStatus.SANCTION: frozenset({ComplaintStatus.CLOSED}),
    ComplaintStatus.CLOSED: frozenset(),
}
"""Reopening a closed one goes back to where it was (`closed_from`), so it is no rung of the ladder."""
OPEN_COMPLAINTS = frozenset(ComplaintStatus.values) - {ComplaintStatus.CLOSED}


class ComplaintTab(models.TextChoices):
    """The tabs of the list."""

    ACT = "act", _("Kræver handling")
    OPEN = "open", _("Åbne")
    BOARD = "board", _("Nævn og sanktion")
    CLOSED = "closed", _("Afsluttede")


AT_BOARD = frozenset({ComplaintStatus.BOARD, ComplaintStatus.SANCTION})


class ComplaintOutcome(models.TextChoices):
    DIALOGUE = "dialogue", _("Løst i dialog")
    MEDIATED = "mediated", _("Løst ved mægling")
    STOPPED = "stopped", _("Generne er holdt op")
    SANCTIONED = "sanctioned", _("Sanktion er udløbet")
    REJECTED = "rejected", _("Ikke grund til at gå videre")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")
    MOVED = "moved", _("Den indklagede er flyttet")
    TERMINATED = "terminated", _("Lejemålet er ophørt")


IN_DIALOGUE = frozenset({ComplaintOutcome.DIALOGUE, ComplaintOutcome.MEDIATED})
NOT_HELD_AGAINST = frozenset({ComplaintOutcome.REJECTED, ComplaintOutcome.WITHDRAWN})
"""Complaints that ended so are no repeats."""


class ComplaintStepKind(models.TextChoices):
    """One line of the course."""

    RECEIVED = "received", _("Klage modtaget")
    TALK = "talk", _("Samtale holdt")
    ANSWERED = "answered", _("Svar givet til klageren")
    ADMONITION = "admonition", _("Påmindelse givet")
    REPEATED = "repeated", _("Fortsat efter påmindelsen")
    BOARD_SENT = "board_sent", _("Indbragt for beboerklagenævnet")
    BOARD_REPLIED = "board_replied", _("Den indklagedes svar til nævnet")
    BOARD_DECIDED = "board_decided", _("Nævnet har afgjort sagen")
    APPEALED = "appealed", _("Nævnets afgørelse er indbragt for retten")
    SANCTION = "sanction", _("Sanktion med vilkår")
    SANCTION_ENDED = "sanction_ended", _("Sanktionen er udløbet")
    CLOSED = "closed", _("Afsluttet")
    REOPENED = "reopened", _("Genåbnet")
    CORRECTED = "corrected", _("Rettet")


ACTIONS = frozenset(
    {
        ComplaintStepKind.TALK,
        ComplaintStepKind.ANSWERED,
        ComplaintStepKind.ADMONITION,
        ComplaintStepKind.BOARD_SENT,
        ComplaintStepKind.CLOSED,
    }
)
"""What counts as the landlord having acted within the 4 weeks (§ 83(2)); the reading of "act" is ours [P]."""


class Sanction(models.TextChoices):
    """What the board may decide (§ 82): both need a prior admonition."""

    CONDITIONAL = "conditional", _("Betinget lejeforhold i 1 år")
    WARNING = "warning", _("Advarsel")


class LetterKind(models.TextChoices):
    ADMONITION = "admonition", _("Påmindelse")
    ANSWER = "answer", _("Svar til klageren")


class LetterLanguage(models.TextChoices):
    DANISH = "da", _("Dansk")
    ENGLISH = "en", _("Engelsk")


# -- mediation -----------------------------------------------------------------------------------------


class MediationPhase(models.TextChoices):
    """Dialog ─ Møde ─ Aftale ─ Opfølgning."""

    DIALOGUE = "dialogue", _("Dialog")
    MEETING = "meeting", _("Møde")
    AGREEMENT = "agreement", _("Aftale")
    FOLLOW_UP = "follow_up", _("Opfølgning")
    CLOSED = "closed", _("Afsluttet")


MEDIATION_TRANSITIONS: dict[str, frozenset[str]] = {
    MediationPhase.DIALOGUE: frozenset(
        {MediationPhase.MEETING, MediationPhase.AGREEMENT, MediationPhase.CLOSED}
    ),
    MediationPhase.MEETING: frozenset(
        {
            MediationPhase.DIALOGUE,
            MediationPhase.AGREEMENT,
            MediationPhase.FOLLOW_UP,
            MediationPhase.CLOSED,
        }
    ),
    MediationPhase.AGREEMENT: frozenset(
        {MediationPhase.MEETING, MediationPhase.FOLLOW_UP, MediationPhase.CLOSED}
    ),
    MediationPhase.FOLLOW_UP: frozenset(
        {MediationPhase.MEETING, MediationPhase.AGREEMENT, MediationPhase.CLOSED}
    ),
    MediationPhase.CLOSED: frozenset(),
}
"""Parties may agree without having met, and meet again over an agreement that stands."""
OPEN_MEDIATIONS = frozenset(MediationPhase.values) - {MediationPhase.CLOSED}


class MediationFact(models.TextChoices):
    """All the organisation learns of a mediation (the firewall)."""

    OFFERED = "offered", _("Mægling tilbudt")
    HELD = "held", _("Mægling afholdt")
    NOT_HELD = "not_held", _("Mægling ikke afholdt")


class MediationEnd(models.TextChoices):
    AGREED = "agreed", _("Aftale holdt")
    BROKEN = "broken", _("Aftale brudt")
    NOT_AGREED = "not_agreed", _("Ingen aftale")
    REFUSED = "refused", _("En part ville ikke")
    UNSUITABLE = "unsuitable", _("Ikke egnet til mægling")
    SOLVED = "solved", _("Løst uden møde")
    MOVED = "moved", _("En part er flyttet")


class Willing(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nej")
    LATER = "later", _("Vil tænke over det")


class Unsuitable(models.TextChoices):
    """Why mediation is not offered; found in the talk with one party, and never told to the other."""

    VIOLENCE = "violence", _("Vold")
    THREATS = "threats", _("Trusler")
    STALKING = "stalking", _("Forfølgelse eller chikane")
    PSYCHOSIS = "psychosis", _("Akut psykisk sygdom")
    FEAR = "fear", _("En part er bange")
    OTHER = "other", _("Andet")


class RoomEntryKind(models.TextChoices):
    CONTACT = "contact", _("Kontakt")
    WISH = "wish", _("Ønske")
    NOTE = "note", _("Notat")


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("Aftalt")
    HELD = "held", _("Holdt")
    NOT_HELD = "not_held", _("Ikke holdt")
    CANCELLED = "cancelled", _("Aflyst")


MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingStatus.PLANNED: frozenset({MeetingStatus.HELD, MeetingStatus.NOT_HELD, MeetingStatus.CANCELLED}),
    MeetingStatus.HELD: frozenset({MeetingStatus.PLANNED}),
    MeetingStatus.NOT_HELD: frozenset({MeetingStatus.PLANNED}),
    MeetingStatus.CANCELLED: frozenset(),
}
"""Whether it was held may be written down by mistake; then it is asked again."""


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", _("Forslag")
    ACCEPTED = "accepted", _("Godkendt af alle")
    REPLACED = "replaced", _("Erstattet af en ny")


class AcceptedHow(models.TextChoices):
    SIGNED = "signed", _("Underskrift")
    AT_MEETING = "at_meeting", _("Mundtligt på mødet")
    PHONE = "phone", _("I telefonen")
    DIGITAL = "digital", _("Skriftligt digitalt")


class Kept(models.TextChoices):
    KEPT = "kept", _("Holdt")
    PARTLY = "partly", _("Delvist holdt")
    BROKEN = "broken", _("Brudt")
