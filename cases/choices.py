from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitResult(models.TextChoices):
    """What happened."""

    REACHED = "reached", _("Fik kontakt")
    NOT_HOME = "not_home", _("Ikke hjemme")
    CARD_LEFT = "card_left", _("Lagde kort")
    PHONE = "phone", _("Telefon")
    DECLINED = "declined", _("Afviste")
    OTHER = "other", _("Andet")
    NO_ANSWER = "no_answer", _("Svarede ikke telefonen")


RESULT_BUTTONS = tuple(choice for choice in VisitResult.choices if choice[0] != VisitResult.NO_ANSWER)
"""The six big buttons of the contact form, in their order. A call nobody answered is told under "Telefon"."""

CONTACT_ESTABLISHED = frozenset({VisitResult.REACHED, VisitResult.PHONE})
"""Results that count as contact with the resident: the one fact the administration is told."""

ATTEMPTS = frozenset(
    {VisitResult.NOT_HOME, VisitResult.NO_ANSWER, VisitResult.CARD_LEFT, VisitResult.DECLINED}
)
"""Results that count as a try that met nobody: the ladder of tries counts them until there is contact."""


SILENT_DAYS = 14
"""So long without contact is silence, on I dag and in the coordinator's figures."""


class VisitKind(models.TextChoices):
    """By what means. Told by the result, except under "Andet"."""

    VISIT = "visit", _("Besøg")
    CALL = "call", _("Telefon")
    LETTER = "letter", _("Brev eller kort")
    MEETING = "meeting", _("Møde med kommunen")
    WORK = "work", _("Arbejde uden beboeren")


KIND_OF_RESULT: dict[str, str] = {
    VisitResult.REACHED: VisitKind.VISIT,
    VisitResult.NOT_HOME: VisitKind.VISIT,
    VisitResult.DECLINED: VisitKind.VISIT,
    VisitResult.CARD_LEFT: VisitKind.LETTER,
    VisitResult.PHONE: VisitKind.CALL,
    VisitResult.NO_ANSWER: VisitKind.CALL,
    VisitResult.OTHER: VisitKind.WORK,
}
"""The kind a result has unless the form says otherwise ("Andet": letter, meeting or work)."""


class AttemptReason(models.TextChoices):
    """Why nobody was met: a failed try is a finding too."""

    NOT_HOME = "not_home", _("Ingen åbnede")
    REFUSES = "refuses", _("Vil ikke tale med mig")
    ABANDONED = "abandoned", _("Boligen ser forladt ud")
    UNSAFE = "unsafe", _("Det var ikke trygt at gå ind")


class VisitFact(models.TextChoices):
    """What was talked about, as something to count: the phrases of the contact form. No health, no diagnoses
    (docs/privacy.md): those stand in a restricted note or nowhere."""

    AGREEMENT = "agreement", _("Aftale")
    DEBT_ADVICE = "debt_advice", _("Gældsråd")
    MUNICIPALITY = "municipality", _("Kommune")
    INSTALMENTS = "instalments", _("Afdragsordning")
    RENT_HELP = "rent_help", _("Hjælp til husleje")
    HOUSING_BENEFIT = "housing_benefit", _("Boligstøtte")
    WORK_INCOME = "work_income", _("Job og indkomst")
    LETTERS = "letters", _("Post og e-Boks")
    NEIGHBOURS = "neighbours", _("Naboer")
    DWELLING = "dwelling", _("Boligen")


class CaseStatus(models.TextChoices):
    """NEW until there was contact, WAITING while somebody else has the next step."""

    NEW = "new", _("Ny")
    ACTIVE = "active", _("I gang")
    WAITING = "waiting", _("Afventer")
    CLOSED = "closed", _("Afsluttet")


CASE_TRANSITIONS: dict[str, frozenset[str]] = {
    CaseStatus.NEW: frozenset({CaseStatus.ACTIVE, CaseStatus.WAITING, CaseStatus.CLOSED}),
    CaseStatus.ACTIVE: frozenset({CaseStatus.WAITING, CaseStatus.CLOSED}),
    CaseStatus.WAITING: frozenset({CaseStatus.ACTIVE, CaseStatus.CLOSED}),
    CaseStatus.CLOSED: frozenset({CaseStatus.ACTIVE}),
}
OPEN_CASES = frozenset(CaseStatus.values) - {CaseStatus.CLOSED}


