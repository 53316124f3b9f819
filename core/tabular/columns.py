"""Which column is which: the headers differ per rent ledger, the fields do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldSpec:
    name: str
    label_da: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    avoid: tuple[str, ...] = ()
    """Words that rule a header out, also when a synonym is in it."""


def normalise_header(text: str) -> str:
    raise NotImplementedError


def recognise(header: Sequence[str], fields: Sequence[FieldSpec]) -> dict[str, int]:
    raise NotImplementedError


def missing_required(mapping: Mapping[str, int], fields: Sequence[FieldSpec]) -> list[FieldSpec]:
    raise NotImplementedError


def vocabulary(fields: Sequence[FieldSpec]) -> frozenset[str]:
    raise NotImplementedError


def header_fingerprint(header: Sequence[str]) -> str:
    raise NotImplementedError
