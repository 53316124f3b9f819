"""One row of a register file, checked and made one line for COPY. The hot loop of the import.

What can repeat (estates, stairwells, floors, dates, rents, words of names) is worked out once and kept;
what is left per row is putting strings together.
"""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from django.utils.translation import gettext as _

from core.cpr import mask_cpr
from core.searchkeys import search_key
from core.sortkeys import (
    address_sort_key,
    danish_sort_key,
    format_address,
    normalise_floor,
    normalise_house_number,
    normalise_side,
    parse_address,
)
from core.tabular import FieldSpec
from residents.columns import FIELDS, Columns
from residents.references import reference_key, split_reference
from residents.services import cells as cell
from residents.services.cells import RowError, refuse_cpr, too_long

SEPARATOR = "\x1f"
STAGED = (
    "row_number",
    *("estate_key", "estate_number", "estate_name", "estate_sort_key"),
    *("street", "house_number", "postal_code", "city", "stairwell_sort_key"),
    *("floor", "side", "address", "sort_key", "base_search"),
    *("dwelling_ref", "dwelling_key", "dwelling_number", "tenant_number", "reference", "reference_key"),
    *("starts_on", "ends_on", "monthly_rent"),
    *("name", "name_search", "kind", "phone", "email"),
    *("error_field", "error_message", "cells"),
)
NOBODY = SEPARATOR * 4
GOOD = SEPARATOR * 2
_VACANT_NAMES = frozenset({"ledig", "ledigt", "ledigt lejemål", "tomgang", "tom", "vacant", "ikke udlejet"})
_POSTAL = re.compile(r"(?:DK-?)?(\d{4})(?:\s+(\S.*))?", re.ASCII | re.IGNORECASE).fullmatch


@lru_cache(maxsize=4096)
def _estate(number: str, name: str) -> tuple[str, str]:
    """→ the key and the staged columns."""
    if not number:
        raise RowError("estate", _("Afdelingsnummeret mangler."))
    if len(number) > 20:
        raise too_long("estate", 20)
    if len(name) > 120:
        raise too_long("estate_name", 120)
    refuse_cpr("estate_name", name)
    key = number.lstrip("0")
    sort_key = danish_sort_key(name or _("Afdeling %(number)s") % {"number": number})
    return key, SEPARATOR.join((key, number, name, sort_key[:160]))


@lru_cache(maxsize=16384)
def _stairwell(street: str, house: str, postal: str, city: str) -> tuple[str, str, str, str]:
    """→ the staged columns, how it is written, its sort key and its search words."""
    if not street:
        raise RowError("street", _("Adressen mangler."))
    refuse_cpr("street", f"{street} {house} {city}")
    if postal:
        found = _POSTAL(postal)
        if found is None:
            raise RowError("postal_code", _("Postnummeret skal have fire cifre."))
        postal, city = found[1], city or found[2] or ""
    house = normalise_house_number(house)
    for field, text, most in (("street", street, 120), ("house_number", house, 10), ("city", city, 60)):
        if len(text) > most:
            raise too_long(field, most)
    written = format_address(street, house)
    sort_key = address_sort_key(street, house)
    if len(sort_key) > 150:
        raise too_long("street", 120)
    staged = SEPARATOR.join((street, house, postal, city, sort_key))
    return staged, written, sort_key, search_key(written).strip()


@lru_cache(maxsize=4096)
def _level(floor: str, side: str) -> tuple[str, str, str, str, str]:
    """→ floor, side, and what they add to the address, to its sort key and to its search words."""
    floor, side = normalise_floor(floor), normalise_side(side)
    for field, text in (("floor", floor), ("side", side)):
        if len(text) > 10:
            raise too_long(field, 10)
        refuse_cpr(field, text)
    written = format_address("x", "1", floor, side)[len("x 1") :]
    sort_key = address_sort_key("x", "1", floor, side)[len(address_sort_key("x", "1")) :]
    return floor, side, written, sort_key, search_key(written).strip()


@lru_cache(maxsize=8192)
def _combined(text: str) -> tuple[str, str, str, str, str, str]:
    parts = parse_address(text)
    return parts.street, parts.house_number, parts.postal_code, parts.city, parts.floor, parts.side


@lru_cache(maxsize=8192)
def _number_words(number: str) -> str:
    return search_key(number).strip()