class CaseOrigin(models.TextChoices):
    """What the course of work began with."""

    NOTICE = "notice", _("Huslejerestance")
    FLAG = "flag", _("Melding fra ejendomskontoret")
    REQUEST = "request", _("Beboeren henvendte sig")
    OUTREACH = "outreach", _("Opsøgende runde")
    OTHER = "other", _("Andet")


class CaseOutcome(models.TextChoices):
    """How a course of work ended. Required when it closes."""

    HELPED = "helped", _("Det, sagen handlede om, er løst")
    PASSED_ON = "passed_on", _("Andre har overtaget")
    NO_CONTACT = "no_contact", _("Kontakt blev ikke etableret")
    DECLINED = "declined", _("Beboeren ønsker ikke hjælp")
    MOVED = "moved", _("Beboeren er flyttet")
    DIED = "died", _("Beboeren er død")
    MISTAKE = "mistake", _("Oprettet ved en fejl")
    OTHER = "other", _("Andet")


class CaseWeight(models.IntegerChoices):
    """How much work a case is, as the caretaker judges it: the coordinator's measure of load."""

    LIGHT = 1, _("Let")
    NORMAL = 2, _("Almindelig")
    HEAVY = 3, _("Tung")


class AssignedBecause(models.TextChoices):
    """How a case came to its caretaker."""

    OPENED = "opened", _("Oprettede sagen")
    HANDED_OVER = "handed_over", _("Overdraget")
    REDISTRIBUTED = "redistributed", _("Fordelt af koordinatoren")
    REOPENED = "reopened", _("Genåbnede sagen")


class GoalStatus(models.TextChoices):
    OPEN = "open", _("I gang")
    REACHED = "reached", _("Nået")
    GIVEN_UP = "given_up", _("Opgivet")


class ActionOwner(models.TextChoices):
    """Who does it."""

    CARETAKER = "caretaker", _("Social vicevært")
    RESIDENT = "resident", _("Beboeren")
    PARTNER = "partner", _("Samarbejdspartner")


class CasePersonKind(models.TextChoices):
    """People around the resident."""

    RELATIVE = "relative", _("Pårørende")
    DOCTOR = "doctor", _("Læge")
    CASE_OFFICER = "case_officer", _("Sagsbehandler")
    POWER_OF_ATTORNEY = "power_of_attorney", _("Har fuldmagt")
    GUARDIAN = "guardian", _("Værge")
    OTHER = "other", _("Andre")


class DoorState(models.TextChoices):
    """How far an outreach round has come at one door."""

    WAITING = "waiting", _("Venter")
    DONE = "done", _("Besøgt")
    SKIPPED = "skipped", _("Sprunget over")


class SafetyKind(models.TextChoices):
    """What to know before the door opens."""

    DOG = "dog", _("Hund")
    COME_AS_TWO = "come_as_two", _("Kom to")
    THREATS = "threats", _("Trusler")
    INFECTION = "infection", _("Smitte")


class ResidentTold(models.TextChoices):
    """Whether the resident knows of the flag (GDPR art. 14: told, unless it would endanger somebody)."""

    YES = "yes", _("Ja")
    NOT_YET = "not_yet", _("Ikke endnu")
    WITHHELD = "withheld", _("Nej, det ville være farligt")


class PartnerKind(models.TextChoices):
    JOB_CENTRE = "job_centre", _("Jobcenter")
    SOCIAL_SERVICES = "social_services", _("Socialforvaltning")
    DEBT_ADVICE = "debt_advice", _("Gældsrådgivning")
    PSYCHIATRY = "psychiatry", _("Psykiatri")
    HOME_CARE = "home_care", _("Hjemmepleje")
    DOCTOR = "doctor", _("Læge")
    ASSOCIATION = "association", _("Forening")
    OTHER = "other", _("Andre")


