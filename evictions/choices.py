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


class EvictionStatus(models.TextChoices):
    """How far the landlord's course against one tenancy has come."""

    ARREARS = "arrears", _("Restance")
    DEMAND = "demand", _("Påkrav")
    TERMINATED = "terminated", _("Ophævet")
    FILED = "filed", _("Sendt til fogedretten")
    HEARING = "hearing", _("Fogedmøde berammet")
    EVICTION = "eviction", _("Udsættelse berammet")
    CLOSED = "closed", _("Afsluttet")


STATUS_ORDER = {status: number for number, status in enumerate(EvictionStatus.values)}
_COURSE = [status for status in EvictionStatus.values if status != EvictionStatus.CLOSED]
EVICTION_TRANSITIONS: dict[str, frozenset[str]] = {
    **{
        status: frozenset(_COURSE[STATUS_ORDER[status] + 1 :]) | {EvictionStatus.CLOSED} for status in _COURSE
    },
    EvictionStatus.CLOSED: frozenset(_COURSE),
}
"""Forward, also past a step nobody has told of: then it is missing on the page (evictions/missing.py)."""
BACK_TRANSITIONS: dict[str, frozenset[str]] = {
    EvictionStatus.DEMAND: frozenset({EvictionStatus.ARREARS}),
    EvictionStatus.TERMINATED: frozenset({EvictionStatus.ARREARS}),
    EvictionStatus.FILED: frozenset({EvictionStatus.ARREARS, EvictionStatus.TERMINATED}),
    EvictionStatus.HEARING: frozenset(
        {EvictionStatus.ARREARS, EvictionStatus.TERMINATED, EvictionStatus.FILED}
    ),
    EvictionStatus.EVICTION: frozenset(
        {
            EvictionStatus.ARREARS,
            EvictionStatus.TERMINATED,
            EvictionStatus.FILED,
            EvictionStatus.HEARING,
        }
    ),
}
"""Back by a decision alone: the demand recalled or the termination waived (Restance), the request withdrawn
(Ophævet), a hearing or an eviction called off. A list never takes a case back."""
OPEN_EVICTIONS = frozenset(_COURSE)
AT_COURT = frozenset({EvictionStatus.FILED, EvictionStatus.HEARING, EvictionStatus.EVICTION})
TERMINATED_OR_LATER = AT_COURT | {EvictionStatus.TERMINATED}
STATUS_OF_STAGE: dict[str, str] = {
    Stage.DEMAND: EvictionStatus.DEMAND,
    Stage.TERMINATION: EvictionStatus.TERMINATED,
    Stage.BAILIFF_COURT: EvictionStatus.FILED,
}
"""What the stage of an arrears list says of the course. Plain arrears are no eviction case."""


class EvictionOrigin(models.TextChoices):
    """How we came to know of it."""

    LIST = "list", _("Restanceliste")
    API = "api", _("Lejesystem")
    HAND = "hand", _("Oprettet i hånden")


class StepSource(models.TextChoices):
    LIST = "list", _("Restanceliste")
    API = "api", _("Lejesystem")
    HAND = "hand", _("Skrevet ind")
    CLOCK = "clock", _("Dagen kom")


class LegalStepKind(models.TextChoices):
    """What happened in the course. Each is one line of the timeline and one push to the caretaker."""

    OPENED = "opened", _("Udsættelsessag oprettet")
    DEMAND_ISSUED = "demand_issued", _("Påkrav sendt")
    DEMAND_RECEIVED = "demand_received", _("Påkrav kommet frem")
    DEMAND_RECALLED = "demand_recalled", _("Påkrav trukket tilbage")
    DEADLINE_ASKED = "deadline_asked", _("En anden påkravsfrist er foreslået")
    DEADLINE_SET = "deadline_set", _("Påkravsfristen er ændret")
    DEADLINE_REFUSED = "deadline_refused", _("Den anden påkravsfrist er afvist")
    TERMINATED = "terminated", _("Lejemålet ophævet")
    TERMINATION_WAIVED = "termination_waived", _("Ophævelsen frafaldet")
    FILED = "filed", _("Sendt til fogedretten")
    FILING_WITHDRAWN = "filing_withdrawn", _("Trukket tilbage fra fogedretten")
    MUNICIPALITY_NOTIFIED = "municipality_notified", _("Kommunen underrettet")
    HEARING_SET = "hearing_set", _("Fogedmøde berammet")
    HEARING_CALLED_OFF = "hearing_called_off", _("Fogedmøde aflyst")
    HEARING_HELD = "hearing_held", _("Fogedmøde holdt")
    EVICTION_SET = "eviction_set", _("Udsættelse berammet")
    EVICTION_CALLED_OFF = "eviction_called_off", _("Udsættelse aflyst")
    EVICTION_HELD = "eviction_held", _("Dag for udsættelse holdt")
    STANDSTILL_BEGUN = "standstill_begun", _("Henstand")
    STANDSTILL_ENDED = "standstill_ended", _("Henstanden er slut")
    PLAN_AGREED = "plan_agreed", _("Afdragsordning aftalt")
    PLAN_BROKEN = "plan_broken", _("Afdragsordning ikke holdt")
    PLAN_KEPT = "plan_kept", _("Afdragsordning holdt")
    PLAN_CANCELLED = "plan_cancelled", _("Afdragsordning ophørt")
    STATEMENT_SENT = "statement_sent", _("Indstilling fra den sociale vicevært")
    DECIDED = "decided", _("Administrationen har besluttet")
    LETTER_SENT = "letter_sent", _("Brev sendt")
    LIST_DIFFERS = "list_differs", _("Lejesystemet siger noget andet")
    PUT_RIGHT = "put_right", _("Oplysninger rettet")
    CLOSED = "closed", _("Udsættelsessagen afsluttet")
    REOPENED = "reopened", _("Udsættelsessagen genåbnet")