def _tenancy(estate: str, estate_key: str, dwelling: str, tenant: str) -> str:
    """The staged columns from dwelling_ref to reference_key."""
    dwelling_key = dwelling.lstrip("0")
    full = key = ""
    if tenant:
        full = f"{estate}-{dwelling}-{tenant}"
        key = f"{estate_key or '0'}-{dwelling_key or '0'}-{tenant.lstrip('0') or '0'}"
        if len(full) > 60:
            raise too_long("tenant", 60)
        if not (dwelling.isalnum() and tenant.isalnum() and estate.isalnum()):
            key = reference_key(full)
    ref = f"{estate_key}-{dwelling_key}"
    return SEPARATOR.join((ref, dwelling_key, dwelling, tenant, full, key))


def clean(cells: Sequence[str]) -> list[str]:
    """Line breaks, tabs and doubled spaces inside a cell become one space; other invisible signs go."""
    return ["".join(c for c in " ".join(text.split()) if c.isprintable()) for text in cells]


def _unguarded(text: str) -> str:
    """ "'=Navn" → "=Navn": the apostrophe that our export puts before what Excel takes for a formula."""
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text


class Reader:
    """reader.line(row_number, cells) → the line to COPY, for good rows and for refused ones alike."""

    def __init__(self, columns: Columns, width: int) -> None:
        self.width = width
        self.mapped: list[tuple[FieldSpec, int]] = [
            (spec, columns.mapping[spec.name]) for spec in FIELDS if spec.name in columns.mapping
        ]
        # A cell "" is appended to every row; a field without a column reads that one.
        self.pick = itemgetter(*(columns.mapping.get(spec.name, -1) for spec in FIELDS))
        self.splits_street = columns.has("street") and not columns.has("house_number")
        self.refused = 0
        self.words: set[str] = set()
        self._word_keys: dict[str, str] = {}
        self._street = ""

    def line(self, row_number: int, cells: list[str]) -> str:
        try:
            if len(cells) > self.width:
                raise RowError("", _("Rækken har flere celler, end der er kolonner. Se efter et skilletegn."))
            joined = "|".join(cells)
            if not joined.isprintable() or "  " in joined:
                cells = clean(cells)
            if "'" in joined:
                cells = [_unguarded(text) for text in cells]
            return f"{row_number}{SEPARATOR}{self._staged([*cells, ''])}"
        except RowError as error:
            self.refused += 1
            return self._refused(row_number, [*clean(cells[: self.width]), ""], error)

    def _staged(self, cells: list[str]) -> str:
        values = self.pick(cells)
        estate, dwelling, tenant, name = self._numbers(values)
        estate_key, words, home = self._home(estate, values)
        starts_on, ends_on, rent, _name, kind, phone, email = values[12:]
        return SEPARATOR.join(
            (
                home,
                f"{words} {_number_words(estate)} {_number_words(dwelling)}",
                _tenancy(estate, estate_key, dwelling, tenant),
                cell.iso_date("starts_on", starts_on) if starts_on else "",
                cell.iso_date("ends_on", ends_on) if ends_on else "",
                cell.rent(rent) if rent else "",
                self._person(name, kind, phone, email) if name else NOBODY,
                GOOD,
            )
        )

    def _numbers(self, values: tuple[str, ...]) -> tuple[str, str, str, str]:
        """→ estate, dwelling and tenant number, and the name; the last two empty for a vacant dwelling."""
        estate, dwelling, tenant, reference = values[0], values[9], values[10], values[11]
        starts_on, name = values[12], values[15]
        if reference and not (estate and dwelling and tenant):
            estate, dwelling, tenant = self._from_reference(reference, estate, dwelling, tenant)
        if not dwelling:
            raise RowError("dwelling", _("Lejemålsnummeret mangler."))
        if len(dwelling) > 20 or len(tenant) > 20:
            raise too_long("dwelling" if len(dwelling) > 20 else "tenant", 20)
        if not tenant.strip("0") or not name or name.casefold() in _VACANT_NAMES:
            tenant, name = self._vacant(tenant, name, starts_on)
        return estate, dwelling, tenant, name

    def _home(self, estate: str, values: tuple[str, ...]) -> tuple[str, str, str]:
        """→ the key of the estate, the words of the address, and the staged columns of both."""
        estate_name, street, house, floor, side, address, postal, city = values[1:9]
        if not street or self.splits_street:
            street, house, postal, city, floor, side = self._from_address(
                street or address, postal, city, floor, side
            )
        estate_key, estate_staged = _estate(estate, estate_name)
        stairwell_staged, stairwell, sort_key, words = _stairwell(street, house, postal, city)
        floor, side, level, level_sort, level_words = _level(floor, side)
        if words is not self._street:
            self._street = words
            self._learn(words)
        sort_key = f"{sort_key}{level_sort}" if house else address_sort_key(street, "", floor, side)
        staged = (estate_staged, stairwell_staged, floor, side, f"{stairwell}{level}", sort_key)
        return estate_key, f"{words} {level_words}" if level_words else words, SEPARATOR.join(staged)

    def _person(self, name: str, kind: str, phone: str, email: str) -> str:
        if len(name) > 160:
            raise too_long("name", 160)
        refuse_cpr("name", name)
        return SEPARATOR.join(
            (
                name,
                self._name_words(name),
                cell.resident_kind(kind),
                cell.phone(phone) if phone else "",
                cell.email(email) if email else "",
            )
        )

    def _name_words(self, name: str) -> str:
        """search_key(name), put together from its words: half a million names share some thousand words."""
        keys, known = [], self._word_keys
        for word in name.split(" "):
            key = known.get(word)
            if key is None:
                key = known[word] = search_key(word).strip()
                self._learn(key)
            if key:
                keys.append(key)
        return " ".join(keys)

    def _learn(self, key: str) -> None:
        self.words.update(word for word in key.split() if 4 <= len(word) <= 60 and word.isalpha())

    def _from_reference(self, text: str, estate: str, dwelling: str, tenant: str) -> tuple[str, str, str]:
        found = split_reference(text)
        if found:
            return estate or found.estate, dwelling or found.dwelling, tenant or found.tenant
        parts = [part.strip() for part in re.split(r"[-–./]", text)]
        if len(parts) == 2 and all(parts):
            return estate or parts[0], dwelling or parts[1], tenant
        if not (estate and dwelling):
            raise RowError("reference", _("Skriv lejeforholdet som afdeling-lejemål-lejer, fx 1204-0033-02."))
        return estate, dwelling, tenant

    def _from_address(
        self, text: str, postal: str, city: str, floor: str, side: str
    ) -> tuple[str, str, str, str, str, str]:
        street, house, found_postal, found_city, found_floor, found_side = _combined(text)
        return (
            street,
            house,
            postal or found_postal,
            city or found_city,
            floor or found_floor,
            side or found_side,
        )

    def _vacant(self, tenant: str, name: str, starts_on: str) -> tuple[str, str]:
        """A row without a tenant number says that the dwelling is vacant, unless somebody lives there."""
        if name.casefold() in _VACANT_NAMES:
            return "", ""
        if tenant.strip("0") or (tenant and (name or starts_on)):
            return tenant, name
        if name:
            raise RowError("tenant", _("Lejernummeret mangler, men rækken har et navn."))
        return "", ""

    def _refused(self, row_number: int, cells: list[str], error: RowError) -> str:
        """As much as can be told of which tenancy it is, so that it is not taken for moved out."""
        values = {spec.name: mask_cpr(cells[index]) for spec, index in self.mapped if index < len(cells)}
        estate, dwelling, tenant = (values.get(name, "") for name in ("estate", "dwelling", "tenant"))
        found = split_reference(values.get("reference", ""))
        if not error.field:
            estate = dwelling = tenant = ""
        elif found and not (estate and dwelling and tenant):
            estate, dwelling, tenant = (
                estate or found.estate,
                dwelling or found.dwelling,
                tenant or found.tenant,
            )
        staged = dict.fromkeys(STAGED, "")
        staged |= {
            "row_number": str(row_number),
            "estate_key": estate.lstrip("0"),
            "estate_number": estate,
            "dwelling_ref": f"{estate.lstrip('0')}-{dwelling.lstrip('0')}" if estate and dwelling else "",
            "dwelling_key": dwelling.lstrip("0"),
            "dwelling_number": dwelling,
            "tenant_number": tenant,
            "reference": f"{estate}-{dwelling}-{tenant}" if estate and dwelling and tenant else "",
            "reference_key": reference_key(f"{estate}-{dwelling}-{tenant}") if tenant and dwelling else "",
            "address": values.get("address")
            or f"{values.get('street', '')} {values.get('house_number', '')}",
            "error_field": error.field,
            "error_message": error.message,
            "cells": json.dumps(values),
        }
        staged["reference"] = staged["reference"][:60]
        return SEPARATOR.join(staged.values())
