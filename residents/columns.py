"""The columns of a register file: what they are called in rent ledgers, and which ones are never read.

The labels are the header of the export, so that what was exported is recognised when it comes back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.cpr import find_cpr_like
from core.tabular import FieldSpec, header_fingerprint, recognise, vocabulary

_PERSON = ("cpr", "personnr", "personnummer")

FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("estate", "Afdelingsnr", ("afd nr", "afdeling nr", "afdnr", "afd"), avoid=("navn",)),
    FieldSpec("estate_name", "Afdeling", ("afdelingsnavn", "afd navn", "boligafdeling"), avoid=("nr",)),
    FieldSpec("street", "Vej", ("vejnavn", "gade", "gadenavn", "vejnavn 1"), avoid=("kode",)),
    FieldSpec("house_number", "Husnr", ("hus nr", "husnummer", "nr", "opgang", "opgangsnr")),
    FieldSpec("floor", "Etage", ("sal", "et", "etg")),
    FieldSpec("side", "Side", ("dør", "sidedør", "side dør", "dørnr", "placering")),
    FieldSpec("address", "Adresse", ("fuld adresse", "lejemålsadresse", "boligadresse"), avoid=("mail",)),
    FieldSpec("postal_code", "Postnr", ("post nr", "postnummer", "zip")),
    FieldSpec("city", "By", ("bynavn", "postdistrikt", "post by")),
    FieldSpec(
        "dwelling", "Lejemålsnr", ("lejemål nr", "lejemål", "lejlighedsnr", "bolignr"), avoid=("type",)
    ),
    FieldSpec("tenant", "Lejernr", ("lejernummer", "lejer nr", "løbenr", "beboernr"), avoid=("navn",)),
    FieldSpec("reference", "Lejeforhold", ("lejekontrakt", "kontraktnr", "lejeforholdsnr", "kundenr")),
    FieldSpec("starts_on", "Indflytning", ("indflytningsdato", "indflyttet", "lejestart", "startdato")),
    FieldSpec("ends_on", "Fraflytning", ("fraflytningsdato", "fraflyttet", "lejeophør", "slutdato", "til")),
    FieldSpec("rent", "Husleje pr. måned", ("husleje", "månedsleje", "leje", "månedlig leje")),
    FieldSpec("name", "Navn", ("beboernavn", "lejernavn", "beboer", "lejer", "fulde navn"), avoid=_PERSON),
    FieldSpec("kind", "Rolle", ("beboertype", "type", "lejertype", "relation", "status")),
    FieldSpec("phone", "Telefon", ("tlf", "telefonnr", "mobil", "mobilnr", "tlf nr"), avoid=_PERSON),
    FieldSpec("email", "E-mail", ("mail", "email", "e mailadresse", "mailadresse")),
)
LABELS: dict[str, str] = {spec.name: spec.label_da for spec in FIELDS}
VOCABULARY = vocabulary(FIELDS)
_CPR_HEADER = re.compile(r"cpr|person ?-?n(?:r|umm)|\bp-?nr\b", re.IGNORECASE)
_SAMPLE_SHARE = 0.5


@dataclass(frozen=True)
class Columns:
    """Which column is which field, what is lacking, and which columns were left out and why."""

    mapping: dict[str, int]
    missing: list[str] = field(default_factory=list)
    cpr_columns: list[int] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return name in self.mapping


def missing_fields(mapping: Mapping[str, int]) -> list[str]:
    """The fields without which no row can be read. A combined reference or address stands in for parts."""
    parts = () if "reference" in mapping else ("estate", "dwelling", "tenant")
    missing = [name for name in parts if name not in mapping]
    if "address" not in mapping and "street" not in mapping:
        missing.append("street")
    return [*missing, *(["starts_on"] if "starts_on" not in mapping else [])]


def cpr_columns(header: Sequence[str], sample: Sequence[Sequence[str]]) -> list[int]:
    """Columns that are called CPR, or whose cells look like it. They are never read, whatever was chosen."""
    return [
        index
        for index, title in enumerate(header)
        if _CPR_HEADER.search(title) or _looks_like_cpr([row[index] for row in sample])
    ]


def _looks_like_cpr(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    hits = sum(1 for cell in filled if find_cpr_like(cell) == [(0, len(cell))])
    return hits > 0 and hits >= len(filled) * _SAMPLE_SHARE


def match_columns(
    header: Sequence[str], sample: Sequence[Sequence[str]], remembered: Mapping[str, int] | None = None
) -> Columns:
    """`remembered` is what somebody chose for this layout; else the headers decide."""
    forbidden = cpr_columns(header, sample)
    titles = ["" if index in forbidden else title for index, title in enumerate(header)]
    if remembered:
        mapping = {name: int(index) for name, index in remembered.items() if int(index) < len(header)}
    else:
        mapping = _number_called_estate(recognise(titles, FIELDS), sample)
    mapping = {name: index for name, index in mapping.items() if name in LABELS and index not in forbidden}
    return Columns(mapping=mapping, missing=missing_fields(mapping), cpr_columns=forbidden)


def _number_called_estate(mapping: dict[str, int], sample: Sequence[Sequence[str]]) -> dict[str, int]:
    """'Afdeling' is a name in some ledgers and a number in others: the cells tell."""
    index = mapping.get("estate_name")
    if index is None or "estate" in mapping:
        return mapping
    cells = [row[index] for row in sample if row[index]]
    if cells and all(cell.replace("-", "").isdigit() for cell in cells):
        mapping["estate"] = mapping.pop("estate_name")
    return mapping


def cpr_notices(header: Sequence[str], columns: Sequence[int]) -> list[str]:
    return [
        _("Kolonnen %(title)s ligner CPR-numre og bliver ikke læst.") % {"title": header[i] or i + 1}
        for i in columns
    ]


def fingerprint(header: Sequence[str]) -> str:
    return header_fingerprint(header)
