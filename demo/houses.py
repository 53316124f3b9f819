"""The demo's houses and households, as the rows of a register file. The same every time."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from residents.columns import LABELS

FIRST_NAMES = (
    "Aksel", "Amina", "Asta", "Birgit", "Bjarne", "Cecilie", "Dagmar", "Ejnar", "Elif", "Emil", "Fatima",
    "Finn", "Gerda", "Hanne", "Hassan", "Ida", "Inger", "Jens", "Jytte", "Karim", "Kirsten", "Lars", "Leyla",
    "Lone", "Mads", "Mette", "Mikkel", "Nadia", "Niels", "Ole", "Oskar", "Palle", "Rikke", "Sara", "Søren",
    "Tove", "Ulla", "Victor", "Yasmin", "Åge", "Ærenfred", "Øjvind",
)  # fmt: skip
LAST_NAMES = (
    "Almind", "Bakkegaard", "Birkedal", "Dalsgaard", "Egelund", "Engholm", "Fjordside", "Grønhøj",
    "Havemann",
    "Hedelund", "Kirkeby", "Klitgaard", "Kornmark", "Lindegreen", "Lyngbo", "Mosekjær", "Nørremark",
    "Overgaard",
    "Rosenlund", "Skovgaard", "Strandvig", "Søndermark", "Tangkjær", "Vesterdal", "Ærøskov",
    "Østerhave", "Ågård",
)  # fmt: skip
HEADER = (
    "estate", "estate_name", "street", "house_number", "floor", "side", "postal_code", "city", "dwelling",
    "tenant",
    "starts_on", "ends_on", "rent", "name", "kind", "phone", "email",
)  # fmt: skip
FLOORS = ("st", "1", "2", "3", "4")
VACANT_EVERY, MOVED_EVERY, COUPLE_EVERY = 47, 23, 3


@dataclass(frozen=True)
class DemoEstate:
    number: str
    name: str
    city: tuple[str, str]
    doors: tuple[tuple[str, str, str, str], ...]
    """street, house number, floor, side"""


def block(street: str, numbers: range, count: int) -> tuple[tuple[str, str, str, str], ...]:
    doors = [
        (street, str(number), floor, side) for number in numbers for floor in FLOORS for side in ("tv", "th")
    ]
    return tuple(doors[:count])


def terraced(street: str, numbers: range) -> tuple[tuple[str, str, str, str], ...]:
    return tuple((street, str(number), "", "") for number in numbers)


FJORD, SKOV = ("8900", "Fjordby"), ("4200", "Skovstrup")
LAERKE = DemoEstate(
    "1204",
    "Lærkeparken",
    FJORD,
    block("Lærkevej", range(2, 50, 2), 240)
    + block("Solsortevej", range(1, 49, 2), 240)
    + block("Stærevej", range(2, 46, 2), 219),
)
MOELLE = DemoEstate("1205", "Møllevangen", FJORD, block("Møllevangen", range(1, 49, 2), 240))
HAVNE = DemoEstate("1206", "Havnegården", FJORD, block("Havnegade", range(2, 38, 2), 180))
KLOEVER = DemoEstate("1207", "Kløverengen", FJORD, terraced("Kløverengen", range(1, 97)))
SKOVBRYN = DemoEstate("2101", "Skovbrynet", SKOV, block("Skovbrynet", range(1, 25, 2), 120))


def register_file(estates: tuple[DemoEstate, ...], today: dt.date) -> bytes:
    """The register as a rent ledger would export it."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([LABELS[name] for name in HEADER])
    for estate in estates:
        writer.writerows(estate_rows(estate, today))
    return stream.getvalue().encode("utf-8-sig")


def estate_rows(estate: DemoEstate, today: dt.date) -> Iterator[list[str]]:
    random = Random(f"houses {estate.number}")  # noqa: S311
    for index, (street, number, floor, side) in enumerate(estate.doors, 1):
        place = [estate.number, estate.name, street, number, floor, side, *estate.city, f"{index:04d}"]
        rent = f"{random.randrange(4800, 9600, 25)},00"
        moved_in = today - dt.timedelta(days=random.randrange(200, 7000))
        tenant = "01"
        if index % MOVED_EVERY == 0:
            left = moved_in - dt.timedelta(days=1)
            came = left - dt.timedelta(days=random.randrange(400, 3000))
            yield [*place, "01", said(came), said(left), rent, person(random), "Lejer", "", ""]
            tenant = "02"
        if index % VACANT_EVERY == 0:
            yield [*place, "", "", "", "", "", "", "", ""]
            continue
        home = [*place, tenant, said(moved_in), "", rent]
        yield [*home, person(random), "Lejer", phone(random), ""]
        if index % COUPLE_EVERY == 0:
            yield [*home, person(random), "Medlejer", phone(random), ""]


def person(random: Random) -> str:
    return f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"


def phone(random: Random) -> str:
    """No Danish subscriber number begins with 1: nobody is rung up by the demo."""
    return f"10 {random.randrange(100):02d} {random.randrange(100):02d} {random.randrange(100):02d}"


def said(day: dt.date) -> str:
    return day.strftime("%d-%m-%Y")