class DemandChannel(models.TextChoices):
    """How the demand was sent. Plain e-mail is kept as a finding: it is not valid."""

    DIGITAL_POST = "digital_post", _("Digital Post")
    LETTER = "letter", _("Brev på papir")
    HANDED_OVER = "handed_over", _("Afleveret personligt")
    EMAIL = "email", _("E-mail (gælder ikke)")


class ReceiptProof(models.TextChoices):
    """What proves the day the demand came forward."""

    DIGITAL_POST = "digital_post", _("Kvittering fra Digital Post")
    POSTAL = "postal", _("Kvittering fra postvæsenet")
    SIGNED = "signed", _("Underskrevet kvittering")
    WITNESS = "witness", _("Afleveret i vidners nærvær")
    LEDGER = "ledger", _("Oplyst af lejesystemet")


class LegalDate(models.TextChoices):
    """What the next legal date of a case is."""

    DEMAND_POSSIBLE = "demand_possible", _("Påkrav kan sendes")
    DEADLINE = "deadline", _("Påkravsfrist")
    STANDSTILL_END = "standstill_end", _("Henstanden slutter")
    MOVE_OUT = "move_out", _("Fraflytning senest")
    HEARING = "hearing", _("Fogedmøde")
    EVICTION = "eviction", _("Udsættelse")


class AnswerReason(models.TextChoices):
    """Why a case waits for an answer of the administration."""

    STATEMENT = "statement", _("Indstilling fra den sociale vicevært")
    STANDSTILL_OVER = "standstill_over", _("Henstanden er slut")
    PLAN_BROKEN = "plan_broken", _("Afdragsordningen er ikke holdt")
    DEADLINE_ASKED = "deadline_asked", _("En kollega foreslår en anden påkravsfrist")
    LIST_DIFFERS = "list_differs", _("Listen siger noget andet")


class EvictionTab(models.TextChoices):
    """The tabs of the review."""

    ANSWER = "answer", _("Kræver svar")
    NEW = "new", _("Nye")
    COURT = "court", _("Fogedret på vej")
    PAUSED = "paused", _("På pause")
    ALL = "all", _("Alle")


class Verdict(models.TextChoices):
    """What the administration decides at a review."""

    GO_ON = "go_on", _("Fortsæt")
    PAUSE = "pause", _("Sæt på pause")
    WITHDRAW = "withdraw", _("Træk tilbage")
    WAIVE = "waive", _("Frafald ophævelsen")


class HearingKind(models.TextChoices):
    HEARING = "hearing", _("Fogedmøde")
    EVICTION = "eviction", _("Udsættelse")


class HearingPlace(models.TextChoices):
    COURT = "court", _("I fogedretten")
    ADDRESS = "address", _("På adressen")


class HearingStatus(models.TextChoices):
    SET = "set", _("Berammet")
    HELD = "held", _("Holdt")
    MOVED = "moved", _("Flyttet")
    CALLED_OFF = "called_off", _("Aflyst")


class PlanStatus(models.TextChoices):
    ACTIVE = "active", _("Løber")
    KEPT = "kept", _("Holdt")
    BROKEN = "broken", _("Ikke holdt")
    CANCELLED = "cancelled", _("Ophørt")


class WayOutKind(models.TextChoices):
    """The ways out of a threatening eviction that a support plan can hold."""

    PAY_BEFORE_DEADLINE = "pay_before_deadline", _("Betale alt inden påkravsfristen")
    PAY_AND_WAIVE = "pay_and_waive", _("Betale bagefter, og udlejeren frafalder ophævelsen")
    INSTALMENTS = "instalments", _("Afdragsordning")
    STANDSTILL = "standstill", _("Henstand, mens kommunen afgør en ansøgning")
    RENT_SUPPORT_81A = "rent_support_81a", _("Midlertidig huslejehjælp (aktivlovens § 81 a)")
    ONE_OFF_81 = "one_off_81", _("Enkeltydelse (aktivlovens § 81)")
    BENEFIT_ADMINISTRATION = "benefit_administration", _("Kommunen betaler huslejen af ydelsen")
    HOUSING_BENEFIT = "housing_benefit", _("Boligstøtte")
    CHEAPER_HOME = "cheaper_home", _("Billigere bolig, bytte eller kommunal anvisning")
    DEBT_ADVICE = "debt_advice", _("Gælds- og budgetrådgivning")
    LEGAL_AID = "legal_aid", _("Retshjælp: mulig fejl i udlejerens sag")


