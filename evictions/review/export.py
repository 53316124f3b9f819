"""The review as a spreadsheet: dates, amounts, codes and the one fact about contact."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from core.spreadsheets import Cell
from evictions.querysets import EvictionCaseQuerySet
from evictions.review.words import answer_words, next_words


def export_header() -> list[str]:
    return [
        _("Sagsnummer"),
        _("Lejeforhold"),
        _("Adresse"),
        _("Afdeling"),
        _("Trin"),
        _("Krav"),
        _("Næste dato"),
        _("Hvad næste dato er"),
        _("Kontakt etableret"),
        _("Henstand til"),
        _("Kræver svar"),
        _("Sidst besluttet"),
    ]


def export_rows(cases: EvictionCaseQuerySet) -> Iterator[list[Cell]]:
    today = timezone.localdate()
    for case in cases.select_related("tenancy__dwelling", "estate").iterator(chunk_size=2000):
        yield [
            case.number,
            case.tenancy.reference,
            case.tenancy.dwelling.address,
            case.estate.name,
            case.get_status_display(),
            case.claim_amount,
            case.next_on,
            next_words(case.next_on, case.next_kind, today),
            case.contact_on is not None,
            case.standstill_until,
            answer_words(tuple(case.answer_reasons)),
            timezone.localdate(case.reviewed_at) if case.reviewed_at else None,
        ]
