"""Rows of steps, as the rent ledger's program sends them: each is taken by itself, a wrong one stops no
other."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.querysets import on_day
from core.cpr import find_cpr_like, mask_cpr
from core.danish import DanishValueError, parse_date
from core.errors import DomainError
from evictions.choices import DemandChannel, HearingPlace, LegalStepKind, ReceiptProof
from evictions.permissions import require_intake
from evictions.services.applying import lock_organisation
from evictions.services.parsing import RowProblemError
from evictions.services.references import join_reference, list_key
from evictions.services.told_steps import Result, SameKeyError, Taken, take_step
from evictions.told_rules import ToldStep, received
from residents.models import HousingOrganisation, Tenancy

Row = Mapping[str, Any]
LONGEST_ID: Final = 100
MOST_ROWS: Final = 500
LONGEST_NOTICE: Final = dt.timedelta(days=366)
"""A move-out further away than this is a slip of the year."""
TAKEN, KNOWN, ASKED, UNKNOWN, CONFLICT, WRONG = 201, 200, 202, 404, 409, 422
"""What became of a row, as the status of an answer to it alone."""
STATUS_OF_RESULT: Final = {Result.TAKEN: TAKEN, Result.KNOWN: KNOWN, Result.DIFFERS: ASKED}
_CLOCK: Final = re.compile(
    r"(?P<day>[0-9./-]{8,10})(?:T|,? +(?:kl\.? *)?)(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?::[0-9]{2})?"
    r"(?:\.[0-9]+)?(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?"
).fullmatch


@dataclass(frozen=True)
class Answer:
    """`status` as above; `column` is the field that is wrong; `case` the number of the eviction case."""

    row: int
    id: str
    status: int
    message: str
    column: str = ""
    case: str = ""


def take_steps(*, actor: Any, organisation: HousingOrganisation, rows: Iterable[Row]) -> list[Answer]:
    """One answer per row, in their order."""
    require_intake(actor, organisation.pk)
    with transaction.atomic():
        lock_organisation(organisation.pk)
        return [_take(actor, organisation, number, row) for number, row in enumerate(rows, 1)]


def _take(actor: Any, organisation: HousingOrganisation, number: int, row: Row) -> Answer:
    said = _text(row, "id")
    try:
        key, told = _key(said), read_step(row)
        tenancy = _tenancy(organisation, row, told)
        taken = take_step(actor=actor, tenancy=tenancy, told=told, key=key)
    except RowProblemError as error:
        status = UNKNOWN if error.field == "tenancy" else WRONG
        return Answer(number, said, status, error.message, error.field)
    except SameKeyError as error:
        return Answer(number, said, CONFLICT, error.message, "id")
    except DomainError as error:
        return Answer(number, said, WRONG, error.message)
    return Answer(number, said, STATUS_OF_RESULT[taken.result], _words(taken), case=taken.case.number)


def _words(taken: Taken) -> str:
    return {
        Result.TAKEN: _("Taget."),
        Result.KNOWN: _("Kendt i forvejen. Intet er ændret."),
        Result.DIFFERS: _(
            "Der er registreret noget andet på sagen. Det gælder, til administrationen har svaret på "
            "hjemmesiden."
        ),
    }[taken.result]


def _key(said: str) -> str:
    """What LegalStep.key holds. An id that looks like a CPR number is kept as a digest."""
    if not said or len(said) > LONGEST_ID:
        raise RowProblemError(
            "id", _("Giv skridtet et id på højst %(most)s tegn, det samme hver gang.") % {"most": LONGEST_ID}
        )
    if find_cpr_like(said):
        said = f"#{hashlib.sha256(said.encode()).hexdigest()}"
    return f"api:{said}"


def _tenancy(organisation: HousingOrganisation, row: Row, told: ToldStep) -> Tenancy:
    parts = {name: _text(row, name) for name in ("estate", "dwelling", "tenant_number")}
    try:
        key = list_key(join_reference(_text(row, "tenancy"), **parts), organisation.number)
    except DanishValueError as error:
        raise RowProblemError("tenancy", error.message) from error
    rows = Tenancy.objects.filter(organisation=organisation)
    if key.count("-") == 1:
        day = told.on or timezone.localdate()
        found = rows.filter(on_day(day), reference_key__startswith=f"{key}-").first()
    else:
        found = rows.filter(reference_key=key).first()
    if found is None:
        raise RowProblemError(
            "tenancy", _("Ukendt lejeforhold. Ret nummeret, eller indlæs registeret, og send skridtet igen.")
        )
    return found


# -- reading a row -------------------------------------------------------------------------------------


def read_step(row: Row) -> ToldStep:
    """RowProblemError with the field and a sentence for the first value that cannot be read."""
    said = _text(row, "kind")
    if said not in READERS:
        kinds = ", ".join(READERS)
        raise RowProblemError("kind", _("Ukendt skridt. Brug et af: %(kinds)s.") % {"kinds": kinds})
    return READERS[said](row)


def _issued(row: Row) -> ToldStep:
    on, channel = _day(row), _code(row, "channel", DemandChannel.values)
    return ToldStep(LegalStepKind.DEMAND_ISSUED, on, _facts(demand_issued_on=on, demand_channel=channel))


def _received(row: Row) -> ToldStep:
    return received(_day(row), _code(row, "proof", ReceiptProof.values) or ReceiptProof.LEDGER)


def _terminated(row: Row) -> ToldStep:
    on, move_out_on = _day(row), None
    if _text(row, "move_out_on"):
        move_out_on = _date(row, "move_out_on")
        if not on <= move_out_on <= on + LONGEST_NOTICE:
            raise RowProblemError(
                "move_out_on",
                _("Fraflytningsdagen skal ligge på ophævelsens dag eller inden for et år efter den."),
            )
    return ToldStep(LegalStepKind.TERMINATED, on, _facts(terminated_on=on, move_out_on=move_out_on))


def _filed(row: Row) -> ToldStep:
    on = _day(row)
    facts = _facts(
        filed_on=on, court=_words_of(row, "court", 120), court_number=_words_of(row, "court_number", 40)
    )
    return ToldStep(LegalStepKind.FILED, on, facts)


def _notified(row: Row) -> ToldStep:
    on, proof = _day(row), _words_of(row, "proof", 200)
    if not proof:
        raise RowProblemError(
            "proof", _("Skriv, hvad der beviser, at kommunen er underrettet, fx kvitteringens nummer.")
        )
    facts = _facts(municipal_notice_on=on, municipal_notice_proof=proof)
    return ToldStep(LegalStepKind.MUNICIPALITY_NOTIFIED, on, facts)


def _hearing(row: Row) -> ToldStep:
    return _at_court(row, LegalStepKind.HEARING_SET, "hearing_at", HearingPlace.COURT)


def _eviction(row: Row) -> ToldStep:
    return _at_court(row, LegalStepKind.EVICTION_SET, "eviction_at", HearingPlace.ADDRESS)


def _at_court(row: Row, kind: LegalStepKind, column: str, usually: str) -> ToldStep:
    at, place_kind = _moment(row), _code(row, "place_kind", HearingPlace.values) or usually
    return ToldStep(
        kind,
        timezone.localdate(at),
        {column: at},
        told_on=_day(row) if _text(row, "date") else timezone.localdate(),
        place_kind=place_kind,
        place=_words_of(row, "place", 160),
    )


READERS: Final[dict[str, Callable[[Row], ToldStep]]] = {
    LegalStepKind.DEMAND_ISSUED: _issued,
    LegalStepKind.DEMAND_RECEIVED: _received,
    LegalStepKind.TERMINATED: _terminated,
    LegalStepKind.FILED: _filed,
    LegalStepKind.MUNICIPALITY_NOTIFIED: _notified,
    LegalStepKind.HEARING_SET: _hearing,
    LegalStepKind.EVICTION_SET: _eviction,
}


def _facts(**facts: Any) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _text(row: Row, name: str) -> str:
    """As one line, without what a text column cannot hold."""
    value = row.get(name)
    plain = "" if value is None else str(value).replace("\0", "").encode(errors="replace").decode()
    return " ".join(plain.split())


def _words_of(row: Row, name: str, longest: int) -> str:
    text = mask_cpr(_text(row, name))
    if len(text) > longest:
        raise RowProblemError(name, _("Skriv højst %(most)s tegn.") % {"most": longest})
    return text


def _code(row: Row, name: str, codes: list[str]) -> str:
    text = _text(row, name)
    if text and text not in codes:
        raise RowProblemError(name, _("Ukendt ord. Brug et af: %(words)s.") % {"words": ", ".join(codes)})
    return text


def _date(row: Row, name: str) -> dt.date:
    try:
        return parse_date(_text(row, name))
    except DanishValueError as error:
        raise RowProblemError(name, error.message) from error


def _day(row: Row) -> dt.date:
    """The day it happened: it lies behind us."""
    on = _date(row, "date")
    if on > timezone.localdate():
        raise RowProblemError("date", _("Dagen ligger i fremtiden. Skriv den dag, det er sket."))
    return on


def _moment(row: Row) -> dt.datetime:
    """'2026-12-03T09:30' or '03-12-2026 kl. 9.30'; Danish time, unless an offset says otherwise."""
    found = _CLOCK(_text(row, "at"))
    if found is None:
        raise RowProblemError("at", _("Skriv både dag og klokkeslæt, fx 2026-12-03T09:30."))
    try:
        day = parse_date(found["day"])
        at = dt.datetime.combine(day, dt.time(int(found["hour"]), int(found["minute"])))
    except DanishValueError as error:
        raise RowProblemError("at", error.message) from error
    except ValueError as error:
        raise RowProblemError("at", _("Klokkeslættet findes ikke. Skriv det som 9:30.")) from error
    if not found["offset"]:
        return timezone.make_aware(at)
    return at.replace(tzinfo=dt.datetime.strptime(found["offset"], "%z").tzinfo)