class WayOutState(models.TextChoices):
    OPEN = "open", _("Ikke prøvet")
    CONSIDERED = "considered", _("Overvejes")
    APPLIED = "applied", _("Søgt eller bedt om")
    GRANTED = "granted", _("Opnået")
    REFUSED = "refused", _("Afslag")
    NOT_POSSIBLE = "not_possible", _("Ikke muligt her")


class OverrideStatus(models.TextChoices):
    ASKED = "asked", _("Venter på en kollega")
    APPROVED = "approved", _("Godkendt")
    REFUSED = "refused", _("Afvist")


class StatementStatus(models.TextChoices):
    SENT = "sent", _("Sendt")
    ANSWERED = "answered", _("Besvaret")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


class LetterKind(models.TextChoices):
    HELP = "help", _("Vi vil gerne hjælpe")
    APPOINTMENT = "appointment", _("Aftale om et møde")
    INSTALMENT_PLAN = "instalment_plan", _("Afdragsordning")
    MUNICIPAL_NOTICE = "municipal_notice", _("Underretning til kommunen")


LETTERS_OF_OFFICE = frozenset({LetterKind.INSTALMENT_PLAN, LetterKind.MUNICIPAL_NOTICE})
"""What the administration writes and sees; the others are between the caretaker and the resident."""


class LetterLanguage(models.TextChoices):
    DANISH = "da", _("Dansk")
    ENGLISH = "en", _("Engelsk")


class EvictionOutcome(models.TextChoices):
    """How it ended. The two voluntary moves are kept apart: organisations count them differently."""

    PAID_BEFORE_DEADLINE = "paid_before_deadline", _("Betalt inden påkravsfristen")
    PAID_AFTER_TERMINATION_WAIVED = "paid_after_termination_waived", _("Betalt, og ophævelsen frafaldet")
    INSTALMENT_AGREEMENT = "instalment_agreement", _("Afdragsordning")
    MUNICIPAL_SUPPORT_81A = "municipal_support_81a", _("Midlertidig huslejehjælp (§ 81 a)")
    MUNICIPAL_SUPPORT_81 = "municipal_support_81", _("Enkeltydelse (§ 81)")
    BENEFIT_ADMINISTRATION = "benefit_administration", _("Kommunen betaler huslejen af ydelsen")
    MOVED_TO_CHEAPER_HOME = "moved_to_cheaper_home", _("Flyttet til en billigere bolig")
    VOLUNTARY_MOVE_BEFORE_COURT = "voluntary_move_before_court", _("Flyttet selv, før fogedretten")
    VOLUNTARY_MOVE_AFTER_COURT_FILING = (
        "voluntary_move_after_court_filing",
        _("Flyttet selv, efter sagen var i fogedretten"),
    )
    COURT_REJECTED_OR_WITHDRAWN = (
        "court_rejected_or_withdrawn",
        _("Afvist eller trukket tilbage i fogedretten"),
    )
    EVICTED = "evicted", _("Sat ud af fogeden")
    TENANT_DIED = "tenant_died", _("Lejeren er død")
    OTHER = "other", _("Andet")
    UNKNOWN = "unknown", _("Ved ikke")


AVERTED = frozenset(
    {
        EvictionOutcome.PAID_BEFORE_DEADLINE,
        EvictionOutcome.PAID_AFTER_TERMINATION_WAIVED,
        EvictionOutcome.INSTALMENT_AGREEMENT,
        EvictionOutcome.MUNICIPAL_SUPPORT_81A,
        EvictionOutcome.MUNICIPAL_SUPPORT_81,
        EvictionOutcome.BENEFIT_ADMINISTRATION,
        EvictionOutcome.MOVED_TO_CHEAPER_HOME,
        EvictionOutcome.COURT_REJECTED_OR_WITHDRAWN,
    }
)
"""*Averted*: the tenant keeps a home without an effective eviction (docs/evictions.md). A voluntary move to
an unknown place, a death, "other" and "unknown" are not counted as averted."""


class RecheckResult(models.TextChoices):
    """What became of the tenant some months after the case was closed."""

    LIVES_WITHOUT_ARREARS = "lives_without_arrears", _("Bor der, uden restance")
    LIVES_IN_ARREARS = "lives_in_arrears", _("Bor der, i restance igen")
    MOVED = "moved", _("Flyttet")
    UNKNOWN = "unknown", _("Ved ikke")


RECHECK_MONTHS = (3, 6, 12)