class DataKind(models.TextChoices):
    """Kinds of data a consent names and a disclosure carries."""

    CONTACT = "contact", _("Navn, adresse og telefon")
    ARREARS = "arrears", _("Huslejerestance og frister")
    ECONOMY = "economy", _("Økonomi, job og ydelser")
    DWELLING = "dwelling", _("Boligens stand")
    SUPPORT = "support", _("Hvad vi har aftalt, og hvad der er gjort")
    FAMILY = "family", _("Familie og netværk")
    HEALTH = "health", _("Helbred og andre følsomme forhold")


class ConsentForm(models.TextChoices):
    ORAL = "oral", _("Mundtligt")
    WRITTEN = "written", _("Skriftligt")


class ReferralStatus(models.TextChoices):
    DRAFTED = "drafted", _("Kladde")
    SENT = "sent", _("Sendt")
    RECEIVED = "received", _("Modtaget")
    ACCEPTED = "accepted", _("Taget imod")
    DECLINED = "declined", _("Afvist")
    DONE = "done", _("Gennemført")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


REFERRAL_TRANSITIONS: dict[str, frozenset[str]] = {
    ReferralStatus.DRAFTED: frozenset({ReferralStatus.SENT, ReferralStatus.WITHDRAWN}),
    ReferralStatus.SENT: frozenset(
        {
            ReferralStatus.RECEIVED,
            ReferralStatus.ACCEPTED,
            ReferralStatus.DECLINED,
            ReferralStatus.WITHDRAWN,
        }
    ),
    ReferralStatus.RECEIVED: frozenset(
        {ReferralStatus.ACCEPTED, ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN}
    ),
    ReferralStatus.ACCEPTED: frozenset({ReferralStatus.DONE, ReferralStatus.WITHDRAWN}),
    ReferralStatus.DECLINED: frozenset(),
    ReferralStatus.DONE: frozenset(),
    ReferralStatus.WITHDRAWN: frozenset(),
}
UNANSWERED = frozenset({ReferralStatus.SENT, ReferralStatus.RECEIVED})
"""Where the partner has the next word: silence beyond the agreed time comes up."""
OPEN_REFERRALS = frozenset({ReferralStatus.DRAFTED, *UNANSWERED, ReferralStatus.ACCEPTED})


class LegalBasis(models.TextChoices):
    """What a disclosure without consent may rest on; nothing else (domain rules, docs/privacy.md)."""

    NOTICE_92 = "notice_92", _("Underretning om udsættelsessag (almenlejelovens § 92, stk. 2)")
    CHILD = "child", _("Et barn kan være i fare (barnets lov § 135)")
    VITAL = "vital", _("Fare for liv eller helbred (databeskyttelsesforordningens art. 6, stk. 1, litra d)")


BASIS_REACHES: dict[str, frozenset[str]] = {
    LegalBasis.NOTICE_92: frozenset({PartnerKind.SOCIAL_SERVICES}),
    LegalBasis.CHILD: frozenset({PartnerKind.SOCIAL_SERVICES}),
    LegalBasis.VITAL: frozenset(
        {PartnerKind.SOCIAL_SERVICES, PartnerKind.PSYCHIATRY, PartnerKind.HOME_CARE, PartnerKind.DOCTOR}
    ),
}
"""Whom one may tell without consent: the municipality, and when life is at stake those who treat and care."""


class HandoverStatus(models.TextChoices):
    PROPOSED = "proposed", _("Venter på modtageren")
    CONFIRMED = "confirmed", _("Overdraget")
    DECLINED = "declined", _("Afvist af modtageren")
    CANCELLED = "cancelled", _("Annulleret")


HANDOVER_TRANSITIONS: dict[str, frozenset[str]] = {
    HandoverStatus.PROPOSED: frozenset(
        {HandoverStatus.CONFIRMED, HandoverStatus.DECLINED, HandoverStatus.CANCELLED}
    ),
    HandoverStatus.CONFIRMED: frozenset(),
    HandoverStatus.DECLINED: frozenset(),
    HandoverStatus.CANCELLED: frozenset(),
}
