"""Which columns of a rent ledger's list are read, and which never are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from core.cpr import find_cpr_like
from core.tabular import FieldSpec, normalise_header, recognise, vocabulary
from core.tabular.columns import fit
from evictions.services import values
from evictions.services.references import split_reference

TENANCY: Final = FieldSpec(
    "tenancy",
    "Lejeforhold",
    (
        "Lejemål", "Lejemålsnr", "Lejemålsnummer", "Lejemål nr", "Lejemåls-id", "Lejemålsident",
        "Lejekontrakt", "Lejekontraktnr", "Lejeaftale", "Lejeaftalenr", "Lejeforholdsnr",
        "Lejemålsreference", "Lejerreference", "Kontrakt", "Kontraktnr", "Kundenr", "Debitor", "Debitornr",
        "Reference", "tenancy", "reference",
    ),
    avoid=("adresse", "navn", "type", "status", "dato", "areal", "cpr", "start", "slut"),
)  # fmt: skip
ESTATE: Final = FieldSpec(
    "estate",
    "Afdeling",
    ("Afd", "Afdelingsnr", "Afdelingsnummer", "Afd nr", "Ejendom", "Ejendomsnr", "Ejd", "Ejd nr", "estate"),
    avoid=("navn", "adresse", "email"),
)
DWELLING: Final = FieldSpec(
    "dwelling",
    "Lejemålets nummer",
    (
        "Bolig",
        "Bolignr",
        "Bolignummer",
        "Lejlighed",
        "Lejlighedsnr",
        "Lejl nr",
        "Enhed",
        "Enhedsnr",
        "dwelling",
    ),
    avoid=("type", "adresse", "areal", "støtte", "selskab", "organisation"),
)
TENANT_NUMBER: Final = FieldSpec(
    "tenant_number",
    "Lejernummer",
    ("Lejernr", "Lejer nr", "Lejer-nr", "Løbenr", "Løbenummer", "Lejer lbnr", "Lbnr", "tenant_number"),
    avoid=("navn",),
)
ORGANISATION: Final = FieldSpec(
    "organisation",
    "Selskab",
    ("Selskabsnr", "Selskabsnummer", "Selsk", "Boligselskab", "Boligorganisation", "Organisationsnr"),
    avoid=("navn",),
)
AMOUNT: Final = FieldSpec(
    "amount",
    "Beløb",
    (
        "Saldo", "Restance", "Restancebeløb", "Restbeløb", "Restsaldo", "Skyldig", "Skyldigt beløb",
        "Skylder", "Gæld", "Beløb i kr", "Beløb kr", "Beløb DKK", "Saldo i alt", "Restance i alt",
        "Forfaldent beløb", "Udestående", "Åben saldo", "Åbent beløb", "Huslejerestance", "amount",
    ),
    required=True,
    avoid=("dato", "type", "måneder", "primo"),
)  # fmt: skip
DUE_DATE: Final = FieldSpec(
    "due_date",
    "Forfaldsdato",
    (
        "Forfald", "Forfaldsdag", "Forfalden", "Forfaldent", "Forfalden dato", "Forf dato", "Forfaldsdt",
        "Betalingsfrist", "Sidste rettidige dag", "Sidste rettidige betalingsdag", "due_date",
    ),
    required=True,
    avoid=("beløb",),
)  # fmt: skip
LINE_TYPE: Final = FieldSpec(
    "line_type",
    "Posttype",
    ("Linjetype", "Art", "Type", "Post", "Posteringstype", "Opkrævningsart", "Opkrævningstype", "Kravtype",
     "Ydelse", "Ydelsesart", "Restancetype", "Beløbstype", "line_type"),
    avoid=("bolig", "lejemål"),
)  # fmt: skip
MONTHS: Final = FieldSpec(
    "months",
    "Måneder",
    ("Mdr", "Mdr.", "Antal måneder", "Antal mdr", "Måneder i restance", "Mdr i restance", "Restancemåneder",
     "Måneders restance", "months"),
)  # fmt: skip
STAGE: Final = FieldSpec(
    "stage",
    "Trin",
    ("Status", "Stadie", "Stadium", "Sagstrin", "Sagsstatus", "Rykkertrin", "Rykkerstatus", "Inkassostatus",
     "Restancestatus", "Restancetrin", "Fase", "stage"),
    avoid=("dato", "lejemål"),
)  # fmt: skip
DEMAND_RECEIVED_ON: Final = FieldSpec(
    "demand_received_on",
    "Påkrav kommet frem",
    ("Påkrav modtaget", "Påkrav modtaget den", "Påkrav fremme", "Påkravsdato", "Påkrav dato",
     "Dato for påkrav", "Påkrav kom frem", "Modtaget påkrav", "Påkrav forkyndt", "demand_received_on"),
    avoid=("sendt", "udskrevet", "gebyr", "frist", "print"),
)  # fmt: skip
"""Never from the day a demand was printed or sent: the deadline runs from the day it came forward."""
PHONE: Final = FieldSpec(
    "phone",
    "Telefon",
    (
        "Tlf",
        "Tlf.",
        "Tlfnr",
        "Tlf nr",
        "Telefonnr",
        "Telefonnummer",
        "Mobil",
        "Mobilnr",
        "Mobiltelefon",
        "phone",
    ),
)
CHILDREN: Final = FieldSpec(
    "children",
    "Børn under 18",
    ("Børn", "Børn u 18", "Børn u. 18", "Børn u/18", "Hjemmeboende børn", "Har børn", "Børn under 18 år",
     "Mindreårige børn", "Antal børn", "children"),
)  # fmt: skip

FIELDS: Final = (
    TENANCY, ESTATE, DWELLING, TENANT_NUMBER, ORGANISATION, AMOUNT, DUE_DATE, LINE_TYPE, MONTHS, STAGE,
    DEMAND_RECEIVED_ON, PHONE, CHILDREN,
)  # fmt: skip
LABELS: Final = {
    "tenancy": _("Lejeforhold"),
    "estate": _("Afdeling"),
    "dwelling": _("Lejemålets nummer"),
    "tenant_number": _("Lejernummer"),
    "organisation": _("Selskab"),
    "amount": _("Beløb"),
    "due_date": _("Forfaldsdato"),
    "line_type": _("Posttype"),
    "months": _("Måneder"),
    "stage": _("Trin"),
    "demand_received_on": _("Påkrav kommet frem"),
    "phone": _("Telefon"),
    "children": _("Børn under 18"),
}
REQUIRED: Final = ("tenancy", "amount", "due_date")
WORDS: Final = vocabulary(FIELDS)
SAMPLE_ROWS: Final = 200

_CPR_HEADER: Final = re.compile(r"\bcpr|cprnr|personnr|personnummer|\bcivilreg")


def recognise_columns(header: Sequence[str], sample: Iterable[Sequence[str]]) -> dict[str, int]:
    """Field name → column, by the header and, where a header is vague, by what stands under it."""
    rows = list(sample)
    hidden = cpr_columns(header, rows)
    shown = ["" if i in hidden else text for i, text in enumerate(header)]
    mapping = recognise(shown, FIELDS)
    combined = _combined_reference(shown, rows)
    if combined is not None and combined not in mapping.values():
        mapping["tenancy"] = combined
    if "tenant_number" in mapping and not names_a_tenancy(mapping):
        mapping["tenancy"] = mapping.pop("tenant_number")
    for name, understands in values.OPTIONAL_WORDS.items():
        if name in mapping and not _fits(rows, mapping[name], understands):
            del mapping[name]
    return mapping


def _combined_reference(header: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """Of several columns that may name the tenancy, the one where it stands whole: 1204-0033-02."""
    for column, text in enumerate(header):
        cells = [row[column] for row in rows if row[column]]
        whole = sum(1 for cell in cells if len(split_reference(cell)) in {3, 4})
        if whole * 2 > len(cells) and fit(text, TENANCY):
            return column
    return None


def _fits(rows: list[Sequence[str]], column: int, understands: values.Understands) -> bool:
    """A column named 'Status' may hold something else altogether: then none of its words is known."""
    words = {row[column] for row in rows if row[column]}
    return not words or any(understands(word) for word in words)


def cpr_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Columns that are CPR numbers by their name or by most of their cells. They are never read."""
    return frozenset(
        column
        for column, text in enumerate(header)
        if _CPR_HEADER.search(normalise_header(text)) or _mostly_cpr(rows, column)
    )


def _mostly_cpr(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column] for row in rows if row[column]]
    found = sum(1 for cell in cells if len(cell) <= 12 and find_cpr_like(cell))
    return found * 2 > len(cells)


def names_a_tenancy(mapping: Mapping[str, int]) -> bool:
    return "tenancy" in mapping or {"estate", "dwelling"} <= mapping.keys()


def lacking(mapping: Mapping[str, int]) -> list[str]:
    """Names of the required fields no column was found for."""
    names = [] if names_a_tenancy(mapping) else ["tenancy"]
    return names + [name for name in REQUIRED[1:] if name not in mapping]


def usable_mapping(mapping: Mapping[str, int], width: int, hidden: frozenset[int]) -> dict[str, int]:
    """What a person or an older layout chose, without unknown fields, foreign columns and CPR columns."""
    return {
        name: column
        for name, column in mapping.items()
        if name in LABELS and 0 <= column < width and column not in hidden
    }
