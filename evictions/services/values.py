"""What the words of a rent ledger mean: line type, stage, children, months, phone. Pure functions."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from core.cpr import mask_cpr
from core.danish import DanishValueError, parse_kroner, parse_yes_no_unknown
from core.tabular import normalise_header
from evictions.choices import LineType, Stage

Understands = Callable[[str], bool]

MAX_MONTHS: Final = Decimal("240")
CHILDREN_UNKNOWN, CHILDREN_NO, CHILDREN_YES = 0, 1, 2
"""As numbers, so that of several lines the greatest is right: yes beats no beats unknown."""

_STAGES: Final = (
    (Stage.BAILIFF_COURT, ("foged", "udsaettelse", "retten")),
    (Stage.TERMINATION, ("ophaev", "opsagt", "opsig", "termination")),
    (Stage.DEMAND, ("paakrav", "demand", "inkassovarsel")),
    (
        Stage.ARREARS,
        ("restance", "rykker", "arrears", "forfalden", "ubetalt", "aaben", "ingen", "ny", "bailiff"),
    ),
)
"""A reminder (rykker) has no legal effect: it is still arrears. The furthest stage is looked for first."""

_LINE_TYPES: Final = (
    (LineType.DEMAND_FEE, ("paakravsgebyr", "gebyr", "rykkergebyr", "fee")),
    (LineType.HOUSING_BENEFIT, ("boligstoette", "boligsikring", "boligydelse", "benefit")),
    (LineType.EARLIER, ("tidligere", "gammel", "overfoert", "primo", "earlier")),
    (LineType.HEATING, ("varme", "fjernvarme", "heating")),
    (LineType.WATER, ("vand", "water")),
    (LineType.LAUNDRY, ("vask", "laundry")),
    (LineType.RENT, ("husleje", "leje", "boligleje", "rent")),
)
_DANISH_MAAKRAV: Final = re.compile("påkrav|paakrav|pakrav")


@lru_cache(maxsize=4096)
def parse_stage(text: str) -> int | None:
    """The number of the stage (evictions.choices.STAGE_ORDER); None for an empty cell."""
    word = normalise_header(text)
    if not word:
        return None
    if word in Stage.values or text in Stage.values:
        return Stage.values.index(text if text in Stage.values else word)
    for stage, beginnings in _STAGES:
        if any(part in word for part in beginnings) and not (len(word) < 4 and word != "ny"):
            return Stage.values.index(stage)
    raise DanishValueError(_("Ukendt trin. Skriv restance, påkrav, ophævelse eller fogedret."))


@lru_cache(maxsize=4096)
def parse_line_type(text: str) -> str:
    """Unknown words are OTHER: the amount counts, whatever it is called. Empty is rent."""
    word = normalise_header(text)
    if not word:
        return LineType.RENT
    if text in LineType.values:
        return text
    for line_type, parts in _LINE_TYPES:
        if any(part in word for part in parts):
            return line_type
    return LineType.OTHER


@lru_cache(maxsize=1024)
def parse_children(text: str) -> int:
    plain = text.strip()
    if plain.isascii() and plain.isdecimal():
        return CHILDREN_YES if plain.strip("0") else CHILDREN_NO
    answer = parse_yes_no_unknown(plain)
    return CHILDREN_UNKNOWN if answer is None else CHILDREN_YES if answer else CHILDREN_NO


@lru_cache(maxsize=4096)
def parse_months(text: str) -> Decimal | None:
    """'2', '2,5', '2 mdr.' → months with one decimal; None for an empty cell."""
    plain = re.sub(r"\s*(mdr\.?|måneder|måned|md\.?)$", "", text.strip(), flags=re.IGNORECASE)
    if plain in {"", "-"}:
        return None
    try:
        months = parse_kroner(plain).quantize(Decimal("0.1"), ROUND_HALF_UP)
    except DanishValueError:
        raise DanishValueError(_("Ikke et antal måneder. Skriv et tal, fx 2 eller 2,5.")) from None
    if not 0 <= months <= MAX_MONTHS:
        raise DanishValueError(_("Antal måneder skal være mellem 0 og 240."))
    return months


USUAL_PHONE: Final = re.compile(r"(?:\+45 ?)?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2}|").fullmatch


@lru_cache(maxsize=65536)
def clean_phone(text: str) -> str:
    """Kept as written, without what is no phone number; a CPR number is masked."""
    if USUAL_PHONE(text):
        return text
    kept = "".join(c for c in mask_cpr(text) if c.isdigit() or c in "+ ()-/")
    return " ".join(kept.split())[:30]


def _understood(parse: Callable[[str], object]) -> Understands:
    def understands(text: str) -> bool:
        try:
            parse(text)
        except DanishValueError:
            return False
        return True

    return understands


OPTIONAL_WORDS: Final[dict[str, Understands]] = {
    "tenant_number": lambda text: text.isdigit(),
    "stage": _understood(parse_stage),
    "children": _understood(parse_children),
    "months": _understood(parse_months),
    "line_type": lambda text: parse_line_type(text) != LineType.OTHER,
}
